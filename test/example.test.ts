/**
 * The example application: what the press reported is found where expected.json says, and the reviewed version passes.
 *
 * Rows of rules that the catalogue does not have yet are only checked to name a sensor.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { builtinCatalogue } from '../src/catalogue/index.js';
import type { Finding, Report } from '../src/model/result.js';
import { scan } from '../src/scan.js';

const EXAMPLE = fileURLToPath(new URL('../examples/workplace-agent', import.meta.url));
const SENSOR_CALL =
  /\b(uIOhook\.on|desktopCapturer\.getSources|clipboard\.readText|activeWindow|document\.addEventListener|record)\(/;

interface Row {
  readonly reported: string;
  readonly ruleId: string;
  readonly file: string;
  readonly line: number;
}

const rows = JSON.parse(readFileSync(join(EXAMPLE, 'expected.json'), 'utf8')) as readonly Row[];
const landed = new Set(builtinCatalogue().rules.map((rule) => rule.id));
const nameOf = ({ ruleId, file, line }: Row): string => `${ruleId} ${file}:${line}`;

function reviewed(name: string): Promise<Report> {
  const path = join(EXAMPLE, name);
  return scan({ paths: [path], cwd: path }).then(({ report }) => report);
}

/** Gets the findings that ask for action, written as `rule file:line`. */
function found(report: Report): readonly string[] {
  const serious = report.findings.filter(({ severity }) => severity !== 'note');
  return serious.map(({ ruleId, location }: Finding) => nameOf({ reported: '', ruleId, ...location })).sort();
}

describe('as-reported', () => {
  let report: Report;
  beforeAll(async () => {
    report = await reviewed('as-reported');
  });

  test.each(rows.filter(({ ruleId }) => landed.has(ruleId)).map(nameOf))('%s is found', (name) => {
    expect(found(report)).toContain(name);
  });

  test('nothing else is found', () => {
    const expected = new Set(rows.map(nameOf));
    expect(found(report).filter((name) => !expected.has(name))).toEqual([]);
  });

  test('all of it could be analysed', () => {
    expect(report.diagnostics).toEqual([]);
    expect(report.status).toBe('complete');
  });
});

describe('reviewed', () => {
  test('passes, and was analysed in full', async () => {
    const report = await reviewed('reviewed');
    expect(found(report)).toEqual([]);
    expect(report.status).toBe('complete');
    expect(report.captures.length).toBeGreaterThan(0);
  });
});

describe('expected.json', () => {
  test.each(rows.map((row): [string, Row] => [nameOf(row), row]))('%s is a sensor call', (_, { file, line }) => {
    const text = readFileSync(join(EXAMPLE, 'as-reported', file), 'utf8').split('\n')[line - 1];
    expect(text).toMatch(SENSOR_CALL);
  });

  test('names no place twice for one rule and one reported fact', () => {
    const keys = rows.map((row) => `${row.reported} ${nameOf(row)}`);
    expect(keys.length).toBe(new Set(keys).size);
  });

  test('covers every rule of the catalogue', () => {
    expect([...landed].filter((id) => !rows.some(({ ruleId }) => ruleId === id))).toEqual([]);
  });
});
