/** What a value may call, as far as files are there: who switches a capture on or off again is where it was switched on. */
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { Context } from './match.js';

/** Gets the functions that a value may be. */
export function functionsAt(context: Context, ref: ValueRef): readonly FunctionNode[] {
  const { op } = valueOf(ref);
  if (op === 'const' || op === 'object' || op === 'template') return [];
  return context.glance.e.evaluate(ref).flatMap((target) => (target.kind === 'function' ? [target.fn] : []));
}

/** Gets the functions that the calls inside a function may run. */
export function functionsCalled(context: Context, fn: FunctionNode): readonly FunctionNode[] {
  return fn.facts.values.flatMap((value) =>
    value.op === 'call' ? functionsAt(context, { fn, id: value.callee }) : [],
  );
}
