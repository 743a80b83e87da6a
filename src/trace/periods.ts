/** How long a timer or a throttle waits, in milliseconds, as far as it is written down. */
import type { Port, TimeUnit } from '../model/catalogue.js';
import { type ValueRef, valueOf } from '../link/program.js';
import { type Context, headRef, portTargets } from './match.js';
import { parsePort } from '../catalogue/patterns.js';
import { OpenCalls } from './open-calls.js';
import { writesOf } from './writes.js';

const IN_MS: Readonly<Record<TimeUnit, number>> = { ms: 1, s: 1_000, min: 60_000 };
const MAX_DEPTH = 6;

/** Gets the shortest time that may stand there; undefined where none can be read. */
export function periodAt(
  context: Context,
  site: ValueRef,
  { period, unit = 'ms' }: { readonly period?: Port | number; readonly unit?: TimeUnit },
): number | undefined {
  if (period === undefined) return undefined;
  const numbers = typeof period === 'number' ? [period] : numbersAt(context, site, period);
  return numbers.length === 0 ? undefined : Math.min(...numbers) * IN_MS[unit];
}

function numbersAt(context: Context, site: ValueRef, port: Port): readonly number[] {
  const [head, ...steps] = parsePort(port);
  const start = headRef(site, head!);
  if (!start) return [];
  if (steps.length === 0) return numbersOf(context, start, 0);
  return (portTargets(context, site, port) ?? []).flatMap((target) =>
    target.kind === 'const' && typeof target.value === 'number' ? [target.value] : [],
  );
}

function numbersOf(context: Context, ref: ValueRef, depth: number): readonly number[] {
  if (depth > MAX_DEPTH) return [];
  const value = valueOf(ref);
  const next = (id: number): readonly number[] => numbersOf(context, { fn: ref.fn, id }, depth + 1);
  switch (value.op) {
    case 'const':
      return typeof value.value === 'number' ? [value.value] : [];
    case 'arithmetic': {
      const [left] = next(value.left);
      const [right] = next(value.right);
      return left === undefined || right === undefined ? [] : calculated(value.operator, left, right);
    }
    case 'logic':
      return [...next(value.left), ...next(value.right)];
    case 'choose':
      return [...next(value.then), ...next(value.else)];
    case 'typed':
      return value.of === undefined ? [] : next(value.of);
    default:
      return named(context, ref, depth);
  }
}

function named(context: Context, ref: ValueRef, depth: number): readonly number[] {
  const known = context.callers
    .resolve(ref)
    .flatMap((target) => (target.kind === 'const' && typeof target.value === 'number' ? [target.value] : []));
  if (known.length > 0) return known;
  return (writesOf(context, ref, new OpenCalls()) ?? []).flatMap((write) => numbersOf(context, write, depth + 1));
}

function calculated(operator: string, left: number, right: number): readonly number[] {
  switch (operator) {
    case '*':
      return [left * right];
    case '+':
      return [left + right];
    case '-':
      return [left - right];
    case '/':
      return right === 0 ? [] : [left / right];
    default:
      return [];
  }
}
