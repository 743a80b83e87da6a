/**
 * Objects that are a view of another: what is drawn on `canvas.getContext('2d')` is on the canvas.
 *
 * Models say so by `return -> receiver` or `return -> arg0`.
 */
import { parsePropagation } from '../catalogue/patterns.js';
import { type ValueRef, valueOf } from '../link/program.js';
import { type Context, calleePaths, headRef } from './match.js';

/** Gets the objects that a value, or what a variable was set to, is a view of. */
export function viewedBy(context: Context, ref: ValueRef): readonly ValueRef[] {
  const value = valueOf(ref);
  const made = value.op === 'cell' ? (ref.fn.file.cellWrites.get(value.cell) ?? []) : [ref];
  return made.filter((each) => valueOf(each).op === 'call').flatMap((call) => viewedByResult(context, call));
}

function viewedByResult(context: Context, call: ValueRef): readonly ValueRef[] {
  return calleePaths(context, call)
    .flatMap((path) => context.index.propagatorsAt(path))
    .flatMap((model) => model.propagates.map(parsePropagation))
    .flatMap(({ from, to }) => (from[0]!.kind === 'return' ? (headRef(call, to[0]!) ?? []) : []));
}
