/**
 * Tables that content is looked up in: of a table as long as an alphabet, `NAMES[event.key]` says which key it was.
 *
 * A shorter one is a program's own choice of a few keys, and a table of functions runs what belongs to a shortcut.
 */
import { type ValueRef, valueOf } from '../link/program.js';
import type { Context } from './match.js';

const LETTERS = 26;

/** Holds for a table that has an entry for whatever may be typed. */
export function spellsOut(context: Context, table: ValueRef): boolean {
  return context.callers.e
    .evaluate(table)
    .some((target) => target.kind === 'object' && entriesOf(target.ref) >= LETTERS);
}

function entriesOf(table: ValueRef): number {
  const value = valueOf(table);
  const isText = (id: number): boolean => table.fn.facts.values[id]!.op !== 'function';
  if (value.op === 'array') return value.elements.filter(isText).length;
  return value.op === 'object' ? value.properties.filter((property) => isText(property.value)).length : 0;
}
