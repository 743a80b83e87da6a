/** What the language's own functions give: bound functions, elements of collections, dependency look-ups. */
import type { Value } from '../model/facts.js';
import type { Evaluator } from './evaluate.js';
import { argumentRef } from './evaluate.js';
import { type LoadedFile, type ValueRef, refKey, valueOf } from './program.js';
import { type Target, distinct } from './targets.js';

type Call = Extract<Value, { op: 'call' }>;

/** Methods that call their first argument with each element of the receiver. */
export const ITERATORS = new Set([
  'forEach',
  'map',
  'filter',
  'flatMap',
  'find',
  'some',
  'every',
  'reduce',
  'findLast',
]);

/** Gets the result of a call whose meaning the language fixes; undefined for any other. */
export function builtinResult(e: Evaluator, ref: ValueRef, call: Call): readonly Target[] | undefined {
  const callee = ref.fn.facts.values[call.callee];
  if (callee?.op === 'get' && callee.name !== undefined) return methodResult(e, ref, call, callee.name, callee.of);
  if (callee?.op === 'super') return [];
  return lookedUp(e, ref, call, calleeName(callee)) ?? computedImport(e, ref, call);
}

function calleeName(callee: Value | undefined): string {
  return callee?.op === 'import' || callee?.op === 'global' ? callee.name : '';
}

function methodResult(
  e: Evaluator,
  ref: ValueRef,
  call: Call,
  name: string,
  of: number,
): readonly Target[] | undefined {
  const receiver = { fn: ref.fn, id: of };
  if (name === 'bind') {
    const bound = call.args.slice(1).map((id) => ({ fn: ref.fn, id }));
    const functions = e.evaluate(receiver);
    return functions.map((target) =>
      target.kind === 'function' && bound.length > 0
        ? { ...target, bound: [...(target.bound ?? []), ...bound] }
        : target,
    );
  }
  if ((name === 'freeze' || name === 'assign' || name === 'seal') && isGlobal(ref, of, 'Object')) {
    return call.args.flatMap((id) => [...e.evaluate({ fn: ref.fn, id })]);
  }
  if ((name === 'values' || name === 'keys') && isGlobal(ref, of, 'Object') && call.args[0] !== undefined)
    return [{ kind: 'object', ref }];
  if (name === 'resolve' && isGlobal(ref, of, 'Promise') && call.args[0] !== undefined)
    return e.evaluate({ fn: ref.fn, id: call.args[0] });
  if (name === 'then' || name === 'catch' || name === 'finally') return thenResult(e, ref, call, name, receiver);
  return lookedUp(e, ref, call, name);
}

function isGlobal(ref: ValueRef, id: number, name: string): boolean {
  const value = ref.fn.facts.values[id];
  return value?.op === 'global' && value.name === name;
}

/** `import(x).then(m => m.default)`: what the callback returns; else what the promise holds. */
function thenResult(
  e: Evaluator,
  ref: ValueRef,
  call: Call,
  name: string,
  receiver: ValueRef,
): readonly Target[] | undefined {
  if (name !== 'then') return e.evaluate(receiver);
  const callback = argumentRef(ref.fn, call, 0);
  if (!callback) return undefined;
  const promised = e.evaluate(receiver);
  const found = e.evaluate(callback).flatMap((target) => {
    if (target.kind !== 'function') return [];
    return e
      .returns(target.fn)
      .flatMap((result) =>
        result.kind === 'param' && result.fn === target.fn ? [...e.along(promised, result.path)] : [result],
      );
  });
  return found.length > 0 ? distinct(found) : undefined;
}

const LOOKUPS = new Set(['inject', 'get', 'resolve', 'getInstance', 'useContext', 'getService']);

/** `inject(Tracker)`, `container.get(Tracker)`: a look-up by class gives an instance of it. */
function lookedUp(e: Evaluator, ref: ValueRef, call: Call, name: string): readonly Target[] | undefined {
  if (!LOOKUPS.has(name) || call.args.length === 0) return undefined;
  const first = e.evaluate({ fn: ref.fn, id: call.args[0]! });
  const classes = first.filter((target) => target.kind === 'class');
  return classes.length > 0 ? classes.map((target) => ({ kind: 'instance' as const, cls: target.cls })) : undefined;
}

/** `new Function('s', 'return import(s)')(name)`: an import that the bundler was not meant to see. */
function computedImport(e: Evaluator, ref: ValueRef, call: Call): readonly Target[] | undefined {
  if (call.args.length !== 1 || call.isNew) return undefined;
  const callee = { fn: ref.fn, id: call.callee };
  const op = valueOf(callee).op;
  if (op !== 'cell' && op !== 'get' && op !== 'call' && op !== 'phi') return undefined;
  if (!e.evaluate(callee).some((target) => target.kind === 'external' && target.path === 'global#Function()'))
    return undefined;
  return e
    .evaluate({ fn: ref.fn, id: call.args[0]! })
    .flatMap((target) =>
      target.kind === 'const' && typeof target.value === 'string'
        ? [...e.imported(ref.fn.file, target.value, '*')]
        : [],
    );
}

/** Gets the elements of a collection: array literals, `Object.values(MAP)`, `Object.keys(MAP)`. */
export function elementsOf(e: Evaluator, ref: ValueRef): readonly Target[] {
  return elementsOfTargets(e, e.evaluate(ref));
}

export function elementsOfTargets(e: Evaluator, targets: readonly Target[]): readonly Target[] {
  return targets.flatMap((target) => {
    if (target.kind === 'object') return elementValues(e, target.ref);
    if (target.kind === 'param') return [{ ...target, path: [...target.path, '*'] }];
    return target.kind === 'module' ? exportedBy(e, target.file) : [];
  });
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
    return value.elements.flatMap((id, index) => [
      ...(value.spreads.includes(index) ? elementsOf(e, { fn: ref.fn, id }) : e.evaluate({ fn: ref.fn, id })),
    ]);
  }
  if (value.op === 'object')
    return value.properties.flatMap((property) => [...e.evaluate({ fn: ref.fn, id: property.value })]);
  return value.op === 'call' ? listed(e, ref, value) : [];
}

/** The call that lists an object stands for the list; its elements are found from the object. */
function listed(e: Evaluator, ref: ValueRef, call: Call): readonly Target[] {
  const callee = ref.fn.facts.values[call.callee];
  const objects = e.evaluate({ fn: ref.fn, id: call.args[0]! }).filter((target) => target.kind === 'object');
  if (callee?.op !== 'get') return [];
  return objects.flatMap((target) =>
    callee.name === 'keys' ? propertyNames(target.ref) : elementValues(e, target.ref),
  );
}

function propertyNames(ref: ValueRef): readonly Target[] {
  const value = valueOf(ref);
  return value.op === 'object'
    ? value.properties.flatMap((property): Target[] =>
        property.name === undefined ? [] : [{ kind: 'const', value: property.name }],
      )
    : [];
}
