/**
 * Whether a value can be anything but what one source gave: `confirm(…) || true` is not only the answer.
 *
 * In: a value that stands, among others, for a platform's answer. Holds: what cannot be followed is no answer alone.
 */
import { type ValueRef, returnsOf, valueOf } from '../link/program.js';
import type { Context } from './match.js';
import { OpenCalls } from './open-calls.js';
import { writesOf } from './writes.js';

const MAX_DEPTH = 8;

/** Holds if no other value than `ref`'s one source is joined to it on any way; nothing at all (`undefined`) may be. */
export function isUnmixed(context: Context, ref: ValueRef, depth = 0): boolean {
  const value = valueOf(ref);
  const next = (id: number): boolean => isUnmixed(context, { fn: ref.fn, id }, depth + 1);
  if (depth > MAX_DEPTH) return false;
  switch (value.op) {
    case 'await':
    case 'yield':
      return next(value.of);
    case 'typed':
      return value.of === undefined || next(value.of);
    case 'get':
      return memberIsUnmixed(context, ref, value.of, value.name, depth);
    case 'phi':
      return areUnmixed(
        context,
        value.of.map((id) => ({ fn: ref.fn, id })),
        depth,
      );
    case 'cell':
      return areUnmixed(context, ref.fn.file.cellWrites.get(value.cell) ?? [], depth);
    case 'call':
      return resultIsUnmixed(context, ref, value.callee, depth);
    case 'logic':
      return isNothing({ fn: ref.fn, id: value.right }) && value.operator !== '&&' && next(value.left);
    case 'choose':
      return areUnmixed(
        context,
        [value.then, value.else].map((id) => ({ fn: ref.fn, id })),
        depth,
      );
    case 'const':
    case 'compare':
    case 'arithmetic':
    case 'not':
      return false;
    default:
      return true;
  }
}

function areUnmixed(context: Context, sources: readonly ValueRef[], depth: number): boolean {
  return sources.every((source) => isNothing(source) || isUnmixed(context, source, depth + 1));
}

/** `answers.yes` of `{ yes: confirm(…) }`, or of whatever the platform gave. */
function memberIsUnmixed(
  context: Context,
  ref: ValueRef,
  of: number,
  name: string | undefined,
  depth: number,
): boolean {
  const receiver = { fn: ref.fn, id: of };
  const isOwn = context.callers.e
    .evaluate(receiver)
    .some((target) => target.kind === 'object' || target.kind === 'instance');
  if (!isOwn || name === undefined) return isUnmixed(context, receiver, depth + 1);
  const writes = writesOf(context, ref, new OpenCalls());
  return writes !== undefined && areUnmixed(context, writes, depth);
}

function resultIsUnmixed(context: Context, ref: ValueRef, callee: number, depth: number): boolean {
  return context.callers.e
    .evaluate({ fn: ref.fn, id: callee })
    .every((target) => target.kind !== 'function' || areUnmixed(context, returnsOf(target.fn), depth));
}

/** `let answer = false;`, `const answer = (await ask()) ?? false` */
function isNothing(ref: ValueRef): boolean {
  const value = valueOf(ref);
  return (value.op === 'const' && !value.value) || (value.op === 'unary' && value.operator === 'void');
}
