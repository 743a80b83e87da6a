import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/closing-line.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'closing-line-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

function report(passed: number, failed: number, rest: object = {}) {
  const counts = { numPassedTests: passed, numFailedTests: failed, numPendingTests: 0, numTodoTests: 0 };
  return JSON.stringify({ success: failed === 0, testResults: [], ...counts, ...rest });
}

it.each([
  ['all passed', report(3, 0), '3 passed, 0 failed', 0],
  ['one failed', report(2, 1, { testResults: [file('failed', 'passed', 'failed')] }), '2 passed, 1 failed', 1],
  ['some skipped', report(2, 0, { numPendingTests: 1, numTodoTests: 1 }), '2 passed, 0 failed, 2 skipped', 0],
  ['a file did not load', report(2, 0, { success: false, testResults: [file('failed')] }), '2 passed, 1 failed', 1],
  ['failed outside any test', report(2, 0, { success: false }), '2 passed, 1 failed', 1],
  ['nothing ran', report(0, 0), '0 passed, 1 failed', 1],
  ['the report is cut off', '{"success": tr', '0 passed, 1 failed', 1],
])('%s', (_, text, line, status) => {
  const path = join(folder, 'report.json');
  writeFileSync(path, text);
  const result = spawnSync(process.execPath, [script, path], { encoding: 'utf8' });
  expect([result.stdout, result.status]).toEqual([`${line}\n`, status]);
});
