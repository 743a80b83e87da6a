/**
 * Judges whether a capture that sees beyond the app's own window is kept to listed applications or sites.
 *
 * Causes: `content-free`, `own-recording`, `own`, `listed`, `unlisted`, `exclusions`, `secrets`, `unresolved`.
 */
import type { CaptureTrace } from '../model/trace.js';
import { type Judged, isOwnRecording } from './verdicts.js';

export function judgeScope(capture: CaptureTrace, consent: Judged): Judged {
  const { limit, keepsSecrets, evidence } = capture.coverage;
  const no = (cause: string, reason: string): Judged => ({ verdict: 'not-applicable', cause, reason, evidence });
  if (capture.sinks.length === 0) return no('content-free', 'no content leaves');
  if (isOwnRecording(capture, consent)) return no('own-recording', 'the person asked for this recording');
  if (limit === 'own') return no('own', "it sees no further than the app's own window");
  if (limit === 'windowless') return no('own', 'it is of no window that a list could name');
  const unmet = (cause: string, reason: string): Judged => ({ verdict: 'unmet', cause, reason, evidence });
  if (limit === 'none')
    return unmet('unlisted', `${evidence[0]?.note ?? 'it sees everything'}, and nothing limits it to listed ones`);
  if (limit === 'exclusions') return unmet('exclusions', evidence[0]?.note ?? 'only some are left out');
  if (keepsSecrets === true) return unmet('secrets', 'fields that hold a secret are not skipped');
  const reason = evidence[0]?.note ?? '';
  return limit === 'list'
    ? { verdict: 'met', cause: 'listed', reason, evidence }
    : { verdict: 'unproven', cause: 'unresolved', reason, evidence };
}
