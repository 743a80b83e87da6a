import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-code.js';
import { renderJson } from '../../src/report/json.js';
import type { Report } from '../../src/model/result.js';
import { scanProgram, shortFinding } from '../support/review.js';

const CAPTURE = `document.addEventListener('keydown', (e) => fetch('/k', { method: 'POST', body: e.key }));\n`;
const FOUND = [
  'warning no-withdrawal a.ts:1',
  'error ungated-capture a.ts:1',
  'error unredacted-capture a.ts:1',
  'warning unthrottled-capture a.ts:1',
];

const rules = (report: Report): readonly string[] => report.findings.map(shortFinding);
const kinds = (report: Report): readonly string[] => report.diagnostics.map(({ kind, file }) => `${kind} ${file}`);

describe('broken syntax', () => {
  it('keeps the findings and makes the analysis partial', async () => {
    const report = await scanProgram(`${CAPTURE}const = ;\n`);
    expect(rules(report)).toEqual(FOUND);
    expect(kinds(report)).toEqual(['parse-error a.ts']);
    expect([report.status, exitCodeOf(report, 'error')]).toEqual(['partial', 1]);
  });

  it('without findings is exit code 3, its mended twin 0', async () => {
    const broken = await scanProgram(`document.addEventListener('keydown', () => {};\n`);
    expect([broken.status, exitCodeOf(broken, 'error')]).toEqual(['partial', 3]);
    const whole = await scanProgram(`document.addEventListener('keydown', () => {});\n`);
    expect([whole.status, exitCodeOf(whole, 'error')]).toEqual(['complete', 0]);
  });

  it.each([
    '}}}}',
    'class {',
    'function f( {',
    '`${',
    '/* ',
    '<<<<<<< HEAD\n=======\n>>>>>>> x',
    'import { from',
    'export default',
    '@',
    '\\u{110000}',
    '"',
    '({a:}',
    'for(;;',
  ])('%j does not stop the scan of another file', async (text) => {
    const report = await scanProgram({ 'a.ts': CAPTURE, 'b.ts': `// keydown\n${text}` });
    expect(rules(report)).toContain('error ungated-capture a.ts:1');
  });
});

describe('nothing to analyse', () => {
  it.each([
    ['an empty folder', {}],
    ['a folder without source', { 'README.md': '# keydown' }],
    ['a folder with tests only', { 'a.test.ts': CAPTURE }],
  ])('%s is partial, not green', async (_, files) => {
    const report = await scanProgram(files);
    expect([report.status, exitCodeOf(report, 'error')]).toEqual(['partial', 3]);
    expect(report.diagnostics).toHaveLength(1);
  });

  it('an empty file among others is complete', async () => {
    const report = await scanProgram({ 'a.ts': '', 'b.ts': 'export {};' });
    expect([report.status, exitCodeOf(report, 'error')]).toEqual(['complete', 0]);
  });
});

describe('a file out of the ordinary', () => {
  it.each<[string, string | Buffer]>([
    ['with a NUL byte in it', `// keydown\u0000\nconst x = 1;\n`],
    ['of NUL bytes', Buffer.alloc(5000)],
    ['of bytes that are no text', Buffer.from([0xff, 0xfe, 0xfd, 0x80, 0x81, 0x00, 0xff])],
    ['in UTF-16', Buffer.from(`\ufeff${CAPTURE}`, 'utf16le')],
    ['nested 2,000 brackets deep', `// keydown\n${'['.repeat(2000)}${']'.repeat(2000)};\n`],
    ['nested 500 functions deep', `// keydown\n${'(() => '.repeat(500)}1${')'.repeat(500)};\n`],
    ['with 500 nested ifs', `// keydown\n${'if (a) {'.repeat(500)}b();${'}'.repeat(500)}\n`],
    ['with 500 nested templates', `// keydown\nx = ${'`${'.repeat(500)}1${'}`'.repeat(500)};\n`],
    ['with one line of 300,000 characters', `// keydown\nx = [${"'abcdefgh',".repeat(27000)}];\n`],
  ])('%s does not hide what another file does', async (_, text) => {
    const report = await scanProgram({ 'a.ts': CAPTURE, 'b.ts': text });
    expect(rules(report)).toContain('error ungated-capture a.ts:1');
    expect(report.status === 'partial' || report.diagnostics.every(({ kind }) => kind === 'not-source')).toBe(true);
  });

  it.each([
    ['a byte order mark', `\ufeff${CAPTURE}`],
    ['a hash-bang', `#!/usr/bin/env node\n${CAPTURE}`],
    ['carriage returns', CAPTURE.replaceAll('(e)', '(e\r\n)')],
    ['line separators in a string', `const s = '\u2028';\n${CAPTURE}`],
    ['letters beyond ASCII', `const größe = '😀';\n${CAPTURE}`],
  ])('%s is ordinary', async (_, text) => {
    const report = await scanProgram(text);
    expect(rules(report)).toHaveLength(FOUND.length);
    expect(report.status).toBe('complete');
  });
});

describe('two scans', () => {
  const files = {
    'z.ts': CAPTURE,
    'a.ts': `import { send } from './lib';\ndocument.addEventListener('keydown', (e) => send(e.key));\n`,
    'lib/index.ts': `export * from './net';`,
    'lib/net.ts': `export const send = (text: string) => fetch('/k', { method: 'POST', body: text });`,
    'broken.ts': `keydown = ;`,
  };
  const bytes = (report: Report): string =>
    renderJson({ ...report, run: { startedAt: '', durationMs: 0, stages: {} } });

  it('of one tree give the same bytes', async () => {
    expect(bytes(await scanProgram(files))).toBe(bytes(await scanProgram(files)));
  });

  it('of a tree made in another order give the same bytes', async () => {
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(bytes(await scanProgram(reversed))).toBe(bytes(await scanProgram(files)));
  });

  it('of different trees do not', async () => {
    expect(bytes(await scanProgram({ ...files, 'z.ts': '' }))).not.toBe(bytes(await scanProgram(files)));
  });
});
