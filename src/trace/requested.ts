/** What a server answers: the result of a call that goes to the network, and whatever is read out of it. */
import { type ValueRef, valueOf } from '../link/program.js';
import type { Value } from '../model/facts.js';
import { type CallValue, type Context, pathsOf } from './match.js';

const MAX_DEPTH = 12;

/** Holds for a server's answer: `(await (await fetch(url)).json()).consent`. */
export function isAnsweredByServer(context: Context, ref: ValueRef, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const value = valueOf(ref);
  const isAnswered = (at: ValueRef): boolean => isAnsweredByServer(context, at, depth + 1);
  switch (value.op) {
    case 'get':
    case 'await':
    case 'updated':
      return isAnswered({ fn: ref.fn, id: value.of });
    case 'typed':
      return value.of !== undefined && isAnswered({ fn: ref.fn, id: value.of });
    case 'call':
      return isRequest(context, ref, value) || isMethodOf(ref, value, isAnswered);
    case 'cell': {
      const writes = ref.fn.file.cellWrites.get(value.cell) ?? [];
      return writes.length === 1 && isAnswered(writes[0]!);
    }
    case 'param':
      return isHandedOn(context, ref, value, isAnswered);
    default:
      return false;
  }
}

type Asks = (at: ValueRef) => boolean;

function isRequest({ callers, index }: Context, { fn }: ValueRef, { callee }: CallValue): boolean {
  const paths = pathsOf(callers.e.evaluate({ fn, id: callee }));
  return paths.some((path) => index.sinksAt(path).some(({ sink }) => sink === 'network'));
}

/** `response.json()`, `request.then(read)`. */
function isMethodOf({ fn }: ValueRef, { callee }: CallValue, asks: Asks): boolean {
  const method = fn.facts.values[callee]!;
  return method.op === 'get' && asks({ fn, id: method.of });
}

/** `request.then((answer) => …)` */
function isHandedOn(
  { callers }: Context,
  { fn }: ValueRef,
  { index }: Extract<Value, { op: 'param' }>,
  asks: Asks,
): boolean {
  const { creation } = fn;
  if (index !== 0 || !creation) return false;
  return callers.e.program.usesOf(creation).some((id) => {
    const call = creation.fn.facts.values[id]!;
    const method = call.op === 'call' ? creation.fn.facts.values[call.callee]! : undefined;
    const isThen = call.op === 'call' && call.args[0] === creation.id && method?.op === 'get' && method.name === 'then';
    return isThen && asks({ fn: creation.fn, id: method.of });
  });
}
