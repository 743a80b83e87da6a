/**
 * Decides what the terminal review shows: which captures get a block of their own, and which one line in the inventory.
 *
 * A capture gets a block if a finding on it asks for action and is more than a note. Findings that the team has already
 * accepted (suppressed, or known to the baseline) do not bring a block about, but are never left out either.
 */
import type { Capture, Finding, Location, Report, Sensor, Severity } from '../../model/result.js';
import { atLeast, isActive, worstFirst } from '../tally.js';

export interface Block {
  readonly severity: Severity;
  readonly location: Location;
  /** Absent for a finding about something other than a capture, such as a waiver without a reason. */
  readonly capture: Capture | undefined;
  /** Those that ask for action before accepted ones, then the most severe first. */
  readonly findings: readonly Finding[];
}

export interface Review {
  /** Most severe first; among equals what gives most of a person away. */
  readonly blocks: readonly Block[];
  readonly inventory: readonly Block[];
}

export function reviewOf(report: Report): Review {
  const byCapture = groupedByCapture(report.findings);
  const ids = new Set(report.captures.map(({ id }) => id));
  const all = [
    ...report.captures.map((capture) => blockOf(byCapture.get(capture.id) ?? [], capture)),
    ...report.findings.filter(({ captureId }) => !ids.has(captureId)).map((finding) => blockOf([finding], undefined)),
  ].filter((block) => block !== undefined);
  return {
    blocks: worstFirst(all.filter(asksForAction).sort((a, b) => intimacy(a) - intimacy(b))),
    inventory: all.filter((block) => !asksForAction(block)),
  };
}

/** What can hold a password comes first, then what shows the screen, then where somebody was. */
const INTIMACY: Readonly<Record<Sensor, number>> = {
  keystroke: 0,
  'input-value': 1,
  clipboard: 2,
  screen: 3,
  'session-replay': 4,
  'audio-video': 5,
  'app-activity': 6,
  pointer: 7,
};

function intimacy({ capture }: Block): number {
  return capture === undefined ? Object.keys(INTIMACY).length : INTIMACY[capture.sensor];
}

function blockOf(findings: readonly Finding[], capture: Capture | undefined): Block | undefined {
  const inOrder = [
    ...worstFirst(findings.filter(isActive)),
    ...worstFirst(findings.filter((finding) => !isActive(finding))),
  ];
  const location = capture?.location ?? inOrder[0]?.location;
  if (location === undefined) return undefined;
  return { severity: inOrder[0]?.severity ?? 'note', location, capture, findings: inOrder };
}

function asksForAction({ findings }: Block): boolean {
  return findings.some((finding) => isActive(finding) && atLeast(finding.severity, 'warning'));
}

function groupedByCapture(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.captureId) ?? [];
    groups.set(finding.captureId, [...group, finding]);
  }
  return groups;
}
