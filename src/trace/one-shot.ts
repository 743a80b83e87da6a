/**
 * Tells a listener that hears one event from one that keeps listening: `Press the new shortcut` wants one key.
 */
import { ALWAYS, type ConditionId, type FunctionFacts } from '../model/facts.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import { type Context, portTargets } from './match.js';
import type { SensorSite } from './sensors.js';

/** Holds if the listener is for one event (`once`), or takes itself off whenever it runs. */
export function hearsOnce(context: Context, sensor: SensorSite): boolean {
  const { site, frame } = sensor;
  const once = portTargets(context, site, 'arg2.once', frame) ?? [];
  if (once.some((target) => target.kind === 'const' && target.value === true)) return true;
  const handlers = portTargets(context, site, 'arg1', frame) ?? [];
  return (
    handlers.length > 0 && handlers.every((target) => target.kind === 'function' && removesItself(context, target.fn))
  );
}

function removesItself(context: Context, fn: FunctionNode): boolean {
  return fn.facts.values.some((_, id) => alwaysRuns(fn.facts, fn.facts.when[id]!) && takesOff(context, { fn, id }, fn));
}

function takesOff(context: Context, call: ValueRef, handler: FunctionNode): boolean {
  const value = valueOf(call);
  const callee = value.op === 'call' ? call.fn.facts.values[value.callee] : undefined;
  const name = callee?.op === 'get' || callee?.op === 'global' ? callee.name : undefined;
  if (name !== 'removeEventListener') return false;
  const removed = portTargets(context, call, 'arg1') ?? [];
  return removed.some((target) => target.kind === 'function' && target.fn === handler);
}

/** Holds if nothing decides whether it is reached, but for the calls before it. */
function alwaysRuns(fn: FunctionFacts, id: ConditionId): boolean {
  const condition = fn.conditions[id]!;
  if (condition.kind === 'all') return condition.of.every((part) => alwaysRuns(fn, part));
  return id === ALWAYS || condition.kind === 'completed';
}
