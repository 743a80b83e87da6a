/** What a listener reads out of its event: `addEventListener('changed', (e) => e.detail.includes('analytics'))`. */
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import { type Target, pathInUnknown } from '../link/targets.js';
import type { GateModel } from '../model/catalogue.js';
import { type Context, calleePaths, conditionsHold } from './match.js';

const MAX_DEPTH = 8;

/** Holds if a value is read from a parameter of a function that runs only as the listener that the model names. */
export function isTold(
  context: Context,
  ref: ValueRef,
  model: GateModel,
  { when }: NonNullable<GateModel['toldBy']>,
): boolean {
  const listener = givenTo(ref, 0);
  const ways = listener ? context.callers.invocations(listener) : [];
  return (
    ways.length > 0 &&
    ways.every(
      ({ kind, site }) =>
        kind === 'callback' &&
        calleePaths(context, site).some((path) => context.index.toldBy(path).includes(model)) &&
        conditionsHold(context, site, when) === 'yes',
    )
  );
}

/** Gets the access paths of what is read from a parameter. */
export function toldPaths(targets: readonly Target[]): readonly string[] {
  return targets.flatMap((target) =>
    target.kind === 'param' && target.path.length > 0 ? [pathInUnknown(target.path)] : [],
  );
}

/** Gets the function whose parameter a value is read from. */
function givenTo(ref: ValueRef, depth: number): FunctionNode | undefined {
  const value = valueOf(ref);
  const next = (id: number): FunctionNode | undefined => givenTo({ fn: ref.fn, id }, depth + 1);
  if (depth > MAX_DEPTH) return undefined;
  if (value.op === 'param') return ref.fn;
  if (value.op === 'call') return next(value.callee);
  if (value.op === 'get') return next(value.of);
  if (value.op === 'typed') return value.of === undefined ? undefined : next(value.of);
  const writes = value.op === 'cell' ? (ref.fn.file.cellWrites.get(value.cell) ?? []) : [];
  return writes.length === 1 ? givenTo(writes[0]!, depth + 1) : undefined;
}
