/**
 * Renders a report as SARIF 2.1.0, for code scanning services and editors.
 *
 * In: a Report and the rules of the run. Out: JSON text without times or absolute paths, so equal trees give equal bytes.
 * Holds: `executionSuccessful` is false whenever something could not be analysed, so that no viewer shows a partial run as
 * clean; results beyond what code scanning accepts are dropped least severe first, and a notification says so.
 */
import type { Invocation, Log, Notification, Run } from 'sarif';
import type { RuleWithPage } from '../model/catalogue.js';
import type { Diagnostic, Finding, Report } from '../model/result.js';
import { safeJson } from './safe.js';
import { SRCROOT, artifactOf, messageOf, resultOf } from './sarif-result.js';
import { descriptorOf } from './sarif-rule.js';
import { counted, grouped, isActive, worstFirst } from './tally.js';

/** What GitHub code scanning takes in one run. */
export const MAX_RESULTS = 25_000;

/** Gets the SARIF log as JSON text. */
export function renderSarif(report: Report, rules: readonly RuleWithPage[], limit = MAX_RESULTS): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report, rules, limit)],
  };
  return safeJson(log);
}

function runOf(report: Report, rules: readonly RuleWithPage[], limit: number): Run {
  const shown = mostImportant(report.findings, limit);
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const usesBaseline = report.findings.some((finding) => finding.baseline === 'known');
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        rules: rules.map(descriptorOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [SRCROOT]: { description: { text: 'The scan root.' } } },
    invocations: [invocationOf(report, report.findings.length - shown.length)],
    results: shown.map((finding) => resultOf(finding, { ruleIndex: ruleIndex.get(finding.ruleId), usesBaseline })),
  };
}

/** Gets at most `limit` findings in their own order; accepted and lesser ones are the first to go. */
function mostImportant(findings: readonly Finding[], limit: number): readonly Finding[] {
  if (findings.length <= limit) return findings;
  const byWorth = [
    ...worstFirst(findings.filter(isActive)),
    ...worstFirst(findings.filter((finding) => !isActive(finding))),
  ];
  const kept = new Set(byWorth.slice(0, limit));
  return findings.filter((finding) => kept.has(finding));
}

function invocationOf(report: Report, leftOut: number): Invocation {
  const [configuration, execution] = [
    report.diagnostics.filter(({ kind }) => kind === 'config'),
    report.diagnostics.filter(({ kind }) => kind !== 'config'),
  ];
  return {
    executionSuccessful: report.status === 'complete',
    toolExecutionNotifications: [
      ...(leftOut > 0 ? [truncationOf(report.findings.length, leftOut)] : []),
      ...execution.map(notificationOf),
    ],
    toolConfigurationNotifications: configuration.map(notificationOf),
  };
}

function truncationOf(total: number, leftOut: number): Notification {
  return {
    descriptor: { id: 'results-truncated' },
    level: 'warning',
    message: {
      text: `${grouped(leftOut)} of ${counted(total, 'result')} left out, least severe first; --format json has all of them.`,
    },
  };
}

function notificationOf(diagnostic: Diagnostic): Notification {
  const { kind, file, line, message } = diagnostic;
  const region = line === undefined ? {} : { region: { startLine: line } };
  return {
    descriptor: { id: kind },
    level: kind === 'not-source' ? 'note' : 'error',
    message: messageOf(message),
    ...(file === '' ? {} : { locations: [{ physicalLocation: { artifactLocation: artifactOf(file), ...region } }] }),
  };
}
