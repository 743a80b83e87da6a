/**
 * Where a test has left nothing of the content, or only a few known values: `KNOWN.has(text) ? text : 'other'`.
 *
 * What is one of a closed list says which entry it was, not what was typed; what is an object is no text.
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
  return isReachedBehind(use, content, leavesFew(context, use.fn, content));
}

/** Holds if `use` only sees values that content of this type never is: `typeof text === 'object'`. */
export function isOfOtherType(use: ValueRef, content: ValueId, type: Raw | 'object' | undefined): boolean {
  return type !== undefined && isReachedBehind(use, content, isForOthers(use.fn, content, type));
}

/** Holds if content only gets to `use` where one of the tests in front of it says so. */
function isReachedBehind(use: ValueRef, content: ValueId, says: Says): boolean {
  const { fn } = use;
  const value = fn.facts.values[use.id]!;
  const isTold = (test: ValueId, truthy: boolean): boolean => isSaid(fn, test, truthy, says);
  if (value.op === 'choose' && value.then !== value.else && value.test !== content) {
    if (value.then === content && isTold(value.test, true)) return true;
    if (value.else === content && isTold(value.test, false)) return true;
  }
  if (value.op === 'phi' && value.when) {
    const edges = value.when.filter((_, index) => value.of[index] === content);
    if (edges.every((edge) => impliedBy(fn, edge, isTold))) return true;
  }
  return impliedBy(fn, fn.facts.when[use.id]!, isTold);
}

type Says = (value: Value, truthy: boolean) => boolean;

/** Takes a test apart as far as `!`, `&&` and `||` allow. */
function isSaid(fn: FunctionNode, id: ValueId, truthy: boolean, says: Says): boolean {
  const value = fn.facts.values[id]!;
  if (value.op === 'not') return isSaid(fn, value.of, !truthy, says);
  if (value.op !== 'logic') return says(value, truthy);
  if (value.operator === '??') return false;
  const [left, right] = [value.left, value.right].map((part) => isSaid(fn, part, truthy, says));
  // Both sides hold where `&&` is true and where `||` is false; else it is one of them.
  return (value.operator === '&&') === truthy ? left! || right! : left! && right!;
}

/** `content === 'a'`, `LIST.includes(content)` */
function leavesFew(context: Context, fn: FunctionNode, content: ValueId): Says {
  return (value, truthy) => {
    if (value.op === 'compare') return isEquality(value.operator, truthy) && isOneOf(context, fn, value, content);
    return value.op === 'call' && truthy && isMember(context, fn, value, content);
  };
}

/** `typeof content === 'object'`, `Array.isArray(content)`, `content instanceof Date`: what a text never is. */
function isForOthers(fn: FunctionNode, content: ValueId, type: Raw | 'object'): Says {
  return (value, truthy) => {
    if (value.op === 'compare' && value.operator !== 'instanceof')
      return excludesType(fn, value, truthy, content, type);
    if (type === 'object' || !truthy) return false;
    if (value.op === 'compare') return isSame(fn, value.left, content);
    const [first] = value.op === 'call' && isArrayTest(fn, value) ? value.args : [];
    return first !== undefined && isSame(fn, first, content);
  };
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
