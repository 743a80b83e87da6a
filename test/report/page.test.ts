import { describe, expect, test } from 'vitest';
import { renderPage } from '../../src/report/pretty/page.js';
import { PLAIN } from '../../src/report/pretty/paint.js';
import { renderRuleTable } from '../../src/report/pretty/rule-table.js';
import { RULES } from './sample.js';

const [RULE] = RULES;

describe.each([60, 80, 120])('at %i columns', (width) => {
  test.each([
    ['a page', renderPage(RULE!, { width, palette: PLAIN })],
    ['the table', renderRuleTable(RULES, { width, palette: PLAIN })],
  ])('%s fits', (_, text) => {
    for (const row of text.split('\n')) expect(row.length).toBeLessThanOrEqual(width);
    expect(text).not.toMatch(/[ \t]$/m);
  });
});

describe('a page', () => {
  const text = renderPage(RULE!, { width: 80, palette: PLAIN });

  test('starts with id, obligation, severity and advice, and does not repeat its title', () => {
    expect(text).toMatch(/^ungated-capture · consent · error\n/);
    expect(text).toContain('→ Ask the person');
    expect(text).not.toContain('# ungated-capture');
  });

  test('renders the Markdown that pages use', () => {
    expect(text).toContain('What it finds and why, with `code` and a link (https://example.invalid).');
    expect(text).toMatch(/^Example$/m);
    expect(text).toMatch(/^• two, which goes on$/m);
    expect(text).toMatch(/^ {4}uIOhook\.start\(\);$/m);
    expect(text).not.toContain('```');
    expect(text).toMatch(/^ {2}a │ b\n {2}1 │ 2$/m);
  });
});

test('the table names every rule with its obligation and severity', () => {
  const text = renderRuleTable(RULES, { width: 120, palette: PLAIN });
  expect(text).toMatch(/^RULE +OBLIGATION +SEVERITY +FINDS$/m);
  expect(text).toMatch(/^no-withdrawal +withdrawal +error +The person cannot make it stop$/m);
});
