/**
 * Says whether a check still holds where the point it guards is reached.
 *
 * In: a point behind a consent check. Out: the call in between that may have taken the answer back.
 * Holds: only what the program itself does counts. What the person does in the meantime is a matter of withdrawal.
 */
import type { Condition, ConditionId, ValueId } from '../model/facts.js';
import { type FunctionNode, type ValueRef, valueOf, returnsOf } from '../link/program.js';
import type { Checks } from './checks.js';
import type { CallValue } from './match.js';
import { OpenCalls } from './open-calls.js';
import { writesOf } from './writes.js';

/** How far inside calls a variable is looked for, and a write to it. */
const MAX_CALLS = 3;
const MAX_OPERANDS = 8;

/** What a check reads, and where the function in question reads it. */
interface Subject {
  readonly ref: ValueRef;
  readonly readAt: ValueId;
}

export class Freshness {
  private readonly changes = new Map<string, readonly ValueId[]>();
  /** By function, and how far inside calls it is asked about. */
  private readonly functions = new Map<string, ReadonlySet<FunctionNode>>();

  constructor(readonly checks: Checks) {}

  /** Gets what may have changed the answer since it was tested; undefined where one of the checks is up to date. */
  changedBefore(point: ValueRef): ValueRef | undefined {
    return this.changedSince(point.fn, point.fn.facts.when[point.id]!, point);
  }

  private changedSince(fn: FunctionNode, id: ConditionId, point: ValueRef): ValueRef | undefined {
    const condition = fn.facts.conditions[id] as Condition;
    if (condition.kind === 'any') return first(condition.of, (part) => this.changedSince(fn, part, point));
    if (condition.kind === 'all') {
      const checks = condition.of.filter((part) => this.checks.condition(fn, part).is === 'consent');
      const changed = checks.map((part) => this.changedSince(fn, part, point));
      return changed.every((change) => change !== undefined) ? changed[0] : undefined;
    }
    const changed = this.changesOf(fn, id, condition).find(
      (change) => change < point.id && !excludes(fn, fn.facts.when[change]!, fn.facts.when[point.id]!),
    );
    return changed === undefined ? undefined : { fn, id: changed };
  }

  private changesOf(fn: FunctionNode, id: ConditionId, condition: Condition): readonly ValueId[] {
    const key = `${fn.index}:${id}`;
    const known = this.changes.get(key);
    if (known) return known;
    const tested = condition.kind === 'test' ? condition.value : condition.kind === 'completed' ? condition.call : -1;
    const subjects = tested < 0 ? [] : this.subjects({ fn, id: tested }, tested, 0);
    const found = subjects.flatMap((subject) => this.changesAfter(fn, subject));
    this.changes.set(key, found);
    return found;
  }

  /** Gets the variables and fields that a test reads, in its own function or in those that it asks. */
  private subjects(ref: ValueRef, readAt: ValueId, depth: number, calls = 0): readonly Subject[] {
    if (depth > MAX_OPERANDS) return [];
    const value = valueOf(ref);
    const inside = (id: ValueId): readonly Subject[] => {
      const next = { fn: ref.fn, id };
      return this.subjects(next, calls === 0 ? id : readAt, depth + 1, calls);
    };
    switch (value.op) {
      case 'cell':
      case 'import':
      case 'get':
        return [{ ref, readAt }];
      case 'not':
      case 'await':
        return inside(value.of);
      case 'compare':
      case 'logic':
        return [...inside(value.left), ...inside(value.right)];
      case 'call':
        return calls < MAX_CALLS ? this.asked(ref, readAt, depth, calls + 1) : [];
      default:
        return [];
    }
  }

  private asked(ref: ValueRef, readAt: ValueId, depth: number, calls: number): readonly Subject[] {
    return this.callees(ref).flatMap((fn) =>
      returnsOf(fn).flatMap((returned) => this.subjects(returned, readAt, depth + 1, calls)),
    );
  }

  /** Gets the calls after the read whose functions write something other than a yes. */
  private changesAfter(fn: FunctionNode, { ref, readAt }: Subject): readonly ValueId[] {
    const writes = writesOf(this.checks.context, ref, new OpenCalls()) ?? [];
    const writers = new Set(writes.filter((write) => !isYes(write)).map((write) => write.fn));
    if (writers.size === 0) return [];
    return fn.facts.values.flatMap((value, id) => {
      if (value.op !== 'call' || id <= readAt) return [];
      return [...this.reachedFrom({ fn, id })].some((each) => writers.has(each)) ? [id] : [];
    });
  }

  private reachedFrom(site: ValueRef): ReadonlySet<FunctionNode> {
    return new Set(this.callees(site).flatMap((fn) => [...this.reached(fn, 1)]));
  }

  private reached(fn: FunctionNode, depth: number): ReadonlySet<FunctionNode> {
    const key = `${fn.index}:${depth}`;
    const known = this.functions.get(key);
    if (known) return known;
    const found = new Set([fn]);
    this.functions.set(key, found);
    if (depth >= MAX_CALLS) return found;
    fn.facts.values.forEach((value, id) => {
      if (value.op !== 'call') return;
      for (const callee of this.callees({ fn, id }))
        for (const each of this.reached(callee, depth + 1)) found.add(each);
    });
    return found;
  }

  private callees(site: ValueRef): readonly FunctionNode[] {
    const call = valueOf(site) as CallValue;
    // A glance: whoever changes the answer is in a file that the check was read from.
    const callees = this.checks.context.glance.e.evaluate({ fn: site.fn, id: call.callee });
    return callees.flatMap((target) => (target.kind === 'function' ? [target.fn] : []));
  }
}

function isYes(write: ValueRef): boolean {
  const value = valueOf(write);
  return value.op === 'const' && Boolean(value.value);
}

/** Holds if the two are never true together. */
export function excludes(fn: FunctionNode, one: ConditionId, other: ConditionId): boolean {
  const others = testsOf(fn, other);
  return testsOf(fn, one).some(([value, truthy]) => others.some((each) => each[0] === value && each[1] !== truthy));
}

function testsOf(fn: FunctionNode, id: ConditionId): readonly (readonly [ValueId, boolean])[] {
  const condition = fn.facts.conditions[id] as Condition;
  if (condition.kind === 'test') return [[condition.value, condition.truthy]];
  return condition.kind === 'all' ? condition.of.flatMap((part) => testsOf(fn, part)) : [];
}

function first<T, R>(of: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of of) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
