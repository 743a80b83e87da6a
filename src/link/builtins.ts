/** What the language's own functions give: bound functions, elements of collections, dependency look-ups. */
import type { Value } from '../model/facts.js';
import type { Evaluator } from './evaluate.js';
import { argumentRef } from './evaluate.js';
import { splitText, takenFrom } from './collections.js';
import { providedValues } from './contexts.js';
import { type ValueRef, isGlobal, valueOf } from './program.js';
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
  const provided = providedValues(e, ref)?.flatMap((value) => [...e.evaluate(value)]);
  if (provided && provided.length > 0) return provided;
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
  if ((name === 'freeze' || name === 'assign' || name === 'seal') && isGlobal(ref.fn, of, 'Object')) {
    return call.args.flatMap((id) => [...e.evaluate({ fn: ref.fn, id })]);
  }
  if (
    (name === 'values' || name === 'keys' || name === 'entries') &&
    isGlobal(ref.fn, of, 'Object') &&
    call.args[0] !== undefined
  )
    return [{ kind: 'object', ref }];
  if (name === 'resolve' && isGlobal(ref.fn, of, 'Promise') && call.args[0] !== undefined)
    return e.evaluate({ fn: ref.fn, id: call.args[0] });
  if (name === 'then' || name === 'catch' || name === 'finally') return thenResult(e, ref, call, name, receiver);
  if (name === 'split' && splitText(e, ref, call)) return [{ kind: 'object', ref }];
  return takenFrom(e, receiver, name) ?? lookedUp(e, ref, call, name);
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
