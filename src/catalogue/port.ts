/**
 * Reads ports and propagations into steps.
 *
 * In: the text of a Port. Out: its steps, left to right; the first is the place on the call.
 * Holds: one text always gives the same object, so steps may be compared by identity.
 */
import type { Port } from '../model/catalogue.js';
import { PatternError } from './pattern-error.js';

export type PortStep =
  | { readonly kind: 'return' | 'receiver' | 'value' | 'method' }
  | { readonly kind: 'arg' | 'param'; readonly index: number; readonly rest: boolean }
  /** `*` is any property or element. */
  | { readonly kind: 'property'; readonly name: string };

const ports = new Map<Port, readonly PortStep[]>();
const HEAD = /^(?:(return|receiver|value|method)|arg(\d{1,2})(\.\.)?)(?=\.|$)/;
const STEP = /^\.(?:param(\d{1,2})(\.\.)?|(\*|[\w$:-]+))(?=\.|$)/;

/** Reads a port left to right; the answer for one text is always the same object. */
export function parsePort(port: Port): readonly PortStep[] {
  const known = ports.get(port);
  if (known !== undefined) return known;
  const steps = readPort(port);
  ports.set(port, steps);
  return steps;
}

function readPort(port: Port): readonly PortStep[] {
  const head = HEAD.exec(port);
  if (head === null) throw badPort(port);
  const steps: PortStep[] = [headStep(head)];
  let rest = port.slice(head[0].length);
  while (rest !== '') {
    const step = STEP.exec(rest);
    if (step === null) throw badPort(port);
    steps.push(laterStep(step));
    rest = rest.slice(step[0].length);
  }
  return steps;
}

function headStep([, word, index, rest]: RegExpExecArray): PortStep {
  if (index !== undefined) return { kind: 'arg', index: Number(index), rest: rest !== undefined };
  return { kind: word as 'return' | 'receiver' | 'value' | 'method' };
}

function laterStep([, index, rest, name]: RegExpExecArray): PortStep {
  if (index !== undefined) return { kind: 'param', index: Number(index), rest: rest !== undefined };
  return { kind: 'property', name: name ?? '' };
}

function badPort(port: Port): PatternError {
  return new PatternError(
    `"${port}" is not a port; start with return, receiver, value, method or arg0, ` +
      'then .param0 into a function and .name into a property',
  );
}

/** Reads `from -> to`. */
export function parsePropagation(text: string): {
  readonly from: readonly PortStep[];
  readonly to: readonly PortStep[];
} {
  const [from, to, ...more] = text.split(' -> ');
  if (from === undefined || to === undefined || more.length > 0) {
    throw new PatternError(`"${text}" is not a propagation; write it as "arg0 -> return"`);
  }
  return { from: parsePort(from), to: parsePort(to) };
}
