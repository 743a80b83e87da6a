import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Log, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Finding, Report } from '../../src/model/result.js';
import { renderSarif } from '../../src/report/sarif.js';
import { CLEAN, REPORT, RULES, at } from './sample.js';

/** The official schema is draft 4, which Ajv 8 reads once its identifier is renamed; the two formats are checked here. */
function officialSchema(): object {
  const url = new URL('../fixtures/sarif/sarif-2.1.0-rtm.5.schema.json', import.meta.url);
  const { $schema: _draft4, id: _id, ...schema } = JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
  return schema;
}

const validate = new Ajv({
  allErrors: true,
  strict: false,
  unicodeRegExp: false,
  formats: { uri: (uri: string) => URL.canParse(uri), 'uri-reference': isUriReference, 'date-time': true },
}).compile(officialSchema());

function isUriReference(text: string): boolean {
  return /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i.test(text);
}

function runOf(report: Report, limit?: number): Run {
  return (JSON.parse(renderSarif(report, RULES, limit)) as Log).runs[0]!;
}

function withFindings(...findings: Partial<Finding>[]): Report {
  return { ...REPORT, findings: findings.map((finding) => ({ ...REPORT.findings[0]!, ...finding })) };
}

describe('the official schema', () => {
  test.each([
    ['a full report', REPORT],
    ['a clean one', CLEAN],
    ['awkward file names', withFindings({ location: at('a b/ü%#?[x]:\\"\ud800.ts', 1) })],
  ])('accepts %s', (_, report) => {
    expect(validate(JSON.parse(renderSarif(report, RULES))), JSON.stringify(validate.errors, null, 1)).toBe(true);
  });

  test('rejects a broken twin', () => {
    const log = JSON.parse(renderSarif(REPORT, RULES));
    log.runs[0].results[0].level = 'fatal';
    expect(validate(log)).toBe(false);
  });
});

describe('results', () => {
  const [first] = runOf(REPORT).results!;

  test('point at their rule', () => {
    const run = runOf(REPORT);
    for (const result of run.results!) expect(run.tool.driver.rules![result.ruleIndex!]!.id).toBe(result.ruleId);
    expect(first).toMatchObject({ ruleId: 'ungated-capture', level: 'error' });
  });

  test('carry the place, the path and the fingerprint', () => {
    const [place] = first!.locations!;
    expect(place!.physicalLocation).toEqual({
      artifactLocation: { uri: 'src/agent/recorder.ts', uriBaseId: 'SRCROOT' },
      region: { startLine: 8, startColumn: 2, endLine: 8, endColumn: 93 },
    });
    const steps = first!.codeFlows![0]!.threadFlows[0]!.locations;
    expect(steps.map((step) => step.location!.message!.text)).toContain('the batch is sent with fetch');
    expect(first!.partialFingerprints).toEqual({ 'consentlint/v1': 'ungated-capture-c1' });
  });

  test('say whether they are known, but only where there is a baseline', () => {
    const states = (report: Report) => runOf(report).results!.map((result) => result.baselineState);
    expect(states(REPORT)).toEqual(['new', 'new', 'new', 'new', 'unchanged', 'new']);
    expect(states(withFindings({}, {}))).toEqual([undefined, undefined]);
  });

  test('say why they are suppressed', () => {
    const suppressions = runOf(REPORT).results!.map((result) => result.suppressions);
    expect(suppressions[0]).toEqual([]);
    expect(suppressions[5]).toMatchObject([{ kind: 'inSource', justification: 'a count for the idle timer' }]);
  });

  test('of a rule that is not in the catalogue have no index', () => {
    expect(runOf(withFindings({ ruleId: 'from-elsewhere' })).results![0]).not.toHaveProperty('ruleIndex');
  });

  test('cannot smuggle a link into a message', () => {
    const [result] = runOf(withFindings({ message: 'calls [free money](https://example.invalid)' })).results!;
    expect(result!.message.text).toBe('calls \\[free money\\](https://example.invalid)');
  });

  test('have relative, percent-encoded paths', () => {
    const [result] = runOf(withFindings({ location: at('a b/#[x]\u202e.ts', 1) })).results!;
    expect(result!.locations![0]!.physicalLocation!.artifactLocation!.uri).toBe('a%20b/%23%5Bx%5D%E2%80%AE.ts');
  });
});

describe('rules', () => {
  test('carry their page', () => {
    const [rule] = runOf(REPORT).tool.driver.rules!;
    expect(rule).toMatchObject({
      id: 'ungated-capture',
      name: 'UngatedCapture',
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['privacy', 'telemetry', 'consent'] },
    });
    expect(rule!.help!.markdown).toBe(RULES[0]!.page);
    expect(rule!.help!.text).toContain(RULES[0]!.advice);
    expect(rule).not.toHaveProperty('helpUri');
  });
});

describe('the invocation', () => {
  test('of a partial run is unsuccessful and names the files', () => {
    const [invocation] = runOf(REPORT).invocations!;
    expect(invocation!.executionSuccessful).toBe(false);
    expect(invocation!.toolExecutionNotifications).toMatchObject([
      { descriptor: { id: 'parse-error' }, level: 'error', message: { text: "'}' expected" } },
      { descriptor: { id: 'not-source' }, level: 'note' },
    ]);
  });

  test('of a complete run is successful', () => {
    expect(runOf(CLEAN).invocations![0]).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  test('keeps configuration problems apart', () => {
    const report: Report = { ...REPORT, diagnostics: [{ kind: 'config', file: '', message: 'unknown key' }] };
    const [invocation] = runOf(report).invocations!;
    expect(invocation!.toolExecutionNotifications).toEqual([]);
    expect(invocation!.toolConfigurationNotifications).toEqual([
      { descriptor: { id: 'config' }, level: 'error', message: { text: 'unknown key' } },
    ]);
  });
});

describe('too many results', () => {
  const accepted = { suppression: { reason: 'r', location: at('a.ts', 1) } };
  const report = withFindings(
    { severity: 'note', fingerprint: 'note' },
    { severity: 'error', fingerprint: 'accepted', ...accepted },
    { severity: 'warning', fingerprint: 'warning' },
    { severity: 'error', fingerprint: 'error' },
  );

  test.each([
    [1, ['error']],
    [2, ['warning', 'error']],
    [3, ['note', 'warning', 'error']],
    [4, ['note', 'accepted', 'warning', 'error']],
  ])('are cut to %i by importance, in their own order', (limit, expected) => {
    const kept = runOf(report, limit).results!.map((result) => result.partialFingerprints!['consentlint/v1']);
    expect(kept).toEqual(expected);
  });

  test('are announced', () => {
    const notifications = (limit: number) => runOf(report, limit).invocations![0]!.toolExecutionNotifications!;
    expect(notifications(3)[0]).toMatchObject({ descriptor: { id: 'results-truncated' }, level: 'warning' });
    expect(notifications(3)[0]!.message.text).toMatch(/^1 of 4 results left out/);
    expect(notifications(4).map((notification) => notification.descriptor!.id)).not.toContain('results-truncated');
  });
});

test('two runs over the same tree give the same bytes', () => {
  const later = { ...REPORT, run: { startedAt: '2030-01-01T00:00:00.000Z', durationMs: 1, stages: {} } };
  expect(renderSarif(later, RULES)).toBe(renderSarif(REPORT, RULES));
});
