import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtinCatalogue, catalogueFor, loadConfig } from '../../src/catalogue/index.js';
import { indexModels } from '../../src/catalogue/patterns.js';
import { UsageError } from '../../src/model/errors.js';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'consentlint-config-')));
afterAll(() => rmSync(base, { recursive: true }));

function rootWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(base, 'root-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

function problem(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  return '';
}

const MODEL = 'package: pkg\nsource: a test\nvocabulary: []\nmodels:\n  - { api: send, sink: network }\n';

describe('loadConfig', () => {
  it('has defaults where there is no file', () => {
    const root = rootWith({});
    expect(loadConfig(root)).toEqual({ folder: root, models: [], include: [], exclude: [], rules: {}, tests: false });
  });

  it.each([
    ['consentlint.yaml', 'exclude: [dist/**]\ntests: true\n'],
    ['consentlint.yml', 'exclude: [dist/**]\ntests: true\n'],
    ['consentlint.json', '{ "exclude": ["dist/**"], "tests": true }'],
  ])('reads %s', (name, text) => {
    const root = rootWith({ [name]: text });
    expect(loadConfig(root)).toMatchObject({ file: join(root, name), folder: root, exclude: ['dist/**'], tests: true });
  });

  it('reads the file that is named, relative to its own folder', () => {
    const root = rootWith({
      'consentlint.yaml': 'tests: false',
      'ci/strict.yaml': 'models: [m.yaml]\nrules: { unmasked-replay: error }\n',
      'ci/m.yaml': MODEL,
    });
    const explicit = join(root, 'ci/strict.yaml');
    expect(loadConfig(root, explicit)).toMatchObject({
      file: explicit,
      folder: join(root, 'ci'),
      models: [join(root, 'ci/m.yaml')],
      rules: { 'unmasked-replay': 'error' },
    });
  });

  it('expands globs in code-unit order, each file once', () => {
    const root = rootWith({
      'consentlint.yaml': "models: ['m/**/*.yaml', m/a.yaml]\n",
      'm/b.yaml': MODEL,
      'm/a.yaml': MODEL,
      'm/x/c.yaml': MODEL,
      'm/d.txt': '',
    });
    expect(loadConfig(root).models).toEqual(['m/a.yaml', 'm/b.yaml', 'm/x/c.yaml'].map((name) => join(root, name)));
  });

  it.each([
    ['test: true', 'consentlint.yaml:1: test: is not a known field; did you mean "tests"?'],
    [
      'plugins: [a]',
      'consentlint.yaml:1: plugins: is not a known field; the fields are $schema, models, include, exclude, rules, tests',
    ],
    ['tests: yes please', 'consentlint.yaml:1: tests: must be true or false'],
    ['\nexclude: dist', 'consentlint.yaml:2: exclude: must be a list'],
    [
      'rules: { unmasked-replay: fatal }',
      'consentlint.yaml:1: rules.unmasked-replay: must be one of error, warning, note, off',
    ],
    [
      'rules:\n  unmasked-replays: off',
      'consentlint.yaml:2: rules.unmasked-replays: is not a rule; did you mean "unmasked-replay"?',
    ],
    ['rules: { nonsense: off }', 'consentlint.yaml:1: rules.nonsense: is not a rule; consentlint rules lists them'],
    ["exclude:\n  - a\n  - '!(a)'", 'consentlint.yaml:3: exclude[1]: uses an extended glob, which is not supported'],
    ['include: [/etc]', 'consentlint.yaml:1: include[0]: must be relative to the configuration file'],
    ['models: [../m.yaml]', 'consentlint.yaml:1: models[0]: must not leave the folder of the configuration file'],
    ["exclude: ['********************a']", 'consentlint.yaml:1: exclude[0]: has more than 8 stars'],
    ['models: [missing.yaml]', 'consentlint.yaml:1: models[0]: no such file'],
    ["models: ['missing/*.yaml']", 'consentlint.yaml:1: models[0]: matches no file'],
    ['- a', 'consentlint.yaml:1: must be a mapping'],
  ])('%j', (text, line) => {
    const root = rootWith({ 'consentlint.yaml': text });
    expect(problem(() => loadConfig(root))).toBe(line);
  });

  it('tells every problem at once', () => {
    const root = rootWith({ 'consentlint.yaml': 'tests: 1\nexclude: x\n' });
    expect(problem(() => loadConfig(root)).split('\n')).toHaveLength(2);
  });

  it('wants one file', () => {
    const root = rootWith({ 'consentlint.yaml': '', 'consentlint.json': '{}' });
    expect(problem(() => loadConfig(root))).toBe(
      'keep one of consentlint.yaml and consentlint.json: both are at the scan root',
    );
  });

  it('says when the named file is missing or no file', () => {
    expect(problem(() => loadConfig(base, join(base, 'none.yaml')))).toContain('no such configuration file: ');
    expect(problem(() => loadConfig(base, base))).toContain('not a file: ');
  });

  it('does not follow links out of the tree', () => {
    const secret = join(base, 'secret.yaml');
    writeFileSync(secret, 'password: hunter2\n');
    const linked = rootWith({});
    symlinkSync(secret, join(linked, 'consentlint.yaml'));
    expect(problem(() => loadConfig(linked))).toBe('consentlint.yaml: links to a file outside the scan root');
    const model = rootWith({ 'consentlint.yaml': 'models: [m.yaml]' });
    symlinkSync(secret, join(model, 'm.yaml'));
    expect(problem(() => loadConfig(model))).toBe(
      "consentlint.yaml:1: models[0]: m.yaml links to a file outside the configuration's folder",
    );
  });

  it.each(['', '# nothing yet\n', '{}'])('accepts a file that says nothing: %j', (text) => {
    expect(loadConfig(rootWith({ 'consentlint.yaml': text }))).toMatchObject({ tests: false });
  });
});

describe('catalogueFor', () => {
  it('is the built-in catalogue where nothing is configured', () => {
    const root = rootWith({});
    expect(catalogueFor(loadConfig(root), root)).toEqual(builtinCatalogue());
  });

  it("adds the user's models, which win", () => {
    const own = MODEL.replace('package: pkg', 'package: uiohook-napi').replace(
      '{ api: send, sink: network }',
      '{ api: uIOhook.on, when: { arg0: [keydown, keyup] }, sensor: keystroke, label: key, reach: element }',
    );
    const root = rootWith({ 'consentlint.yaml': 'models: [m.yaml, n.yaml]', 'm.yaml': MODEL, 'n.yaml': own });
    const index = indexModels(catalogueFor(loadConfig(root), root));
    expect(index.sinksAt('pkg#send')).toEqual([{ api: 'send', sink: 'network' }]);
    expect(index.sensorsAt('uiohook-napi#uIOhook.on').map(({ reach }) => reach)).toEqual([
      'element',
      'global',
      'global',
    ]);
  });

  it('names a broken model file relative to the scan root', () => {
    const root = rootWith({
      'consentlint.yaml': 'models: [m/a.yaml]',
      'm/a.yaml': MODEL.replace('network', 'nowhere'),
    });
    expect(problem(() => catalogueFor(loadConfig(root), root))).toMatch(
      /^m\/a\.yaml:5: models\[0\]\.sink: must be one of /,
    );
  });

  it('changes severities, and lets notes be notes', () => {
    const root = rootWith({
      'consentlint.yaml': 'rules: { ungated-capture: warning, sham-consent: off, unmasked-replay: note }',
    });
    const rules = new Map(
      catalogueFor(loadConfig(root), root).rules.map((rule) => [rule.id, rule.severity.map(({ is }) => is)]),
    );
    expect(rules.has('sham-consent')).toBe(false);
    expect(new Set(rules.get('ungated-capture'))).toEqual(new Set(['note', 'warning']));
    expect(new Set(rules.get('unmasked-replay'))).toEqual(new Set(['note']));
  });
});
