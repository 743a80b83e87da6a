import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import { scan } from '../../src/scan.js';

const base = mkdtempSync(join(tmpdir(), 'consentlint-pages-'));
afterAll(() => rmSync(base, { recursive: true }));

/** What a block of an example is called, by its language. */
const FILES = { ts: 'program.ts', yaml: 'consentlint.ledger.yaml' } as const;

/** Gets the example under a heading: a program, and the ledger beside it where there is one. */
function example(page: string, heading: string): Readonly<Record<string, string>> {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const blocks = [...section.matchAll(/^```(ts|yaml)\n([\s\S]*?)^```$/gm)];
  return Object.fromEntries(blocks.map(([, language, text]) => [FILES[language as keyof typeof FILES], text!]));
}

/** Rules that speak at warning or above. */
async function alarms(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = mkdtempSync(join(base, 'page-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const { report } = await scan({ paths: [root], cwd: root });
  expect(report.status).toBe('complete');
  expect(report.captures.length).toBeLessThanOrEqual(1);
  return report.findings.filter(({ severity }) => severity !== 'note').map(({ ruleId }) => ruleId);
}

describe.each(builtinCatalogue().rules.map(({ id, page }) => [id, page] as const))('the page of %s', (id, page) => {
  it('shows a bad program that only this rule finds', async () => {
    expect(await alarms(example(page, 'Bad'))).toEqual([id]);
  });

  it('shows a good program that no rule finds', async () => {
    expect(Object.keys(example(page, 'Good'))).toContain(FILES.ts);
    expect(await alarms(example(page, 'Good'))).toEqual([]);
  });
});
