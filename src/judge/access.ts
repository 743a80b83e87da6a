/**
 * Judges who can read what was captured.
 *
 * Causes: `content-free`, `open` (anyone, without signing in), `any-page`, `signed-in`, `machine`, `owner`, `unresolved`,
 * `local`.
 */
import type { CaptureTrace, ReaderTrace } from '../model/trace.js';
import type { Judged } from './verdicts.js';

/** Worst first. */
const CAUSES = [
  ['anyone', 'open'],
  ['any-site', 'any-page'],
  ['signed-in', 'signed-in'],
  ['machine', 'machine'],
] as const;
/** Places of the person's own, as long as nothing opens them. */
const LOCAL = new Set(['disk', 'storage', 'log']);

export function judgeAccess(capture: CaptureTrace): Judged {
  if (capture.sinks.length === 0)
    return { verdict: 'not-applicable', cause: 'content-free', reason: 'no content leaves', evidence: [] };
  for (const [who, cause] of CAUSES) {
    const readers = capture.readers.filter((each) => each.who === who);
    if (readers.length > 0) return { verdict: 'unmet', cause, ...shownBy(readers) };
  }
  const unread = capture.readers.filter(({ who }) => who === 'unread');
  if (unread.length > 0) return { verdict: 'unproven', cause: 'unresolved', ...shownBy(unread) };
  if (capture.readers.length > 0) return { verdict: 'met', cause: 'owner', ...shownBy(capture.readers) };
  const away = capture.sinks.find(({ kind }) => !LOCAL.has(kind));
  if (!away)
    return { verdict: 'met', cause: 'local', reason: 'it stays here, and nothing is seen to open it', evidence: [] };
  const reason = `who can read it behind ${away.api} is not in this code`;
  return { verdict: 'unproven', cause: 'unresolved', reason, evidence: away.trace.slice(-1) };
}

/** The nearest reader decides; a few others are evidence too. */
function shownBy(readers: readonly ReaderTrace[]): Pick<Judged, 'reason' | 'evidence' | 'trace'> {
  const [first] = readers;
  const evidence = readers.slice(0, MAX_SHOWN).flatMap(({ step, guard }) => (guard ? [step, guard] : [step]));
  return { reason: first?.step.note ?? '', evidence, trace: first?.trace };
}

const MAX_SHOWN = 3;
