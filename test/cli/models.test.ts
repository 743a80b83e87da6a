/**
 * `models` and `test-models` as processes: what they print and which code they leave.
 *
 * Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/consentlint.js', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'consentlint-'));
afterAll(() => rmSync(base, { recursive: true }));

const MODELS =
  "package: '@acme/telemetry'\nsource: a test\nvocabulary: []\nmodels:\n  - { api: track, sink: analytics }\n";
const FIXTURE = `import { track } from '@acme/telemetry';

// expect: ungated-capture error, unredacted-capture error
document.addEventListener('keydown', (event) => track(event.key));
document.addEventListener('keydown', (event) => track(event.repeat)); // near: track
`;

function run(files: Readonly<Record<string, string>>, ...args: string[]) {
  const folder = mkdtempSync(join(base, 'tree-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, COLUMNS: '100' },
  });
  return { code: status, stdout, stderr };
}

describe('models', () => {
  test('lists what is known of a package', () => {
    const { code, stdout, stderr } = run({}, 'models', 'uiohook');
    expect(stdout).toMatch(/^uiohook-napi/);
    expect(stdout).toContain('sensor keystroke');
    expect(stdout).toContain('uIOhook.on');
    expect([code, stderr]).toEqual([0, '']);
  });

  test('says in JSON of each model where it belongs, its role and its API', () => {
    const { code, stdout } = run({}, 'models', '--format', 'json');
    const { models } = JSON.parse(stdout);
    expect(models.length).toBeGreaterThan(400);
    for (const model of models) {
      expect(model.package ?? model.platform).toBeDefined();
      expect(model).toMatchObject({ role: expect.stringMatching(/./), api: expect.any(Array), is: expect.any(String) });
    }
    expect(code).toBe(0);
  });

  test('knows the models of the configuration here, and says so when nothing fits', () => {
    const files = { 'consentlint.yaml': 'models: [acme.yaml]\n', 'acme.yaml': MODELS };
    expect(run(files, 'models', 'acme').stdout).toMatch(/^@acme\/telemetry\n {2}sink analytics +track\n1 model\n$/);
    expect(run({}, 'models', 'acme').stdout).toBe('0 models\n');
  });
});

describe('test-models', () => {
  const tree = (fixture: string): Readonly<Record<string, string>> => ({
    'models/acme.yaml': MODELS,
    'models/fixtures/acme/a.ts': fixture,
  });

  test('is content with fixtures that hold', () => {
    expect(run(tree(FIXTURE), 'test-models', 'models')).toEqual({
      code: 0,
      stdout: '1 model in 1 file, 1 fixture: all as marked\n',
      stderr: '',
    });
  });

  test('names each line that does not, and fails', () => {
    const { code, stdout } = run(
      tree(FIXTURE.replace('// near: track', '// expect: sham-consent note')),
      'test-models',
      'models',
    );
    expect(stdout).toMatch(/^models\/fixtures\/acme\/a\.ts:5: missing: sham-consent note\n/);
    expect(code).toBe(1);
  });

  test.each<[string, Readonly<Record<string, string>>, string[], RegExp]>([
    ['no model file', {}, [], /^consentlint: no model file to test: /],
    ['a path that is not there', {}, ['nowhere'], /^consentlint: no such file or directory: nowhere\n$/],
    [
      'a broken model file',
      { 'm.yaml': MODELS.replace('sink', 'snk') },
      ['m.yaml'],
      /^consentlint: m\.yaml:5: .*did you mean "sink"/,
    ],
  ])('%s is wrong usage', (_, files, paths, message) => {
    const { code, stdout, stderr } = run(files, 'test-models', ...paths);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('a fixture that cannot be used is wrong usage too', () => {
    const { code, stdout } = run(tree(FIXTURE.replace('ungated', 'ungatd')), 'test-models', 'models');
    expect(stdout).toContain('models/fixtures/acme/a.ts:3: mistake: "ungatd-capture" is no rule; did you mean');
    expect(code).toBe(2);
  });
});
