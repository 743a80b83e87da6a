/**
 * Follows what an acquire gave back (a timer's id, a subscription, a stop function) to the calls that are made with it.
 *
 * In: the acquire's call. Out: calls of the handle, on the handle, or with the handle as an argument.
 * Misses: handles kept in collections that are walked later.
 */
import { argumentRef } from '../link/evaluate.js';
import { type ValueRef, refKey, valueOf } from '../link/program.js';
import type { Heap } from './heap.js';
import type { CallValue, Context } from './match.js';

export interface HandleUse {
  readonly site: ValueRef;
  /** `callee`: the handle itself is called. */
  readonly as: 'callee' | 'receiver' | `arg${number}`;
}

interface Held {
  readonly ref: ValueRef;
  /** Property names from the value to the handle. */
  readonly path: readonly string[];
}

const MAX_HELD = 200;

export function handleUses(context: Context, heap: Heap, acquire: ValueRef): readonly HandleUse[] {
  const uses: HandleUse[] = [];
  const seen = new Set<string>();
  const queue: Held[] = [];
  const push = (ref: ValueRef, path: readonly string[]): void => {
    const key = `${refKey(ref)}:${path.join('.')}`;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push({ ref, path });
  };
  push(acquire, []);
  for (let at = 0; at < queue.length && at < MAX_HELD; at++) {
    const held = queue[at]!;
    for (const id of context.callers.e.program.usesOf(held.ref))
      follow(context, heap, held, { fn: held.ref.fn, id }, push, uses);
  }
  return uses;
}

function follow(
  context: Context,
  heap: Heap,
  { ref, path }: Held,
  use: ValueRef,
  push: (ref: ValueRef, path: readonly string[]) => void,
  uses: HandleUse[],
): void {
  const value = valueOf(use);
  switch (value.op) {
    case 'get':
      if (value.of !== ref.id) return;
      if (path.length > 0) return value.name === path[0] || path[0] === '*' ? push(use, path.slice(1)) : undefined;
      for (const id of context.callers.e.program.usesOf(use)) {
        const call = use.fn.facts.values[id];
        if (call?.op !== 'call' || call.callee !== use.id) continue;
        uses.push({ site: { fn: use.fn, id }, as: 'receiver' });
        // `events.pipe(…).subscribe(…)`: what a method gives back stands for the same.
        push({ fn: use.fn, id }, []);
      }
      return;
    case 'call':
      return followCall(context, { ref, path }, use, value, push, uses);
    case 'write':
      for (const read of heap.variableReads(use)) push(read, path);
      return;
    case 'set':
      if (value.value !== ref.id) return;
      for (const store of heap.store({ fn: use.fn, id: value.of }, [value.name ?? '*', ...path], undefined))
        push(store.ref, store.path);
      return;
    case 'object':
      for (const property of value.properties)
        if (property.value === ref.id) push(use, property.spread ? path : [property.name ?? '*', ...path]);
      return;
    case 'return':
      for (const via of context.callers.invocations(use.fn)) if (via.kind === 'call') push(via.site, path);
      return;
    case 'await':
    case 'typed':
    case 'phi':
    case 'logic':
    case 'choose':
    case 'updated':
      return push(use, path);
  }
}

function followCall(
  context: Context,
  { ref, path }: Held,
  site: ValueRef,
  value: CallValue,
  push: (ref: ValueRef, path: readonly string[]) => void,
  uses: HandleUse[],
): void {
  if (value.callee === ref.id) {
    if (path.length === 0) uses.push({ site, as: 'callee' });
    return;
  }
  value.args.forEach((arg, position) => {
    if (arg !== ref.id) return;
    if (path.length === 0) uses.push({ site, as: `arg${position}` });
    for (const target of context.callers.e.evaluate({ fn: site.fn, id: value.callee })) {
      if (target.kind !== 'function' || argumentRef(site.fn, value, position) === undefined) continue;
      target.fn.facts.values.forEach((inner, id) => {
        if (inner.op === 'param' && inner.index === position) push({ fn: target.fn, id }, path);
      });
    }
  });
}
