/**
 * Content that is taken out of an object while all its properties are gone through:
 * `for (const [name, value] of Object.entries(o)) if (!HIDDEN.has(name)) copy[name] = value`.
 *
 * Which property it was is kept with it, and what the program asks of the name is answered for that property.
 */
import type { Frame } from '../link/frames.js';
import type { ValueId } from '../model/facts.js';
import { type FunctionNode, type ValueRef, returnsOf } from '../link/program.js';
import { type ContentFact, type Entry, isElement, nameOfStep, readMember } from './facts.js';
import type { Context } from './match.js';
import { NameTests } from './name-tests.js';

/** Holds for the way to a value in a list of pairs. */
export function isInPairs(path: readonly string[]): boolean {
  return isElement(path[0]) && path[1] === '1';
}

/** Holds for the way to the value of a pair, or of one in a list. */
export function isInPair(path: readonly string[]): boolean {
  return path[0] === '1' || isInPairs(path);
}

/** Holds if a value is the name of the property that content is from. */
export function isNameOf({ at }: Entry, fn: FunctionNode, id: ValueId): boolean {
  if (at?.fn !== fn) return false;
  const bare = untyped(fn, id);
  const value = fn.facts.values[bare]!;
  return bare === at.id || (value.op === 'get' && value.name === '0' && untyped(fn, value.of) === at.id);
}

function untyped(fn: FunctionNode, id: ValueId): ValueId {
  const value = fn.facts.values[id]!;
  return value.op === 'typed' && value.of !== undefined ? untyped(fn, value.of) : id;
}

/** Gets the name that a property gets which is stored under a name taken from another object; undefined for any other. */
export function nameStep({ entry }: ContentFact, fn: FunctionNode, key: ValueId | undefined): string | undefined {
  return entry && key !== undefined && isNameOf(entry, fn, key) ? entry.property : undefined;
}

export interface Taken {
  readonly path: readonly string[];
  readonly entry?: Entry;
}

/** `o[name]`: what is left of the path if the name may be one that content is under. */
export function takeByName(context: Context, fact: ContentFact, fn: FunctionNode, key: ValueId): Taken | undefined {
  const property = nameOfStep(fact.path[0]);
  const path = readMember(fact.path, undefined);
  if (property === undefined) return path && { path };
  const names = namesIn(context, fact, fn, key);
  if (names === undefined ? path === undefined : names !== ANY && !names.includes(property)) return undefined;
  return { path: fact.path.slice(1), entry: { property, at: { fn, id: key } } };
}

const ANY = 'any';

/** Gets the names that a loop goes through; any if it is one over the object itself. */
function namesIn(
  context: Context,
  { ref, frame }: ContentFact,
  fn: FunctionNode,
  key: ValueId,
): readonly string[] | typeof ANY | undefined {
  const value = fn.facts.values[key]!;
  if (value.op === 'unary' && value.operator === 'in') return value.of === ref.id ? ANY : undefined;
  return namesGoneThrough(context, fn, key, frame);
}

/** Gets the names of a list that a loop goes through; undefined where one of them is not known. */
export function namesGoneThrough(
  context: Context,
  fn: FunctionNode,
  key: ValueId,
  frame?: Frame,
): readonly string[] | undefined {
  const value = fn.facts.values[key]!;
  if (value.op !== 'element' && !(value.op === 'param' && fn.creation)) return undefined;
  const targets = context.callers.resolve({ fn, id: key }, frame);
  const names = targets.flatMap((target) => (target.kind === 'const' ? [String(target.value)] : []));
  return names.length > 0 && names.length === targets.length ? names : undefined;
}

/** Holds if a use is only reached for properties of other names. */
export function isForOtherName(context: Context, entry: Entry, use: ValueRef, content: ValueId): boolean {
  const { fn } = use;
  if (entry.at?.fn !== fn) return false;
  const tests = new NameTests(context, fn, entry.property, (id) => isNameOf(entry, fn, id));
  const value = fn.facts.values[use.id]!;
  if (value.op === 'choose' && value.then !== value.else && value.test !== content)
    if (tests.truth(value.test) === (value.else === content)) return true;
  if (value.op === 'phi' && value.when) {
    const edges = value.when.filter((_, index) => value.of[index] === content);
    if (edges.every((edge) => tests.condition(edge) === false)) return true;
  }
  return tests.condition(fn.facts.when[use.id]!) === false;
}

/** Holds if what `filter` is given lets no pair of this name through. */
export function leavesOutName(context: Context, entry: Entry, filter: FunctionNode): boolean {
  const pair = filter.facts.values.findIndex((value) => value.op === 'param' && value.index === 0);
  if (pair === -1) return false;
  const named = { ...entry, at: { fn: filter, id: pair } };
  const tests = new NameTests(context, filter, entry.property, (id) => isNameOf(named, filter, id));
  const returned = returnsOf(filter);
  return (
    returned.length > 0 &&
    filter.facts.values.every(
      (value, id) =>
        value.op !== 'return' ||
        tests.condition(filter.facts.when[id]!) === false ||
        tests.truth(value.value) === false,
    )
  );
}
