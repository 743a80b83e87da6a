/** Content is the receiver of a call: `text.trim()`, `items.map(…)`, `promise.then(…)`. */
import { ITERATORS } from '../link/builtins.js';
import { closureFrame } from '../link/frames.js';
import type { Invocation } from '../link/invocations.js';
import { argumentRef } from '../link/evaluate.js';
import type { ValueRef } from '../link/program.js';
import type { Target } from '../link/targets.js';
import { enterParameter } from './enter.js';
import { isInPairs, leavesOutName } from './entries.js';
import { ASKING_METHODS, type ContentFact, REJECTED, isElement, readMember, reshuffled } from './facts.js';
import { type Search, isPlain } from './flow.js';
import type { CallValue } from './match.js';
import { leak, propagate, removedHere, takeAtSinks } from './outside.js';
import { removesEverything } from './redaction.js';

/** `content.method(…)`: content is the receiver. */
export function followMethod(
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
  if (fact.path[0] === REJECTED) return handRejected(search, fact, site, value, name);
  const isPartial = (name === 'replace' || name === 'replaceAll') && isPlain(fact.path);
  handToCallbacks(search, fact, site, value, name);
  if (ITERATORS.has(name) && !KEEPS_SHAPE.has(name) && !TAKES_ELEMENT.has(name)) return;
  if (name === 'then') return;
  if (isPartial) return leak(search, fact, site, name);
  if (name === 'filter' && isFilteredOut(search, fact, site, value)) return;
  if (KEEPS_SHAPE.has(name)) return search.move(fact, site, reshuffled(fact.path), fact.note);
  if (TAKES_ELEMENT.has(name)) {
    const rest = isElement(fact.path[0]) ? fact.path.slice(1) : fact.path.length === 0 ? [] : undefined;
    return rest && search.move(fact, site, rest, fact.note);
  }
  if (isPlain(fact.path) || name === 'toString' || name === 'toJSON')
    search.move(fact, site, [], fact.note, { isMade: true });
}

/** `pairs.filter(([name]) => !HIDDEN.has(name))` */
function isFilteredOut(search: Search, { entry, frame, path }: ContentFact, site: ValueRef, value: CallValue): boolean {
  const predicate = entry && isInPairs(path) ? argumentRef(site.fn, value, 0) : undefined;
  const targets = predicate ? search.context.callers.resolve(predicate, frame) : [];
  return (
    targets.length > 0 &&
    targets.every((target) => target.kind === 'function' && leavesOutName(search.context, entry!, target.fn))
  );
}

/** `items.forEach((item) => …)`, `promise.then((text) => …)`. */
function handToCallbacks(search: Search, fact: ContentFact, site: ValueRef, value: CallValue, name: string): void {
  if (!ITERATORS.has(name) && !PROMISES.has(name)) return;
  const path = PROMISES.has(name) || !isElement(fact.path[0]) ? fact.path : fact.path.slice(1);
  if (!PROMISES.has(name) && fact.path.length > 0 && !isElement(fact.path[0])) return;
  handTo(search, { ...fact, path }, site, value, 0, name === 'reduce' ? 1 : 0);
}

/** `promise.catch((reason) => …)`, `promise.then(go, (reason) => …)`; else it is handed on with the promise. */
function handRejected(search: Search, fact: ContentFact, site: ValueRef, value: CallValue, name: string): void {
  const position = name === 'catch' ? 0 : name === 'then' ? 1 : undefined;
  const isCaught = position !== undefined && value.args.length > position;
  if (isCaught) handTo(search, { ...fact, path: fact.path.slice(1) }, site, value, position, 0);
  else if (PROMISES.has(name)) search.move(fact, site, fact.path, fact.note);
}

/** Hands content to a parameter of the callback that is an argument of a call. */
function handTo(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  parameter: number,
): void {
  const callback = argumentRef(site.fn, value, position);
  if (!callback) return;
  const { frame } = fact;
  const via: Invocation = { kind: 'callback', site, position, argument: () => undefined };
  for (const target of search.context.callers.resolve(callback, frame)) {
    if (target.kind === 'function')
      enterParameter(
        search,
        { ...fact, frame: closureFrame(frame, target.made) },
        target.fn,
        parameter + (target.bound?.length ?? 0),
        via,
      );
    else if (target.kind === 'external') takeAtSinks(search, fact, site, target.path, 0);
  }
}
