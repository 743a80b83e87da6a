/**
 * The command line as a process: what it says and which code it leaves, when it is used wrongly or asked for help.
 *
 * Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/consentlint.js', import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consentlint-'));
  writeFileSync(join(folder, 'quiet.ts'), 'export const sum = (a: number, b: number): number => a + b;\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(args: readonly string[], env: Record<string, string> = {}): Outcome {
  const { FORCE_COLOR: _force, NO_COLOR: _no, COLUMNS: _columns, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...inherited, ...env },
  });
  return { code: status, stdout, stderr };
}

describe('wrong usage', () => {
  test.each<[string, string[], RegExp]>([
    ['an unknown option', ['--fromat', 'json'], /unknown option '--fromat' \(Did you mean --format\?\)/],
    ['an unknown option of scan', ['scan', '--outptu', 'x'], /unknown option '--outptu' \(Did you mean --output\?\)/],
    ['an unknown format', ['--format', 'xml'], /argument 'xml' is invalid\. Allowed choices are pretty, json, sarif\./],
    ['an unknown severity', ['--fail-on', 'panic'], /Allowed choices are error, warning, note, never\./],
    ['a missing option value', ['--output'], /argument missing/],
    ['a missing path', ['no/such/path'], /no such file or directory: no\/such\/path$/m],
    ['an empty path', [''], /no such file or directory: ""$/m],
    ['a mistyped command', ['explian', 'x'], /explian \(did you mean the command "explain"\?\)/],
    [
      'an unknown rule',
      ['explain', 'ungated-captrue'],
      /unknown rule "ungated-captrue" \(did you mean "ungated-capture"\?\)/,
    ],
    ['a rule like no other', ['explain', 'xyzzy'], /unknown rule "xyzzy" \(consentlint rules lists them\)/],
    ['no rule', ['explain'], /missing required argument 'rule'/],
    ['too many rules', ['explain', 'a', 'b'], /too many arguments/],
    ['an unwritable output', ['--output', 'no/such/folder/out.json'], /cannot write .*out\.json: no such directory/],
    ['a directory as output', ['--output', '.'], /cannot write .*: it is a directory/],
  ])('%s: one line and code 2', (_, args, message) => {
    const { code, stdout, stderr } = run(args);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^consentlint: [^\n]+\n$/);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('control characters in an argument are shown, not sent', () => {
    const { stderr } = run(['\u001b[31mred\u202e']);
    expect(stderr).toBe('consentlint: no such file or directory: \\u{1b}[31mred\\u{202e}\n');
  });
});

describe('a tree or configuration that cannot be used', () => {
  const cases: [string, Record<string, string | Uint8Array>, RegExp][] = [
    [
      'an unknown field',
      { 'consentlint.yaml': 'exclude: [x]\nruels: {}\n' },
      /consentlint\.yaml:2: ruels: is not a known/,
    ],
    [
      'an unknown rule',
      { 'consentlint.yaml': 'rules:\n  ungated-captrue: error\n' },
      /:2: .*did you mean "ungated-capture"/,
    ],
    ['broken YAML', { 'consentlint.yaml': 'exclude: [a\nrules: {' }, /consentlint\.yaml:2: /],
    ['a model file that is missing', { 'consentlint.yaml': 'models:\n  - no.yaml\n' }, /:2: models\[0\]: no such file/],
    [
      'a model without a role',
      {
        'consentlint.yaml': 'models: [m.yaml]\n',
        'm.yaml': 'package: x\nsource: me\nmodels:\n  - api: track\n    snik: network\n',
      },
      /m\.yaml:4: models\[0\]: must have exactly one of sensor, sink/,
    ],
  ];
  test.each(cases)('%s: one line and code 2', (_, files, message) => {
    const { code, stdout, stderr } = run([tree('config', { 'a.ts': 'export {};\n', ...files })]);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^consentlint: [^\n]+\n$/);
    expect([code, stdout]).toEqual([2, '']);
  });

  const partial: [string, Record<string, string | Uint8Array>, RegExp][] = [
    ['an empty folder', {}, /no TypeScript or JavaScript source file[^]*Nothing was analysed\./],
    ['a folder without source code', { 'readme.md': '# hello\n' }, /no TypeScript or JavaScript source file/],
    [
      'a broken file',
      { 'a.ts': `import { uIOhook } from 'uiohook-napi';\nuIOhook.on('keydown', (e => {\n` },
      /parse-error \S*a\.ts:3/,
    ],
    ['a file that is no text', { 'a.ts': new Uint8Array([0x80, 0xff, 0xfe, 0x81, 0x90]) }, /encoding \S*a\.ts/],
  ];
  test.each(partial)('%s: partial and code 3', (_, files, message) => {
    const { code, stdout, stderr } = run([tree('partial', files)]);
    expect(stdout).toMatch(message);
    expect(stdout).toContain('PARTIAL');
    expect([code, stderr]).toEqual([3, '']);
  });

  // Root may read everything.
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'an unreadable file: partial and code 3',
    () => {
      const path = tree('unreadable', { 'a.ts': 'export {};\n' });
      chmodSync(join(path, 'a.ts'), 0);
      expect(run([path])).toMatchObject({ code: 3, stdout: expect.stringMatching(/unreadable \S*a\.ts/), stderr: '' });
    },
  );

  function tree(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
    const path = join(folder, 'trees', name);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
    return path;
  }
  afterAll(() => rmSync(join(folder, 'trees'), { recursive: true, force: true }));
});

describe('help and version', () => {
  test.each([['--help'], ['-h'], ['scan', '--help'], ['explain', '--help']])('%s %s', (...args) => {
    const { code, stdout, stderr } = run(args.filter((arg) => arg !== undefined));
    expect(stdout).toContain('Usage: consentlint');
    expect([code, stderr]).toEqual([0, '']);
  });

  test('the first help has examples, the options of scan and the exit codes', () => {
    const { stdout } = run(['--help']);
    for (const text of ['Examples:', '--fail-on', '--format', 'consentlint explain', 'Exit codes:'])
      expect(stdout).toContain(text);
  });

  test('--version', () => {
    expect(run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });
});

describe('scan', () => {
  test.each([[[]], [['.']], [['scan']], [['scan', 'quiet.ts']], [['--no-color', '.']]])('%j is a scan', (args) => {
    const { code, stdout, stderr } = run(args);
    expect(stderr).toBe('');
    expect(stdout).toContain('No code that observes a person was found.');
    expect(code).toBe(0);
  });

  test('places are written from where the reader stands, in JSON from the scan root', () => {
    const code = `import { uIOhook } from 'uiohook-napi';\nuIOhook.on('keydown', () => undefined);\n`;
    mkdirSync(join(folder, 'agent', 'main'), { recursive: true });
    writeFileSync(join(folder, 'agent', 'main', 'keys.ts'), code);
    for (const path of ['agent', 'agent/', './agent', 'agent/main', 'agent/main/keys.ts'])
      expect(run([path]).stdout).toContain(' agent/main/keys.ts:2');
    expect(run(['agent', '--format', 'json']).stdout).toContain('"file": "main/keys.ts"');
    rmSync(join(folder, 'agent'), { recursive: true });
  });

  test('colours come only when forced into a pipe', () => {
    expect(run(['.']).stdout).not.toContain('\u001b');
    expect(run(['.'], { FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
    expect(run(['.', '--no-color'], { FORCE_COLOR: '1' }).stdout).not.toContain('\u001b');
  });

  test('--output writes the file and says so', () => {
    const { code, stdout } = run(['--format', 'json', '--output', 'out.json']);
    expect(stdout).toBe('0 errors, 0 warnings, 0 notes; report written to out.json.\n');
    expect(code).toBe(0);
  });

  test('JSON and SARIF parse', () => {
    expect(JSON.parse(run(['--format', 'json']).stdout)).toMatchObject({ schemaVersion: 1 });
    expect(JSON.parse(run(['--format', 'sarif']).stdout)).toMatchObject({ version: '2.1.0' });
  });

  test.skipIf(process.platform !== 'linux')('a full disk is an error and not a clean result', () => {
    const script = '"$0" "$1" --format json > /dev/full';
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, BIN], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^consentlint: cannot write to standard output: no space left\n$/);
    expect(status).toBe(2);
  });

  test.skipIf(process.platform === 'win32')('a closed pipe ends quietly', () => {
    const script = '{ "$0" "$1" rules --format json; echo "code $?" >&2; } | true';
    const { stderr } = spawnSync('sh', ['-c', script, process.execPath, BIN], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('code 0\n');
  });
});

describe('rules', () => {
  test('lists them as a table and as JSON', () => {
    expect(run(['rules']).stdout).toMatch(/^RULE +OBLIGATION +SEVERITY +FINDS\n/);
    const rules = JSON.parse(run(['rules', '--format', 'json']).stdout) as { id: string }[];
    expect(rules.map(({ id }) => id)).toContain('ungated-capture');
  });

  test('explains each one', () => {
    const { code, stdout } = run(['explain', 'ungated-capture']);
    expect(stdout).toMatch(/^ungated-capture · consent · error\n/);
    expect(code).toBe(0);
  });
});
