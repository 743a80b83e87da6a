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

function program(page: string, heading: string): string {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return /^```ts\n([\s\S]*?)^```$/m.exec(section)?.[1] ?? '';
}

/** Rules that speak at warning or above. */
async function alarms(code: string): Promise<string[]> {
  const root = mkdtempSync(join(base, 'page-'));
  writeFileSync(join(root, 'program.ts'), code);
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
    expect(await alarms(program(page, 'Bad'))).toEqual([id]);
  });

  it('shows a good program that no rule finds', async () => {
    expect(program(page, 'Good')).not.toBe('');
    expect(await alarms(program(page, 'Good'))).toEqual([]);
  });
});
