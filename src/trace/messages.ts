/** Messages that share one listener and are told apart by a literal: `if (message.type === 'stop')`. */
import type { Value } from '../model/facts.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { Reached } from './drivers.js';
import { testsAt } from './tests.js';

interface Wanted {
  /** The property of the message that is tested. */
  readonly property?: string;
  readonly text: string;
}

/** Gets the texts that what arrives is compared with, on the way from a listener to what it runs. */
export function literalsTested(reached: Reached): readonly Wanted[] {
  const { site } = reached;
  if (!site) return [];
  return testsAt(site).flatMap(({ ref, truthy }) => {
    const value = valueOf(ref);
    if (value.op !== 'compare' || value.operator.startsWith('=') !== truthy) return [];
    const [left, right] = [ref.fn.facts.values[value.left], ref.fn.facts.values[value.right]];
    const [literal, subject] = isText(left) ? [left, right] : [right, left];
    if (!isText(literal)) return [];
    return [{ property: subject?.op === 'get' ? subject.name : undefined, text: literal.value }];
  });
}

/** Holds unless a call spells out a message that is told apart from what is wanted. */
export function isAddressedBy(sender: ValueRef, wanted: readonly Wanted[]): boolean {
  const call = valueOf(sender);
  if (call.op !== 'call') return false;
  return wanted.every(({ property, text }) => {
    const spelt = call.args.flatMap((id) => spellings(sender.fn, id, property));
    return spelt.length === 0 || spelt.includes(text);
  });
}

function spellings(fn: FunctionNode, id: number, property: string | undefined): readonly string[] {
  const value = fn.facts.values[id];
  if (isText(value)) return [value.value];
  if (value?.op !== 'object') return [];
  return value.properties.flatMap(({ name, value: held }) => {
    const inside = fn.facts.values[held];
    return (property === undefined || name === property) && isText(inside) ? [inside.value] : [];
  });
}

function isText(value: Value | undefined): value is { readonly op: 'const'; readonly value: string } {
  return value?.op === 'const' && typeof value.value === 'string';
}
