/**
 * Closes the review: what was counted, what was looked at, what could not be, and what to do next.
 *
 * A partial run says so before anything else and never claims that nothing was found.
 */
import type { Diagnostic, Report } from '../../model/result.js';
import { atLeast, counted, grouped, isActive, severityCounts, tallyOf, worstFirst } from '../tally.js';
import { line, span } from './line.js';
import type { Line, Style } from './line.js';
import { heading } from './parts.js';
import { beside, indented, wrap } from './wrap.js';

const MAX_DIAGNOSTICS = 20;

export function summaryLines(report: Report, width: number): Line[] {
  return [
    line('dim', '─'.repeat(width)),
    ...partialNotice(report, width),
    ...wrap(resultLine(report), width),
    ...wrap(line('dim', coverage(report)), width),
    ...leftOutNotice(report, width),
    ...nextStep(report, width),
  ];
}

function resultLine(report: Report): Line {
  const tally = tallyOf(report.findings);
  const { captures, stats, status } = report;
  if (status === 'partial' && stats.files === 0) return line('warning', 'Nothing was analysed.');
  if (captures.length === 0 && report.findings.length === 0)
    return line(
      status === 'complete' ? 'good' : 'warning',
      status === 'complete'
        ? 'No code that observes a person was found.'
        : 'No code that observes a person was found in the part that could be analysed.',
    );
  const accepted = [
    ...(tally.suppressed > 0 ? [`${grouped(tally.suppressed)} suppressed`] : []),
    ...(tally.known > 0 ? [`${grouped(tally.known)} known to the baseline`] : []),
  ];
  const extra = accepted.length === 0 ? '' : ` (and ${accepted.join(', ')})`;
  return [
    span(resultStyle(report), severityCounts(tally)),
    span('plain', ` in ${counted(captures.length, 'capture')}${extra}`),
  ];
}

function resultStyle({ findings, status }: Report): Style {
  const worst = worstFirst(findings.filter(isActive))[0]?.severity;
  if (worst !== undefined && atLeast(worst, 'warning')) return worst;
  return status === 'complete' ? 'good' : 'warning';
}

function coverage({ stats, run }: Report): string {
  return [
    `${counted(stats.files, 'source file')} seen`,
    `${grouped(stats.analysed)} analysed in depth`,
    `${grouped(stats.skipped)} left out`,
    counted(stats.lines, 'line'),
    duration(run.durationMs),
  ].join(' · ');
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function partialNotice({ status, diagnostics }: Report, width: number): Line[] {
  if (status === 'complete') return [];
  const causes = diagnostics.filter(({ kind }) => kind !== 'not-source');
  const notice = `${counted(causes.length, 'problem')} kept part of the code from being analysed, so captures may be missing here.`;
  return [
    ...beside([span('error', 'PARTIAL'), span('plain', '  ')], heading(notice), width),
    ...diagnosticRows(causes, width),
    [],
  ];
}

/** Files that only look like source are no gap in the analysis, but nobody should have to guess which they were. */
function leftOutNotice({ diagnostics }: Report, width: number): Line[] {
  const notSource = diagnostics.filter(({ kind }) => kind === 'not-source');
  if (notSource.length === 0) return [];
  const notice = `${counted(notSource.length, 'file')} left out: not source code despite the name.`;
  return [...wrap(line('dim', notice), width), ...diagnosticRows(notSource, width)];
}

function diagnosticRows(diagnostics: readonly Diagnostic[], width: number): Line[] {
  const more = diagnostics.length - MAX_DIAGNOSTICS;
  return [
    ...diagnostics.slice(0, MAX_DIAGNOSTICS).flatMap((diagnostic) => {
      const { kind, file, line: at, message } = diagnostic;
      const place = at === undefined ? file : `${file}:${at}`;
      const body = [span('warning', kind), span('place', ` ${place}`), span('plain', ` ${message}`)];
      return beside(line('plain', '  - '), body, width);
    }),
    ...(more > 0 ? indented(2, line('dim', `+${grouped(more)} more in --format json`), width) : []),
  ];
}

function nextStep({ findings }: Report, width: number): Line[] {
  const worst = worstFirst(findings.filter(isActive))[0];
  if (worst === undefined || worst.severity === 'note') return [];
  return [[], ...wrap([span('plain', 'Next: '), span('accent', `consentlint explain ${worst.ruleId}`)], width)];
}
