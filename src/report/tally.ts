/**
 * Counts what a report says, and decides which findings still ask for action.
 *
 * Suppressed findings and those the baseline already knows stay in every report, but they never fail a build.
 */
import { SEVERITIES } from '../model/result.js';
import type { Rule } from '../model/catalogue.js';
import type { Finding, Severity } from '../model/result.js';

export interface Tally {
  /** Findings that ask for action, by severity. */
  readonly active: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  /** Known to the baseline and not suppressed. */
  readonly known: number;
}

/** Holds if the finding is neither suppressed nor known to the baseline. */
export function isActive(finding: Finding): boolean {
  return finding.suppression === null && finding.baseline === 'new';
}

/** Gets the place of a severity in rising order. */
export function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Holds if the severity is the threshold or above it. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return rank(severity) >= rank(threshold);
}

/** Gets a copy, most severe first; equal ones keep their order. */
export function worstFirst<T extends { readonly severity: Severity }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => rank(b.severity) - rank(a.severity));
}

/** Gets the highest severity that the rule can speak with. */
export function worstSeverity(rule: Rule): Severity {
  const possible = rule.severity.map(({ is }) => ({ severity: is }));
  return worstFirst(possible)[0]?.severity ?? 'note';
}

export function tallyOf(findings: readonly Finding[]): Tally {
  const active = { error: 0, warning: 0, note: 0 };
  let suppressed = 0;
  let known = 0;
  for (const finding of findings) {
    if (isActive(finding)) active[finding.severity] += 1;
    else if (finding.suppression !== null) suppressed += 1;
    else known += 1;
  }
  return { active, suppressed, known };
}

/** Gets `1 error`, `8,292 files`: a count in words, the same in every locale. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** Gets digits in groups of three. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Gets `2 errors, 1 warning, 0 notes`. */
export function severityCounts(tally: Tally): string {
  return [...SEVERITIES]
    .reverse()
    .map((severity) => counted(tally.active[severity], severity))
    .join(', ');
}
