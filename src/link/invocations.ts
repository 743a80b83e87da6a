/**
 * The ways in which a function comes to run, and what each passes for its parameters.
 */
import type { Value, ValueId } from '../model/facts.js';
import { argumentRef } from './evaluate.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from './program.js';
import { isInside } from './targets.js';

type Call = Extract<Value, { op: 'call' }>;

export interface Invocation {
  /**
   * `call`: a call that runs it. `callback`: handed to a function outside the program, which runs it.
   * `event`: put on an element, or on a component from outside the program, as a JSX prop.
   */
  readonly kind: 'call' | 'callback' | 'event';
  readonly site: ValueRef;
  /** Position of the function among a callback's arguments. */
  readonly position?: number;
  /** Name of the JSX prop or option that holds it. */
  readonly prop?: string;
  /** The options among which `prop` is. */
  readonly options?: ValueRef;
  /** Gets the value passed for a parameter. */
  readonly argument: (index: number) => ValueRef | undefined;
}

/** `promise.then(callback)`: the callback is given what the promise holds. */
export function promised(site: ValueRef, call: Call, position: number): Invocation['argument'] {
  const callee = site.fn.facts.values[call.callee];
  if (callee?.op !== 'get' || callee.name !== 'then' || position !== 0) return () => undefined;
  return (index) => (index === 0 ? { fn: site.fn, id: callee.of } : undefined);
}

/** `const gated = (Inner) => function Gated() { return <Inner />; }`: whatever type of component it is said to be. */
export function renderingsOf(callee: FunctionNode, position: number): Invocation[] {
  const inside = callee.file.functions.filter((fn) => isInside(fn, callee));
  return inside.flatMap((fn) =>
    fn.facts.values.flatMap((value, id) =>
      value.op === 'jsx' && typeof value.tag === 'number' && isParameterOf({ fn, id: value.tag }, callee, position)
        ? [rendering({ fn, id }, value.props)]
        : [],
    ),
  );
}

function isParameterOf(ref: ValueRef, callee: FunctionNode, position: number): boolean {
  const read = valueOf(ref);
  const writes = read.op === 'cell' ? (ref.fn.file.cellWrites.get(read.cell) ?? []) : [ref];
  return writes.every((write) => {
    const value = valueOf(write);
    return value.op === 'param' && write.fn === callee && value.index === position;
  });
}

/** A component is called with its props. */
export function rendering(site: ValueRef, props: ValueId): Invocation {
  return { kind: 'call', site, argument: (index) => (index === 0 ? { fn: site.fn, id: props } : undefined) };
}

/** Only what is written with a capital letter is rendered as a component. */
export function isComponentName(name: string): boolean {
  return /^[A-Z]/.test(name);
}

export function directCall(site: ValueRef, shift: number): Invocation {
  const call = valueOf(site) as Call;
  return { kind: 'call', site, argument: (index) => argumentRef(site.fn, call, index + shift) };
}

export function distinctSites(invocations: readonly Invocation[]): readonly Invocation[] {
  const seen = new Set<string>();
  return invocations.filter((invocation) => {
    const key = `${invocation.kind}${refKey(invocation.site)}:${invocation.position ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}
