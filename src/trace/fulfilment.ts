/**
 * What was checked where a promise is fulfilled: `await agreed` and `agreed.then(record)` come after it.
 *
 * In: a promise. Out: an Answer. A refusal that rejects the promise never gets there.
 * Holds: a rejection that is caught on the way may have been a no, so nothing is known behind it.
 */
import { type Answer, NO_CHECK, anyConsent, everyConsent } from './answers.js';
import type { Checks } from './checks.js';
import type { Invocation } from '../link/invocations.js';
import type { CallValue } from './match.js';
import { type FunctionNode, type ValueRef, isGlobal, valueOf } from '../link/program.js';
import { ALWAYS, NEVER, type Value } from '../model/facts.js';
import { settlingCalls } from './promises.js';

const MAX_DEPTH = 6;

/** Says what was checked where a call came back, or what was awaited was fulfilled. */
export function completed(checks: Checks, ref: ValueRef): Answer {
  const { program } = checks.context.callers.e;
  const isAwaited = program.usesOf(ref).some((id) => ref.fn.facts.values[id]!.op === 'await');
  if (isAwaited) return fulfilled(checks, ref);
  const callees = functionsAt(checks, { fn: ref.fn, id: (valueOf(ref) as CallValue).callee }, 0) ?? [];
  // An asynchronous function comes back before it has asked anybody.
  const isOpen = callees.some(({ facts }) => facts.async === true || facts.completion === ALWAYS);
  return isOpen
    ? NO_CHECK
    : every(callees, (fn) => checks.calls.inside(fn, ref, () => checks.condition(fn, fn.facts.completion)));
}

/** Says what was checked where a callback of `promise.then` runs. */
export function fulfilledBefore(checks: Checks, { kind, site, position, prop }: Invocation): Answer {
  const call = valueOf(site);
  const callee = call.op === 'call' ? site.fn.facts.values[call.callee] : undefined;
  const isThen = kind === 'callback' && position === 0 && prop === undefined && callee?.op === 'get';
  return isThen && callee.name === 'then' ? fulfilled(checks, { fn: site.fn, id: callee.of }) : NO_CHECK;
}

/** Says what was checked where the promise `ref` is fulfilled. */
export function fulfilled(checks: Checks, ref: ValueRef, depth = 0): Answer {
  if (depth > MAX_DEPTH) return NO_CHECK;
  const value = valueOf(ref);
  const each = (refs: readonly ValueRef[]): Answer => every(refs, (one) => fulfilled(checks, one, depth + 1));
  const at = (id: number): ValueRef => ({ fn: ref.fn, id });
  switch (value.op) {
    case 'cell':
      return each(ref.fn.file.cellWrites.get(value.cell) ?? []);
    case 'phi':
      return each(value.of.map(at));
    case 'choose':
      return each([at(value.then), at(value.else)]);
    case 'typed':
      return value.of === undefined ? NO_CHECK : fulfilled(checks, at(value.of), depth + 1);
    case 'call':
      return ofCall(checks, ref, value, depth);
    default:
      return NO_CHECK;
  }
}

function ofCall(checks: Checks, site: ValueRef, call: CallValue, depth: number): Answer {
  if (call.isNew) return settled(checks, site, depth);
  const callee = site.fn.facts.values[call.callee];
  return (callee?.op === 'get' ? chained(checks, site, call, callee, depth) : undefined) ?? called(checks, site, depth);
}

/** `promise.then(…)`, `Promise.all([…])`; undefined for any other method. */
function chained(
  checks: Checks,
  { fn }: ValueRef,
  call: CallValue,
  callee: Extract<Value, { op: 'get' }>,
  depth: number,
): Answer | undefined {
  const [first, second] = call.args;
  const before = (): Answer => fulfilled(checks, { fn, id: callee.of }, depth + 1);
  switch (callee.name) {
    case 'then':
      if (first === undefined || second !== undefined) return NO_CHECK;
      return either(before, () => passedBy(checks, functionsAt(checks, { fn, id: first }, depth), depth));
    case 'catch': {
      const handlers = first === undefined ? [] : functionsAt(checks, { fn, id: first }, depth);
      const isThrownAgain = handlers?.length !== 0 && handlers?.every((each) => each.facts.completion === NEVER);
      return isThrownAgain ? before() : NO_CHECK;
    }
    case 'finally':
      return before();
    case 'all':
      return isGlobal(fn, callee.of, 'Promise') && first !== undefined
        ? all(checks, { fn, id: first }, depth)
        : undefined;
    default:
      return undefined;
  }
}

/** `Promise.all([…])` is fulfilled after each of its promises. */
function all(checks: Checks, { fn, id }: ValueRef, depth: number): Answer {
  const list = fn.facts.values[id];
  const elements = list?.op === 'array' ? list.elements : [];
  return anyConsent(elements.map((element) => fulfilled(checks, { fn, id: element }, depth + 1)));
}

/** `ensureConsent()` that throws, or whose promise is rejected, on a no. */
function called(checks: Checks, site: ValueRef, depth: number): Answer {
  const callees = functionsAt(checks, { fn: site.fn, id: (valueOf(site) as CallValue).callee }, depth);
  return every(callees, (fn) => checks.calls.inside(fn, site, () => passedBy(checks, [fn], depth)));
}

/** What was checked where one of these functions has come to its end, and so has the promise that it returns. */
function passedBy(checks: Checks, functions: readonly FunctionNode[] | undefined, depth: number): Answer {
  return every(functions, (fn) => {
    const promises = returnedBy(fn);
    return either(
      () => checks.condition(fn, fn.facts.completion),
      () => every(promises, (promise) => fulfilled(checks, promise, depth + 1)),
    );
  });
}

/** Where the last statement is `return promise`, the function's own promise is that one. */
function returnedBy(fn: FunctionNode): readonly ValueRef[] {
  const returns = fn.facts.values.flatMap((value, id) =>
    value.op === 'return' ? [{ when: fn.facts.when[id], ref: { fn, id: value.value } }] : [],
  );
  return returns.some(({ when }) => when === ALWAYS) ? returns.map(({ ref }) => ref) : [];
}

/** `new Promise((resolve, reject) => …)`: every call of `resolve` comes after the check. */
function settled(checks: Checks, site: ValueRef, depth: number): Answer {
  return every(settlingCalls(checks.context, site), (each) => {
    const [value] = (valueOf(each) as CallValue).args;
    return either(
      () => checks.givenAt(each),
      () => (value === undefined ? NO_CHECK : fulfilled(checks, { fn: each.fn, id: value }, depth + 1)),
    );
  });
}

/** Each must be a yes, and there must be one: the next is only asked after a yes. */
function every<T>(items: readonly T[] | undefined, ask: (item: T) => Answer): Answer {
  const answers: Answer[] = [];
  for (const item of items ?? []) {
    const answer = ask(item);
    if (answer.is !== 'consent') return answer;
    answers.push(answer);
  }
  return answers.length === 0 ? NO_CHECK : everyConsent(answers);
}

/** One yes is enough: the second is only asked where the first is none. */
function either(first: () => Answer, second: () => Answer): Answer {
  const answer = first();
  return answer.is === 'consent' ? answer : anyConsent([answer, second()]);
}

/**
 * Gets the functions that a value may be; undefined where it may be something else. Only what is called right there is
 * worth parsing a file for.
 */
function functionsAt(checks: Checks, ref: ValueRef, depth: number): readonly FunctionNode[] | undefined {
  const { callers, glance } = checks.context;
  const targets = (depth === 0 ? callers : glance).e.evaluate(ref);
  const functions = targets.flatMap((target) => (target.kind === 'function' ? [target.fn] : []));
  return functions.length === targets.length ? functions : undefined;
}
