/**
 * Where a test has left only a few known values of the content: `KNOWN.has(text) ? text : 'other'`.
 *
 * What is one of a closed list says which entry it was, not what was typed.
 */
import type { Value, ValueId } from '../model/facts.js';
import { elementsOf } from '../link/collections.js';
import { type FunctionNode, type ValueRef, isGlobal } from '../link/program.js';
import type { Raw } from './facts.js';
import type { Context } from './match.js';
import { impliedBy } from './tests.js';

/** As many single characters are an alphabet: typed text can be spelt with them. */
const MAX_CHARACTERS = 10;

/** Holds if `use` only sees values of `content` that a list in the program names. */
export function isNarrowed(context: Context, use: ValueRef, content: ValueId): boolean {
  return isReachedBehind(use, content, (id, truthy) => leavesFew(context, use.fn, id, truthy, content));
}

/** Holds if `use` only sees values that content of this type never is: `typeof text === 'object'`. */
export function isOfOtherType(use: ValueRef, content: ValueId, type: Raw | 'object' | undefined): boolean {
  if (type === undefined) return false;
  return isReachedBehind(use, content, (id, truthy) => isTestForOthers(use.fn, id, truthy, content, type));
}

/** Holds if content only gets to `use` where one of the tests in front of it says so. */
function isReachedBehind(use: ValueRef, content: ValueId, says: (test: ValueId, truthy: boolean) => boolean): boolean {
  const { fn } = use;
  const value = fn.facts.values[use.id]!;
  if (value.op === 'choose' && value.then !== value.else && value.test !== content) {
    if (value.then === content && says(value.test, true)) return true;
    if (value.else === content && says(value.test, false)) return true;
  }
  if (value.op === 'phi' && value.when) {
    const edges = value.when.filter((_, index) => value.of[index] === content);
    if (edges.every((edge) => impliedBy(fn, edge, says))) return true;
  }
  return impliedBy(fn, fn.facts.when[use.id]!, says);
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

/** `typeof content === 'object'`, `Array.isArray(content)`, `content instanceof Date`: what a text never is. */
function isTestForOthers(
  fn: FunctionNode,
  id: ValueId,
  truthy: boolean,
  content: ValueId,
  type: Raw | 'object',
): boolean {
  const value = fn.facts.values[id]!;
  const part = (of: ValueId): boolean => isTestForOthers(fn, of, truthy, content, type);
  switch (value.op) {
    case 'not':
      return isTestForOthers(fn, value.of, !truthy, content, type);
    case 'logic':
      if (value.operator === '??') return false;
      return (value.operator === '&&') === truthy
        ? part(value.left) || part(value.right)
        : part(value.left) && part(value.right);
    case 'compare':
      if (value.operator === 'instanceof') return type !== 'object' && truthy && isSame(fn, value.left, content);
      return excludesType(fn, value, truthy, content, type);
    case 'call':
      return (
        type !== 'object' &&
        truthy &&
        value.args[0] !== undefined &&
        isSame(fn, value.args[0], content) &&
        isArrayTest(fn, value)
      );
    default:
      return false;
  }
}

function excludesType(
  fn: FunctionNode,
  { operator, left, right }: Extract<Value, { op: 'compare' }>,
  truthy: boolean,
  content: ValueId,
  type: Raw | 'object',
): boolean {
  const [asked, named] = [fn.facts.values[left]!, fn.facts.values[right]!];
  if (asked.op !== 'unary' || asked.operator !== 'typeof' || named.op !== 'const') return false;
  if (!isSame(fn, asked.of, content)) return false;
  const types = TYPES[type];
  const isOne = types.includes(String(named.value));
  return isEquality(operator, truthy) ? !isOne : isEquality(operator, !truthy) && isOne && types.length === 1;
}

/** What `typeof` may say of it. */
const TYPES: Readonly<Record<Raw | 'object', readonly string[]>> = {
  text: ['string'],
  value: ['string', 'number'],
  object: ['object', 'function'],
};

function isArrayTest(fn: FunctionNode, { callee }: Extract<Value, { op: 'call' }>): boolean {
  const method = fn.facts.values[callee]!;
  return method.op === 'get' && method.name === 'isArray' && isGlobal(fn, method.of, 'Array');
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
