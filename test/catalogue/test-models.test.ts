/**
 * The runner of fixtures, on models and fixtures of its own: what it accepts, and what it complains of.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import { loadLabelled } from '../../src/catalogue/load.js';
import { modelSources, programsOf } from '../../src/cli/test-models/fixtures.js';
import { readMarks } from '../../src/cli/test-models/marks.js';
import { testModels } from '../../src/cli/test-models/run.js';
import { UsageError } from '../../src/model/errors.js';

const base = mkdtempSync(join(tmpdir(), 'consentlint-models-'));
afterAll(() => rmSync(base, { recursive: true }));

const MODELS = `package: '@acme/telemetry'
source: a test
vocabulary: []
models:
  - { api: track, sink: analytics }
`;
const HELD = `import { track } from '@acme/telemetry';

// expect: ungated-capture error, unredacted-capture error
document.addEventListener('keydown', (event) => track(event.key));
document.addEventListener('keydown', (event) => track(event.repeat)); // near: track
`;

function rootWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(base, 'root-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** Gets what the runner says of models/acme.yaml: `kind file:line: message`. */
async function complaintsOf(files: Readonly<Record<string, string>>, models = MODELS): Promise<readonly string[]> {
  const root = rootWith({ 'models/acme.yaml': models, ...files });
  const sources = modelSources(['models'], root);
  const tests = loadLabelled(sources).map((each, at) => ({ models: each, programs: programsOf(sources[at]!, root) }));
  const complaints = await testModels(tests, builtinCatalogue());
  return complaints.map(({ kind, file, line, message }) => `${kind} ${file}:${line}: ${message}`);
}

const fixture = (text: string): Readonly<Record<string, string>> => ({ 'models/fixtures/acme/a.ts': text });
const AT = 'models/fixtures/acme/a.ts';

describe('a fixture', () => {
  it('that says what comes of its lines is accepted', async () => {
    expect(await complaintsOf(fixture(HELD))).toEqual([]);
  });

  it('of a finding that nobody expects', async () => {
    const [first, ...others] = await complaintsOf(fixture(HELD.replace('ungated-capture error, ', '')));
    expect(first).toMatch(new RegExp(`^unexpected ${AT}:4: ungated-capture error: document.addEventListener`));
    expect(others).toEqual([]);
  });

  it('of a finding that does not come', async () => {
    expect(await complaintsOf(fixture(HELD.replace('// near: track', '// expect: sham-consent error')))).toEqual([
      `missing ${AT}:5: sham-consent error`,
    ]);
  });

  it('of another severity', async () => {
    const found = await complaintsOf(fixture(HELD.replace('ungated-capture error', 'ungated-capture warning')));
    expect(found.map((line) => line.split(': ')[0] + ' ' + line.split(': ')[1])).toEqual([
      `missing ${AT}:4 ungated-capture warning`,
      `unexpected ${AT}:4 ungated-capture error`,
    ]);
  });

  it('is a program of its own; the files of a folder are one together', async () => {
    const listener = `import { send } from './send';\n\n// expect: ungated-capture error, unredacted-capture error\ndocument.addEventListener('keydown', (event) => send(event.key));\n`;
    const sender = `import { track } from '@acme/telemetry';\n\nexport const send = (text: string) => track(text);\nexport const near = track; // near: track\n`;
    const together = {
      'models/fixtures/acme/both/listener.ts': listener,
      'models/fixtures/acme/both/send.ts': sender,
    };
    expect(await complaintsOf(together)).toEqual([]);
    const apart = { 'models/fixtures/acme/listener.ts': listener, 'models/fixtures/acme/send.ts': sender };
    expect(await complaintsOf(apart)).toContain('missing models/fixtures/acme/listener.ts:4: ungated-capture error');
  });

  it('is read and never run', async () => {
    const trace = join(base, 'was-run');
    const text = `${HELD}\nimport { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(trace)}, '');\n`;
    expect(await complaintsOf(fixture(text))).toEqual([]);
    expect(existsSync(trace)).toBe(false);
  });
});

describe('a model', () => {
  it('without fixtures is not tested', async () => {
    expect(await complaintsOf({})).toEqual([
      'untested models/acme.yaml:5: models[0] (sink track): no fixture is reported otherwise without it',
      'untested models/acme.yaml:5: models[0] (sink track): no line is marked as a near miss of it',
    ]);
  });

  it('that nothing comes of is not tested, whatever the lines around it show', async () => {
    const models = `${MODELS}  - { api: flush, sink: network }\n`;
    expect(await complaintsOf(fixture(`${HELD}// near: flush\nexport {};\n`), models)).toEqual([
      'untested models/acme.yaml:6: models[1] (sink flush): no fixture is reported otherwise without it',
    ]);
  });

  it('needs a near miss that it does not decide itself', async () => {
    const text = HELD.replace(' // near: track', '').replace('// expect', '// near: track\n// expect');
    expect(await complaintsOf(fixture(text))).toEqual([
      'untested models/acme.yaml:5: models[0] (sink track): no line is marked as a near miss of it',
    ]);
  });

  it('may wait for the engine, and no longer than that', async () => {
    const models = `${MODELS}  - { api: flush, sink: network }\n`;
    expect(await complaintsOf(fixture(`${HELD}// todo: flush\nexport {};\n`), models)).toEqual([]);
    expect(await complaintsOf(fixture(HELD.replace('// near', '// todo')))).toEqual([
      'untested models/acme.yaml:5: models[0] (sink track): no line is marked as a near miss of it',
      `unexpected ${AT}:5: something comes of track now; say what instead of todo`,
    ]);
  });

  it('can be a gate: its line is silent, and that of another check is not', async () => {
    const text = `import { allowed, ready, track } from '@acme/telemetry';

document.addEventListener('keydown', (event) => track(event.repeat)); // near: track
export function asked(): void {
  if (!allowed()) return;
  // expect: unredacted-capture error
  document.addEventListener('keydown', (event) => track(event.key));
}
export function unasked(): void {
  if (!ready()) return;
  // near: allowed
  // expect: ungated-capture error, unredacted-capture error
  document.addEventListener('keydown', (event) => track(event.key));
}
`;
    expect(await complaintsOf(fixture(text), `${MODELS}  - { api: allowed, gate: consent }\n`)).toEqual([]);
  });

  it('can be a redactor: its line is silent, and that of another call is not', async () => {
    const text = `import { blank, copy, track } from '@acme/telemetry';

document.addEventListener('keydown', (event) => track(event.repeat)); // near: track
document.addEventListener('keydown', (event) => track(blank(event.key)));
// near: blank
// expect: ungated-capture error, unredacted-capture error
document.addEventListener('keydown', (event) => track(copy(event.key)));
`;
    expect(await complaintsOf(fixture(text), `${MODELS}  - { api: blank, redactor: all }\n`)).toEqual([]);
  });
});

describe('a mistake', () => {
  it.each([
    [
      'an unknown rule',
      HELD.replace('ungated-', 'ungatd-'),
      `:3: "ungatd-capture" is no rule; did you mean "ungated-capture"?`,
    ],
    [
      'an unknown severity',
      HELD.replace('ungated-capture error', 'ungated-capture'),
      ':3: "ungated-capture" must be a rule and one of note, warning, error',
    ],
    ['a misspelt mark', HELD.replace('// near', '// neer'), ':5: "neer:" is no mark; did you mean "near:"?'],
    [
      'a pattern that is no model’s',
      HELD.replace('near: track', 'near: trakc'),
      ':5: no model here has the pattern trakc',
    ],
    [
      'a mark at the end',
      `${HELD}// expect: ungated-capture error\n`,
      ':6: speaks of the next line of code, and there is none',
    ],
    ['code that cannot be read', `${HELD}const = ;\n`, ':6: '],
  ])('%s', async (_, text, complaint) => {
    const found = await complaintsOf(fixture(text));
    expect(found.some((line) => line.startsWith(`mistake ${AT}${complaint}`))).toBe(true);
  });

  it.each([
    [['nowhere'], 'no such file or directory: nowhere'],
    [['a.txt'], 'not a model file: a.txt (models are .yaml or .json)'],
    [['empty'], 'no model file to test: name one, or a folder of them, or list them in consentlint.yaml'],
    [[], 'no model file to test: name one, or a folder of them, or list them in consentlint.yaml'],
  ])('%j', (paths, message) => {
    const root = rootWith({ 'a.txt': '', 'empty/readme.md': '' });
    expect(() => modelSources(paths, root)).toThrow(new UsageError(message));
  });
});

describe('marks', () => {
  const rules = ['ungated-capture', 'sham-consent'];

  it('speak of their own line behind code, of the next line of code alone', () => {
    const text =
      'a(); // near: a\n\n// near: b\n// A note: what follows.\n\nb();\n// expect: sham-consent note\n// near: c\nc();\n';
    const { expected, near, problems } = readMarks(text, rules);
    expect([...near]).toEqual([
      [1, ['a']],
      [6, ['b']],
      [9, ['c']],
    ]);
    expect([...expected]).toEqual([[9, ['sham-consent note']]]);
    expect(problems).toEqual([]);
  });

  it('may be spread over several comments', () => {
    const { expected } = readMarks('// expect: sham-consent error\n// expect: ungated-capture note\na();\n', rules);
    expect([...expected]).toEqual([[3, ['sham-consent error', 'ungated-capture note']]]);
  });
});

it('takes the model files of the configuration when none are named', () => {
  const root = rootWith({ 'consentlint.yaml': 'models: [acme.yaml]\n', 'acme.yaml': MODELS });
  expect(modelSources([], root).map(({ label }) => label)).toEqual(['acme.yaml']);
});
