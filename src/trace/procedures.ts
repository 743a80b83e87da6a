/**
 * Routes that are called by the names of the properties that hold them: `router({ keys: router({ add: procedure }) })`.
 *
 * In: the call that declares one. Out: its names, outermost first, and what the calls before it put in front.
 * Misses: routers that are put together while the program runs.
 */
import type { RouteModel } from '../model/catalogue.js';
import type { PropertyFacts } from '../model/facts.js';
import { type ValueRef, refKey, valueOf } from '../link/program.js';
import { Heap } from './heap.js';
import { type CallValue, type Context, calleePaths } from './match.js';
import { OpenCalls } from './open-calls.js';
import { writesOf } from './writes.js';

const MAX_STEPS = 16;

/** Gets the names under which a route can be called, the longest way of those that are found. */
export function heldAs(context: Context, ref: ValueRef, { holders }: RouteModel): readonly string[] {
  return new Holding(context, new Set(holders ?? [])).above(ref) ?? [];
}

class Holding {
  private readonly heap: Heap;
  private readonly seen = new Set<number>();

  constructor(
    private readonly context: Context,
    private readonly holders: ReadonlySet<string>,
  ) {
    this.heap = new Heap(context);
  }

  /** Gets the names from the outermost holder on; undefined where it is in none. */
  above(ref: ValueRef): readonly string[] | undefined {
    if (this.seen.has(refKey(ref)) || this.seen.size > MAX_STEPS) return undefined;
    this.seen.add(refKey(ref));
    return longest(this.context.callers.e.program.usesOf(ref).map((id) => this.through(ref, { fn: ref.fn, id })));
  }

  private through(ref: ValueRef, use: ValueRef): readonly string[] | undefined {
    const value = valueOf(use);
    switch (value.op) {
      case 'object':
        return this.named(
          value.properties.find((each) => each.value === ref.id)!,
          use,
        );
      case 'call':
        return value.args.includes(ref.id) && this.isHolder(use) ? (this.above(use) ?? []) : undefined;
      case 'typed':
        return this.above(use);
      case 'write':
        return longest(this.heap.variableReads(use).map((read) => this.above(read)));
      default:
        return undefined;
    }
  }

  private named({ name, spread }: PropertyFacts, object: ValueRef): readonly string[] | undefined {
    const outer = this.above(object);
    return outer && [...outer, ...(spread || name === undefined ? [] : [name])];
  }

  private isHolder(site: ValueRef): boolean {
    return calleePaths(this.context, site).some((path) => this.holders.has(path.replace(/^.*[.#]/, '')));
  }
}

function longest(ways: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  return ways.reduce((best, each) => (each && each.length >= (best?.length ?? 0) ? each : best), undefined);
}

/**
 * Gets the arguments of the calls in the chain before it that stand in front; and where fewer of those calls were found
 * than its API has, the value that hides the rest.
 */
export function chainedBefore(context: Context, site: ValueRef, model: RouteModel, api: string): readonly ValueRef[] {
  const front = new Set(model.front ?? []);
  const expected = api.split('.').filter((name) => front.has(name.replace(/\(\)$/, '')) && name.endsWith('()')).length;
  const found: ValueRef[] = [];
  let calls = 0;
  let at: ValueRef | undefined = receiverOf(site);
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    const value = valueOf(at);
    if (value.op === 'call') {
      const callee = at.fn.facts.values[value.callee];
      if (callee?.op === 'get' && front.has(callee.name ?? '')) {
        calls += 1;
        found.push(...value.args.map((id) => ({ fn: at!.fn, id })));
      }
    }
    const next = value.op === 'call' ? receiverOf(at) : writtenOnce(context, at);
    if (!next) break;
    at = next;
  }
  return calls < expected && at ? [...found, at] : found;
}

function receiverOf(site: ValueRef): ValueRef | undefined {
  const callee = site.fn.facts.values[(valueOf(site) as CallValue).callee];
  return callee?.op === 'get' ? { fn: site.fn, id: callee.of } : undefined;
}

function writtenOnce(context: Context, ref: ValueRef): ValueRef | undefined {
  const value = valueOf(ref);
  if (value.op === 'typed') return value.of === undefined ? undefined : { fn: ref.fn, id: value.of };
  const writes = writesOf(context, ref, new OpenCalls()) ?? [];
  return writes.length === 1 ? writes[0] : undefined;
}
