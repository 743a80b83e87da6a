import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nearest } from '../../src/catalogue/nearest.js';
import { exitCodeOf } from '../../src/cli/exit-code.js';
import type { FailOn } from '../../src/cli/exit-code.js';
import { writeWhole } from '../../src/cli/output.js';
import { startProgress } from '../../src/cli/progress.js';
import { paletteFor, widthFor } from '../../src/cli/terminal.js';
import { UsageError } from '../../src/model/errors.js';
import type { Finding, Report, Severity } from '../../src/model/result.js';
import { PLAIN } from '../../src/report/pretty/paint.js';
import { CLEAN, REPORT, at } from '../report/sample.js';

describe('exit codes', () => {
  const report = (status: Report['status'], ...findings: Partial<Finding>[]): Report => ({
    ...CLEAN,
    status,
    findings: findings.map((finding) => ({ ...REPORT.findings[0]!, ...finding })),
  });

  const table: [Severity | 'none', FailOn, number, number][] = [
    ['none', 'note', 0, 3],
    ['error', 'error', 1, 1],
    ['error', 'note', 1, 1],
    ['error', 'never', 0, 3],
    ['warning', 'error', 0, 3],
    ['warning', 'warning', 1, 1],
    ['note', 'warning', 0, 3],
    ['note', 'note', 1, 1],
  ];

  test.each(table)('%s with --fail-on %s: %i if complete, %i if partial', (severity, failOn, complete, partial) => {
    const findings = severity === 'none' ? [] : [{ severity }];
    expect(exitCodeOf(report('complete', ...findings), failOn)).toBe(complete);
    expect(exitCodeOf(report('partial', ...findings), failOn)).toBe(partial);
  });

  test('accepted findings never fail', () => {
    const suppression = { reason: 'agreed', location: at('a.ts', 1) };
    expect(exitCodeOf(report('complete', { suppression }, { baseline: 'known' }), 'note')).toBe(0);
  });
});

describe('the width', () => {
  test.each([
    [undefined, {}, 100],
    [{}, {}, 100],
    [{ columns: 90 }, {}, 90],
    [{ columns: 20 }, {}, 60],
    [{ columns: 500 }, {}, 140],
    [{ columns: 0 }, {}, 100],
    [{ columns: 90 }, { COLUMNS: '72' }, 72],
    [{ columns: 90 }, { COLUMNS: 'wide' }, 90],
    [{ columns: 90 }, { COLUMNS: '-5' }, 90],
  ])('of %j with %j is %i', (terminal, env, width) => {
    expect(widthFor(terminal, env)).toBe(width);
  });
});

describe('colours', () => {
  const has = (isTTY: boolean, env: Record<string, string>, wanted = true): boolean =>
    paletteFor({ isTTY }, env, wanted) !== PLAIN;

  test.each([
    ['a terminal has them', has(true, {}), true],
    ['a pipe has none', has(false, {}), false],
    ['FORCE_COLOR brings them to a pipe', has(false, { FORCE_COLOR: '1' }), true],
    ['FORCE_COLOR=0 takes them away', has(true, { FORCE_COLOR: '0' }), false],
    ['NO_COLOR takes them away', has(true, { NO_COLOR: '1' }), false],
    ['an empty NO_COLOR says nothing', has(true, { NO_COLOR: '' }), true],
    ['NO_COLOR wins over FORCE_COLOR', has(true, { NO_COLOR: '1', FORCE_COLOR: '1' }), false],
    ['--no-color wins over all', has(true, { FORCE_COLOR: '1' }, false), false],
    ['a dumb terminal has none', has(true, { TERM: 'dumb' }), false],
  ])('%s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });
});

describe('the nearest word', () => {
  const ids = ['ungated-capture', 'timed-pause', 'scan'];

  test.each([
    ['ungated-captrue', 'ungated-capture'],
    ['timedpause', 'timed-pause'],
    ['scna', undefined],
    ['scam', 'scan'],
    ['something-else', undefined],
    ['', undefined],
  ])('to %j is %j', (word, expected) => {
    expect(nearest(word, ids)).toBe(expected);
  });
});

describe('progress', () => {
  const watched = (isTTY: boolean, times: number[]) => {
    const written: string[] = [];
    const screen = { isTTY, write: (text: string) => written.push(text) };
    return { written, progress: startProgress(screen, () => times.shift() ?? Infinity) };
  };

  test('appears after a second, is redrawn rarely, and is wiped', () => {
    const { written, progress } = watched(true, [0, 500, 1000, 1050, 1100]);
    for (const done of [1, 2, 3, 4]) progress.report('tra\u001bce', done, 4000);
    progress.stop();
    expect(written).toEqual([
      '\r\u001b[Kconsentlint: tra\\u{1b}ce 2 of 4,000',
      '\r\u001b[Kconsentlint: tra\\u{1b}ce 4 of 4,000',
      '\r\u001b[K',
    ]);
  });

  test('is silent in short runs and in pipes', () => {
    for (const { written, progress } of [watched(true, [0, 900]), watched(false, [0, 9000])]) {
      progress.report('trace', 1, 2);
      progress.stop();
      expect(written).toEqual([]);
    }
  });
});

describe('writeWhole', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'consentlint-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('replaces a file and leaves nothing else behind', async () => {
    const file = join(folder, 'out.json');
    writeFileSync(file, 'old');
    await writeWhole(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['out.json']);
  });

  test('says in one line why it cannot', async () => {
    const missing = join(folder, 'no', 'out.json');
    await expect(writeWhole(missing, '')).rejects.toThrow(new UsageError(`cannot write ${missing}: no such directory`));
    await expect(writeWhole(folder, '')).rejects.toThrow(/^cannot write .*: it is a directory$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('writes to a device and does not replace it', async () => {
    await writeWhole('/dev/null', 'text');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});
