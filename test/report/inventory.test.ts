import { describe, expect, test } from 'vitest';
import type { Capture, Report, SinkResult } from '../../src/model/result.js';
import { renderInventoryMarkdown } from '../../src/report/inventory/markdown.js';
import { renderInventoryMermaid } from '../../src/report/inventory/mermaid.js';
import { inventoryRows } from '../../src/report/inventory/rows.js';
import { renderInventoryTable } from '../../src/report/inventory/table.js';
import { lineWidth, line } from '../../src/report/pretty/line.js';
import { PLAIN } from '../../src/report/pretty/paint.js';
import { CLEAN, KEYSTROKES, REPORT, SHORTCUT, at } from './sample.js';

const FETCH = KEYSTROKES.sinks[1]!;

function reportOf(...captures: Capture[]): Report {
  return { ...REPORT, captures };
}

function withSinks(...sinks: Partial<SinkResult>[]): Report {
  return reportOf({ ...KEYSTROKES, sinks: sinks.map((sink) => ({ ...FETCH, ...sink })) });
}

const ways = (report: Report): readonly string[] =>
  inventoryRows(report).map(
    ({ sensor, gate, redactor, sink, readers }) =>
      `${sensor} -> ${gate} -> ${redactor} -> ${sink === null ? 'nothing' : `${sink.kind} ${sink.lines.join()}`} -> ${readers}`,
  );

describe('rows', () => {
  test('one for each way of the content', () => {
    expect(ways(reportOf(KEYSTROKES))).toEqual([
      'keystroke -> none -> none -> disk 9 -> nothing is stored on a server of this tree',
      'keystroke -> none -> none -> network 31 -> nothing is stored on a server of this tree',
    ]);
  });

  test('one where no content leaves', () => {
    expect(ways(reportOf(SHORTCUT))).toEqual([
      'pointer -> none -> not needed, no content leaves -> nothing -> nobody, no content leaves',
    ]);
  });

  test('who can read is not judged where access is not', () => {
    const { access: _, ...obligations } = KEYSTROKES.obligations;
    expect(ways(reportOf({ ...KEYSTROKES, obligations }))[0]).toMatch(/ -> not judged$/);
  });

  test('calls of one API in one file are one way, unless their gates differ', () => {
    const again = { location: at(FETCH.location.file, 12) };
    expect(ways(withSinks({}, again))).toHaveLength(1);
    expect(ways(withSinks({}, again))[0]).toContain('network 12,31');
    expect(ways(withSinks({}, { ...again, gate: 'checks yes' }))).toHaveLength(2);
    expect(ways(withSinks({}, { location: at('other.ts', 12) }))).toHaveLength(2);
  });

  test('each way has its own gate and redactor', () => {
    expect(ways(withSinks({ gate: 'checks yes' }, { kind: 'log', redactor: 'mask() in part' }))).toEqual([
      'keystroke -> checks yes -> none -> network 31 -> nothing is stored on a server of this tree',
      'keystroke -> none -> mask() in part -> log 31 -> nothing is stored on a server of this tree',
    ]);
  });

  test('a capture without sinks has the gate of its start', () => {
    const consent = {
      verdict: 'met',
      reason: '',
      evidence: [{ location: at('a.ts', 1), note: 'checks yes' }],
    } as const;
    expect(ways(reportOf({ ...SHORTCUT, obligations: { consent } }))[0]).toContain(' -> checks yes -> ');
    const unproven = { verdict: 'unproven', reason: 'not read', evidence: [] } as const;
    expect(ways(reportOf({ ...SHORTCUT, obligations: { consent: unproven } }))[0]).toContain(
      ' -> unproven: not read -> ',
    );
  });
});

describe('the table', () => {
  test.each([60, 80, 100, 140])('is no wider than %i columns', (width) => {
    const text = renderInventoryTable(withSinks({ gate: 'checks '.repeat(20), api: 'x'.repeat(200) }), {
      width,
      palette: PLAIN,
    });
    for (const row of text.split('\n')) expect(lineWidth(line('plain', row))).toBeLessThanOrEqual(width);
    expect(text.replace(/\s/g, '')).toContain('x'.repeat(10));
  });

  test('of nothing says so', () => {
    expect(renderInventoryTable(CLEAN, { width: 80, palette: PLAIN })).toBe('\n0 captures\n');
  });
});

describe('mermaid', () => {
  test('draws a sink that several captures reach once', () => {
    const other = { ...KEYSTROKES, id: 'c9', location: at('b.ts', 1), sinks: [FETCH] };
    const text = renderInventoryMermaid(reportOf({ ...KEYSTROKES, sinks: [FETCH] }, other));
    expect(text.match(/network: fetch/g)).toHaveLength(1);
    expect(text.match(/keystroke/g)).toHaveLength(2);
  });
});

describe('names that would be something else', () => {
  const hostile = withSinks({ api: '"]; click n1 <script> | `x` \u202e\n%%' });

  test('are text in Markdown', () => {
    const rows = renderInventoryMarkdown(hostile).split('\n');
    expect(rows).toHaveLength(4);
    expect(rows[2]!.replace(/\\./g, '')).not.toMatch(/[<>`[\]]/);
    expect(rows[2]!.replace(/\\./g, '').match(/\|/g)).toHaveLength(7);
  });

  test('are text in Mermaid', () => {
    const labels = [...renderInventoryMermaid(hostile).matchAll(/\["(.*)"\]$/gm)].map(([, label]) => label!);
    expect(labels).toHaveLength(5);
    for (const label of labels) expect(label.replaceAll('<br>', '')).not.toMatch(/["<>`[\]%]/);
  });

  test('are shown in the table', () => {
    expect(renderInventoryTable(hostile, { width: 100, palette: PLAIN })).toContain('\\u{202e}');
  });
});
