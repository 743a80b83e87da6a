/**
 * What collections hold: array literals, `Object.values(MAP)`, `new Set()` and `new Map()` with what is put into them.
 *
 * Holds: what is added is looked for in the collection's own file only.
 */
import type { Value } from '../model/facts.js';
import type { Evaluator } from './evaluate.js';
import { argumentRef } from './evaluate.js';
import { type FunctionNode, type LoadedFile, type ValueRef, isGlobal, refKey, valueOf } from './program.js';
import { type Target, distinct, memberPath } from './targets.js';

type Call = Extract<Value, { op: 'call' }>;

/** By method, the position of what it puts in. */
const ADDERS: ReadonlyMap<string, number> = new Map([
  ['push', 0],
  ['unshift', 0],
  ['add', 0],
  ['set', 1],
]);

const TAKERS = new Set(['get', 'pop', 'shift', 'at']);

/** Gets the elements of a collection: array literals, `Object.values(MAP)`, `Object.keys(MAP)`. */
export function elementsOf(e: Evaluator, ref: ValueRef): readonly Target[] {
  return elementsOfTargets(e, e.evaluate(ref));
}

export function elementsOfTargets(e: Evaluator, targets: readonly Target[]): readonly Target[] {
  const isKnown = targets.some((target) => target.kind === 'object');
  return targets.flatMap((target) => {
    if (target.kind === 'object') return elementValues(e, target.ref);
    if (target.kind === 'param') return [{ ...target, path: [...target.path, '*'] }];
    if (target.kind === 'external') return isKnown ? [] : [{ kind: 'external', path: memberPath(target.path, '*') }];
    return target.kind === 'module' ? exportedBy(e, target.file) : [];
  });
}

/** Holds for `new Set()` and `new Map()`, which are objects of the program's own. */
export function isCollection(fn: FunctionNode, call: Call): boolean {
  return call.isNew && (isGlobal(fn, call.callee, 'Set') || isGlobal(fn, call.callee, 'Map'));
}

/** Gets `[0]` or `[1]` of a pair out of `Object.entries(o)` or a Map. */
export function pairMember(e: Evaluator, ref: ValueRef, call: Call, name: string): readonly Target[] {
  if (isCollection(ref.fn, call)) return name === '1' ? elementValues(e, ref) : [];
  return listedObjects(e, ref, call).flatMap((target) =>
    name === '0' ? propertyNames(target.ref) : name === '1' ? elementValues(e, target.ref) : [],
  );
}

/** `handlers.get(name)`, `queue.pop()`: any of the elements; undefined for anything but a collection. */
export function takenFrom(e: Evaluator, receiver: ValueRef, method: string): readonly Target[] | undefined {
  if (!TAKERS.has(method)) return undefined;
  const held = e.evaluate(receiver).filter((target) => target.kind === 'object' && valueOf(target.ref).op !== 'object');
  const elements = elementsOfTargets(e, held);
  return elements.some((target) => target.kind !== 'object') ? elements : undefined;
}

/** `commands[name]()` of `import * as commands`: whatever that file itself exports. */
function exportedBy(e: Evaluator, file: LoadedFile): readonly Target[] {
  return [...file.facts.exports.values()].flatMap((exported) =>
    exported.kind === 'cell' ? [...e.cell(file, exported.cell)] : [],
  );
}

/** `list = [...list, item]`: a list may hold its own elements. */
function elementValues(e: Evaluator, ref: ValueRef): readonly Target[] {
  return e.remember(`elements ${refKey(ref)}`, () => distinct(heldElements(e, ref)));
}

function heldElements(e: Evaluator, ref: ValueRef): readonly Target[] {
  const value = valueOf(ref);
  if (value.op === 'array') {
    const written = value.elements.flatMap((id, index) => [
      ...(value.spreads.includes(index) ? elementsOf(e, { fn: ref.fn, id }) : e.evaluate({ fn: ref.fn, id })),
    ]);
    return [...written, ...addedTo(e, ref)];
  }
  if (value.op === 'object')
    return [
      ...value.properties.flatMap((property) => [...e.evaluate({ fn: ref.fn, id: property.value })]),
      ...storedUnderAnyName(e, ref),
    ];
  if (value.op !== 'call') return [];
  const words = splitText(e, ref, value);
  if (words) return words;
  if (!isCollection(ref.fn, value)) return listed(e, ref, value);
  const initial = argumentRef(ref.fn, value, 0);
  const held = [...(initial ? elementsOf(e, initial) : []), ...addedTo(e, ref)];
  // A Map stands for its pairs too.
  return isGlobal(ref.fn, value.callee, 'Map') ? [...held, { kind: 'object', ref }] : held;
}

/** `'keydown keyup'.split(' ')`: a list of texts; undefined for any other call. */
export function splitText(e: Evaluator, ref: ValueRef, call: Call): readonly Target[] | undefined {
  const callee = ref.fn.facts.values[call.callee];
  const by = call.args[0] === undefined ? undefined : ref.fn.facts.values[call.args[0]];
  if (callee?.op !== 'get' || callee.name !== 'split' || by?.op !== 'const' || typeof by.value !== 'string')
    return undefined;
  const separator = by.value;
  const texts = e.evaluate({ fn: ref.fn, id: callee.of });
  if (texts.length === 0 || !texts.every((target) => target.kind === 'const')) return undefined;
  return texts.flatMap(({ value }) => String(value).split(separator)).map((value) => ({ kind: 'const', value }));
}

/** `listeners.push(fn)`, `handlers.set(type, fn)`. */
function addedTo(e: Evaluator, collection: ValueRef): readonly Target[] {
  return [...ADDERS].flatMap(([name, position]) =>
    (e.program.calls.get(name) ?? []).flatMap((site) => {
      if (site.fn.file !== collection.fn.file) return [];
      const call = valueOf(site) as Call;
      const callee = site.fn.facts.values[call.callee];
      const added = argumentRef(site.fn, call, position);
      if (!added || callee?.op !== 'get' || !isObject(e, { fn: site.fn, id: callee.of }, collection)) return [];
      return [...e.evaluate(added)];
    }),
  );
}

/** `listeners[topic] = fn`. */
function storedUnderAnyName(e: Evaluator, object: ValueRef): readonly Target[] {
  return (e.program.sets.get('') ?? []).flatMap((site) => {
    const set = valueOf(site);
    if (site.fn.file !== object.fn.file || set.op !== 'set') return [];
    return isObject(e, { fn: site.fn, id: set.of }, object) ? [...e.evaluate({ fn: site.fn, id: set.value })] : [];
  });
}

function isObject(e: Evaluator, ref: ValueRef, object: ValueRef): boolean {
  return e.evaluate(ref).some((target) => target.kind === 'object' && refKey(target.ref) === refKey(object));
}

/** The call that lists an object stands for the list, and for each pair in it; both are found from the object. */
function listed(e: Evaluator, ref: ValueRef, call: Call): readonly Target[] {
  const callee = ref.fn.facts.values[call.callee];
  if (callee?.op !== 'get') return [];
  if (callee.name === 'entries') return [{ kind: 'object', ref }];
  return listedObjects(e, ref, call).flatMap((target) =>
    callee.name === 'keys' ? propertyNames(target.ref) : elementValues(e, target.ref),
  );
}

function listedObjects(e: Evaluator, ref: ValueRef, call: Call): readonly Extract<Target, { kind: 'object' }>[] {
  if (call.args[0] === undefined) return [];
  return e.evaluate({ fn: ref.fn, id: call.args[0] }).filter((target) => target.kind === 'object');
}

function propertyNames(ref: ValueRef): readonly Target[] {
  const value = valueOf(ref);
  return value.op === 'object'
    ? value.properties.flatMap((property): Target[] =>
        property.name === undefined ? [] : [{ kind: 'const', value: property.name }],
      )
    : [];
}
