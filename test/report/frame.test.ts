import { describe, expect, test } from 'vitest';
import type { Location } from '../../src/model/result.js';
import { codeFrame } from '../../src/report/pretty/frame.js';
import { PLAIN, paint } from '../../src/report/pretty/paint.js';

function frame(text: string, place: Partial<Location>, width = 40): string[] {
  const location = { file: 'a.ts', line: 1, column: 1, endLine: place.line ?? 1, endColumn: 2, ...place };
  return paint(codeFrame(text, location, width), PLAIN)
    .split('\n')
    .slice(0, -1);
}

describe('codeFrame', () => {
  test('marks the columns and shows one line on each side', () => {
    expect(frame('zero\none\n  two(three)\nfour\nfive', { line: 3, column: 3, endColumn: 6 })).toEqual([
      '2 │ one',
      '3 │   two(three)',
      '  │   ^^^',
      '4 │ four',
    ]);
  });

  test('keeps carets under their code after tabs, wide and unsafe characters', () => {
    expect(frame('\t漢\u001bx()', { column: 4, endColumn: 7 })).toEqual(['1 │   漢\\u{1b}x()', '  │           ^^^']);
  });

  test('marks the first of several lines and counts those not shown', () => {
    const text = ['a({', '  b: 1,', '  c: 2,', '  d: 3,', '});', 'next'].join('\n');
    expect(frame(text, { line: 1, endLine: 5, endColumn: 3 })).toEqual([
      '1 │ a({',
      '  │ ^^^',
      '2 │   b: 1,',
      '3 │   c: 2,',
      '⋮ 2 more lines',
    ]);
  });

  test('cuts long lines at the same column as their carets', () => {
    const text = `${'a'.repeat(60)}MARK${'b'.repeat(60)}`;
    const [code, carets] = frame(text, { column: 61, endColumn: 65 });
    expect(code).toMatch(/^1 │ …a+MARKb+…$/);
    expect(code).toHaveLength(40);
    expect(carets?.indexOf('^')).toBe(code?.indexOf('MARK'));
    expect(carets).toMatch(/^ {2}│ +\^{4}$/);
  });

  test('looks at a small part of a huge line', () => {
    const text = `${'a'.repeat(5_000_000)}MARK${'b'.repeat(5_000_000)}`;
    const started = performance.now();
    const [code] = frame(text, { column: 5_000_001, endColumn: 5_000_005 }, 80);
    expect(code).toContain('aMARKb');
    expect(performance.now() - started).toBeLessThan(500);
  });

  test.each(['\n', '\r\n', '\r', '\u2028'])('knows the line break %j', (br) => {
    expect(frame(['a', 'b', 'c'].join(br), { line: 2 })).toEqual(['1 │ a', '2 │ b', '  │ ^', '3 │ c']);
  });

  test('is empty where the text has no such line', () => {
    expect(frame('a', { line: 7 })).toEqual([]);
    expect(frame('', { line: 2 })).toEqual([]);
  });
});
