/**
 * Code that never runs: `if (false)`, `if (DEBUG && …)` with `const DEBUG = false`.
 *
 * Holds: only a literal decides, in its place or in a `const`; a setting that is read from anywhere does not.
 */
import type { Condition, ConditionId } from '../model/facts.js';
import type { Evaluator } from './evaluate.js';
import { type FunctionNode, type LoadedFile, type ValueRef, valueOf } from './program.js';

const known = new WeakMap<Evaluator, Map<string, boolean>>();

/** Holds if nothing ever gets to a point inside its own function. */
export function isDead(e: Evaluator, { fn, id }: ValueRef): boolean {
  return isNever(e, fn, fn.facts.when[id]!);
}

function isNever(e: Evaluator, fn: FunctionNode, id: ConditionId): boolean {
  const condition = fn.facts.conditions[id] as Condition;
  if (condition.kind === 'always' || condition.kind === 'never' || condition.kind === 'completed') return false;
  const answers = known.get(e) ?? new Map<string, boolean>();
  known.set(e, answers);
  const key = `${fn.index}:${id}`;
  const answer = answers.get(key) ?? contradicts(e, fn, condition);
  answers.set(key, answer);
  return answer;
}

function contradicts(e: Evaluator, fn: FunctionNode, condition: Condition): boolean {
  if (condition.kind === 'test') {
    const truth = constantTruth(e, { fn, id: condition.value });
    return truth !== undefined && truth !== condition.truthy;
  }
  if (condition.kind === 'all') return condition.of.some((part) => isNever(e, fn, part));
  return condition.kind === 'any' && condition.of.every((part) => isNever(e, fn, part));
}

/** Says how a test comes out whoever runs it; undefined where that depends. */
function constantTruth(e: Evaluator, ref: ValueRef): boolean | undefined {
  const value = valueOf(ref);
  const at = (id: number): boolean | undefined => constantTruth(e, { fn: ref.fn, id });
  switch (value.op) {
    case 'const':
      return typeof value.value === 'boolean' || typeof value.value === 'number' ? Boolean(value.value) : undefined;
    case 'not': {
      const truth = at(value.of);
      return truth === undefined ? undefined : !truth;
    }
    case 'logic': {
      if (value.operator === '??') return undefined;
      const deciding = value.operator === '||';
      const [left, right] = [at(value.left), at(value.right)];
      if (left === deciding || right === deciding) return deciding;
      return left === undefined || right === undefined ? undefined : !deciding;
    }
    case 'typed':
      return value.of === undefined ? undefined : at(value.of);
    case 'cell':
      return ofVariable(e, ref.fn.file, value.cell);
    case 'import':
      return ofImport(e, ref.fn.file, value.module, value.name);
    default:
      return undefined;
  }
}

function ofVariable(e: Evaluator, file: LoadedFile, cell: number): boolean | undefined {
  const [only, ...others] = file.cellWrites.get(cell) ?? [];
  const isConstant = only && others.length === 0 && file.facts.cells[cell]!.constant;
  return isConstant ? constantTruth(e, only) : undefined;
}

function ofImport(e: Evaluator, file: LoadedFile, module: string, name: string): boolean | undefined {
  const resolved = e.program.resolver.resolve(file.facts.path, module);
  const from = resolved.kind === 'file' ? e.load(resolved.path) : undefined;
  const exported = from?.facts.exports.get(name);
  return from && exported?.kind === 'cell' ? ofVariable(e, from, exported.cell) : undefined;
}
