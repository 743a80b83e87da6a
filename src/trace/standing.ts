/**
 * Which writes of a shared variable may still stand where its own function reads it: `let yes = a(); yes &&= b();`.
 *
 * Holds: only what joins the variable with something else takes the place of what was there before; where another
 * function writes to it too, or a later line does that a loop may lead back from, every write may stand.
 */
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { CellId, ValueId } from '../model/facts.js';
import { isImplied } from './tests.js';

/** Gets the values that a variable may hold at a read; none where it holds nothing yet. */
export function standingAt(read: ValueRef, writes: readonly ValueRef[]): readonly ValueRef[] {
  const value = valueOf(read);
  const { fn } = read;
  if (value.op !== 'cell' || !writes.every((write) => write.fn === fn)) return writes;
  const places = placesOf(fn, value.cell);
  // What is made of this very read and put back adds what it is joined with, which is asked there.
  if (places.some(({ at, of }) => at > read.id && joined(fn, of) !== read.id)) return writes;
  const before = places.filter(({ at }) => at < read.id);
  const until = fn.facts.when[read.id]!;
  const last = before.findLastIndex(
    ({ at, of }) => isReadOf(fn, joined(fn, of), value.cell) && isImplied(fn, fn.facts.when[at]!, until),
  );
  return before.slice(Math.max(last, 0)).map(({ of }) => ({ fn, id: of }));
}

interface Place {
  readonly at: ValueId;
  readonly of: ValueId;
}

function placesOf(fn: FunctionNode, cell: CellId): readonly Place[] {
  return fn.facts.values.flatMap((value, at) =>
    value.op === 'write' && value.cell === cell ? [{ at, of: value.value }] : [],
  );
}

/** Gets what stands first in `old && other`, `old || other` or `old ?? other`. */
function joined(fn: FunctionNode, written: ValueId): ValueId | undefined {
  const value = fn.facts.values[written]!;
  return value.op === 'logic' ? value.left : undefined;
}

function isReadOf(fn: FunctionNode, id: ValueId | undefined, cell: CellId): boolean {
  const value = id === undefined ? undefined : fn.facts.values[id];
  return value?.op === 'cell' && value.cell === cell;
}
