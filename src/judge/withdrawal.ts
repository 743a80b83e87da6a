/**
 * Judges whether the person can make a capture stop.
 *
 * Causes: `released`, `rechecked`, `gated-start`, `platform`, `single`, `unreferenced`, `timed-pause`, `ended`,
 * `endless`, `unread`, `library`.
 * Source: product.md, "The model".
 */
import type { CaptureTrace, WithdrawalTrace } from '../model/trace.js';
import type { Verdict } from '../model/result.js';
import type { Judged } from './verdicts.js';

const VERDICTS: Readonly<Record<WithdrawalTrace['is'], readonly [Verdict, cause: string, reason: string]>> = {
  stopped: ['met', 'released', 'the person can stop it'],
  rechecked: ['met', 'rechecked', 'the answer is asked for again at each event'],
  restart: ['met', 'gated-start', 'it has no stop of its own, and asks before each start'],
  platform: ['met', 'platform', 'the platform that asked lets the person take it back'],
  single: ['not-applicable', 'single', 'it looks once and does not run on'],
  paused: ['unmet', 'timed-pause', 'after a stop it starts again by itself'],
  ended: ['unmet', 'ended', 'it is stopped only by what ends anyway'],
  endless: ['unmet', 'endless', 'nothing stops it'],
  doubtful: ['unproven', 'unread', 'whether a stop lasts was not found'],
  unread: ['unproven', 'unread', 'who can stop it was not found'],
};

export function judgeWithdrawal({ withdrawal, unreferenced, library, consent }: CaptureTrace): Judged {
  const { evidence } = withdrawal;
  if (unreferenced) return judged('not-applicable', 'unreferenced', 'nothing in the program runs this code', evidence);
  const [verdict, cause, reason] = VERDICTS[withdrawal.is];
  if (verdict === 'unmet' && library && consent.entry === 'export')
    return judged('unproven', 'library', 'it is started by whoever uses this package, who must stop it', evidence);
  return judged(verdict, cause, withdrawal.why ?? reason, evidence);
}

function judged(verdict: Verdict, cause: string, reason: string, evidence: Judged['evidence']): Judged {
  return { verdict, cause, reason, evidence };
}
