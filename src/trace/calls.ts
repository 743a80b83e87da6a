/**
 * What a call does with content: a function of the program receives it (enter.ts), a sink takes it, a redactor removes
 * it or a library passes it on (outside.ts), or it is the content's own method (methods.ts).
 */
import { type ValueRef, isGlobal } from '../link/program.js';
import type { Target } from '../link/targets.js';
import { enterComponent, enterConstructor, enterFunction, type Jsx } from './enter.js';
import { throughExposures } from './exposures.js';
import { type ContentFact, REJECTED, isElement } from './facts.js';
import type { Search } from './flow.js';
import type { CallValue } from './match.js';
import { isHandlerOfOtherKind } from './message-kinds.js';
import { followMethod } from './methods.js';
import { passOut } from './outside.js';

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
  if (targets.length === 0)
    return positions.forEach((position) => passOut(search, fact, site, value, position, unknownPath(site, value)));
  for (const position of positions)
    for (const target of targets) followArgument(search, fact, site, value, position, target);
}

/** Of a receiver about which nothing is known, the method's name still is. */
function unknownPath(site: ValueRef, value: CallValue): string {
  const callee = site.fn.facts.values[value.callee];
  return callee?.op === 'get' && callee.name !== undefined ? `?.${callee.name}` : '?';
}

/** `new Promise((resolve, reject) => … resolve(content))`: the promise holds it, or is rejected with it. */
function settle(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  positions: readonly number[],
): void {
  if (!positions.includes(0)) return;
  for (const target of search.context.callers.e.evaluate({ fn: site.fn, id: value.callee })) {
    if (target.kind !== 'param' || target.index > 1 || target.path.length > 0 || !target.fn.creation) continue;
    const { fn, id } = target.fn.creation;
    for (const use of search.context.callers.e.program.usesOf(target.fn.creation)) {
      const made = fn.facts.values[use];
      const isPromise =
        made?.op === 'call' && made.isNew && made.args[0] === id && isGlobal(fn, made.callee, 'Promise');
      const path = target.index === 1 ? [REJECTED, ...fact.path] : fact.path;
      if (isPromise) search.move(fact, { fn, id: use }, path, 'settles a promise', { frame: undefined, at: site });
    }
  }
}

function followArgument(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  target: Target,
): void {
  const [first, ...inner] = fact.path;
  if (value.spreads.includes(position) && isElement(first)) {
    // An element whose place is not known may be any of the arguments from here on.
    const element = { ...fact, path: inner };
    return passArgument(search, element, site, value, first === '*' ? position : position + Number(first), target);
  }
  passArgument(search, fact, site, value, position, target);
}

function passArgument(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  value: CallValue,
  position: number,
  target: Target,
): void {
  if (target.kind === 'function') {
    const callee = { fn: site.fn, id: value.callee };
    if (fact.kind && isHandlerOfOtherKind(search.context, fact, callee, target.fn)) return;
    return enterFunction(search, fact, site, value, position, target);
  }
  if (target.kind === 'class') return enterConstructor(search, fact, site, value, position, target);
  if (target.kind === 'external') passOut(search, fact, site, value, position, target.path);
}
