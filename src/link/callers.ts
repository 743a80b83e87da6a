/**
 * The call graph, asked backwards: who runs this function, and with which arguments?
 *
 * In: a function. Out: its Invocations, found by following where the function value goes: called, passed as a
 * callback, put under a property name, bound, rendered as a component.
 * Holds: files that could call it are loaded first, through barrels.
 */
import { type Evaluator } from './evaluate.js';
import { ITERATORS } from './builtins.js';
import { elementsOf } from './collections.js';
import { isDead } from './dead.js';
import type { Frame } from './frames.js';
import { type Invocation, distinctSites } from './invocations.js';
import { CycleMemo } from './memo.js';
import { loadCallers } from './occurrences.js';
import { type FunctionNode, type ValueRef, valueOf } from './program.js';
import { CallerSearch } from './search.js';
import { type Target, UNKNOWN, distinct, pathInUnknown } from './targets.js';

type Param = Extract<Target, { kind: 'param' }>;

const MAX_EXPANSION = 3;
/** Whole teams do not ask the same person at so many places. */
const MANY_FILES = 24;
const MAX_DEPTH = 60;

export class Callers {
  private readonly memo = new CycleMemo<FunctionNode, readonly Invocation[]>([], MAX_DEPTH);
  private readonly passedMemo = new CycleMemo<string, readonly Target[]>([], MAX_DEPTH);

  private readonly widelyUsed = new Map<FunctionNode, boolean>();

  private readonly search: CallerSearch;

  constructor(readonly e: Evaluator) {
    this.search = new CallerSearch(this);
  }

  /** Gets every way that `fn` is run, as far as the program shows. */
  invocations(fn: FunctionNode): readonly Invocation[] {
    return this.memo.get(fn, () => {
      loadCallers(this.e, fn);
      return distinctSites(this.search.find(fn)).filter(({ site }) => !isDead(this.e, site));
    });
  }

  /** Holds for a helper that so many files use that its callers say nothing about it together. */
  isWidelyUsed(fn: FunctionNode): boolean {
    let known = this.widelyUsed.get(fn);
    if (known === undefined) {
      const { name, kind } = fn.facts;
      const { path } = fn.file.facts;
      known = name !== '' && kind !== 'module' && this.e.program.countDependents(path, name, MANY_FILES) >= MANY_FILES;
      this.widelyUsed.set(fn, known);
    }
    return known;
  }

  // Resolution -------------------------------------------------------------------------------------------------------

  /** Gets what `ref` may stand for, with the arguments of `frame` (or of all callers) in place of parameters. */
  resolve(ref: ValueRef, frame?: Frame): readonly Target[] {
    return this.substitute(this.e.evaluate(ref), frame);
  }

  substitute(targets: readonly Target[], frame?: Frame, depth = 0): readonly Target[] {
    if (!targets.some((target) => target.kind === 'param')) return targets;
    return distinct(
      targets.flatMap((target) =>
        target.kind === 'param' ? [...this.argumentTargets(target, frame, depth)] : [target],
      ),
    );
  }

  private argumentTargets(param: Param, frame: Frame | undefined, depth: number): readonly Target[] {
    const passed = this.passedIn(param, frame);
    if (passed.length === 0) return this.declared(param);
    const reached = this.e.along(passed, param.path);
    // A member or result may be a parameter again: of a method of what was passed.
    return depth >= MAX_EXPANSION
      ? reached.filter((target) => target.kind !== 'param')
      : this.substitute(reached, undefined, depth + 1);
  }

  private passedIn(param: Param, frame: Frame | undefined): readonly Target[] {
    for (let at = frame; at; at = at.below) if (at.fn === param.fn) return this.passedBy(at.via, param.index, at.below);
    if (this.isWidelyUsed(param.fn)) return [];
    return this.passedMemo.get(`${param.fn.index}.${param.index}`, () =>
      distinct(this.invocations(param.fn).flatMap((via) => [...this.passedBy(via, param.index, undefined)])),
    );
  }

  private passedBy(via: Invocation, index: number, below: Frame | undefined): readonly Target[] {
    const arg = via.argument(index);
    const targets = arg ? this.resolve(arg, below) : this.iterated(via, index);
    return targets.filter((target) => target !== UNKNOWN);
  }

  /** `EVENTS.forEach((type) => …)`: the parameter is an element of the receiver. */
  private iterated(via: Invocation, index: number): readonly Target[] {
    const call = valueOf(via.site);
    if (via.kind !== 'callback' || call.op !== 'call' || index !== 0) return [];
    const callee = via.site.fn.facts.values[call.callee];
    return callee?.op === 'get' && ITERATORS.has(callee.name ?? '')
      ? elementsOf(this.e, { fn: via.site.fn, id: callee.of })
      : [];
  }

  /** Nobody visible passes it: its written type, or a receiver about which only the members are known. */
  private declared(param: Param): readonly Target[] {
    const type = this.e.type(param.fn.file, param.fn.facts.params[param.index]?.type);
    if (type.length > 0) return this.e.along(type, param.path);
    return [
      {
        kind: 'external',
        path: pathInUnknown(param.path),
      },
    ];
  }
}
