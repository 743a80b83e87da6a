/** Content enters a function of the program: as an argument, a constructor's, a component's props, a setter's value. */
import { closureFrame, pushFrame } from '../link/frames.js';
import type { Invocation } from '../link/invocations.js';
import { argumentRef } from '../link/evaluate.js';
import type { valueOf } from '../link/program.js';
import { type FunctionNode, type ValueRef } from '../link/program.js';
import type { Target } from '../link/targets.js';
import { type ContentFact, isElement } from './facts.js';
import type { Search } from './flow.js';
import { spokenName } from './spoken.js';
import type { CallValue } from './match.js';

export type Jsx = Extract<ReturnType<typeof valueOf>, { op: 'jsx' }>;

export function enterFunction(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  target: Extract<Target, { kind: 'function' }>,
): void {
  const { method, shift } = functionMethod(site, value);
  const via: Invocation = {
    kind: 'call',
    site,
    argument: (index) => (method === 'apply' ? undefined : argumentRef(site.fn, value, index - shift)),
  };
  const inside = { ...fact, frame: closureFrame(fact.frame, target.made) };
  const bound = target.bound?.length ?? 0;
  if (method === 'apply' && position === 1) {
    const [first, ...path] = fact.path;
    if (isElement(first))
      enterParameter(search, { ...inside, path }, target.fn, bound + (first === '*' ? 0 : Number(first)), via);
    return;
  }
  enterParameter(search, inside, target.fn, position + shift + bound, via);
}

/** `fn.call(self, a)` and `fn.bind(self, a)` pass `a` first. */
function functionMethod(site: ValueRef, value: CallValue): { method?: string; shift: number } {
  const callee = site.fn.facts.values[value.callee];
  const method =
    callee?.op === 'get' && (callee.name === 'call' || callee.name === 'bind' || callee.name === 'apply')
      ? callee.name
      : undefined;
  return { method, shift: method === undefined ? 0 : -1 };
}

/** Assigning to a property with a setter calls it. */
export function enterSetter(search: Search, fact: ContentFact, site: ValueRef, of: ValueRef, name: string): void {
  const via: Invocation = { kind: 'call', site, argument: () => undefined };
  for (const target of search.context.callers.e.evaluate(of)) {
    const setter = target.kind === 'instance' ? target.cls.facts.members.get(`set ${name}`)?.function : undefined;
    if (setter !== undefined && target.kind === 'instance')
      enterParameter(search, fact, target.cls.file.functions[setter]!, 0, via);
  }
}

export function enterParameter(
  search: Search,
  fact: ContentFact,
  fn: FunctionNode,
  index: number,
  via: Invocation,
): void {
  const frame = pushFrame(fact.frame, fn, via);
  fn.facts.values.forEach((inner, id) => {
    if (inner.op !== 'param') return;
    const isRest = fn.facts.params[inner.index]?.rest === true && index >= inner.index;
    if (inner.index !== index && !isRest) return;
    search.move(fact, { fn, id }, isRest ? ['*', ...fact.path] : fact.path, `passed to ${spokenName(fn)}`, {
      frame,
      at: via.site,
    });
  });
}

export function enterConstructor(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  target: Extract<Target, { kind: 'class' }>,
): void {
  const constructor = target.cls.facts.constructor_;
  if (constructor === undefined) return;
  const via: Invocation = { kind: 'call', site, argument: (index) => argumentRef(site.fn, value, index) };
  enterParameter(search, fact, target.cls.file.functions[constructor]!, position, via);
}

export function enterComponent(search: Search, fact: ContentFact, site: ValueRef, value: Jsx): void {
  if (value.props !== fact.ref.id || typeof value.tag === 'string') return;
  const via: Invocation = {
    kind: 'call',
    site,
    argument: (index) => (index === 0 ? { fn: site.fn, id: value.props } : undefined),
  };
  for (const target of search.context.callers.resolve({ fn: site.fn, id: value.tag }, fact.frame)) {
    if (target.kind === 'function') enterParameter(search, fact, target.fn, 0, via);
  }
}
