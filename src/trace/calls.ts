/**
 * What a call does with content: a sink takes it, a redactor removes it, a function of the program receives it,
 * anything else passes it on or not.
 */
import { parsePort, parsePropagation } from '../catalogue/patterns.js';
import type { Port, PropagatorModel } from '../model/catalogue.js';
import { type Frame, type Invocation, pushFrame } from '../link/callers.js';
import { ITERATORS, elementsOf } from '../link/builtins.js';
import { argumentRef } from '../link/evaluate.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { Target } from '../link/targets.js';
import { followChannel } from './channels.js';
import { throughExposures } from './exposures.js';
import { ASKING_METHODS, type ContentFact, isElement, isHidden, readMember, reshuffled } from './facts.js';
import { type Search, isPlain } from './flow.js';
import { type CallValue, conditionsHold, headRef, portPlaces } from './match.js';
import { removesEverything } from './redaction.js';

type Jsx = Extract<ReturnType<typeof valueOf>, { op: 'jsx' }>;

/** Follows content that is an operand of a call. */
export function followCall(search: Search, fact: ContentFact, site: ValueRef, value: CallValue | Jsx): void {
  if (value.op === 'jsx') {
    if (typeof value.tag !== 'string') enterComponent(search, fact, site, value);
    return;
  }
  const targets = throughExposures(
    search.context,
    search.context.callers.resolve({ fn: site.fn, id: value.callee }, fact.frame),
  );
  const positions = value.args.flatMap((arg, index) => (arg === fact.ref.id ? [index] : []));
  if (positions.length === 0)
    return value.callee === fact.ref.id ? followMethod(search, fact, site, value, targets) : undefined;
  settle(search, fact, site, value, positions);
  if (targets.length === 0) return positions.forEach((position) => passOn(search, fact, site, value, position, '?'));
  for (const position of positions)
    for (const target of targets) followArgument(search, fact, site, value, position, target);
}

/** `new Promise((resolve) => … resolve(content))`: the promise holds it. */
function settle(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  positions: readonly number[],
): void {
  if (!positions.includes(0)) return;
  for (const target of search.context.callers.e.evaluate({ fn: site.fn, id: value.callee })) {
    if (target.kind !== 'param' || target.index !== 0 || target.path.length > 0 || !target.fn.creation) continue;
    const { fn, id } = target.fn.creation;
    for (const use of search.context.callers.e.program.usesOf(target.fn.creation)) {
      const made = fn.facts.values[use];
      const isPromise =
        made?.op === 'call' &&
        made.isNew &&
        made.args[0] === id &&
        isGlobalNamed(fn.facts.values[made.callee], 'Promise');
      if (isPromise) search.move(fact, { fn, id: use }, fact.path, 'settles a promise', { frame: undefined, at: site });
    }
  }
}

function isGlobalNamed(value: ReturnType<typeof valueOf> | undefined, name: string): boolean {
  return value?.op === 'global' && value.name === name;
}

function followArgument(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  target: Target,
): void {
  const spread = value.spreads.includes(position);
  const path = spread && isElement(fact.path[0]) ? fact.path.slice(1) : fact.path;
  if (target.kind === 'function') return enterFunction(search, { ...fact, path }, site, value, position, target);
  if (target.kind === 'class') return enterConstructor(search, fact, site, value, position, target);
  if (target.kind === 'external') passOut(search, { ...fact, path }, site, value, position, target.path);
}

// Into the program ---------------------------------------------------------------------------------------------------

function enterFunction(
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
  if (method === 'apply' && position === 1) {
    const [first, ...rest] = fact.path;
    if (isElement(first))
      enterParameter(search, { ...fact, path: rest }, target.fn, first === '*' ? 0 : Number(first), via);
    return;
  }
  enterParameter(search, fact, target.fn, position + shift + (target.bound?.length ?? 0), via);
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
    const setter = target.kind === 'instance' ? target.cls.facts.members[`set ${name}`]?.function : undefined;
    if (setter !== undefined && target.kind === 'instance')
      enterParameter(search, fact, target.cls.file.functions[setter]!, 0, via);
  }
}

function enterParameter(search: Search, fact: ContentFact, fn: FunctionNode, index: number, via: Invocation): void {
  const frame = pushFrame(fact.frame, fn, via);
  fn.facts.values.forEach((inner, id) => {
    if (inner.op !== 'param') return;
    const isRest = fn.facts.params[inner.index]?.rest === true && index >= inner.index;
    if (inner.index !== index && !isRest) return;
    search.move(fact, { fn, id }, isRest ? ['*', ...fact.path] : fact.path, `passed to ${nameOf(fn)}`, {
      frame,
      at: via.site,
    });
  });
}

function nameOf(fn: FunctionNode): string {
  return fn.facts.name === ''
    ? 'a callback'
    : fn.facts.kind === 'constructor'
      ? `new ${fn.file.classes[fn.facts.class!]!.facts.name}`
      : `${fn.facts.name}()`;
}

function enterConstructor(
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

function enterComponent(search: Search, fact: ContentFact, site: ValueRef, value: Jsx): void {
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

// Out of the program -------------------------------------------------------------------------------------------------

function passOut(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  path: string,
): void {
  const { index } = search.context;
  const isSink = takeAtSinks(search, fact, site, path, position);
  const isSent = followChannel(search, fact, site, path, position);
  if (isSink || isSent) return;
  const propagators = index.propagatorsAt(path);
  if (propagators.length > 0) return propagators.forEach((model) => propagate(search, fact, site, model, position));
  if (removedHere(search, fact, site, path)) return;
  passOn(search, fact, site, value, position, path);
}

function takeAtSinks(search: Search, fact: ContentFact, site: ValueRef, path: string, position: number): boolean {
  let taken = false;
  for (const model of search.context.index.sinksAt(path)) {
    if (conditionsHold(search.context, site, model.when, fact.frame) === 'no') continue;
    taken = true;
    if (!takes(model.takes, position, fact.path)) continue;
    search.hit({ model, kind: model.sink, api: path, site, fact });
  }
  return taken;
}

/** Holds if one of the ports covers content at `path` of argument `position`. */
function takes(ports: readonly Port[] | undefined, position: number, path: readonly string[]): boolean {
  if (!ports) return true;
  return ports.some((port) => {
    const [head, ...rest] = parsePort(port);
    if (head?.kind !== 'arg' || (head.index !== position && !(head.rest && position > head.index))) return false;
    return rest.every(
      (step, depth) =>
        step.kind !== 'property' || path[depth] === undefined || isElement(path[depth]) || path[depth] === step.name,
    );
  });
}

function removedHere(search: Search, fact: ContentFact, site: ValueRef, path: string): boolean {
  const models = search.context.index.redactorsAt(path);
  const model = models.find((each) => conditionsHold(search.context, site, each.when, fact.frame) !== 'no');
  if (model) {
    if (model.partial) leak(search, fact, site, path);
    else if (model.redactor === 'all' || model.redactor.length > 0) return true;
    else search.move(fact, site, [], `passed through ${shortName(path)}, which hides nothing`);
    return true;
  }
  // Not a function that can be read: its name is all there is to go by.
  return (
    !path.startsWith('global#') &&
    search.names.redactor.test(shortName(path)) &&
    !search.names.notRedactor.test(shortName(path))
  );
}

/** Content came through something that redacts, and is still there. */
function leak(search: Search, fact: ContentFact, site: ValueRef, path: string): void {
  const leaky: Step = {
    location: search.context.callers.e.program.locate(site),
    note: `${shortName(path)} removes only part of it`,
  };
  search.move(fact, site, [], leaky.note, { leaky });
}

type Step = NonNullable<ContentFact['leaky']>;

export function shortName(path: string): string {
  return path.replace(/(\(\))+$/, '').replace(/^.*[.#]/, '') || path;
}

/** Languages' own and libraries' functions give back what they are given, in some form; unknown methods do not. */
function passOn(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  path: string,
): void {
  callBack(search, fact, site, value, position);
  const name = shortName(path);
  if (
    ASKING_METHODS.has(name) ||
    path.startsWith('?') ||
    isHidden(fact.path) ||
    !(isPlain(fact.path) || GIVES_BACK.has(name))
  )
    return;
  if (name === 'stringify' && !isListed(search, site, value, fact.path)) return;
  search.move(fact, site, listing(name, fact.path) ?? (STRUCTURED.has(name) ? fact.path : []), fact.note);
}

/** `Object.values(o)` is a list of what the properties hold, `Object.entries(o)` of pairs. */
function listing(name: string, path: readonly string[]): readonly string[] | undefined {
  if (path.length === 0) return undefined;
  if (name === 'values') return ['*', ...path.slice(1)];
  return name === 'entries' ? ['*', '1', ...path.slice(1)] : undefined;
}

/** `JSON.stringify(o, ['a'])` writes only what is listed. */
function isListed(search: Search, site: ValueRef, value: CallValue, path: readonly string[]): boolean {
  const list = argumentRef(site.fn, value, 1);
  if (!list || path[0] === undefined || valueOf(list).op !== 'array') return true;
  const names = elementsOf(search.context.callers.e, list);
  return names.some((target) => target.kind !== 'const' || target.value === path[0]);
}

const GIVES_BACK = new Set([
  'stringify',
  'assign',
  'freeze',
  'structuredClone',
  'cloneDeep',
  'clone',
  'resolve',
  'all',
  'from',
  'entries',
  'values',
  'pick',
  'omit',
  'merge',
  'encode',
  'parse',
  'Blob',
  'File',
  'Set',
  'Map',
  'Array',
  'URLSearchParams',
  'FormData',
  'CustomEvent',
]);
const STRUCTURED = new Set([
  'assign',
  'freeze',
  'structuredClone',
  'cloneDeep',
  'clone',
  'resolve',
  'all',
  'from',
  'entries',
  'values',
  'pick',
  'omit',
  'merge',
  'Set',
  'Map',
  'Array',
]);

/** `withRetry(payload, (p) => …)`: an unknown function may hand its arguments to the callback beside them. */
function callBack(search: Search, fact: ContentFact, site: ValueRef, value: CallValue, position: number): void {
  if (value.args.length < 2) return;
  value.args.forEach((arg, index) => {
    if (index === position || site.fn.facts.values[arg]?.op !== 'function') return;
    const via: Invocation = { kind: 'callback', site, position: index, argument: () => undefined };
    for (const target of search.context.callers.e.evaluate({ fn: site.fn, id: arg })) {
      if (target.kind === 'function') enterParameter(search, fact, target.fn, 0, via);
    }
  });
}

function propagate(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  model: PropagatorModel,
  position: number | 'receiver',
): void {
  if (conditionsHold(search.context, site, model.when, fact.frame) === 'no') return;
  for (const text of model.propagates) {
    const { from, to } = parsePropagation(text);
    const head = from[0]!;
    const matches =
      position === 'receiver'
        ? head.kind === 'receiver'
        : head.kind === 'arg' && (head.index === position || (head.rest && position >= head.index));
    if (!matches) continue;
    const inner = from
      .slice(1)
      .reduce<readonly string[] | undefined>(
        (path, step) => (path && step.kind === 'property' ? readMember(path, step.name) : path),
        fact.path,
      );
    if (inner) deliver(search, fact, site, text.split(' -> ')[1]!, to[0]!, inner);
  }
}

function deliver(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  port: string,
  head: ReturnType<typeof parsePort>[number],
  path: readonly string[],
): void {
  const steps = parsePort(port);
  if (steps.some((step) => step.kind === 'param')) {
    for (const place of portPlaces(search.context, site, port, fact.frame)) {
      search.move(fact, place.ref, [...place.path, ...path], 'passed to a callback', { frame: place.frame, at: site });
    }
    return;
  }
  const names = steps.flatMap((step) => (step.kind === 'property' ? [step.name] : []));
  if (head.kind === 'return') return search.move(fact, site, [...names, ...path], fact.note);
  const into = headRef(site, head);
  // What is put into a receiver is one of its elements.
  if (into)
    search.storeInto(
      fact,
      into,
      head.kind === 'receiver' && names.length === 0 ? ['*', ...path] : [...names, ...path],
      'put into a buffer',
      site,
    );
}

// Methods of content -------------------------------------------------------------------------------------------------

/** `content.method(…)`: content is the receiver. */
function followMethod(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  targets: readonly Target[],
): void {
  const callee = site.fn.facts.values[value.callee];
  if (callee?.op !== 'get' || callee.name === undefined) return;
  const { name } = callee;
  // The method is itself what holds content: `event.clipboardData.getData('text')`.
  const rest = fact.path.length > 0 ? readMember(fact.path, name) : undefined;
  if (rest && !isElement(fact.path[0])) return search.move(fact, site, rest, `reads ${name}()`);
  for (const target of targets) {
    if (target.kind !== 'external') continue;
    for (const model of search.context.index.sinksAt(target.path)) {
      if (model.takes?.includes('receiver')) search.hit({ model, kind: model.sink, api: target.path, site, fact });
    }
    const propagators = search.context.index
      .propagatorsAt(target.path)
      .filter((model) => model.propagates.length === 0 || model.propagates.some((text) => text.startsWith('receiver')));
    if (propagators.length > 0) return propagators.forEach((model) => propagate(search, fact, site, model, 'receiver'));
    if (removedHere(search, fact, site, target.path)) return;
  }
  if (targets.some((target) => target.kind === 'function') || ASKING_METHODS.has(name)) return;
  if (removesEverything(site, value, name)) return;
  methodResult(search, fact, site, value, name);
}

const KEEPS_SHAPE = new Set([
  'slice',
  'filter',
  'concat',
  'reverse',
  'sort',
  'splice',
  'flat',
  'toSorted',
  'toReversed',
  'values',
  'catch',
  'finally',
  'subarray',
  'getAll',
]);
const TAKES_ELEMENT = new Set(['get', 'pop', 'shift', 'at', 'find', 'findLast', 'next', 'item']);
const PROMISES = new Set(['then', 'finally']);

function methodResult(search: Search, fact: ContentFact, site: ValueRef, value: CallValue, name: string): void {
  const isPartial = (name === 'replace' || name === 'replaceAll') && isPlain(fact.path);
  handToCallbacks(search, fact, site, value, name);
  if (ITERATORS.has(name) && !KEEPS_SHAPE.has(name) && !TAKES_ELEMENT.has(name)) return;
  if (name === 'then') return;
  if (isPartial) return leak(search, fact, site, name);
  if (KEEPS_SHAPE.has(name)) return search.move(fact, site, reshuffled(fact.path), fact.note);
  if (TAKES_ELEMENT.has(name)) {
    const rest = isElement(fact.path[0]) ? fact.path.slice(1) : fact.path.length === 0 ? [] : undefined;
    return rest && search.move(fact, site, rest, fact.note);
  }
  if (isPlain(fact.path) || name === 'toString' || name === 'toJSON') search.move(fact, site, [], fact.note);
}

/** `items.forEach((item) => …)`, `promise.then((text) => …)`. */
function handToCallbacks(search: Search, fact: ContentFact, site: ValueRef, value: CallValue, name: string): void {
  if (!ITERATORS.has(name) && !PROMISES.has(name)) return;
  const path = PROMISES.has(name) || !isElement(fact.path[0]) ? fact.path : fact.path.slice(1);
  if (!PROMISES.has(name) && fact.path.length > 0 && !isElement(fact.path[0])) return;
  const callback = argumentRef(site.fn, value, 0);
  if (!callback) return;
  const frame: Frame | undefined = fact.frame;
  const via: Invocation = { kind: 'callback', site, position: 0, argument: () => undefined };
  for (const target of search.context.callers.resolve(callback, frame)) {
    if (target.kind === 'function')
      enterParameter(
        search,
        { ...fact, path },
        target.fn,
        (name === 'reduce' ? 1 : 0) + (target.bound?.length ?? 0),
        via,
      );
    else if (target.kind === 'external') takeAtSinks(search, { ...fact, path }, site, target.path, 0);
  }
}
