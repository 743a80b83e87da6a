/**
 * Consent is dominance: on every path to a point, has the person agreed?
 *
 * In: a point. Out: met with the check, unmet with the way that avoids it, or unproven.
 * Holds: a function is gated if the place that creates it is, or if every place that runs it is; a recursive caller
 * adds no new way in.
 */
import type { Invocation } from '../link/invocations.js';
import { CycleMemo } from '../link/memo.js';
import { type FunctionNode, type ValueRef, locateSpan, refKey, valueOf } from '../link/program.js';
import type { ConditionId } from '../model/facts.js';
import type { Step } from '../model/result.js';
import { type Answer, type Sham, everyConsent } from './answers.js';
import { controlWords } from './acts.js';
import type { Checks } from './checks.js';
import { callsByDecorator, decoratorsOf, guardMethods } from './decorated.js';
import { heardBy } from './emitted.js';
import { fulfilledBefore } from './fulfilment.js';
import { Freshness } from './freshness.js';
import type { Context } from './match.js';
import { calleePaths, conditionsHold } from './match.js';
import { withCheck } from './passed-checks.js';
import { chosenBy } from './selection.js';
import { isTemplate, spokenName } from './spoken.js';

export type Consent =
  | { readonly verdict: 'met'; readonly by: 'act' | 'name' | 'press'; readonly evidence: readonly Step[] }
  | {
      readonly verdict: 'unmet';
      readonly shams: readonly Sham[];
      /** From the point out to where it starts. */ readonly witness: readonly Step[];
      readonly entry: Entry;
    }
  /** The only check that claims to be consent could not be read. */
  | { readonly verdict: 'unproven'; readonly evidence: readonly Step[] }
  /** Every way in was already being looked at. */
  | { readonly verdict: 'circular' };

/** Where an ungated path begins. */
export type Entry = 'module' | 'event' | 'export' | 'unreferenced';

/** How certain it is that a path is ever taken: the witness is the surest one. */
const CERTAINTY: Readonly<Record<Entry, number>> = { module: 2, event: 2, export: 1, unreferenced: 0 };

const MAX_CALLERS = 40;
const MAX_DEPTH = 80;

export class Gates {
  private readonly functions = new CycleMemo<FunctionNode, Consent>({ verdict: 'circular' }, MAX_DEPTH);
  private readonly freshness: Freshness;
  private readonly closures = new Map<FunctionNode, readonly Step[] | undefined>();
  private readonly local = new Map<string, readonly Step[] | undefined>();

  constructor(
    readonly context: Context,
    readonly checks: Checks,
  ) {
    this.freshness = new Freshness(checks);
  }

  /** Gets the consent check that dominates a point inside its own function. */
  passedAt(ref: ValueRef): readonly Step[] | undefined {
    const passed = this.passedUnder(ref.fn, ref.fn.facts.when[ref.id]!);
    return passed && !this.freshness.changedBefore(ref) ? passed : undefined;
  }

  /** Gets the check that each call of a closure has passed, as far as the calls are in files that are there. */
  passedInto(closure: FunctionNode): readonly Step[] | undefined {
    if (!this.closures.has(closure)) {
      const passed = this.context.glance.invocations(closure).map((way) => this.passedAt(way.site));
      this.closures.set(closure, passed.length > 0 && passed.every((each) => each) ? passed[0] : undefined);
    }
    return this.closures.get(closure);
  }

  /**
   * Gets the check that a point has passed when it hands content to another process or listener, from where nobody
   * looks back: inside its function, or in whoever calls that, wherever it is.
   */
  passedOnLeaving(ref: ValueRef): readonly Step[] | undefined {
    const local = this.passedAt(ref);
    if (local || ref.fn.creation === undefined) return local;
    const passed = this.context.callers.invocations(ref.fn).map((way) => this.passedAt(way.site));
    return passed.every((each) => each) ? passed[0] : undefined;
  }

  /** Gets the consent check that a condition of a function stands for. */
  passedUnder(fn: FunctionNode, condition: ConditionId): readonly Step[] | undefined {
    const key = `${fn.index}:${condition}`;
    if (!this.local.has(key)) {
      const given = givenBy(this.checks.condition(fn, condition));
      this.local.set(key, given && withCheck(this.checks, fn, condition, given.evidence));
    }
    return this.local.get(key);
  }

  /** Says whether every path to `ref` passes a consent check. */
  consentAt(ref: ValueRef): Consent {
    const answer = this.answerAt(ref);
    const given = givenBy(answer);
    if (given) {
      const evidence = withCheck(this.checks, ref.fn, ref.fn.facts.when[ref.id]!, given.evidence);
      return { verdict: 'met', by: given.by, evidence };
    }
    const outer = this.consentOf(ref.fn);
    if (answer.is === 'unknown' && answer.claim && outer.verdict !== 'met')
      return { verdict: 'unproven', evidence: [answer.claim] };
    if (outer.verdict !== 'unmet' || answer.is === 'consent' || answer.shams.length === 0) return outer;
    return { ...outer, shams: [...answer.shams, ...outer.shams] };
  }

  private answerAt(ref: ValueRef): Answer {
    const answer = this.checks.condition(ref.fn, ref.fn.facts.when[ref.id]!);
    const change = answer.is === 'consent' ? this.freshness.changedBefore(ref) : undefined;
    if (!change) return answer;
    const step = this.step(change, 'this may take the answer back after it was checked');
    return { is: 'other', shams: [{ is: 'stale', step, claimsConsent: true }] };
  }

  private consentOf(fn: FunctionNode): Consent {
    return this.functions.get(fn, () => this.judge(fn));
  }

  private judge(fn: FunctionNode): Consent {
    if (fn.facts.kind === 'module' || fn.facts.kind === 'static')
      return this.entered(fn, 'module', 'runs when the module is loaded');
    const creation = fn.creation && fn.facts.parent !== 0 ? this.consentAt(fn.creation) : undefined;
    if (creation?.verdict === 'met' || creation?.verdict === 'unproven') return creation;
    const decorators = decoratorsOf(fn);
    const decorated = this.decorated(decorators);
    if (decorated) return decorated;
    const ways = this.context.callers.invocations(fn).slice(0, MAX_CALLERS);
    if (ways.length === 0) return creation ?? this.guarded(decorators) ?? this.uncalled(fn);
    const judged = ways.map((way) => this.through(way, fn));
    const ungated = judged.filter((each) => each.verdict === 'unmet');
    if (ungated.length > 0) return ungated.reduce(surer);
    const unproven = judged.find((each) => each.verdict === 'unproven');
    if (unproven) return unproven;
    const gated = judged.filter((each) => each.verdict === 'met');
    if (gated.length === 0) return creation ?? { verdict: 'circular' };
    return {
      verdict: 'met',
      by: gated.some((each) => each.by === 'name') ? 'name' : gated[0]!.by,
      evidence: gated.flatMap((each) => [...each.evidence]).slice(0, 4),
    };
  }

  /** A decorator that runs the method only after a yes. */
  private decorated(decorators: readonly ValueRef[]): Consent | undefined {
    for (const decorator of decorators) {
      const calls = callsByDecorator(this.context, decorator);
      const given = calls && givenBy(everyConsent(calls.map((call) => this.answerAt(call))));
      if (given) return { verdict: 'met', by: given.by, evidence: given.evidence };
    }
    return undefined;
  }

  /** A guard in front of a route that only lets through who has agreed. */
  private guarded(decorators: readonly ValueRef[]): Consent | undefined {
    const guards = decorators.flatMap((decorator) => guardMethods(this.context, decorator));
    const answers = guards.map((methods) => everyConsent(methods.map((fn) => this.checks.returns(fn, true, true))));
    const given = answers.map(givenBy).find((each) => each !== undefined);
    return given && { verdict: 'met', by: given.by, evidence: given.evidence };
  }

  private through(way: Invocation, fn: FunctionNode): Consent {
    if (way.kind !== 'call' && this.isGrantCallback(way))
      return { verdict: 'met', by: 'act', evidence: [this.step(way.site, 'runs once the person has agreed')] };
    const words = this.isModelled(way) ? '' : controlWords(this.context, way, fn);
    if (words !== '') {
      if (this.checks.names.recordButton.test(words))
        return { verdict: 'met', by: 'press', evidence: [this.step(way.site, "starts on the person's own press")] };
      if (this.checks.names.agreeButton.test(words))
        return { verdict: 'met', by: 'act', evidence: [this.step(way.site, 'runs when the person agrees')] };
      if (way.kind === 'event') return this.entered(fn, 'event', `runs on ${way.prop ?? 'an event'}`, way.site);
    }
    const outer = this.consentAt(way.site);
    if (outer.verdict !== 'unmet') return outer;
    const given = givenBy(chosenBy(this.checks, fn, way)) ?? givenBy(fulfilledBefore(this.checks, way));
    if (given) return { verdict: 'met', by: given.by, evidence: given.evidence };
    const sent = way.kind === 'callback' ? this.sentAfter(way.site) : undefined;
    if (sent) return sent;
    const note =
      way.kind === 'call'
        ? `${spokenName(fn)} is called without a check`
        : `${spokenName(fn)} is registered without a check`;
    return { ...outer, witness: [this.step(way.site, note), ...outer.witness] };
  }

  /** What a listener hears is only sent after a yes. */
  private sentAfter(listener: ValueRef): Consent | undefined {
    const sent = heardBy(this.context, listener) ?? [];
    let verdict: Consent | undefined;
    for (const { site } of sent) {
      verdict = this.consentAt(site);
      if (verdict.verdict !== 'met') return undefined;
    }
    return verdict;
  }

  /** `onGranted(callback)`, `<Banner onAccept={callback} />`: a modelled API that runs its callback only after a yes. */
  private isGrantCallback(way: Invocation): boolean {
    return calleePaths(this.context, way.site).some((path) =>
      this.context.index.gatesAt(path).some((model) => {
        if (model.gate !== 'consent' || !model.callback) return false;
        if (conditionsHold(this.context, way.site, model.when) !== 'yes') return false;
        return way.prop ? model.callback.endsWith(`.${way.prop}`) : model.callback === `arg${way.position ?? 0}`;
      }),
    );
  }

  /** What a consent platform's callback means is the model's to say, whatever the banner reads. */
  private isModelled({ kind, prop, site }: Invocation): boolean {
    if (kind === 'call' || prop === undefined) return false;
    return calleePaths(this.context, site).some((path) =>
      this.context.index.gatesAt(path).some(({ callback }) => callback?.endsWith(`.${prop}`)),
    );
  }

  private uncalled(fn: FunctionNode): Consent {
    const isPublic = fn.facts.kind !== 'function' && fn.facts.kind !== 'arrow' ? true : isExported(fn);
    if (isTemplate(fn)) return this.entered(fn, 'export', 'the template is drawn without a check');
    return isPublic
      ? this.entered(fn, 'export', `${spokenName(fn)} has no caller here: whoever runs it need not ask`)
      : this.entered(fn, 'unreferenced', `${spokenName(fn)} is never called`);
  }

  private entered(fn: FunctionNode, entry: Entry, note: string, at?: ValueRef): Consent {
    const location = at
      ? this.context.callers.e.program.locate(at)
      : locateSpan(fn.file.facts, [fn.facts.span[0], fn.facts.span[0]]);
    return { verdict: 'unmet', shams: [], entry, witness: [{ location, note }] };
  }

  private step(ref: ValueRef, note: string): Step {
    return { location: this.context.callers.e.program.locate(ref), note };
  }
}

/** No line to show means that the point is never reached, which is nobody's consent. */
function givenBy(answer: Answer): Extract<Answer, { is: 'consent' }> | undefined {
  return answer.is === 'consent' && answer.evidence.length > 0 ? answer : undefined;
}

type Ungated = Extract<Consent, { verdict: 'unmet' }>;

/** The path that shows best that nobody asks: surely taken, then short. */
function surer(one: Ungated, other: Ungated): Ungated {
  const gain = CERTAINTY[other.entry] - CERTAINTY[one.entry] || one.witness.length - other.witness.length;
  return gain > 0 ? other : one;
}

/** Holds if code elsewhere can get at the function by importing it, or what holds it. */
export function isExported(fn: FunctionNode): boolean {
  return [...fn.file.facts.exports.values()].some(
    (exported) =>
      exported.kind === 'cell' && fn.file.cellWrites.get(exported.cell)?.some((write) => reaches(fn, write, 0)),
  );
}

/** Holds if the exported value is the function, a wrapper around it, or an object that holds it. */
function reaches(fn: FunctionNode, ref: ValueRef, depth: number): boolean {
  if (depth > 3) return false;
  const value = valueOf(ref);
  const next = (id: number): boolean => reaches(fn, { fn: ref.fn, id }, depth + 1);
  if (value.op === 'function') return ref.fn.file.functions[value.function] === fn;
  if (value.op === 'cell')
    return (ref.fn.file.cellWrites.get(value.cell) ?? []).some(
      (write) => refKey(write) !== refKey(ref) && reaches(fn, write, depth + 1),
    );
  if (value.op === 'object') return value.properties.some((property) => next(property.value));
  return value.op === 'call' && value.args.some(next);
}
