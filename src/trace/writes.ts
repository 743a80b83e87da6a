/**
 * Where the value of a variable, field or parameter is written.
 */
import { parsePropagation } from '../catalogue/patterns.js';
import type { Invocation } from '../link/invocations.js';
import { contextFile, providedValues } from '../link/contexts.js';
import { argumentRef } from '../link/evaluate.js';
import { fieldWrites } from '../link/members.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from '../link/program.js';
import type { Value } from '../model/facts.js';
import { heardBy } from './emitted.js';
import { type Context, calleePaths } from './match.js';
import type { OpenCalls } from './open-calls.js';

/** Gets the values written to what `ref` reads; undefined where that cannot be told. */
export function writesOf(context: Context, ref: ValueRef, calls: OpenCalls): readonly ValueRef[] | undefined {
  const value = valueOf(ref);
  switch (value.op) {
    case 'cell':
      return ref.fn.file.cellWrites.get(value.cell);
    case 'import':
      return importedWrites(context, ref, value);
    case 'param':
      return argumentsOf(context, ref.fn, value.index, calls);
    case 'call':
      return providedTo(context, ref);
    case 'get':
      return value.name === undefined ? undefined : memberWrites(context, { fn: ref.fn, id: value.of }, value.name);
    default:
      return undefined;
  }
}

/** What a context may be given is in the files that can name it. */
function providedTo({ callers }: Context, call: ValueRef): readonly ValueRef[] | undefined {
  const path = contextFile(callers.e, call);
  if (path === undefined) return undefined;
  callers.e.program.loadDependents(path, 'Provider');
  return providedValues(callers.e, call);
}

function importedWrites(
  context: Context,
  ref: ValueRef,
  value: Extract<Value, { op: 'import' }>,
): readonly ValueRef[] | undefined {
  const { program } = context.callers.e;
  const resolved = program.resolver.resolve(ref.fn.file.facts.path, value.module);
  const file = resolved.kind === 'file' ? program.load(resolved.path) : undefined;
  const exported = file?.facts.exports.get(value.name);
  return file && exported?.kind === 'cell' ? file.cellWrites.get(exported.cell) : undefined;
}

function argumentsOf(
  context: Context,
  fn: FunctionNode,
  index: number,
  calls: OpenCalls,
): readonly ValueRef[] | undefined {
  if (calls.isOpen(fn)) {
    const arg = calls.argument(fn, index);
    return arg && [arg];
  }
  if (context.callers.isWidelyUsed(fn)) return undefined;
  const args = context.callers.invocations(fn).flatMap((via) => sentTo(context, via, index) ?? [via.argument(index)]);
  return args.length > 0 && args.every((arg) => arg !== undefined) ? args : undefined;
}

/** Gets what a listener is given; undefined where it is none, or where that cannot be told. */
function sentTo(context: Context, via: Invocation, index: number): readonly (ValueRef | undefined)[] | undefined {
  const sent = via.kind === 'callback' ? heardBy(context, via.site) : undefined;
  return sent?.map(({ argument }) => argument(index));
}

function memberWrites(context: Context, object: ValueRef, name: string): readonly ValueRef[] | undefined {
  const given = givenBack(context, object, name);
  if (given) return given;
  // What is missing has no members.
  const of = context.callers
    .resolve(object)
    .filter((target) => target.kind !== 'const' || (target.value !== undefined && target.value !== null));
  const found = of.flatMap((target) => {
    if (target.kind === 'instance') return [...fieldWrites(target.cls, name)];
    if (target.kind === 'object') return [...propertyWrites(context, target.ref, name)];
    return [];
  });
  return found.length > 0 && of.every((target) => target.kind === 'instance' || target.kind === 'object')
    ? found
    : undefined;
}

/**
 * `const [state, setState] = useState(initial)`: what a modelled call gives back is what it, and the functions it
 * gives back beside it, were given. Undefined where one of those functions goes where its calls are not seen.
 */
export function givenBack(context: Context, call: ValueRef, name: string): readonly ValueRef[] | undefined {
  const value = valueOf(call);
  if (value.op !== 'call') return undefined;
  const ways = calleePaths(context, call)
    .flatMap((path) => context.index.propagatorsAt(path))
    .flatMap((model) => model.propagates.map(parsePropagation))
    .filter(
      ({ to }) => to.length === 2 && to[0]!.kind === 'return' && to[1]!.kind === 'property' && to[1]!.name === name,
    );
  if (ways.length === 0) return undefined;
  const found: ValueRef[] = [];
  for (const { from } of ways) {
    const [head, member] = from;
    const argument = head?.kind === 'arg' ? argumentRef(call.fn, value, head.index) : undefined;
    if (argument) found.push(argument);
    if (head?.kind !== 'return' || member?.kind !== 'property') continue;
    const passed = argumentsOfMember(context, call, member.name);
    if (!passed) return undefined;
    found.push(...passed);
  }
  return found;
}

/** Gets the first arguments of all calls of a member of a call's result; undefined where it is not only called. */
function argumentsOfMember(context: Context, call: ValueRef, name: string): readonly ValueRef[] | undefined {
  const { program } = context.callers.e;
  const { fn } = call;
  const found: ValueRef[] = [];
  for (const id of program.usesOf(call)) {
    const member = fn.facts.values[id]!;
    if (member.op !== 'get' || member.name !== name) continue;
    for (const read of [{ fn, id }, ...readsOf(context, { fn, id })]) {
      for (const user of program.usesOf(read)) {
        const use = read.fn.facts.values[user]!;
        if (use.op === 'write') continue;
        if (use.op !== 'call' || use.callee !== read.id || use.args[0] === undefined) return undefined;
        found.push({ fn: read.fn, id: use.args[0] });
      }
    }
  }
  return found;
}

/** Gets the reads of the variables that a value is written to. */
function readsOf(context: Context, ref: ValueRef): readonly ValueRef[] {
  return context.callers.e.program.usesOf(ref).flatMap((id) => {
    const use = ref.fn.facts.values[id]!;
    return use.op === 'write' ? [...(ref.fn.file.cellReads.get(use.cell) ?? [])] : [];
  });
}

const asked = new WeakMap<Context, Set<string>>();

/** Parses the files that import an exported object by its name and assign to this property of something. */
function loadWriters(context: Context, object: ValueRef, name: string): void {
  const key = `${refKey(object)} ${name}`;
  const before = asked.get(context) ?? new Set<string>();
  if (before.has(key)) return;
  asked.set(context, before.add(key));
  const { program } = context.callers.e;
  const { facts, cellWrites } = object.fn.file;
  const isHere = (cell: number): boolean =>
    (cellWrites.get(cell) ?? []).some((write) => refKey(write) === refKey(object));
  for (const [exported, held] of facts.exports) {
    if (held.kind !== 'cell' || !isHere(held.cell)) continue;
    program.loadDependents(facts.path, exported, (path) => assigns(program.tree.files.get(path)?.text ?? '', name));
  }
}

function assigns(text: string, name: string): boolean {
  return text
    .split(`.${name}`)
    .slice(1)
    .some((rest) => /^\s*(?:[|&?]{2})?=(?!=)/.test(rest));
}

function propertyWrites(context: Context, object: ValueRef, name: string): readonly ValueRef[] {
  const initial = initialWrites(context, object, name, 0);
  loadWriters(context, object, name);
  const later = (context.callers.e.program.sets.get(name) ?? []).flatMap((set) => {
    const each = valueOf(set);
    if (each.op !== 'set') return [];
    const isSame = context.glance.e
      .evaluate({ fn: set.fn, id: each.of })
      .some((target) => target.kind === 'object' && refKey(target.ref) === refKey(object));
    return isSame ? [{ fn: set.fn, id: each.value }] : [];
  });
  return [...initial, ...later];
}

const MAX_SPREADS = 4;

/**
 * What an object literal starts out with. `{ ...DEFAULTS, ...stored }` starts out with a yes of DEFAULTS, for nothing
 * may be stored; a no of them says nothing, for it is there to be replaced.
 */
function initialWrites(context: Context, object: ValueRef, name: string, depth: number): readonly ValueRef[] {
  const value = valueOf(object);
  if (value.op !== 'object' || depth > MAX_SPREADS) return [];
  const own = value.properties.findLastIndex((property) => !property.spread && property.name === name);
  const last = value.properties.slice(Math.max(own, 0));
  const isReplaced = last.some((property) => property.spread);
  return last.flatMap((property) => {
    const held = { fn: object.fn, id: property.value };
    if (!property.spread) return property.name === name && (!isReplaced || isTruthy(held)) ? [held] : [];
    const spread = context.callers.e.evaluate(held);
    return spread
      .flatMap((target) => (target.kind === 'object' ? initialWrites(context, target.ref, name, depth + 1) : []))
      .filter(isTruthy);
  });
}

function isTruthy(ref: ValueRef): boolean {
  const value = valueOf(ref);
  return value.op === 'const' && Boolean(value.value);
}
