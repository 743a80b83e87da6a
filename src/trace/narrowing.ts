/**
 * Where a test has left only a few known values of the content: `KNOWN.has(text) ? text : 'other'`.
 *
 * What is one of a closed list says which entry it was, not what was typed.
 */
import type { Value, ValueId } from '../model/facts.js';
import { elementsOf } from '../link/collections.js';
import type { FunctionNode, ValueRef } from '../link/program.js';
import type { Context } from './match.js';
import { impliedBy } from './tests.js';

/** As many single characters are an alphabet: typed text can be spelt with them. */
const MAX_CHARACTERS = 10;

/** Holds if `use` only sees values of `content` that a list in the program names. */
export function isNarrowed(context: Context, use: ValueRef, content: ValueId): boolean {
  const { fn } = use;
  const value = fn.facts.values[use.id]!;
  const test = (id: ValueId, truthy: boolean): boolean => leavesFew(context, fn, id, truthy, content);
  if (value.op === 'choose' && value.then !== value.else) {
    if (value.then === content && value.test !== content) return test(value.test, true);
    if (value.else === content && value.test !== content) return test(value.test, false);
  }
  if (value.op === 'phi' && value.when) {
    const edges = value.when.filter((_, index) => value.of[index] === content);
    if (edges.every((edge) => impliedBy(fn, edge, test))) return true;
  }
  return impliedBy(fn, fn.facts.when[use.id]!, test);
}

function leavesFew(context: Context, fn: FunctionNode, id: ValueId, truthy: boolean, content: ValueId): boolean {
  const value = fn.facts.values[id]!;
  const part = (of: ValueId): boolean => leavesFew(context, fn, of, truthy, content);
  switch (value.op) {
    case 'not':
      return leavesFew(context, fn, value.of, !truthy, content);
    case 'logic':
      if (value.operator === '??') return false;
      // Both sides hold where `&&` is true and where `||` is false; else it is one of them.
      return (value.operator === '&&') === truthy
        ? part(value.left) || part(value.right)
        : part(value.left) && part(value.right);
    case 'compare':
      return isEquality(value.operator, truthy) && isOneOf(context, fn, value, content);
    case 'call':
      return truthy && isMember(context, fn, value, content);
    default:
      return false;
  }
}

function isEquality(operator: string, truthy: boolean): boolean {
  return truthy ? operator === '===' || operator === '==' : operator === '!==' || operator === '!=';
}

function isOneOf(
  context: Context,
  fn: FunctionNode,
  { left, right }: Extract<Value, { op: 'compare' }>,
  content: ValueId,
): boolean {
  const other = isSame(fn, left, content) ? right : isSame(fn, right, content) ? left : undefined;
  return other !== undefined && isConstant(context, { fn, id: other });
}

/** `LIST.includes(content)`, `SET.has(content)`. */
function isMember(context: Context, fn: FunctionNode, call: Extract<Value, { op: 'call' }>, content: ValueId): boolean {
  const callee = fn.facts.values[call.callee]!;
  if (callee.op !== 'get' || (callee.name !== 'has' && callee.name !== 'includes')) return false;
  if (call.args[0] === undefined || !isSame(fn, call.args[0], content)) return false;
  const listed = elementsOf(context.callers.e, { fn, id: callee.of });
  const texts = listed.flatMap((target) => (target.kind === 'const' ? [String(target.value)] : []));
  return texts.length > 0 && texts.length === listed.length && texts.filter(isCharacter).length <= MAX_CHARACTERS;
}

function isCharacter(text: string): boolean {
  return [...text].length === 1;
}

function isConstant(context: Context, ref: ValueRef): boolean {
  const targets = context.callers.e.evaluate(ref);
  return targets.length > 0 && targets.every((target) => target.kind === 'const');
}

/** The same value, or the same member of it read again. */
function isSame(fn: FunctionNode, one: ValueId, other: ValueId): boolean {
  if (one === other) return true;
  const [left, right] = [fn.facts.values[one]!, fn.facts.values[other]!];
  return (
    left.op === 'get' &&
    right.op === 'get' &&
    left.name !== undefined &&
    left.name === right.name &&
    isSame(fn, left.of, right.of)
  );
}
