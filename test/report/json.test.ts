import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { renderJson } from '../../src/report/json.js';
import type { Report } from '../../src/model/result.js';
import { CLEAN, REPORT } from './sample.js';

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

function parsed(report: Report = REPORT): Json {
  return JSON.parse(renderJson(report)) as Json;
}

describe('the published schema', () => {
  test.each([
    ['a full report', REPORT],
    ['an empty one', CLEAN],
  ])('accepts %s', (_, report) => {
    expect(validate(parsed(report)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each<[string, (report: Json) => void]>([
    ['an unknown key', (report) => (report['extra'] = 1)],
    ['an unknown key in a finding', (report) => (report['findings'][0].help = '')],
    ['a missing trace', (report) => delete report['findings'][0].trace],
    ['an unknown sensor', (report) => (report['captures'][0].sensor = 'smell')],
    ['an unknown obligation', (report) => (report['captures'][0].obligations.mercy = {})],
    ['a line of 0', (report) => (report['captures'][0].location.line = 0)],
    ['an absolute path', (report) => (report['captures'][0].location.file = '/etc/passwd')],
    ['an absent suppression', (report) => delete report['findings'][0].suppression],
    ['another schema version', (report) => (report['schemaVersion'] = 2)],
  ])('rejects %s', (_, damage) => {
    const report = parsed();
    damage(report);
    expect(validate(report)).toBe(false);
  });
});

describe('renderJson', () => {
  test('keeps the value', () => {
    expect(parsed()).toEqual(JSON.parse(JSON.stringify(REPORT)));
  });

  test('writes two-space JSON with a final newline', () => {
    expect(renderJson(REPORT)).toMatch(/^\{\n {2}"schemaVersion": 1,\n[^]*\n\}\n$/);
  });

  test('gives the same bytes whatever order the keys were set in', () => {
    expect(renderJson(reversed(REPORT) as Report)).toBe(
      renderJson({ ...REPORT, run: { ...REPORT.run, stages: { lower: 1400, discover: 12 } } }),
    );
  });

  test('leaves out what is not in the contract', () => {
    expect(renderJson({ ...REPORT, secret: 1 } as Report)).toBe(renderJson(REPORT));
  });

  test('escapes what a terminal would obey, and loses none of it', () => {
    const file = 'a\u001b]0;t\u0007\u009b\u202e\u2028\u{e0001}\n.ts';
    const report = { ...REPORT, diagnostics: [{ kind: 'unreadable', file, message: '' }] } as const;
    const text = renderJson(report);
    expect(text).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
    expect(parsed(report)['diagnostics'][0].file).toBe(file);
  });
});

/** Gets a deep copy with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
