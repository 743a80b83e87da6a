/** `new Promise((resolve) => …)`: what it is resolved with. */
import { type ValueRef, isGlobal, valueOf } from '../link/program.js';
import type { Context } from './match.js';

/** Gets the values that a promise made here is resolved with; undefined for anything else, or where none is seen. */
export function settledWith(context: Context, ref: ValueRef): readonly ValueRef[] | undefined {
  const call = valueOf(ref);
  if (call.op !== 'call' || !call.isNew || !isGlobal(ref.fn, call.callee, 'Promise')) return undefined;
  const { e } = context.callers;
  const executors = call.args.slice(0, 1).flatMap((id) => e.evaluate({ fn: ref.fn, id }));
  const settled = executors.flatMap((target) => {
    const resolve = target.kind === 'function' ? target.fn.facts.params[0]?.name : undefined;
    if (target.kind !== 'function' || resolve === undefined) return [];
    return (e.program.calls.get(resolve) ?? []).flatMap((site) => {
      const settling = valueOf(site);
      if (settling.op !== 'call' || site.fn.file !== target.fn.file || settling.args[0] === undefined) return [];
      const callees = e.evaluate({ fn: site.fn, id: settling.callee });
      const isResolve = callees.some((each) => each.kind === 'param' && each.fn === target.fn && each.index === 0);
      return isResolve ? [{ fn: site.fn, id: settling.args[0] }] : [];
    });
  });
  return settled.length > 0 ? settled : undefined;
}
