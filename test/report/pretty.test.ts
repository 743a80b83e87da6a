import { describe, expect, test } from 'vitest';
import type { Capture, Finding, Report, Severity } from '../../src/model/result.js';
import { renderPretty } from '../../src/report/pretty/index.js';
import { lineWidth, line } from '../../src/report/pretty/line.js';
import { PLAIN } from '../../src/report/pretty/paint.js';
import type { Palette } from '../../src/report/pretty/paint.js';
import { CLEAN, KEYSTROKES, REPORT, RULES, at, readText } from './sample.js';

const WIDTHS = [60, 80, 100, 120, 140];

function rendered(report: Report, width = 80, palette: Palette = PLAIN, source = readText): string {
  return renderPretty({ report, rules: RULES, readText: source, width, palette });
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map((row) => lineWidth(line('plain', row))));
}

/** A report whose every text is under the control of a hostile repository. */
function hostile(text: string): Report {
  const location = at(`src/${text}.ts`, 1, 1, 4);
  const step = { location, note: text };
  const capture: Capture = {
    ...KEYSTROKES,
    api: text,
    location,
    sinks: [{ kind: 'log', api: text, location, gate: text, redactor: text, trace: [step] }],
    obligations: { consent: { verdict: 'unmet', reason: text, evidence: [step] } },
  };
  const finding: Finding = { ...REPORT.findings[0]!, message: text, location, trace: [step] };
  const suppressed: Finding = { ...finding, suppression: { reason: text, location } };
  return {
    ...REPORT,
    captures: [capture],
    findings: [finding, suppressed, { ...finding, captureId: '', ruleId: text, severity: 'note' }],
    diagnostics: [{ kind: 'parse-error', file: text, message: text }],
  };
}

describe('layout', () => {
  test.each(WIDTHS)('no line is wider than %i columns', (width) => {
    expect(widest(rendered(REPORT, width))).toBeLessThanOrEqual(width);
    expect(widest(rendered(CLEAN, width))).toBeLessThanOrEqual(width);
  });

  test.each(WIDTHS)('not even with text that has no spaces or is double-width, at %i', (width) => {
    for (const word of ['x'.repeat(500), '漢字'.repeat(200), 'wörd/'.repeat(90)]) {
      const text = rendered(hostile(word), width, PLAIN, () => `${word}\n`);
      expect(widest(text)).toBeLessThanOrEqual(width);
    }
  });

  test.each(WIDTHS)('no line ends in a space, at %i', (width) => {
    expect(rendered(REPORT, width)).not.toMatch(/[ \t]$/m);
  });

  test('the palette alone brings colours', () => {
    expect(rendered(REPORT)).not.toContain('\u001b');
    const marked: Palette = { ...PLAIN, error: (text) => `\u001b[31m${text}\u001b[39m` };
    const coloured = rendered(REPORT, 80, marked);
    expect(coloured).toContain('\u001b[31mERROR\u001b[39m');
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(rendered(REPORT));
  });
});

describe('a block', () => {
  const text = rendered(REPORT, 100);

  test('says what, where, and shows the code', () => {
    expect(text).toContain('ERROR  keystroke · uiohook-napi#uIOhook.on(keydown)\n  src/agent/recorder.ts:8:2 ·');
    expect(text).toMatch(/8 │ {3}uIOhook\.on\('keydown', .*\n {4}│ {3}\^{85,}\n {2}9 │ {5}uIOhook\.start/);
  });

  test('shows each obligation with its verdict and the first evidence', () => {
    expect(text).toMatch(/✗ consent {5}recording starts when the app is ready/);
    expect(text).toContain('src/main.ts:12  start() is called when the app is ready');
    expect(text).toMatch(/\? withdrawal {2}unproven: stop\(\)/);
    expect(text).toMatch(/– access/);
    expect(text).toMatch(/✓ volume/);
    expect(text).not.toMatch(/[✓✗?–] purpose/);
  });

  test('shows the path to the sink of the worst finding and counts the others', () => {
    expect(text).toContain('Path of the content to network (fetch)');
    expect(text).toMatch(/4 {2}src\/agent\/transport\/upload\.ts:31 {2}the batch is sent with fetch/);
    expect(text).toContain('+1 more sink: disk (node:fs#appendFile)');
  });

  test('prefers the sink that the finding is about to one that reaches further', () => {
    const [disk] = KEYSTROKES.sinks;
    const report = { ...REPORT, findings: [{ ...REPORT.findings[0]!, trace: disk!.trace }] };
    expect(rendered(report, 100)).toContain('Path of the content to disk (node:fs#appendFile)');
    expect(rendered(report, 100)).toContain('+1 more sink: network (fetch)');
  });

  test('holds all findings of the capture, with rule ids and advice', () => {
    const block = text.slice(0, text.indexOf('session-replay'));
    for (const id of ['ungated-capture', 'unredacted-capture', 'no-withdrawal']) expect(block).toContain(id);
    expect(block).toContain('→ Ask the person before the sensor is switched on');
  });

  test('comes for the worst capture first', () => {
    expect(text.indexOf('ERROR  keystroke')).toBeLessThan(text.indexOf('WARNING  session-replay'));
  });

  test('is not needed for notes and accepted findings', () => {
    const severities: [Severity, boolean][] = [
      ['error', true],
      ['warning', true],
      ['note', false],
    ];
    for (const [severity, shown] of severities) {
      const report = { ...REPORT, findings: [{ ...REPORT.findings[2]!, severity }] };
      expect(rendered(report).includes('What to do')).toBe(shown);
      const known = { ...REPORT, findings: [{ ...REPORT.findings[2]!, severity, baseline: 'known' as const }] };
      expect(rendered(known)).not.toContain('What to do');
    }
  });

  test('stands without its code if the text is gone, and for a finding about no capture', () => {
    expect(rendered(REPORT, 80, PLAIN, () => undefined)).not.toContain('│');
    const orphan = { ...REPORT.findings[0]!, captureId: '', ruleId: 'waiver-without-reason' };
    expect(rendered({ ...REPORT, captures: [], findings: [orphan] })).toContain('ERROR  waiver-without-reason');
  });
});

describe('the end', () => {
  test('lists quiet captures in one line each', () => {
    expect(rendered(REPORT, 120)).toContain(
      '  pointer  src/agent/idle.ts:40  ungated-capture suppressed: a count for the idle timer',
    );
  });

  test('counts', () => {
    const text = rendered(REPORT, 120);
    expect(text).toContain('2 errors, 2 warnings, 0 notes in 3 captures (and 1 suppressed, 1 known to the baseline)');
    expect(text).toContain('8,292 source files seen · 316 analysed in depth · 120 left out · 799,000 lines · 1.9 s');
    expect(text).toContain('Next: consentlint explain ungated-capture');
  });

  test('says loudly that a run is partial, and never that nothing was found', () => {
    const text = rendered({ ...CLEAN, status: 'partial', diagnostics: REPORT.diagnostics }, 120);
    expect(text).toContain('PARTIAL  1 problem kept part of the code from being analysed');
    expect(text).toContain("- parse-error src/broken.ts:3 '}' expected");
    expect(text).toContain('in the part that could be analysed');
    expect(text).toContain('- not-source assets/clip.ts MPEG video');
  });

  test('says so when there is nothing', () => {
    expect(rendered(CLEAN)).toContain('No code that observes a person was found.');
  });
});

describe('hostile text', () => {
  const NASTY = '\u001b[2J\u001b]0;pwned\u0007 \u009b31m \u202eevil\u2066 a\rb\nc\td \u200b\ud800 \u2028';

  test('never reaches the terminal raw', () => {
    const text = rendered(hostile(NASTY), 80, PLAIN, () => `${NASTY}\nsecond`);
    expect(text).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
    expect(text).toContain('\\u{1b}[2J');
    expect(text).toContain('\\u{202e}evil');
  });

  test.each(['::error file=x::y', '##[group]x', '##vso[task.complete]x', 'x '.repeat(60) + '::stop-commands::k'])(
    'commands no CI runner: %s',
    (command) => {
      for (const width of WIDTHS) {
        const text = rendered(hostile(command), width, PLAIN, () => command);
        expect(text).not.toMatch(/^\s*::/m);
        expect(text).not.toMatch(/##(?:vso)?\[/);
        expect(widest(text)).toBeLessThanOrEqual(width);
      }
    },
  );
});
