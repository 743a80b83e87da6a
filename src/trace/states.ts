/**
 * What is tested for each event, and who can turn it: a stored answer, a running flag, a pause that has an end.
 *
 * In: the points that an event passes. Out: one Control for each test that is about the program's own state.
 * Holds: what was tested once at the start, or asks about the event itself, is no control.
 */
import type { Literal, Value } from '../model/facts.js';
import type { Step } from '../model/result.js';
import { type FunctionNode, type ValueRef, refKey, valueOf, returnsOf } from '../link/program.js';
import type { Answer } from './answers.js';
import type { Checks } from './checks.js';
import type { CallValue, Context } from './match.js';
import { namesOf, storageKey } from './names.js';
import { OpenCalls } from './open-calls.js';
import { storedUnder } from './stored.js';
import { type Test, testsAt, testsOf } from './tests.js';
import { writesOf } from './writes.js';

export type Control =
  /** The person's answer is asked for again. */
  | { readonly is: 'answer'; readonly at: ValueRef; readonly evidence: readonly Step[] }
  /** A flag of the program's own; `off` are the places that stop the capture, `on` those that let it run. */
  | {
      readonly is: 'flag';
      readonly at: ValueRef;
      readonly off: readonly ValueRef[];
      readonly on: readonly ValueRef[];
    }
  /** Nothing passes until a time that was set elsewhere. */
  | { readonly is: 'deadline'; readonly at: ValueRef; readonly set: readonly ValueRef[] }
  /** Something outside the program is asked. */
  | { readonly is: 'unread'; readonly at: ValueRef };

/** What the program keeps, and where it is written. */
interface State {
  readonly writes: readonly ValueRef[];
}

/** The functions that an event passes, and the values that are it or part of it. */
interface Event {
  readonly functions: ReadonlySet<FunctionNode>;
  readonly values: ReadonlySet<number>;
}

const MAX_CALLS = 2;

export class States {
  constructor(
    private readonly context: Context,
    private readonly checks: Checks,
  ) {}

  /** Gets the controls that every event passes at these points, and those of a value that has to be truthy. */
  controls(points: readonly ValueRef[], asked?: ValueRef): readonly Control[] {
    const tests = new Map<string, Test>();
    for (const test of [...points.flatMap(testsAt), ...(asked ? testsOf(asked) : [])])
      tests.set(`${refKey(test.ref)}${test.truthy}`, test);
    const event: Event = { functions: new Set(points.map(({ fn }) => fn)), values: new Set(points.map(refKey)) };
    return [...tests.values()].flatMap((test) => this.control(test, event) ?? []);
  }

  private control(test: Test, event: Event): Control | undefined {
    const { ref, truthy } = test;
    const value = valueOf(ref);
    if (value.op === 'compare' && isOrder(value.operator)) return this.deadline(ref, value, truthy, event);
    const answer = this.checks.truth(ref, truthy);
    if (answer.is === 'consent' && answer.evidence.length > 0 && !this.isFrozen(ref))
      return { is: 'answer', at: ref, evidence: answer.evidence };
    const [subject, passes] = this.subject(ref, value, truthy);
    const state = subject && this.stateOf(subject, event, 0);
    if (!state) return undefined;
    if (state === 'unread') return isSomebodyElses(answer) ? undefined : { is: 'unread', at: ref };
    const telling = state.writes.filter((write) => !isInitial(write));
    const off = telling.filter((write) => passes(literalOf(write)) !== true);
    const on = telling.filter((write) => passes(literalOf(write)) !== false);
    return off.length > 0 ? { is: 'flag', at: ref, off, on } : undefined;
  }

  /** Gets what is tested, and which literals let an event pass. */
  private subject(
    ref: ValueRef,
    value: Value,
    truthy: boolean,
  ): [ValueRef, (literal: { value: Literal } | undefined) => boolean | undefined] | [undefined, () => undefined] {
    if (value.op !== 'compare')
      return [ref, (literal) => (literal ? Boolean(literal.value) === truthy : undefined)] as const;
    const isEqual = value.operator.startsWith('=');
    const at = (id: number): ValueRef => ({ fn: ref.fn, id });
    const right = literalOf(at(value.right));
    const other = right ?? literalOf(at(value.left));
    if (!other || typeof other.value === 'number') return [undefined, () => undefined];
    return [
      at(right ? value.left : value.right),
      (literal) => (literal ? (literal.value === other.value) === (isEqual === truthy) : undefined),
    ] as const;
  }

  private stateOf(ref: ValueRef, event: Event, calls: number): State | 'unread' | undefined {
    const value = valueOf(ref);
    switch (value.op) {
      case 'cell':
      case 'import':
      case 'get':
        return this.kept(ref, event, calls);
      case 'await':
      case 'updated':
        return this.stateOf({ fn: ref.fn, id: value.of }, event, calls);
      case 'typed':
        return value.of === undefined ? undefined : this.stateOf({ fn: ref.fn, id: value.of }, event, calls);
      case 'call':
        return this.answered(ref, value, event, calls);
      default:
        return undefined;
    }
  }

  private kept(ref: ValueRef, event: Event, calls: number): State | 'unread' | undefined {
    const writes = writesOf(this.context, ref, new OpenCalls());
    const only = writes?.length === 1 ? writes[0]! : undefined;
    const setter = setterArguments(this.context, only ?? ref);
    if (setter) return { writes: setter };
    if (only && valueOf(only).op === 'call') return undefined;
    if (writes && writes.length > 1) return { writes };
    if (writes) return undefined;
    return calls < MAX_CALLS && isOutside(ref, event) ? 'unread' : undefined;
  }

  private answered(ref: ValueRef, value: CallValue, event: Event, calls: number): State | 'unread' | undefined {
    if (calls >= MAX_CALLS) return undefined;
    const targets = this.context.callers.e.evaluate({ fn: ref.fn, id: value.callee });
    const functions = targets.flatMap((target) => (target.kind === 'function' ? [target.fn] : []));
    if (functions.length > 0) {
      const returned = functions.flatMap(returnsOf);
      return returned.length === 1 ? this.stateOf(returned[0]!, event, calls + 1) : undefined;
    }
    const stored = this.storedAs(storageKey(ref));
    if (stored.length > 0) return { writes: stored };
    return isOutside(ref, event) ? 'unread' : undefined;
  }

  /** `Date.now() < this.pausedUntil`: the capture goes on by itself once the time has come. */
  private deadline(
    ref: ValueRef,
    value: Extract<Value, { op: 'compare' }>,
    truthy: boolean,
    event: Event,
  ): Control | undefined {
    const left = { fn: ref.fn, id: value.left };
    const right = { fn: ref.fn, id: value.right };
    const isClockLeft = isClock(left);
    if (isClockLeft === isClock(right)) return undefined;
    const runsAfter = isClockLeft === (value.operator.startsWith('>') === truthy);
    const subject = isClockLeft ? right : left;
    if (!runsAfter || !isKept(subject)) return undefined;
    const writes = writesOf(this.context, subject, new OpenCalls()) ?? [];
    // A time that the events themselves move on is a throttle.
    if (writes.some((write) => event.functions.has(write.fn) && !isInitial(write))) return undefined;
    const key = namesOf(subject).replace(/^.*\./, '');
    const stored = this.storedAs(key);
    const set = [...stored, ...writes.filter((write) => !isInitial(write))];
    return set.length > 0 ? { is: 'deadline', at: ref, set } : undefined;
  }

  /** Gets what the program stores under a key; an everyday word is the key of too much to look for. */
  private storedAs(key: string): readonly ValueRef[] {
    return /[a-z][A-Z]|[-_.:]/.test(key) ? storedUnder(this.context, key) : [];
  }

  /** Holds for an answer that was kept in a variable once and for all. */
  private isFrozen(ref: ValueRef): boolean {
    const value = valueOf(ref);
    if (value.op === 'compare')
      return [value.left, value.right].every(
        (id) => literalOf({ fn: ref.fn, id }) !== undefined || this.isFrozen({ fn: ref.fn, id }),
      );
    if (value.op !== 'cell') return false;
    const writes = ref.fn.file.cellWrites.get(value.cell) ?? [];
    return writes.length === 1 && setterArguments(this.context, writes[0]!) === undefined;
  }
}

/** `const [on, setOn] = create(true)`: what the second of the pair is called with is written to the first. */
function setterArguments(context: Context, ref: ValueRef): readonly ValueRef[] | undefined {
  const value = valueOf(ref);
  if (value.op !== 'get' || value.name !== '0') return undefined;
  const { program } = context.callers.e;
  const pair = { fn: ref.fn, id: value.of };
  if (valueOf(pair).op !== 'call') return undefined;
  const setters = program.usesOf(pair).flatMap((id) => {
    const use = pair.fn.facts.values[id];
    return use?.op === 'get' && use.name === '1' ? [{ fn: pair.fn, id }] : [];
  });
  const named = setters.flatMap((setter) => [
    setter,
    ...program.usesOf(setter).flatMap((id) => {
      const use = setter.fn.facts.values[id];
      return use?.op === 'write' ? (setter.fn.file.cellReads.get(use.cell) ?? []) : [];
    }),
  ]);
  if (named.length === 0) return undefined;
  return named.flatMap((setter) =>
    program.usesOf(setter).flatMap((id) => {
      const call = setter.fn.facts.values[id];
      const arg = call?.op === 'call' && call.callee === setter.id ? call.args[0] : undefined;
      return arg === undefined ? [] : [{ fn: setter.fn, id: arg }];
    }),
  );
}

function literalOf(ref: ValueRef): { value: Literal } | undefined {
  const value = valueOf(ref);
  if (value.op === 'const') return { value: value.value };
  if (value.op !== 'not') return undefined;
  const inner = literalOf({ fn: ref.fn, id: value.of });
  return inner && { value: !inner.value };
}

function isOrder(operator: string): boolean {
  return /^[<>]=?$/.test(operator);
}

function isInitial(ref: ValueRef): boolean {
  return ['module', 'fields', 'static', 'constructor'].includes(ref.fn.facts.kind);
}

const CLOCK = /^(?:Date\.now|performance\.now|new Date|Date)\(|getTime\(\)$|valueOf\(\)$/;

/** Holds for the time of day, and for nothing that was made of it. */
export function isClock(ref: ValueRef): boolean {
  return CLOCK.test(namesOf(ref));
}

/** Holds for what a variable, a field or a store holds. */
function isKept(ref: ValueRef): boolean {
  const value = valueOf(ref);
  return value.op === 'cell' || value.op === 'get' || value.op === 'await' || value.op === 'call';
}

/** Holds for what is read from an import or a global, and not from what the event brought. */
function isOutside(ref: ValueRef, event: Event): boolean {
  let at = ref;
  for (let depth = 0; depth < 8; depth++) {
    const value = valueOf(at);
    if (event.values.has(refKey(at))) return false;
    if (value.op === 'import' || value.op === 'global') return depth > 0;
    if (value.op === 'cell') {
      const writes = at.fn.file.cellWrites.get(value.cell) ?? [];
      if (writes.length !== 1) return false;
      at = writes[0]!;
    } else if (value.op === 'get' || value.op === 'await' || value.op === 'updated') at = { fn: at.fn, id: value.of };
    else if (value.op === 'call') at = { fn: at.fn, id: value.callee };
    else return false;
  }
  return false;
}

/** Holds where what is asked is known to be no choice of the person's. */
function isSomebodyElses(answer: Answer): boolean {
  return answer.is !== 'consent' && answer.shams.some(({ is }) => is !== 'setting' && is !== 'answered');
}
