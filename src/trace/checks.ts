/**
 * Says whether a tested value's truth comes from the recorded person's own act.
 *
 * In: a value and the polarity it is tested with. Out: an Answer. Reads through variables, fields, functions and
 * callers back to where the value is written; names decide only what could not be read (docs/names.md).
 * Deliberately absent: which points a check dominates (gates.ts).
 */
import { type Condition, type ConditionId, type Literal, type Value } from '../model/facts.js';
import { parsePort } from '../catalogue/patterns.js';
import { argumentRef } from '../link/evaluate.js';
import { CycleMemo } from '../link/memo.js';
import { type FunctionNode, type ValueRef, refKey, returnsOf, valueOf } from '../link/program.js';
import { type Answer, NO_CHECK, UNREAD, anyConsent, consentBy, everyConsent } from './answers.js';
import { Claims, NOTHING_STORED, PROMISED } from './claims.js';
import { awaitedElement, everyElement } from './elements.js';
import { completed } from './fulfilment.js';
import type { CompiledNames } from './names.js';
import { namesOf, storageKey } from './names.js';
import { OpenCalls } from './open-calls.js';
import { permissionAsked } from './permissions.js';
import { PlatformAnswers } from './platform-answers.js';
import { settledWith } from './promises.js';
import { isAnsweredByServer } from './requested.js';
import { standingAt } from './standing.js';
import { defaultsOf, schemaDefault, storedUnder } from './stored.js';
import { isAboutRecording, isGivenBack, isPersonsAct, isTickAboutRecording, runsByItself } from './acts.js';
import { givenAnswer } from './cancelled.js';
import { type CallValue, type Context, calleePaths } from './match.js';
import { writesOf } from './writes.js';

const MAX_DEPTH = 200;

export class Checks {
  private readonly memo = new CycleMemo<string, Answer>(UNREAD, MAX_DEPTH);
  readonly calls = new OpenCalls();
  readonly claims: Claims;
  private readonly platform: PlatformAnswers;

  constructor(
    readonly context: Context,
    readonly names: CompiledNames,
  ) {
    this.claims = new Claims(context, names);
    this.platform = new PlatformAnswers(this.claims);
  }

  /** Says whether reaching a point under this condition means that the person agreed. */
  condition(fn: FunctionNode, id: ConditionId): Answer {
    const answer = this.held(fn, id);
    if (answer.is === 'consent' || !answer.shams.some(({ is }) => is === 'polarity')) return answer;
    const given = givenAnswer(fn, id, (ref) => this.platform.gateOf(ref));
    return given ? (this.platform.compared(given, true, true) ?? answer) : answer;
  }

  private held(fn: FunctionNode, id: ConditionId): Answer {
    const condition = fn.facts.conditions[id] as Condition;
    switch (condition.kind) {
      case 'always':
        return NO_CHECK;
      case 'never':
        return consentBy('act');
      case 'test':
        return this.truth({ fn, id: condition.value }, condition.truthy);
      case 'completed':
        return this.completed({ fn, id: condition.call });
      case 'all':
        return this.guarded(fn, `condition ${fn.index} ${id}`, () =>
          anyConsent(condition.of.map((part) => this.condition(fn, part))),
        );
      case 'any':
        return this.guarded(fn, `condition ${fn.index} ${id}`, () =>
          alternatives(withoutOpposites(condition.of.map((part) => this.condition(fn, part)))),
        );
    }
  }

  /** `assertConsent()`, `await agreement`: what is checked before it comes back. */
  private completed(ref: ValueRef): Answer {
    const asserted = valueOf(ref).op === 'call' ? this.asserted(ref) : undefined;
    return asserted ?? this.guarded(ref.fn, `completed ${refKey(ref)}`, () => completed(this, ref));
  }

  /** `assert(answer)` of a package. */
  private asserted(site: ValueRef): Answer | undefined {
    const call = valueOf(site) as CallValue;
    const models = calleePaths(this.context, site).flatMap((path) => this.context.index.gatesAt(path));
    const model = models.find((each) => each.asserts !== undefined);
    const [port] = model?.asserts === undefined ? [] : parsePort(model.asserts);
    const tested = port?.kind === 'arg' ? argumentRef(site.fn, call, port.index) : undefined;
    return tested && this.truth(tested, true);
  }

  /** Says whether `ref` being truthy (or falsy) means that the person agreed. */
  truth(ref: ValueRef, truthy: boolean, awaited = false): Answer {
    return this.guarded(ref.fn, `${refKey(ref)}${truthy ? '+' : '-'}${awaited ? 'a' : ''}`, () =>
      this.read(ref, valueOf(ref), truthy, awaited),
    );
  }

  /** What is found in `fn` may depend on the call that it is read for. */
  private guarded(fn: FunctionNode, key: string, read: () => Answer): Answer {
    return this.memo.get(this.calls.keyFor(fn) + key, read);
  }

  private read(ref: ValueRef, value: Value, truthy: boolean, awaited: boolean): Answer {
    const at = (id: number): ValueRef => ({ fn: ref.fn, id });
    switch (value.op) {
      case 'not':
        return this.truth(at(value.of), !truthy);
      case 'logic':
        return this.logic(ref, value, truthy);
      case 'choose':
        return this.chosen(ref, value, truthy);
      case 'await':
        return this.truth(at(value.of), truthy, true);
      case 'yield':
      case 'updated':
        return this.truth(at(value.of), truthy, awaited);
      case 'typed':
        return value.of === undefined ? UNREAD : this.truth(at(value.of), truthy, awaited);
      case 'compare':
        return this.comparison(ref, value, truthy);
      case 'phi':
        return this.written(ref, value.of.map(at), truthy, awaited);
      default:
        return this.leaf(ref, value, truthy, awaited);
    }
  }

  /** `yes ? session : undefined`: where only one side can pass, its test has passed. */
  private chosen(ref: ValueRef, value: Extract<Value, { op: 'choose' }>, truthy: boolean): Answer {
    const at = (id: number): ValueRef => ({ fn: ref.fn, id });
    const sides = [
      { of: at(value.then), test: true },
      { of: at(value.else), test: false },
    ].filter(({ of }) => !this.isAlways(of, !truthy));
    return everyConsent(
      sides.map(({ of, test }) => anyConsent([this.truth(of, truthy), this.truth(at(value.test), test)])),
    );
  }

  private logic(ref: ValueRef, value: Extract<Value, { op: 'logic' }>, truthy: boolean): Answer {
    const left = { fn: ref.fn, id: value.left };
    const right = { fn: ref.fn, id: value.right };
    const parts = (): Answer[] => [this.truth(left, truthy), this.truth(right, truthy)];
    if (value.operator !== '&&' && truthy && isNoneYet(left)) return this.truth(right, truthy);
    if (value.operator === '??') {
      // A default of yes is an answer nobody gave; a default of no changes nothing.
      if (this.isAlways(right, !truthy)) return this.truth(left, truthy);
      return this.isAlways(right, truthy) ? this.claims.of(ref, 'default-on', NOTHING_STORED) : everyConsent(parts());
    }
    const both = value.operator === '&&' ? truthy : !truthy;
    if (both) return anyConsent(parts());
    if (value.operator === '||' && truthy && isConstant(right, true))
      return this.claims.of(ref, 'default-on', NOTHING_STORED);
    return everyConsent(parts());
  }

  /** Holds for a constant, and for a parameter that the call being read gives one. */
  private isAlways(ref: ValueRef, truthy: boolean): boolean {
    const value = valueOf(ref);
    const given = value.op === 'param' ? this.calls.argument(ref.fn, value.index) : undefined;
    return isConstant(given ?? ref, truthy);
  }

  // Comparisons ------------------------------------------------------------------------------------------------------

  private comparison(ref: ValueRef, value: Extract<Value, { op: 'compare' }>, truthy: boolean): Answer {
    const isEqual = value.operator === '===' || value.operator === '==';
    if (!isEqual && value.operator !== '!==' && value.operator !== '!=') return this.platform.measured(ref, value);
    const [subject, literal] = this.sides(ref, value);
    if (literal === undefined) return UNREAD;
    const positive = isEqual === truthy;
    const platform = this.platform.compared(subject, literal.value, positive);
    if (platform) return platform;
    return this.compared(ref, subject, literal.value, positive);
  }

  private sides(ref: ValueRef, value: Extract<Value, { op: 'compare' }>): [ValueRef, { value: Literal } | undefined] {
    const left = { fn: ref.fn, id: value.left };
    const right = { fn: ref.fn, id: value.right };
    const ofRight = this.literal(right);
    return ofRight ? [left, ofRight] : [right, this.literal(left)];
  }

  private literal(ref: ValueRef): { value: Literal } | undefined {
    const targets = this.context.callers.e.evaluate(ref);
    const only = targets.length === 1 ? targets[0]! : undefined;
    return only?.kind === 'const' ? { value: only.value } : undefined;
  }

  private compared(ref: ValueRef, subject: ValueRef, literal: Literal, positive: boolean): Answer {
    const value = valueOf(subject);
    if (value.op === 'logic' && value.operator !== '&&')
      return this.withDefault(ref, subject, value, literal, positive);
    if (literal === true) return this.truth(subject, positive);
    const isNamed = this.names.consent.test(namesOf(subject));
    if (literal === false) return positive ? this.truth(subject, false) : this.notRefused(subject, isNamed);
    if (literal === null || literal === undefined) {
      return positive || !isNamed
        ? NO_CHECK
        : this.claims.of(subject, 'answered', 'it asks whether there was an answer, not whether it was yes');
    }
    if (!positive)
      return isNamed ? this.claims.of(ref, 'default-on', `anything but ${JSON.stringify(literal)} passes`) : NO_CHECK;
    return this.storedChoice(ref, subject, literal);
  }

  /** `(stored ?? 'granted') === 'granted'`: a default of yes is an answer nobody gave. */
  private withDefault(
    ref: ValueRef,
    subject: ValueRef,
    { left, right }: Extract<Value, { op: 'logic' }>,
    literal: Literal,
    positive: boolean,
  ): Answer {
    const standing = this.literal({ fn: subject.fn, id: right });
    const passes = standing === undefined ? undefined : (standing.value === literal) === positive;
    if (passes) return this.claims.of(subject, 'default-on', NOTHING_STORED);
    const stored = this.compared(ref, { fn: subject.fn, id: left }, literal, positive);
    return passes === false ? stored : everyConsent([stored, UNREAD]);
  }

  /** `answer !== false`: no answer passes too. */
  private notRefused(subject: ValueRef, isNamed: boolean): Answer {
    const answer = this.truth(subject, true);
    if (this.isBoolean(subject, 0)) return answer;
    return isNamed || answer.is === 'consent'
      ? this.claims.of(subject, 'default-on', 'it passes while nothing was answered')
      : answer;
  }

  /** Holds for what is true or false and never missing: of such a value, not false is true. */
  private isBoolean(ref: ValueRef, depth: number): boolean {
    const value = valueOf(ref);
    if (value.op === 'compare' || value.op === 'not') return true;
    if (value.op === 'await') return this.isBoolean({ fn: ref.fn, id: value.of }, depth);
    if (value.op !== 'call' || depth > 2) return false;
    const callees = this.context.callers.e.evaluate({ fn: ref.fn, id: value.callee });
    return (
      callees.length > 0 &&
      callees.every(
        (target) => target.kind === 'function' && returnsOnly(target.fn, (of) => this.isBoolean(of, depth + 1)),
      )
    );
  }

  /** `localStorage.getItem('consent') === 'granted'`: the name says what is stored, the literal says yes. */
  private storedChoice(ref: ValueRef, subject: ValueRef, literal: Literal): Answer {
    const written = writesOf(this.context, subject, this.calls);
    if (written && written.length > 0) {
      const yes = written.filter((source) => this.literal(source)?.value === literal || !this.literal(source));
      const answers = yes.map((source) => (this.literal(source) ? this.actOf(source, namesOf(subject)) : UNREAD));
      const all = everyConsent(answers);
      if (all.is !== 'unknown') return all;
    }
    if (!this.names.yes.test(String(literal))) return NO_CHECK;
    return this.byName(subject) ?? this.byName(ref) ?? UNREAD;
  }

  // Values -----------------------------------------------------------------------------------------------------------

  private leaf(ref: ValueRef, value: Value, truthy: boolean, awaited: boolean): Answer {
    const element = awaitedElement(ref);
    if (element) return this.truth(element, truthy, true);
    const through = value.op === 'call' ? passedThrough(ref, value) : undefined;
    if (through) return everyConsent([this.truth(through, truthy, awaited), ...this.onRefusal(ref, value, truthy)]);
    if (!awaited && this.isAsync(ref, value)) return this.claims.of(ref, 'polarity', PROMISED);
    const model = this.platform.gateOf(ref);
    if (model)
      return model.promised && !awaited && value.op === 'call'
        ? this.claims.of(ref, 'polarity', PROMISED)
        : this.platform.tested(ref, model, truthy);
    if (value.op === 'const') return Boolean(value.value) === truthy ? NO_CHECK : consentBy('act');
    if (!truthy) return this.refusal(ref, value);
    if (value.op === 'call') {
      const each = everyElement(this, ref, value);
      if (each) return each;
      const settled = settledWith(this.context, ref);
      if (settled)
        return awaited ? this.written(ref, settled, truthy, false) : this.claims.of(ref, 'polarity', PROMISED);
      const answer = this.returned(ref, value, awaited);
      // A function that was read is what its body says, whatever it is called.
      if (answer) return answer.is !== 'consent' && this.names.consent.test(namesOf(ref)) ? claimedAll(answer) : answer;
    }
    const constant = this.constant(ref);
    if (constant) return constant;
    if (value.op === 'call' && standsFor(ref, value)) return this.claims.of(ref, 'default-on', NOTHING_STORED);
    const all = writesOf(this.context, ref, this.calls);
    const sources = all && standingAt(ref, all);
    if (sources) {
      const answer = this.written(ref, sources, truthy, awaited);
      // Where its writes are known, a name adds nothing but a claim.
      if (answer.is !== 'unknown' || sources.length > 0) return this.asClaim(ref, answer);
    }
    return this.byName(ref, true) ?? permissionAsked(this, ref) ?? UNREAD;
  }

  /** `ask().catch(() => true)`: what is answered where asking failed. */
  private onRefusal(ref: ValueRef, value: Value, truthy: boolean): readonly Answer[] {
    const callee = value.op === 'call' ? ref.fn.facts.values[value.callee] : undefined;
    if (value.op !== 'call' || callee?.op !== 'get' || callee.name !== 'catch' || value.args[0] === undefined)
      return [];
    const callbacks = this.context.callers.e.evaluate({ fn: ref.fn, id: value.args[0] });
    return callbacks.flatMap((target) => {
      if (target.kind !== 'function' || !mayReturn(target.fn, truthy)) return [];
      return [this.returns(target.fn, truthy, false)];
    });
  }

  /** `if (!optedOut)`: absence of a refusal is not agreement. */
  private refusal(ref: ValueRef, value: Value): Answer {
    if (value.op === 'call') {
      const answer = this.returnedFalsy(value, ref);
      if (answer.is === 'consent') return answer;
    }
    return this.names.refusal.test(namesOf(ref))
      ? this.claims.of(ref, 'default-on', 'not having refused is not agreement')
      : UNREAD;
  }

  private returnedFalsy(value: CallValue, ref: ValueRef): Answer {
    const callees = this.context.callers.e.evaluate({ fn: ref.fn, id: value.callee });
    const functions = callees.filter((target) => target.kind === 'function');
    if (functions.length === 0 || functions.length < callees.length) return UNREAD;
    return everyConsent(
      functions.map((target) => this.calls.inside(target.fn, ref, () => this.returns(target.fn, false, false))),
    );
  }

  /** A constant is no answer, whatever it is called. */
  private constant(ref: ValueRef): Answer | undefined {
    const targets = this.context.callers.e.evaluate(ref);
    if (targets.length === 0 || !targets.every((target) => target.kind === 'const')) return undefined;
    // More than one constant means it is written at run time; the writes decide.
    if (targets.length > 1) return undefined;
    const { value } = targets[0] as { value: Literal };
    if (!value) return undefined;
    return this.claims.of(ref, 'constant', `it is always ${JSON.stringify(value)}`);
  }

  /** A call of the program's own async function gives a promise. */
  private isAsync(ref: ValueRef, value: Value): boolean {
    if (value.op !== 'call') return false;
    const callees = this.context.callers.e.evaluate({ fn: ref.fn, id: value.callee });
    return callees.some((target) => target.kind === 'function' && target.fn.facts.async);
  }

  /** `hasConsent()`: a yes if everything it can return is one. */
  private returned(ref: ValueRef, value: CallValue, awaited: boolean): Answer | undefined {
    const callee = { fn: ref.fn, id: value.callee };
    // Callers are only searched for a function that is named for consent: any other answers for itself.
    const isNamed = this.names.consent.test(namesOf(callee));
    const callees = isNamed ? this.context.callers.resolve(callee) : this.context.callers.e.evaluate(callee);
    const functions = callees.filter((target) => target.kind === 'function');
    if (functions.length === 0 || functions.length < callees.length) return undefined;
    return everyConsent(
      functions.map((target) => this.calls.inside(target.fn, ref, () => this.returns(target.fn, true, awaited))),
    );
  }

  /** Says whether what a function gives, being truthy (or falsy), means that the person agreed. */
  returns(fn: FunctionNode, truthy: boolean, awaited: boolean): Answer {
    return this.guarded(fn, `returns ${fn.index} ${truthy} ${awaited}`, () => {
      const answers: Answer[] = [];
      fn.facts.values.forEach((value, id) => {
        if (value.op !== 'return' || this.isAlways({ fn, id: value.value }, !truthy)) return;
        answers.push(
          anyConsent([this.truth({ fn, id: value.value }, truthy, awaited), this.condition(fn, fn.facts.when[id]!)]),
        );
      });
      return everyConsent(answers);
    });
  }

  /** Every write that can make it true must be the person's act. */
  private written(ref: ValueRef, writes: readonly ValueRef[], truthy: boolean, awaited: boolean): Answer {
    const telling = writes.filter((write) => refKey(write) !== refKey(ref) && !isConstant(write, !truthy));
    const names = namesOf(ref);
    const answers = telling.map((write) => {
      if (isConstant(write, truthy)) return this.actOf(write, names);
      return anyOrUnknown(this.truth(write, truthy, valueOf(ref).op === 'param' || awaited), () =>
        this.actOf(write, names),
      );
    });
    const answer = everyConsent(answers);
    if (answer.is === 'consent') return answer;
    // A write at start-up of `true` is a default nobody chose.
    const onByDefault = telling.find((write) => isConstant(write, truthy) && isInitial(write));
    if (onByDefault) return this.claims.of(onByDefault, 'default-on', 'it starts out as yes', names);
    if (telling.length === 0 && writes.length > 0) return UNREAD;
    return answer;
  }

  /** Says whether a yes is written by the person's own act, one that was about consent or about recording. */
  private actOf(write: ValueRef, names: string): Answer {
    const checked = this.condition(write.fn, write.fn.facts.when[write.id]!);
    if (checked.is === 'consent') return checked;
    if (isYes(write) && isGivenBack(this.context, write))
      return this.claims.of(write, 'default-on', 'it becomes a yes by itself', names);
    const isAsked = this.isAboutConsent(write.fn, names) || isTickAboutRecording(this.context, this.names, write);
    if (isAsked && isPersonsAct(this.context, write.fn)) {
      return consentBy('act', this.claims.step(write, 'written when the person acts'));
    }
    if (isYes(write) && !isInitial(write) && runsByItself(this.context, write.fn))
      return this.claims.of(write, 'default-on', 'it becomes a yes by itself', names);
    return { is: isInitial(write) ? 'other' : 'unknown', shams: [] };
  }

  /** Says whether a point is only reached by a yes, or by the person's own act. */
  givenAt(point: ValueRef): Answer {
    return this.actOf(point, '');
  }

  private isAboutConsent(fn: FunctionNode, names: string): boolean {
    return this.names.consent.test(names) || isAboutRecording(this.context, this.names, fn);
  }

  private asClaim(ref: ValueRef, answer: Answer): Answer {
    if (answer.is !== 'unknown' || answer.claim || answer.shams.length > 0) return answer;
    const names = namesOf(ref);
    return this.names.consent.test(names)
      ? { ...answer, claim: this.claims.step(ref, `where ${names} gets its value could not be read`) }
      : answer;
  }

  // Names ------------------------------------------------------------------------------------------------------------

  /** `anyText`: what is stored passes whatever it says. */
  private byName(ref: ValueRef, anyText = false): Answer | undefined {
    const names = [namesOf(ref), ...this.calls.textsGiven(ref)].join('.');
    const other = this.claims.otherThanConsent(names);
    if (other) return this.claims.described(ref, other);
    if (!this.names.consent.test(names)) return undefined;
    if (isAnsweredByServer(this.context, ref))
      return this.claims.unseen(ref, 'a server says so; who gave it is not seen');
    const standard = schemaDefault(this.context, ref);
    if (standard && this.isYes(standard)) return this.claims.of(standard, 'default-on', NOTHING_STORED, names);
    return this.storedYes(ref, names, anyText) ?? consentBy('name', this.claims.step(ref, `checks ${names}`));
  }

  /** A stored choice is consent only if no path stores a yes without the person's act. */
  private storedYes(ref: ValueRef, names: string, anyText: boolean): Answer | undefined {
    const key = storageKey(ref) || (this.calls.textsGiven(ref)[0] ?? '');
    if (key.length < 4) return undefined;
    return this.guarded(ref.fn, `stored ${key} ${anyText}`, () => {
      const written = [...storedUnder(this.context, key), ...defaultsOf(this.context, ref, key)];
      const no = anyText ? written.find((write) => this.isText(write) && !this.isYes(write)) : undefined;
      if (no) return this.claims.of(no, 'polarity', `${JSON.stringify(this.literal(no)?.value)} passes too`, names);
      const yes = written.filter((write) => this.isYes(write));
      const unasked = yes.find((write) => this.actOf(write, names).is !== 'consent');
      if (unasked) return this.claims.of(unasked, 'default-on', 'it is stored as yes without being asked', names);
      return yes.length > 0
        ? consentBy('act', this.claims.step(yes[0]!, 'stored when the person agrees'))
        : consentBy('name', this.claims.step(ref, `checks ${names}`));
    });
  }

  private isText(write: ValueRef): boolean {
    const value = this.literal(write)?.value;
    return typeof value === 'string' && value !== '';
  }

  private isYes(write: ValueRef): boolean {
    const literal = this.literal(write);
    return (
      literal !== undefined &&
      (literal.value === true || (typeof literal.value === 'string' && this.names.yes.test(literal.value)))
    );
  }
}

/** What a function named for consent rests on claims to be consent, whatever it is called itself. */
function claimedAll(answer: Exclude<Answer, { is: 'consent' }>): Answer {
  return { ...answer, shams: answer.shams.map((sham) => ({ ...sham, claimsConsent: true })) };
}

/** Ways that meet again: a check stands in the way only if there is one on each of them. */
function alternatives(answers: readonly Answer[]): Answer {
  const all = everyConsent(answers);
  if (all.is === 'consent' || answers.every((answer) => answer.is === 'consent' || answer.shams.length > 0)) return all;
  return { is: all.is, shams: [] };
}

/** `if (yes) send(); log();`: both answers lead here, and a yes that is not needed is no wrong way to ask for one. */
function withoutOpposites(answers: readonly Answer[]): readonly Answer[] {
  if (!answers.some((answer) => answer.is === 'consent')) return answers;
  return answers.map((answer) =>
    answer.is === 'consent' ? answer : { ...answer, shams: answer.shams.filter(({ is }) => is !== 'polarity') },
  );
}

function anyOrUnknown(answer: Answer, fallback: () => Answer): Answer {
  return answer.is === 'unknown' ? anyConsent([answer, fallback()]) : answer;
}

/** `Boolean(answer)` and `asking.catch(…)` are as truthy as what they are given. */
function passedThrough(ref: ValueRef, call: CallValue): ValueRef | undefined {
  const callee = ref.fn.facts.values[call.callee];
  if (callee?.op === 'global' && callee.name === 'Boolean' && call.args[0] !== undefined)
    return { fn: ref.fn, id: call.args[0] };
  return callee?.op === 'get' && (callee.name === 'catch' || callee.name === 'finally')
    ? { fn: ref.fn, id: callee.of }
    : undefined;
}

function isConstant(ref: ValueRef, truthy: boolean): boolean {
  const value = valueOf(ref);
  return (
    (value.op === 'const' && Boolean(value.value) === truthy) ||
    (value.op === 'not' && isConstant({ fn: ref.fn, id: value.of }, !truthy))
  );
}

/** `let yes = false; yes ||= await ask();`: nothing but what follows decides. */
function isNoneYet(ref: ValueRef): boolean {
  const value = valueOf(ref);
  const writes = value.op === 'cell' ? (ref.fn.file.cellWrites.get(value.cell) ?? []) : [];
  return writes.length > 0 && standingAt(ref, writes).every((write) => isConstant(write, false));
}

function isYes(ref: ValueRef): boolean {
  const value = valueOf(ref);
  return value.op === 'const' && value.value === true;
}

/** `store.get('consent', true)`: the second argument is what there is without an answer. */
function standsFor(ref: ValueRef, call: CallValue): boolean {
  const callee = ref.fn.facts.values[call.callee];
  const [, second] = call.args;
  return (
    callee?.op === 'get' &&
    callee.name === 'get' &&
    second !== undefined &&
    isConstant({ fn: ref.fn, id: second }, true)
  );
}

function mayReturn(fn: FunctionNode, truthy: boolean): boolean {
  return returnsOf(fn).some((returned) => !isConstant(returned, !truthy));
}

function returnsOnly(fn: FunctionNode, holds: (of: ValueRef) => boolean): boolean {
  const returned = returnsOf(fn);
  return returned.length > 0 && returned.every(holds);
}

function isInitial(ref: ValueRef): boolean {
  const { kind } = ref.fn.facts;
  return kind === 'module' || kind === 'fields' || kind === 'static' || kind === 'constructor';
}
