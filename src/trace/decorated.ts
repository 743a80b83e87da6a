/**
 * What stands around a method: a decorator that runs it only after a check, a guard in front of a route.
 *
 * In: a method. Out: its decorators, the calls by which one of them runs it, the functions of a guard that let it run.
 * Holds: a decorator that may leave the method as it is, or hands it on, stands around nothing.
 */
import { ALWAYS } from '../model/facts.js';
import type { Evaluator } from '../link/evaluate.js';
import { type FunctionNode, type ValueRef, paramReads, valueOf } from '../link/program.js';
import { isInside } from '../link/targets.js';
import { onlyCallsOf } from '../link/uses.js';
import { type CallValue, type Context } from './match.js';
import { decoratorCall, decoratorPaths } from './routes.js';

/** Gets the decorators of a method, and those of its class. */
export function decoratorsOf(method: FunctionNode): readonly ValueRef[] {
  const { facts, file } = method;
  if (facts.kind !== 'method' || facts.class === undefined) return [];
  const within = file.functions[file.facts.classes[facts.class]!.within]!;
  return within.facts.values.flatMap((value, id) => {
    if (value.op !== 'decorate' || value.class !== facts.class || value.param !== undefined) return [];
    return value.member === undefined || value.member === facts.name ? [{ fn: within, id }] : [];
  });
}

/** Gets the calls by which a method's decorator runs it; undefined where the method may run without them. */
export function callsByDecorator(context: Context, site: ValueRef): readonly ValueRef[] | undefined {
  const value = valueOf(site);
  if (value.op !== 'decorate' || value.member === undefined) return undefined;
  const { e } = context.callers;
  const targets = e.evaluate({ fn: site.fn, id: value.decorator });
  const calls = targets.map((target) =>
    target.kind === 'function' ? (callsOfReplaced(e, target.fn) ?? callsOfStored(e, target.fn)) : undefined,
  );
  return calls.every((each) => each !== undefined && each.length > 0) ? calls.flatMap((each) => each ?? []) : undefined;
}

/** `(method) => function (...args) { … method.apply(this, args) }`: what comes back takes the method's place. */
function callsOfReplaced(e: Evaluator, decorator: FunctionNode): readonly ValueRef[] | undefined {
  const { values, when } = decorator.facts;
  const returned = values.flatMap((value, id) =>
    value.op === 'return' ? [{ when: when[id], ref: { fn: decorator, id: value.value } }] : [],
  );
  const isReplaced =
    returned.some((each) => each.when === ALWAYS) && returned.every(({ ref }) => isMadeHere(e, decorator, ref));
  return isReplaced ? onlyCallsOf(e.program, paramReads(decorator, 0)) : undefined;
}

/** `(target, key, descriptor) => { descriptor.value = function … }` */
function callsOfStored(e: Evaluator, decorator: FunctionNode): readonly ValueRef[] | undefined {
  const descriptors = paramReads(decorator, 2);
  const uses = descriptors.flatMap((ref) => e.program.usesOf(ref).map((id) => ({ fn: ref.fn, id })));
  const stored = uses.filter((use) => {
    const value = valueOf(use);
    return value.op === 'set' && value.name === 'value' && isMadeHere(e, decorator, { fn: use.fn, id: value.value });
  });
  const reads = uses.filter((use) => {
    const value = valueOf(use);
    return value.op === 'get' && value.name === 'value';
  });
  const isStored = stored.some(({ fn, id }) => fn === decorator && fn.facts.when[id] === ALWAYS);
  return isStored ? onlyCallsOf(e.program, reads) : undefined;
}

function isMadeHere(e: Evaluator, decorator: FunctionNode, ref: ValueRef): boolean {
  const targets = e.evaluate(ref);
  return targets.length > 0 && targets.every((target) => target.kind === 'function' && isInside(target.fn, decorator));
}

/** `@UseGuards(ConsentGuard)`: gets, for each guard, the methods whose yes lets a request pass. */
export function guardMethods(context: Context, site: ValueRef): readonly (readonly FunctionNode[])[] {
  const call = decoratorCall(site);
  const models = decoratorPaths(context, site).flatMap((path) => context.index.guardsAt(path));
  const name = models.find(({ letsPass }) => letsPass !== undefined)?.letsPass;
  if (!call || name === undefined) return [];
  const { e } = context.callers;
  return (valueOf(call) as CallValue).args.map((id) =>
    e
      .evaluate({ fn: call.fn, id })
      .flatMap((target) => (target.kind === 'class' ? e.member({ kind: 'instance', cls: target.cls }, name) : []))
      .flatMap((target) => (target.kind === 'function' ? [target.fn] : [])),
  );
}
