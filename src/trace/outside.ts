/** Content is handed to code outside the program: a sink, a channel, a redactor, or a function that gives it back. */
import { parsePort, parsePropagation } from '../catalogue/patterns.js';
import { closureFrame } from '../link/frames.js';
import type { Invocation } from '../link/invocations.js';
import { argumentRef } from '../link/evaluate.js';
import { type ValueRef } from '../link/program.js';
import type { Port, PropagatorModel } from '../model/catalogue.js';
import { followChannel } from './channels.js';
import { enterParameter } from './enter.js';
import { isInPairs } from './entries.js';
import {
  ASKING_METHODS,
  type ContentFact,
  KEYS,
  type Leak,
  REJECTED,
  isElement,
  isHidden,
  nameOfStep,
  readMember,
} from './facts.js';
import { type Search, isPlain } from './flow.js';
import { isWritten } from './replacer.js';
import { type CallValue, conditionsHold, headRef, portPlaces } from './match.js';
import { kindOf } from './message-kinds.js';

export function passOut(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  path: string,
): void {
  const { index } = search.context;
  const isSink = takeAtSinks(search, fact, site, path, position);
  // A channel whose sending call keeps the content is a store. What was read from one and kept again is followed no
  // further: a name in a large program's settings has to do with what was once captured less at each hop.
  const isSent = !(isSink && fact.isReadBack) && followChannel(search, fact, site, path, position, isSink);
  if (isSink || isSent) return;
  const propagators = index.propagatorsAt(path);
  if (propagators.length > 0) return propagators.forEach((model) => propagate(search, fact, site, model, position));
  if (removedHere(search, fact, site, path)) return;
  if (isSender(search, path)) search.hit({ model: SENT, kind: SENT.sink, api: path, site, fact });
  passOn(search, fact, site, value, position, path);
}

const SENT = { sink: 'network' } as const;

/** A client that no model describes: `new Client().pushActivityUpdate(content)` of some package. */
function isSender(search: Search, path: string): boolean {
  return /^[^?#]+#/.test(path) && !path.startsWith('global#') && search.names.sender.test(shortName(path));
}

export function takeAtSinks(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  path: string,
  position: number,
): boolean {
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
export function takes(ports: readonly Port[] | undefined, position: number, path: readonly string[]): boolean {
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

export function removedHere(search: Search, fact: ContentFact, site: ValueRef, path: string): boolean {
  const models = search.context.index.redactorsAt(path);
  // An option that cannot be read is no proof that anything is removed.
  const model = models.find((each) => conditionsHold(search.context, site, each.when, fact.frame) === 'yes');
  if (model) {
    if (model.partial) leak(search, fact, site, path);
    else if (model.redactor === 'all' || model.redactor.length > 0) return true;
    else search.move(fact, site, [], `passed through ${shortName(path)}, which hides nothing`, { isMade: true });
    return true;
  }
  return hiddenByName(search, fact, site, path);
}

/** Not a function that can be read: its name says what it is for, and not what it does. */
function hiddenByName(search: Search, fact: ContentFact, site: ValueRef, path: string): boolean {
  const name = shortName(path);
  const { redactor, notRedactor } = search.names;
  if (path.startsWith('global#') || !redactor.test(name) || notRedactor.test(name)) return false;
  const location = search.context.callers.e.program.locate(site);
  const leaky: Leak = { location, note: `what ${name}() removes could not be read`, isUnread: true };
  search.move(fact, site, [], leaky.note, { leaky, isMade: true });
  return true;
}

/** Content came through something that redacts, and is still there. */
export function leak(search: Search, fact: ContentFact, site: ValueRef, path: string): void {
  const leaky: Leak = {
    location: search.context.callers.e.program.locate(site),
    note: `${shortName(path)} removes only part of it`,
  };
  search.move(fact, site, [], leaky.note, { leaky, isMade: true });
}

export function shortName(path: string): string {
  return path.replace(/(\(\))+$/, '').replace(/^.*[.#]/, '') || path;
}

/** Languages' own and libraries' functions give back what they are given, in some form; unknown methods do not. */
export function passOn(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  path: string,
): void {
  const name = shortName(path);
  const replacer = name === 'stringify' ? argumentRef(site.fn, value, 1) : undefined;
  if (replacer && !isWritten(search.context, replacer, fact.path)) return;
  if (!replacer) callBack(search, fact, site, value, position);
  if (
    ASKING_METHODS.has(name) ||
    path.startsWith('?') ||
    (isHidden(fact.path) && !REGROUPING.has(name)) ||
    !(isPlain(fact.path) || GIVES_BACK.has(name))
  )
    return;
  const kept = listing(name, fact) ?? (STRUCTURED.has(name) ? fact.path : []);
  const property = name === 'entries' ? nameOfStep(fact.path[0]) : undefined;
  const isMade = !STRUCTURED.has(name);
  if (kept !== NOTHING) search.move(fact, site, kept, fact.note, { isMade, ...(property && { entry: { property } }) });
}

const NOTHING: readonly string[] = [];

/** `Object.values(o)` is a list of what the properties hold, `Object.entries(o)` of pairs; `Promise.race` gives one of a list. */
function listing(name: string, { path, entry }: ContentFact): readonly string[] | undefined {
  if (name === 'reject') return [REJECTED, ...path];
  if (path.length === 0) return undefined;
  if (name === 'race' || name === 'any') return isElement(path[0]) ? path.slice(1) : path;
  const isName = path[0] === KEYS;
  if (name === 'keys') return isName ? ['*'] : NOTHING;
  if (name === 'values') return isName ? NOTHING : ['*', ...path.slice(1)];
  if (name === 'fromEntries' && isInPairs(path)) return [entry?.property ?? '*', ...path.slice(2)];
  if (name === 'fromEntries') return isElement(path[0]) && path[1] === '0' ? [KEYS] : undefined;
  if (name !== 'entries') return undefined;
  return isName ? ['*', '0'] : ['*', '1', ...path.slice(1)];
}

const GIVES_BACK = new Set([
  'stringify',
  'assign',
  'freeze',
  'reject',
  'structuredClone',
  'cloneDeep',
  'clone',
  'resolve',
  'race',
  'any',
  'all',
  'from',
  'fromEntries',
  'entries',
  'keys',
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
]);
const STRUCTURED = new Set([
  'assign',
  'freeze',
  'reject',
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

/** Another collection of the same objects: an element in a list is the element still. */
const REGROUPING = new Set([
  'freeze',
  'resolve',
  'race',
  'any',
  'all',
  'from',
  'entries',
  'values',
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
      if (target.kind === 'function')
        enterParameter(search, { ...fact, frame: closureFrame(fact.frame, target.made) }, target.fn, 0, via);
    }
  });
}

export function propagate(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  model: PropagatorModel,
  position: number | 'receiver' | 'value',
): void {
  if (conditionsHold(search.context, site, model.when, fact.frame) === 'no') return;
  for (const text of model.propagates) {
    const { from, to } = parsePropagation(text);
    const head = from[0]!;
    const matches =
      typeof position === 'string'
        ? head.kind === position
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
      search.move(fact, place.ref, [...place.path, ...path], 'passed to a callback', {
        frame: place.frame,
        at: site,
        isMade: true,
      });
    }
    return;
  }
  const names = steps.flatMap((step) => (step.kind === 'property' ? [step.name] : []));
  if (head.kind === 'return') return search.move(fact, site, [...names, ...path], fact.note, { isMade: true });
  const into = headRef(site, head);
  // What is put into a receiver is one of its elements, also where it is itself a collection.
  const isElement = head.kind === 'receiver' && names.length === 0 && path[0] !== '*';
  if (!into) return;
  const kind = isElement ? (kindOf(search.context, fact, fact.ref) ?? fact.kind) : fact.kind;
  const kept = isElement ? ['*', ...path] : [...names, ...path];
  search.storeInto({ ...fact, kind }, into, kept, 'put into a buffer', site);
}
