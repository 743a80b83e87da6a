/**
 * `ledger` and `inventory` as processes: what they write and print, and which code they leave.
 *
 * Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/consentlint.js', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'consentlint-'));
afterAll(() => rmSync(base, { recursive: true }));

const KEYS = `document.addEventListener('keydown', (event) => console.log(event.key));\n`;
const CLIP = `document.addEventListener('paste', (event) => console.log(event.clipboardData?.getData('text')));\n`;
const BROKEN = `document.addEventListener('keydown', (event => {\n`;
const LEDGER = 'consentlint.ledger.yaml';

class Tree {
  readonly root = mkdtempSync(join(base, 'tree-'));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  ledger(): string {
    return readFileSync(join(this.root, LEDGER), 'utf8');
  }

  run(...args: string[]) {
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...env, COLUMNS: '100' },
    });
    return { code: status, stdout, stderr };
  }
}

/** A tree whose ledger is written and filled in. */
function declared(files: Readonly<Record<string, string>>): Tree {
  const tree = new Tree(files);
  tree.run('ledger');
  const filled = { why: 'To help.', owner: 'ana', retention: 'a day', allowedSinks: '[log]' };
  const text = Object.entries(filled).reduce(
    (ledger, [field, said]) => ledger.replaceAll(`${field}:\n`, `${field}: ${said}\n`),
    tree.ledger(),
  );
  tree.write(LEDGER, text);
  return tree;
}

describe('ledger', () => {
  test('writes one, and then there is one', () => {
    const tree = new Tree({ 'src/keys.ts': KEYS });
    expect(tree.run('ledger')).toEqual({
      code: 0,
      stdout: '1 capture written to consentlint.ledger.yaml. Fill in why, owner, retention and allowedSinks of each.\n',
      stderr: '',
    });
    const text = tree.ledger();
    expect(tree.run('ledger')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'consentlint: consentlint.ledger.yaml exists: --update brings it up to date, --check compares it with the code\n',
    });
    expect(tree.ledger()).toBe(text);
  });

  test('of a folder lies in that folder, as its paths begin there', () => {
    const tree = new Tree({ 'app/src/keys.ts': KEYS });
    expect(tree.run('ledger', 'app').stdout).toContain('written to app/consentlint.ledger.yaml');
    expect(readFileSync(join(tree.root, 'app', LEDGER), 'utf8')).toContain('file: src/keys.ts');
  });

  test('--file names another one', () => {
    const tree = new Tree({ 'keys.ts': KEYS });
    expect(tree.run('ledger', '--file', 'privacy.yaml').code).toBe(0);
    expect(readdirSync(tree.root).sort()).toEqual(['keys.ts', 'privacy.yaml']);
    expect(tree.run('ledger', '--check', '--file', 'privacy.yaml').code).toBe(0);
    expect(tree.run('ledger', '--check', '--file', 'no.yaml')).toMatchObject({
      code: 2,
      stderr: 'consentlint: no ledger at no.yaml (consentlint ledger writes one)\n',
    });
  });

  test('--check passes where nothing differs', () => {
    const tree = declared({ 'keys.ts': KEYS });
    expect(tree.run('ledger', '--check')).toEqual({
      code: 0,
      stdout: 'consentlint.ledger.yaml says what the code does.\n',
      stderr: '',
    });
  });

  test('--check fails where something does, says what, and writes nothing', () => {
    const tree = declared({ 'keys.ts': KEYS, 'clip.ts': CLIP });
    const text = tree.ledger();
    rmSync(join(tree.root, 'clip.ts'));
    tree.write('keys.ts', KEYS.replace('console.log', 'console.warn'));
    tree.write('more.ts', KEYS);
    const { code, stdout } = tree.run('ledger', '--check');
    expect(stdout).toBe(`+ more.ts keystroke document.addEventListener(keydown): not in the ledger
- clip.ts clipboard document.addEventListener(paste): in the ledger, and no more in the code
~ keys.ts keystroke document.addEventListener(keydown): new sink: log console.warn in keys.ts
~ keys.ts keystroke document.addEventListener(keydown): no sink any more: log console.log in keys.ts
consentlint.ledger.yaml differs from the code: 1 new, 1 gone, 1 changed. consentlint ledger --update brings it up to date.
`);
    expect(code).toBe(1);
    expect(tree.ledger()).toBe(text);
  });

  test('--update brings it up to date and keeps what people wrote', () => {
    const tree = declared({ 'keys.ts': KEYS });
    tree.write('agent/keys.ts', KEYS);
    rmSync(join(tree.root, 'keys.ts'));
    const { code, stdout } = tree.run('ledger', '--update');
    expect(stdout).toContain('moved here from keys.ts');
    expect(stdout).toContain('consentlint.ledger.yaml updated: 0 new, 0 gone, 1 changed.');
    expect(code).toBe(0);
    for (const text of ['file: agent/keys.ts', 'why: To help.', 'owner: ana']) expect(tree.ledger()).toContain(text);
    expect(tree.run('ledger', '--update').stdout).toBe('consentlint.ledger.yaml was up to date.\n');
  });

  test('of part of the tree says nothing of the rest', () => {
    const tree = declared({ 'a/keys.ts': KEYS, 'b/clip.ts': CLIP });
    rmSync(join(tree.root, 'b/clip.ts'));
    expect(tree.run('ledger', '--check', 'a', 'a/keys.ts').code).toBe(0);
    expect(tree.run('ledger', '--check').stdout).toContain('1 gone');
  });

  test('takes nothing out where a file could not be read', () => {
    const tree = declared({ 'keys.ts': KEYS, 'clip.ts': CLIP });
    tree.write('clip.ts', BROKEN);
    const text = tree.ledger();
    const { code, stdout } = tree.run('ledger', '--update');
    expect(stdout).toContain('PARTIAL');
    expect(code).toBe(3);
    expect(tree.ledger()).toBe(text);
    expect(tree.run('ledger', '--check').code).toBe(3);
  });

  test.each([
    ['broken', 'version: 1\ncaptures: [\n', /ledger\.yaml:\d: /],
    [
      'unknown',
      'version: 1\ncapturs: []\ncaptures: []\n',
      /ledger\.yaml:2: capturs: is not a known field; did you mean/,
    ],
  ])('that is %s is told in one line, and never written over', (_, text, message) => {
    const tree = new Tree({ 'keys.ts': KEYS, [LEDGER]: text });
    for (const args of [['ledger'], ['ledger', '--update'], ['scan']]) {
      const { code, stdout, stderr } = tree.run(...args);
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(/^consentlint: [^\n]+\n$/);
      expect([code, stdout]).toEqual([2, '']);
    }
    expect(tree.ledger()).toBe(text);
  });

  test('cannot be checked and updated at once', () => {
    const { code, stderr } = new Tree({}).run('ledger', '--check', '--update');
    expect(stderr).toContain("option '--update' cannot be used with option '--check'");
    expect(code).toBe(2);
  });

  test('is what a scan holds the code to', () => {
    const tree = declared({ 'keys.ts': KEYS });
    const rules = (): string[] =>
      (JSON.parse(tree.run('scan', '--format', 'json').stdout) as { findings: { ruleId: string }[] }).findings.map(
        ({ ruleId }) => ruleId,
      );
    expect(rules()).not.toContain('purpose-drift');
    tree.write('keys.ts', KEYS.replace('console.log(event.key)', `localStorage.setItem('key', event.key)`));
    expect(rules()).toContain('purpose-drift');
  });
});

describe('inventory', () => {
  const tree = new Tree({ 'keys.ts': KEYS });

  test('is a table', () => {
    const { code, stdout, stderr } = tree.run('inventory');
    expect(stdout).toBe(`  GATE  REDACTOR  SINK                       WHO CAN READ

keystroke keys.ts:1 document.addEventListener(keydown)
  none  none      log console.log keys.ts:1  it stays here, and nothing is seen to open it

1 capture
`);
    expect([code, stderr]).toEqual([0, '']);
  });

  test.each([
    ['json', /^\{\n {2}"status": "complete",\n {2}"rows": \[/],
    ['markdown', /^\| sensor \| where \|/],
    ['mermaid', /^flowchart LR\n/],
  ])('is %s', (format, beginning) => {
    expect(tree.run('inventory', '--format', format).stdout).toMatch(beginning);
  });

  test('of code that cannot be read in full says so', () => {
    const { code, stderr } = new Tree({ 'keys.ts': KEYS, 'more.ts': BROKEN }).run('inventory');
    expect(stderr).toMatch(/^consentlint: PARTIAL: [^\n]+\n$/);
    expect(code).toBe(3);
  });

  test('writes no file', () => {
    expect(existsSync(join(tree.root, LEDGER))).toBe(false);
  });
});
