/**
 * Does every path to a point pass a check, and how much does that check say?
 *
 * In: a point, and what to ask of each tested value. Out: the strongest check that no path avoids.
 * Holds: checks made one after the other count as the strongest, alternatives as the weakest; a question met again
 * while it is open adds no new way in.
 * Deliberately absent: consent, whose answers also say what a check is instead (gates.ts).
 */
import { ALWAYS, type Condition, type ConditionId, type Value } from '../model/facts.js';
import type { Step } from '../model/result.js';
import { CycleMemo } from '../link/memo.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from '../link/program.js';
import type { Context } from './match.js';

/** A check that was passed. */
export interface Passed {
  readonly is: string;
  /** How much it says; more outweighs less. */
  readonly weight: number;
  readonly step: Step;
}

/** Says what it means that a value was tested with this outcome; undefined where it means nothing. */
export type Ask = (tested: ValueRef, truthy: boolean) => Passed | undefined;

const MAX_CALLERS = 40;
const MAX_DEPTH = 120;
/** No path leads here: whatever is asked of all of them holds. */
const UNREACHED: Passed = {
  is: '',
  weight: Infinity,
  step: { location: { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 }, note: '' },
};

export class Passes {
  private readonly memo = new CycleMemo<string, Passed | undefined>(UNREACHED, MAX_DEPTH);

  constructor(
    private readonly context: Context,
    private readonly ask: Ask,
  ) {}

  /** Gets the check that dominates a point inside its own function. */
  within(ref: ValueRef): Passed | undefined {
    return reached(this.condition(ref.fn, ref.fn.facts.when[ref.id]!));
  }

  /** Gets the check that every path to a point passes, from wherever the program starts. */
  before(ref: ValueRef): Passed | undefined {
    return reached(this.everyPath(ref));
  }

  private everyPath(ref: ValueRef): Passed | undefined {
    const inner = this.condition(ref.fn, ref.fn.facts.when[ref.id]!);
    return strongest([inner, this.entering(ref.fn)]);
  }

  private entering(fn: FunctionNode): Passed | undefined {
    if (fn.facts.kind === 'module' || fn.facts.kind === 'static') return undefined;
    return this.memo.get(`enter ${fn.index}`, () => {
      const creation = fn.creation && fn.facts.parent !== 0 ? this.everyPath(fn.creation) : undefined;
      const ways = this.context.callers.invocations(fn).slice(0, MAX_CALLERS);
      return strongest([creation, weakest(ways.map((way) => this.everyPath(way.site)))]);
    });
  }

  private condition(fn: FunctionNode, id: ConditionId): Passed | undefined {
    const condition = fn.facts.conditions[id] as Condition;
    const each = (parts: readonly ConditionId[]): (Passed | undefined)[] =>
      parts.map((part) => this.condition(fn, part));
    switch (condition.kind) {
      case 'always':
        return undefined;
      case 'never':
        return UNREACHED;
      case 'test':
        return this.outcome({ fn, id: condition.value }, condition.truthy);
      case 'completed':
        return this.ask({ fn, id: condition.call }, true) ?? this.completed({ fn, id: condition.call });
      case 'all':
        return this.memo.get(`condition ${fn.index} ${id}`, () => strongest(each(condition.of)));
      case 'any':
        return this.memo.get(`condition ${fn.index} ${id}`, () => weakest(each(condition.of)));
    }
  }

  /** What a callee checks before it returns at all. */
  private completed(site: ValueRef): Passed | undefined {
    const functions = this.calleesOf(site);
    return (
      functions &&
      this.memo.get(`completed ${refKey(site)}`, () =>
        weakest(
          functions.map((fn) => (fn.facts.completion === ALWAYS ? undefined : this.condition(fn, fn.facts.completion))),
        ),
      )
    );
  }

  private outcome(ref: ValueRef, truthy: boolean): Passed | undefined {
    return this.memo.get(`${refKey(ref)}${truthy ? '+' : '-'}`, () => this.ask(ref, truthy) ?? this.read(ref, truthy));
  }

  private read(ref: ValueRef, truthy: boolean): Passed | undefined {
    const value = valueOf(ref);
    const next = (id: number, outcome = truthy): Passed | undefined => this.outcome({ fn: ref.fn, id }, outcome);
    switch (value.op) {
      case 'not':
        return next(value.of, !truthy);
      case 'await':
      case 'updated':
        return next(value.of);
      case 'typed':
        return value.of === undefined ? undefined : next(value.of);
      case 'logic': {
        const both = value.operator === '&&' ? truthy : value.operator === '||' && !truthy;
        return (both ? strongest : weakest)([next(value.left), next(value.right)]);
      }
      case 'phi':
        return weakest(value.of.map((id) => next(id)));
      case 'choose':
        return weakest([
          strongest([next(value.test, true), next(value.then)]),
          strongest([next(value.test, false), next(value.else)]),
        ]);
      case 'compare':
        return this.compared(ref, value, truthy);
      case 'cell':
        return this.written(ref, value.cell, truthy);
      case 'call':
        return this.returned(ref, truthy);
      default:
        return undefined;
    }
  }

  /** `found !== undefined`, `allowed === true`: asks whether the other side is there, or true. */
  private compared(ref: ValueRef, value: Extract<Value, { op: 'compare' }>, truthy: boolean): Passed | undefined {
    const isEqual = value.operator === '===' || value.operator === '==';
    if (!isEqual && value.operator !== '!==' && value.operator !== '!=') return undefined;
    const right = ref.fn.facts.values[value.right];
    if (right?.op !== 'const') return undefined;
    const isBlank = right.value === null || right.value === undefined || right.value === false;
    if (!isBlank && right.value !== true) return undefined;
    return this.outcome({ fn: ref.fn, id: value.left }, (isEqual === truthy) !== isBlank);
  }

  /** A variable that is written once says what was written. */
  private written(ref: ValueRef, cell: number, truthy: boolean): Passed | undefined {
    const writes = ref.fn.file.cellWrites.get(cell) ?? [];
    return writes.length === 1 ? this.outcome(writes[0]!, truthy) : undefined;
  }

  /** Every way in which the callee may give this outcome. */
  private returned(ref: ValueRef, truthy: boolean): Passed | undefined {
    const functions = this.calleesOf(ref);
    return functions && weakest(functions.map((fn) => this.returning(fn, truthy)));
  }

  private returning(fn: FunctionNode, truthy: boolean): Passed | undefined {
    const ways: (Passed | undefined)[] = [];
    fn.facts.values.forEach((value, id) => {
      if (value.op !== 'return') return;
      const given = fn.facts.values[value.value];
      if (given?.op === 'const' && Boolean(given.value) !== truthy) return;
      const inside = this.condition(fn, fn.facts.when[id]!);
      ways.push(strongest([inside, this.outcome({ fn, id: value.value }, truthy)]));
    });
    return weakest(ways);
  }

  /** Gets the functions that a call may run; undefined where one of them cannot be read. */
  private calleesOf(site: ValueRef): readonly FunctionNode[] | undefined {
    const call = valueOf(site);
    if (call.op !== 'call') return undefined;
    const targets = this.context.callers.e.evaluate({ fn: site.fn, id: call.callee });
    const functions = targets.flatMap((target) => (target.kind === 'function' ? [target.fn] : []));
    return functions.length > 0 && functions.length === targets.length ? functions : undefined;
  }
}

function reached(passed: Passed | undefined): Passed | undefined {
  return passed === UNREACHED ? undefined : passed;
}

/** Gets what checks made one after the other say. */
export function strongest(passed: readonly (Passed | undefined)[]): Passed | undefined {
  return passed.reduce((best, each) => ((each?.weight ?? 0) > (best?.weight ?? 0) ? each : best), undefined);
}

/** Gets what is certain where it is not known which of several ways was taken. */
export function weakest(passed: readonly (Passed | undefined)[]): Passed | undefined {
  if (passed.length === 0) return undefined;
  return passed.reduce((worst, each) => ((each?.weight ?? 0) < (worst?.weight ?? 0) ? each : worst));
}
