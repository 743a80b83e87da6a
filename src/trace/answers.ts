/**
 * What a tested value says about consent, and the reasons it may not.
 */
import type { GateModel } from '../model/catalogue.js';
import type { Step } from '../model/result.js';

/** A check that stands where consent should, and what it is instead. */
export interface Sham {
  readonly is: GateModel['gate'] | 'constant' | 'default-on' | 'polarity' | 'stale';
  readonly step: Step;
  /** Holds if it calls itself consent, or is a consent platform's answer misread. */
  readonly claimsConsent: boolean;
}

export type Answer =
  | { readonly is: 'consent'; readonly evidence: readonly Step[]; readonly by: 'act' | 'name' }
  /** Read, and no consent; `shams` are the checks found on the way. */
  | { readonly is: 'other'; readonly shams: readonly Sham[] }
  /** Could not be read. */
  | {
      readonly is: 'unknown';
      readonly shams: readonly Sham[];
      /** What calls itself consent and could not be read back to an act. */ readonly claim?: Step;
    };

export const UNREAD: Answer = { is: 'unknown', shams: [] };
export const NO_CHECK: Answer = { is: 'other', shams: [] };

export function consentBy(by: 'act' | 'name', ...evidence: Step[]): Answer {
  return { is: 'consent', evidence, by };
}

function shamsOf(answers: readonly Answer[]): readonly Sham[] {
  const found = answers.flatMap((answer) => (answer.is === 'consent' ? [] : answer.shams));
  return found.slice(0, 4);
}

function claimOf(answers: readonly Answer[]): Step | undefined {
  for (const answer of answers) if (answer.is === 'unknown' && answer.claim) return answer.claim;
  return undefined;
}

/** All hold together: one yes is enough. */
export function anyConsent(answers: readonly Answer[]): Answer {
  const consent =
    answers.find((answer) => answer.is === 'consent' && answer.by === 'act') ??
    answers.find((answer) => answer.is === 'consent');
  if (consent) return consent;
  if (!answers.some((answer) => answer.is === 'unknown')) return { is: 'other', shams: shamsOf(answers) };
  return { is: 'unknown', shams: shamsOf(answers), claim: claimOf(answers) };
}

/** One of them holds, and it is not known which: each must be a yes. */
export function everyConsent(answers: readonly Answer[]): Answer {
  if (answers.length === 0) return UNREAD;
  const refusing = answers.filter((answer) => answer.is !== 'consent');
  if (refusing.some((answer) => answer.is === 'other')) return { is: 'other', shams: shamsOf(refusing) };
  if (refusing.length > 0)
    return {
      is: 'unknown',
      shams: shamsOf(refusing),
      claim: refusing.every((answer) => claimOf([answer])) ? claimOf(refusing) : undefined,
    };
  const evidence = answers.flatMap((answer) => (answer.is === 'consent' ? [...answer.evidence] : []));
  const byName = answers.some((answer) => answer.is === 'consent' && answer.by === 'name');
  return { is: 'consent', evidence: evidence.slice(0, 4), by: byName ? 'name' : 'act' };
}
