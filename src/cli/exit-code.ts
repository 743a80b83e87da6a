/**
 * Says what a report means for a build.
 *
 * Findings outrank an incomplete analysis: the report names both. Nothing that was not looked at ever counts as clean.
 */
import type { Report } from '../model/result.js';
import { atLeast, isActive } from '../report/tally.js';

export const EXIT = { clean: 0, findings: 1, misuse: 2, partial: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const FAIL_ON = ['error', 'warning', 'note', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export function exitCodeOf({ findings, status }: Report, failOn: FailOn): ExitCode {
  const fails =
    failOn !== 'never' && findings.some((finding) => isActive(finding) && atLeast(finding.severity, failOn));
  if (fails) return EXIT.findings;
  return status === 'complete' ? EXIT.clean : EXIT.partial;
}
