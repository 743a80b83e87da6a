/** `new Promise((resolve) => …)`: where it is resolved, and what with. */
import { type ValueRef, isGlobal, paramReads, valueOf } from '../link/program.js';
import { onlyCallsOf } from '../link/uses.js';
import type { CallValue, Context } from './match.js';

/** Gets the values that a promise made here is resolved with; undefined for anything else, or where none is seen. */
export function settledWith(context: Context, ref: ValueRef): readonly ValueRef[] | undefined {
  const settled = settlingCalls(context, ref)?.flatMap((site) => {
    const [value] = (valueOf(site) as CallValue).args;
    return value === undefined ? [] : [{ fn: site.fn, id: value }];
  });
  return settled && settled.length > 0 ? settled : undefined;
}

/** Gets the calls that resolve a promise made here; undefined for anything else, or where others may resolve it. */
export function settlingCalls(context: Context, ref: ValueRef): readonly ValueRef[] | undefined {
  const call = valueOf(ref);
  if (call.op !== 'call' || !call.isNew || !isGlobal(ref.fn, call.callee, 'Promise')) return undefined;
  const executors = call.args.slice(0, 1).flatMap((id) => context.callers.e.evaluate({ fn: ref.fn, id }));
  const calls = executors.map((target) => {
    if (target.kind !== 'function') return undefined;
    return onlyCallsOf(context.callers.e.program, paramReads(target.fn, 0));
  });
  return calls.every((each) => each !== undefined) ? calls.flat() : undefined;
}
