import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import { markdownLines, renderPage } from '../../src/report/pretty/page.js';
import { PLAIN, paint } from '../../src/report/pretty/paint.js';
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

const WIDTH = 200;

it.each(builtinCatalogue().rules.map((rule) => [rule.id, rule] as const))(
  'explain %s shows what docs/rules says',
  (id, rule) => {
    const written = readFileSync(`docs/rules/${id}.md`, 'utf8').replace(/^# .*\n\n<!--.*-->\n\n/, '');
    const shown = renderPage(rule, { width: WIDTH, palette: PLAIN }).split('\n').slice(2).join('\n');
    expect(written.length).toBeGreaterThan(500);
    expect(shown.trim()).toBe(paint(markdownLines(written, WIDTH), PLAIN).trim());
  },
);

describe.each(builtinCatalogue().rules.map(({ id, page }) => [id, page] as const))('the page of %s', (id, page) => {
  it('shows a bad program that only this rule finds', async () => {
    expect(await alarms(example(page, 'Bad'))).toEqual([id]);
  });

  it('shows a good program that no rule finds', async () => {
    expect(Object.keys(example(page, 'Good'))).toContain(FILES.ts);
    expect(await alarms(example(page, 'Good'))).toEqual([]);
  });
});
