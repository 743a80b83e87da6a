/** How a check that is no consent is told of: where it is, what it is instead, and whether it calls itself consent. */
import type { ValueRef } from '../link/program.js';
import type { Step } from '../model/result.js';
import type { Answer, Sham } from './answers.js';
import type { Context } from './match.js';
import { type CompiledNames, namesOf } from './names.js';

export class Claims {
  private readonly known = new Map<string, Sham['is'] | undefined>();

  constructor(
    readonly context: Context,
    readonly names: CompiledNames,
  ) {}

  /** Says that a check is something else, and why. */
  of(ref: ValueRef, is: Sham['is'], why: string, names = namesOf(ref)): Answer {
    const claimsConsent = this.names.consent.test(names);
    return {
      is: 'other',
      shams: [{ is, step: this.step(ref, named(names, why)), claimsConsent }],
    };
  }

  /** Says that a check is one of those that are taken for consent. */
  described(ref: ValueRef, is: Sham['is']): Answer {
    return this.of(ref, is, `this is ${described(is)}`);
  }

  /** Says that what calls itself consent cannot be read back to whoever gave it. */
  unseen(ref: ValueRef, why: string): Answer {
    return { is: 'unknown', shams: [], claim: this.step(ref, named(namesOf(ref), why)) };
  }

  /** Gets what names that are no consent's are instead; asked for the same names again and again. */
  otherThanConsent(names: string): Sham['is'] | undefined {
    if (!this.known.has(names))
      this.known.set(names, this.names.notConsent.find(({ expression }) => expression.test(names))?.is);
    return this.known.get(names);
  }

  step(ref: ValueRef, note: string): Step {
    return { location: this.context.callers.e.program.locate(ref), note };
  }
}

/** A reader knows a check by its name. */
export function named(names: string, why: string): string {
  return names === '' || names.length > 60 ? why : `${names}: ${why}`;
}

export function described(is: Sham['is']): string {
  return DESCRIBED[is] ?? is;
}

const DESCRIBED: Readonly<Record<string, string>> = {
  environment: 'an environment variable',
  'feature-flag': 'a feature flag',
  role: 'a role',
  answered: 'whether a question was answered, not how',
  remote: "somebody else's setting",
  setting: 'a setting, not an answer',
};

export const NOTHING_STORED = 'it is on where nothing was stored';
export const PROMISED = 'a promise is truthy whatever the answer';
