/** Messages that share one listener and are told apart by a literal: `if (message.type === 'stop')`. */
import { type FunctionNode, type ValueRef, operands, valueOf } from '../link/program.js';
import type { Reached } from './drivers.js';
import { testsAt } from './tests.js';

const MAX_DEPTH = 5;

/** Gets the texts that what arrives is compared with, on the way from a listener to what it runs. */
export function literalsTested(reached: Reached): readonly string[] {
  const { site } = reached;
  if (!site) return [];
  return testsAt(site).flatMap(({ ref, truthy }) => {
    const value = valueOf(ref);
    if (value.op !== 'compare' || (value.operator.startsWith('=') ? !truthy : truthy)) return [];
    return [value.left, value.right].flatMap((id) => textOf(ref.fn, id));
  });
}

/** Holds if a call spells out one of the literals, or if there are none to spell out. */
export function isAddressedBy(sender: ValueRef, literals: readonly string[]): boolean {
  if (literals.length === 0) return true;
  const call = valueOf(sender);
  return call.op === 'call' && call.args.some((id) => spells(sender.fn, id, literals, 0));
}

function spells(fn: FunctionNode, id: number, literals: readonly string[], depth: number): boolean {
  const value = fn.facts.values[id];
  if (!value || depth > MAX_DEPTH) return false;
  if (textOf(fn, id).some((text) => literals.includes(text))) return true;
  // What comes from elsewhere may be any of them.
  if (value.op === 'param' || value.op === 'import' || value.op === 'cell') return true;
  return value.op !== 'call' && operands(value).some((inner) => spells(fn, inner, literals, depth + 1));
}

function textOf(fn: FunctionNode, id: number): readonly string[] {
  const value = fn.facts.values[id];
  return value?.op === 'const' && typeof value.value === 'string' ? [value.value] : [];
}
