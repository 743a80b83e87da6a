/**
 * Shows what a capture owes the person, and which of it the code keeps.
 */
import { OBLIGATIONS } from '../../model/result.js';
import type { Capture, Obligation, ObligationResult, Step, Verdict } from '../../model/result.js';
import { line, pad, padded, span } from './line.js';
import type { Line, Style } from './line.js';
import { heading, placeOf } from './parts.js';
import { passes } from './paths.js';
import type { Paths } from './paths.js';
import { beside, indented } from './wrap.js';

/** A promise that is kept needs one line of proof; one that is not, a little more. */
const MAX_EVIDENCE: Readonly<Record<Verdict, number>> = {
  met: 1,
  unmet: 3,
  unproven: 3,
  'not-applicable': 0,
};

const MARKS: Readonly<Record<Verdict, { readonly mark: string; readonly style: Style }>> = {
  met: { mark: '✓', style: 'good' },
  unmet: { mark: '✗', style: 'error' },
  unproven: { mark: '?', style: 'warning' },
  'not-applicable': { mark: '–', style: 'dim' },
};

const NAME_WIDTH = Math.max(...OBLIGATIONS.map((name) => name.length)) + 2;

/** Gets one row per obligation that a rule has judged. */
export function obligationRows(capture: Capture, paths: Paths, width: number): Line[] {
  const rows = OBLIGATIONS.flatMap((name) => {
    const result = capture.obligations[name];
    return result === undefined ? [] : obligationRow(name, result, paths, width);
  });
  return rows.length === 0 ? [] : [[], ...indented(2, heading('Obligations'), width), ...rows];
}

function obligationRow(name: Obligation, result: ObligationResult, paths: Paths, width: number): Line[] {
  const { mark, style } = MARKS[result.verdict];
  const quiet = result.verdict === 'not-applicable';
  const label = [span('plain', '    '), span(style, `${mark} `), ...padded(quiet ? 'dim' : 'plain', name, NAME_WIDTH)];
  const evidence = result.evidence.filter((step, index) => index === 0 || !passes(paths, step.location));
  const shown = evidence.slice(0, MAX_EVIDENCE[result.verdict]);
  return [
    ...beside(label, line(quiet ? 'dim' : 'plain', reasonOf(result)), width),
    ...shown.flatMap((step) => evidenceRow(step, result.reason, width)),
    ...moreEvidence(evidence.length - shown.length, quiet, width),
  ];
}

/** `unproven` is the one verdict that a mark alone does not make plain. */
function reasonOf({ verdict, reason }: ObligationResult): string {
  return verdict === 'unproven' ? `unproven: ${reason}` : reason;
}

const EVIDENCE_INDENT = 6 + NAME_WIDTH;

/** A note that only repeats the reason is left out. */
function evidenceRow({ location, note }: Step, reason: string, width: number): Line[] {
  if (reason.includes(note)) return indented(EVIDENCE_INDENT, [placeOf(location)], width);
  const label = [pad(EVIDENCE_INDENT), placeOf(location), pad(2)];
  return beside(label, line('dim', note), width);
}

function moreEvidence(count: number, quiet: boolean, width: number): Line[] {
  if (count <= 0 || quiet) return [];
  return indented(EVIDENCE_INDENT, line('dim', `+${count} more`), width);
}
