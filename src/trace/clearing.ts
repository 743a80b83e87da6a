/**
 * Properties that are overwritten in place before an object goes on: `mask(record); send(record)`, where `mask` sets
 * `record.key = '***'` or deletes it.
 *
 * Holds: what clears a property must have run on every way to the use, and nothing else may have been written to it.
 */
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { ConditionId, Value, ValueId } from '../model/facts.js';
import { type ContentFact, nameOfStep } from './facts.js';
import { type CallValue, type Context } from './match.js';
import { namesGoneThrough } from './entries.js';
import { isImplied } from './tests.js';

const MAX_CALLS = 3;

/** Holds if the property that holds the content was overwritten before `use` on every way there. */
export function isCleared(context: Context, { ref, path }: ContentFact, use: ValueRef): boolean {
  const isNamed = path.length > 0 && path.every((step) => nameOfStep(step) === step);
  return isNamed && new Clearing(context, use.fn.facts.when[use.id]!, use.id).after(ref, path, 0) === 'cleared';
}

type State = 'cleared' | 'written' | undefined;

class Clearing {
  constructor(
    private readonly context: Context,
    /** What holds at the end. */
    private readonly until: ConditionId,
    /** The value before which everything counts. */
    private readonly end = Infinity,
  ) {}

  /** Says what became of a property in the end. What may have been written to it on one way is there for good. */
  after(ref: ValueRef, path: readonly string[], depth: number): State {
    let state: State;
    for (const id of this.context.callers.e.program.usesOf(ref)) {
      if (id >= this.end) break;
      const done = this.done({ fn: ref.fn, id }, ref.id, path, depth);
      if (done === 'written') return done;
      if (done && isImplied(ref.fn, ref.fn.facts.when[id]!, this.until)) state = done;
    }
    return state;
  }

  private done(at: ValueRef, object: ValueId, path: readonly string[], depth: number): State {
    const value = valueOf(at);
    switch (value.op) {
      case 'updated':
        return value.of === object ? this.after(at, path, depth) : undefined;
      case 'typed':
        return this.after(at, path, depth);
      case 'get':
        return path.length > 1 && value.name === path[0] ? this.after(at, path.slice(1), depth) : undefined;
      case 'set':
        return value.of === object && this.mayName(at.fn, value, path[0]!)
          ? this.isBlank(at.fn, value.value)
          : undefined;
      case 'call':
        return depth < MAX_CALLS ? this.called(at, value, object, path, depth) : undefined;
      default:
        return undefined;
    }
  }

  private mayName(fn: FunctionNode, { name, key }: Extract<Value, { op: 'set' }>, property: string): boolean {
    if (key === undefined) return name === property;
    return namesGoneThrough(this.context, fn, key)?.includes(property) ?? false;
  }

  /** A constant, or as many stars. */
  private isBlank(fn: FunctionNode, id: ValueId): State {
    const value = fn.facts.values[id]!;
    const callee = value.op === 'call' ? fn.facts.values[value.callee]! : undefined;
    if (callee?.op === 'get' && callee.name === 'repeat') return this.isBlank(fn, callee.of);
    const targets = this.context.callers.e.evaluate({ fn, id });
    const isOne = value.op !== 'choose' && value.op !== 'logic' && value.op !== 'phi' && targets.length === 1;
    return isOne && targets[0]!.kind === 'const' ? 'cleared' : 'written';
  }

  private called(site: ValueRef, call: CallValue, object: ValueId, path: readonly string[], depth: number): State {
    const index = call.args.indexOf(object);
    if (index === -1 || call.spreads.length > 0) return undefined;
    const states = this.context.callers.e.evaluate({ fn: site.fn, id: call.callee }).map((target): State => {
      if (target.kind !== 'function' || target.bound) return undefined;
      const { fn } = target;
      const id = fn.facts.values.findIndex((value) => value.op === 'param' && value.index === index);
      if (id === -1 || fn.facts.async || fn.facts.generator || fn.facts.params[index]?.rest) return undefined;
      return new Clearing(this.context, fn.facts.completion).after({ fn, id }, path, depth + 1);
    });
    if (states.includes('written')) return 'written';
    return states.length > 0 && states.every((state) => state === 'cleared') ? 'cleared' : undefined;
  }
}
