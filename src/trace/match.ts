/**
 * Matches models against values: access paths, conditions on arguments, and ports.
 */
import { type ModelIndex, type PortStep, calledName, literalMatches, parsePort } from '../catalogue/patterns.js';
import type { Conditions, Port } from '../model/catalogue.js';
import type { Value } from '../model/facts.js';
import { elementsOfTargets } from '../link/collections.js';
import type { Callers } from '../link/callers.js';
import { type Frame, closureFrame, pushFrame } from '../link/frames.js';
import type { Invocation } from '../link/invocations.js';
import { argumentRef } from '../link/evaluate.js';
import { storedInto } from '../link/members.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import { type Target, memberPath } from '../link/targets.js';

export type CallValue = Extract<Value, { op: 'call' }>;

/** What the parts of `trace` share. */
export interface Context {
  readonly callers: Callers;
  /** A look that parses no further file, but for those that name a sensor or hand on others' exports. */
  readonly glance: Callers;
  readonly index: ModelIndex;
}

/** Gets the access paths that a value may have. */
export function pathsOf(targets: readonly Target[]): readonly string[] {
  return targets.flatMap((target) => (target.kind === 'external' ? [target.path] : []));
}

/** Gets the access paths of what a call calls, or of the component that an element is one of. */
export function calleePaths(context: Context, site: ValueRef, frame?: Frame): readonly string[] {
  const value = valueOf(site);
  const callee = value.op === 'call' ? value.callee : value.op === 'jsx' ? value.tag : undefined;
  return typeof callee === 'number' ? pathsOf(context.callers.resolve({ fn: site.fn, id: callee }, frame)) : [];
}

/** Holds if the program calls one of these APIs anywhere. */
export function isCalled(
  context: Context,
  patterns: readonly string[] | undefined,
  matches: (path: string) => boolean,
): boolean {
  const { program } = context.callers.e;
  return (patterns ?? []).some((pattern) => {
    const name = calledName(pattern);
    program.loadMentioning([name]);
    return (program.calls.get(name) ?? []).some((site) => calleePaths(context, site).some(matches));
  });
}

/** Gets the access paths that an assignment to a member has: `global#document.onkeydown=`. */
export function assignedPaths(context: Context, site: ValueRef): readonly string[] {
  const value = valueOf(site);
  if (value.op !== 'set' || value.name === undefined) return [];
  const name = value.name;
  const of = pathsOf(context.callers.resolve({ fn: site.fn, id: value.of }));
  return (of.length > 0 ? of : ['?']).map((path) => `${memberPath(path, name)}=`);
}

export type Holding = 'yes' | 'no' | 'unknown';

/** Says whether all conditions hold at a call. */
export function conditionsHold(
  context: Context,
  site: ValueRef,
  conditions: Conditions | undefined,
  frame?: Frame,
): Holding {
  let holding: Holding = 'yes';
  for (const [port, allowed] of Object.entries(conditions ?? {})) {
    const one = conditionHolds(context, site, port, allowed, frame);
    if (one === 'no') return 'no';
    if (one === 'unknown') holding = 'unknown';
  }
  return holding;
}

function conditionHolds(
  context: Context,
  site: ValueRef,
  port: Port,
  allowed: Conditions[string],
  frame?: Frame,
): Holding {
  const targets = portTargets(context, site, port, frame);
  if (allowed === 'absent' || allowed === 'present') {
    if (targets === undefined) return 'unknown';
    const isAbsent = targets.every((target) => target.kind === 'const' && target.value === undefined);
    return isAbsent === (allowed === 'absent') ? 'yes' : 'no';
  }
  if (targets === undefined) return 'unknown';
  if (targets.length === 0) return 'no';
  let isOpen = false;
  for (const target of targets) {
    if (target.kind !== 'const') isOpen = true;
    else if (target.value !== null && target.value !== undefined && literalMatches(allowed, target.value)) return 'yes';
  }
  return isOpen ? 'unknown' : 'no';
}

/** Holds if a condition looks at a parameter, of which one caller passes this and another that. */
export function isForCallersToSay(
  context: Context,
  site: ValueRef,
  conditions: Conditions | undefined,
  frame?: Frame,
): boolean {
  return Object.keys(conditions ?? {}).some((port) => {
    const [head, ...rest] = parsePort(port);
    const start = rest.length === 0 ? headRef(site, head!) : undefined;
    const passed = start ? context.callers.e.evaluate(start) : [];
    const isOpen = passed.some((target) => target.kind === 'param' && !isEntered(target.fn, frame));
    return isOpen && context.callers.substitute(passed, frame).length > 1;
  });
}

function isEntered(fn: FunctionNode, frame: Frame | undefined): boolean {
  return frame !== undefined && (frame.fn === fn || isEntered(fn, frame.below));
}

/** Gets what stands at a port of a call; undefined where it cannot be read, empty where nothing is there. */
export function portTargets(
  context: Context,
  site: ValueRef,
  port: Port,
  frame?: Frame,
): readonly Target[] | undefined {
  const [head, ...rest] = parsePort(port);
  const start = headRef(site, head!);
  if (!start) return [];
  let at = context.callers.resolve(start, frame);
  for (const step of rest) {
    if (step.kind !== 'property') return undefined;
    // Of an object that cannot be read, a missing option is not known to be missing.
    if (at.length === 0 || at.some((target) => target.kind !== 'object')) return undefined;
    const { e } = context.callers;
    at = context.callers.substitute(step.name === '*' ? elementsOfTargets(e, at) : e.members(at, step.name), frame);
  }
  return at;
}

/** Gets the value at the first step of a port. */
export function headRef(site: ValueRef, step: PortStep): ValueRef | undefined {
  const value = valueOf(site);
  const at = (id: number): ValueRef => ({ fn: site.fn, id });
  switch (step.kind) {
    case 'return':
      return site;
    case 'arg':
      // A component is called with its props.
      if (value.op === 'jsx') return step.index === 0 ? at(value.props) : undefined;
      return value.op === 'call' ? argumentRef(site.fn, value, step.index) : undefined;
    case 'receiver':
      if (value.op === 'set') return at(value.of);
      return value.op === 'call' ? receiverOf(at(value.callee)) : undefined;
    case 'value':
      return value.op === 'set' ? at(value.value) : undefined;
    default:
      return undefined;
  }
}

/** Gets what a method was taken from, also where it was put into a variable first: `const [state, setState] = useState()`. */
function receiverOf(callee: ValueRef): ValueRef | undefined {
  const value = valueOf(callee);
  if (value.op === 'get') return { fn: callee.fn, id: value.of };
  const writes = value.op === 'cell' ? callee.fn.file.cellWrites.get(value.cell) : undefined;
  return writes?.length === 1 ? receiverOf(writes[0]!) : undefined;
}

/** A place where content starts: a value, and the path inside it. */
export interface Place {
  readonly ref: ValueRef;
  readonly path: readonly string[];
  readonly frame?: Frame;
  /** Holds if the program had the object before: whatever else names it shows the content too. */
  readonly shared?: boolean;
}

/**
 * Gets the values at a port. `value` stands for the handler where the registration is no call (a JSX prop, an
 * assignment, a decorated method).
 */
export function portPlaces(
  context: Context,
  site: ValueRef,
  port: Port,
  frame?: Frame,
  handler?: ValueRef | FunctionNode,
): readonly Place[] {
  const [head, ...rest] = parsePort(port);
  if (handler && !('id' in handler)) return inFunction(handler, undefined, site, rest, frame);
  const start = head!.kind === 'value' && handler ? handler : headRef(site, head!);
  const shared = head!.kind === 'arg' || head!.kind === 'receiver';
  return start ? along(context, site, { ref: start, path: [], frame, shared }, rest) : [];
}

function along(context: Context, site: ValueRef, from: Place, steps: readonly PortStep[]): readonly Place[] {
  const [step, ...rest] = steps;
  if (!step) return [from];
  const targets = context.callers.resolve(from.ref, from.frame);
  if (step.kind === 'param') {
    return targets.flatMap((target) =>
      target.kind === 'function'
        ? inFunction(target.fn, target.bound, site, steps, closureFrame(from.frame, target.made))
        : [],
    );
  }
  if (step.kind !== 'property') return [];
  const held = [
    ...targets.flatMap((target) => (target.kind === 'object' ? [...propertyRefs(target.ref, step.name)] : [])),
    ...storedInto(context.callers.e, from.ref, step.name),
  ];
  if (held.length === 0)
    return rest.some((each) => each.kind === 'param')
      ? []
      : [{ ...from, path: [...from.path, step.name, ...propertyNames(rest)] }];
  return held.flatMap((ref) => along(context, site, { ref, path: [], frame: from.frame }, rest));
}

function propertyNames(steps: readonly PortStep[]): string[] {
  return steps.flatMap((step) => (step.kind === 'property' ? [step.name] : []));
}

function propertyRefs(object: ValueRef, name: string): readonly ValueRef[] {
  const value = valueOf(object);
  if (value.op !== 'object') return [];
  return value.properties
    .filter((property) => property.name === name)
    .map((property) => ({ fn: object.fn, id: property.value }));
}

function inFunction(
  fn: FunctionNode,
  bound: readonly ValueRef[] | undefined,
  site: ValueRef,
  steps: readonly PortStep[],
  frame: Frame | undefined,
): readonly Place[] {
  const [step, ...rest] = steps;
  if (!step || step.kind !== 'param') return [];
  const via: Invocation = { kind: 'callback', site, argument: () => undefined };
  const inner = pushFrame(frame, fn, via);
  const first = step.index + (bound?.length ?? 0);
  const places: Place[] = [];
  fn.facts.values.forEach((value, id) => {
    if (value.op !== 'param') return;
    const isRest = fn.facts.params[value.index]?.rest === true;
    const hit = value.index === first || (step.rest && value.index > first) || (isRest && value.index <= first);
    if (hit) places.push({ ref: { fn, id }, path: isRest ? ['*'] : [], frame: inner });
  });
  const names = propertyNames(rest);
  return names.length > 0 ? places.map((place) => ({ ...place, path: [...place.path, ...names] })) : places;
}

/** Gets the one text that a value can be; undefined for any other value. */
export function onlyText({ callers }: Context, ref: ValueRef): string | undefined {
  const targets = callers.e.evaluate(ref);
  const only = targets.length === 1 ? targets[0]! : undefined;
  return only?.kind === 'const' && typeof only.value === 'string' ? only.value : undefined;
}
