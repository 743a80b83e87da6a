/** `new Promise((resolve) => …)`: where it is resolved, and what with. */
import { type FunctionNode, type ValueRef, isGlobal, valueOf } from '../link/program.js';
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
  const calls = executors.map((target) => (target.kind === 'function' ? callsOfFirst(context, target.fn) : undefined));
  return calls.every((each) => each !== undefined) ? calls.flat() : undefined;
}

/** Gets the calls of a function's first parameter; undefined where it is handed on. */
function callsOfFirst(context: Context, fn: FunctionNode): readonly ValueRef[] | undefined {
  const { program } = context.callers.e;
  const calls: ValueRef[] = [];
  const reads = fn.facts.values.flatMap((value, id) => (value.op === 'param' && value.index === 0 ? [{ fn, id }] : []));
  for (const read of reads) {
    for (const id of program.usesOf(read)) {
      const use = read.fn.facts.values[id]!;
      if (use.op === 'write') reads.push(...(fn.file.cellReads.get(use.cell) ?? []));
      else if (use.op === 'call' && use.callee === read.id && !use.args.includes(read.id))
        calls.push({ fn: read.fn, id });
      else return undefined;
    }
  }
  return calls;
}
