/**
 * What a platform's or a package's own answer says about consent, as far as models know it.
 *
 * In: a value, tested or compared. Out: an Answer. Names and writes are for checks.ts.
 */
import { literalMatches } from '../catalogue/patterns.js';
import { type ValueRef, valueOf } from '../link/program.js';
import type { GateModel } from '../model/catalogue.js';
import type { Literal, Value } from '../model/facts.js';
import { type Answer, UNREAD, consentBy } from './answers.js';
import { type Claims, described, named } from './claims.js';
import { readDialog, textsAt } from './dialogs.js';
import { isUnmixed } from './joins.js';
import { conditionsHold, pathsOf } from './match.js';
import { namesOf } from './names.js';
import { presumedAt } from './presumed.js';
import { isTold, toldPaths } from './told.js';

export class PlatformAnswers {
  constructor(private readonly claims: Claims) {}

  /** A modelled answer compared with a literal. */
  compared(subject: ValueRef, literal: Literal, positive: boolean): Answer | undefined {
    const model = this.gateOf(subject);
    if (!model) return undefined;
    const step = this.claims.step(subject, '');
    if (model.gate !== 'consent') return this.other(subject, model);
    const no = this.noAnswer(subject, model);
    if (no) return no;
    if (model.accepts) {
      const pressed = positive && model.buttons ? this.pressed(subject, model.buttons, literal) : undefined;
      if (pressed) return this.claims.of(subject, 'polarity', pressed);
      const accepted = positive && literal !== null && literal !== undefined && literalMatches(model.accepts, literal);
      if (accepted) return consentBy('act', { ...step, note: `the person's answer is ${JSON.stringify(literal)}` });
      if (!positive && typeof literal === 'number') return UNREAD;
      return {
        is: 'other',
        shams: [
          {
            is: 'polarity',
            step: { ...step, note: model.caution ?? `${JSON.stringify(literal)} is not a yes` },
            claimsConsent: true,
          },
        ],
      };
    }
    if (literal === true && positive) return consentBy('act', { ...step, note: 'the person agreed' });
    return undefined;
  }

  /** Says why the button of this index is no yes; undefined where it is one, or cannot be read. */
  private pressed(subject: ValueRef, buttons: NonNullable<GateModel['buttons']>, index: Literal): string | undefined {
    const site = callSite(subject);
    const dialog = site && buttons.map((ports) => readDialog(this.claims.context, site, ports)).find((each) => each);
    if (!dialog || typeof index !== 'number') return undefined;
    const label = dialog.labels[index];
    if (label !== undefined && this.claims.names.refuseButton.test(label))
      return `button ${index} says ${JSON.stringify(label)}`;
    return dialog.closed === index ? `closing the dialog gives ${index} too` : undefined;
  }

  /** `Math.random() < rate`: what is measured is no answer. */
  measured(ref: ValueRef, value: Extract<Value, { op: 'compare' }>): Answer {
    for (const id of [value.left, value.right]) {
      const model = this.gateOf({ fn: ref.fn, id });
      if (model && model.gate !== 'consent') return this.other({ fn: ref.fn, id }, model);
    }
    return UNREAD;
  }

  /** Says what it means that a modelled answer is truthy, or falsy. */
  tested(ref: ValueRef, model: GateModel, truthy: boolean): Answer {
    if (model.gate !== 'consent') return this.other(ref, model);
    const no = this.noAnswer(ref, model);
    if (no) return no;
    const step = this.claims.step(ref, 'the person agreed');
    if (truthy && !model.accepts) return consentBy('act', step);
    const why = truthy ? (model.caution ?? 'a truthy answer is not yet a yes') : 'this is where the answer was no';
    return { is: 'other', shams: [{ is: 'polarity', step: { ...step, note: why }, claimsConsent: true }] };
  }

  /** Says why a modelled answer is none to being observed, whatever it is; undefined where it may be one. */
  private noAnswer(ref: ValueRef, model: GateModel): Answer | undefined {
    const question = this.otherQuestion(ref, model);
    if (question !== undefined) return this.askedOther(ref, question);
    const presumed = presumedAt(this.claims.context, model);
    if (!presumed) return undefined;
    const step = this.claims.step(presumed, model.caution ?? 'it is a yes before there is an answer');
    return { is: 'other', shams: [{ is: 'default-on', step, claimsConsent: true }] };
  }

  private askedOther(ref: ValueRef, question: string): Answer {
    const step = this.claims.step(ref, `the question is about something else: ${JSON.stringify(question)}`);
    return { is: 'other', shams: [{ is: 'answered', step, claimsConsent: false }] };
  }

  private other(ref: ValueRef, model: GateModel): Answer {
    const claimsConsent = model.gate === 'answered' || this.claims.names.consent.test(namesOf(ref));
    const step = this.claims.step(ref, named(namesOf(ref), model.caution ?? `this is ${described(model.gate)}`));
    return { is: 'other', shams: [{ is: model.gate, step, claimsConsent }] };
  }

  /** Gets the question where all that can be read of it is about something else. */
  private otherQuestion(ref: ValueRef, model: GateModel): string | undefined {
    const site = model.question && callSite(ref);
    if (!site) return undefined;
    const texts = model.question.flatMap((port) => textsAt(this.claims.context, site, port));
    return texts.length > 0 && !texts.some((text) => this.claims.names.observing.test(text)) ? texts[0] : undefined;
  }

  /** Gets the model of what a value is the answer of, and of nothing else. */
  gateOf(ref: ValueRef): GateModel | undefined {
    const { context } = this.claims;
    // Parameters stay symbolic: what the callers pass is read as sources, one by one.
    const targets = context.callers.e.evaluate(ref);
    for (const path of pathsOf(targets)) {
      const model = this.gateAt(ref, path);
      // What is no consent is none whatever it is joined to.
      if (model && (model.gate !== 'consent' || isUnmixed(context, ref))) return model;
    }
    return toldPaths(targets)
      .map((path) => this.gateAt(ref, path))
      .find((model) => model?.toldBy);
  }

  private gateAt(ref: ValueRef, path: string): GateModel | undefined {
    const { context } = this.claims;
    const site = callSite(ref);
    const direct = context.index.gatesAt(path);
    const called = path.endsWith('()') ? context.index.gatesAt(path.slice(0, -2)) : [];
    return [...direct, ...called].find(
      (each) =>
        !each.callback &&
        (!site || conditionsHold(context, site, each.when) === 'yes') &&
        (!each.toldBy || isTold(context, ref, each, each.toldBy)),
    );
  }
}

/** Gets the call whose result `ref` is or reads from. */
function callSite(ref: ValueRef): ValueRef | undefined {
  let at = ref;
  for (let hops = 0; hops < 6; hops++) {
    const value = valueOf(at);
    if (value.op === 'call') return at;
    const writes: readonly ValueRef[] = value.op === 'cell' ? (at.fn.file.cellWrites.get(value.cell) ?? []) : [];
    if (writes.length === 1) {
      at = writes[0]!;
      continue;
    }
    if (value.op !== 'await' && value.op !== 'get' && value.op !== 'typed') return undefined;
    if (value.of === undefined) return undefined;
    at = { fn: at.fn, id: value.of };
  }
  return undefined;
}
