/** Whether two places in the code see the same value. */
import type { Value } from '../model/facts.js';
import { type ValueRef, valueOf } from '../link/program.js';

/** Holds for the same value, the same member of it, and the same variable of one run; a type said of it changes nothing. */
export function isSame(one: ValueRef, other: ValueRef): boolean {
  if (one.fn === other.fn && one.id === other.id) return true;
  const [left, right] = [valueOf(one), valueOf(other)];
  if (left.op === 'typed' && left.of !== undefined) return isSame({ fn: one.fn, id: left.of }, other);
  if (right.op === 'typed' && right.of !== undefined) return isSame(one, { fn: other.fn, id: right.of });
  if (left.op === 'cell') return right.op === 'cell' && one.fn.file === other.fn.file && isOfOneRun(one, left, right);
  if (left.op !== 'get' || right.op !== 'get' || left.name === undefined || left.name !== right.name) return false;
  return isSame({ fn: one.fn, id: left.of }, { fn: other.fn, id: right.of });
}

/** A variable that only its own function writes is the same for every closure in there. */
function isOfOneRun(
  { fn: { file } }: ValueRef,
  { cell }: Extract<Value, { op: 'cell' }>,
  other: Extract<Value, { op: 'cell' }>,
): boolean {
  const { within } = file.facts.cells[cell]!;
  const owner = file.functions[within]!;
  if (cell !== other.cell || owner.facts.kind === 'module') return false;
  return (file.cellWrites.get(cell) ?? []).every(({ fn }) => fn === owner);
}
