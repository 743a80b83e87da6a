/** What a report shows: the way from the sensor to the sink, the line of the gate, or the way around it. */
import { describe, expect, it } from 'vitest';
import type { Finding, Report, Step } from '../../src/model/result.js';
import { type Program, scanProgram } from '../support/review.js';

const at = ({ location }: Step): string => `${location.file}:${location.line}`;

async function report(program: Program): Promise<Report> {
  return scanProgram(program);
}

/** Gets `file:line` of each step of the only capture's only sink. */
async function way(program: Program): Promise<readonly string[]> {
  const { captures } = await report(program);
  return captures.flatMap((capture) => capture.sinks.flatMap((sink) => sink.trace.map(at)));
}

async function consent(program: Program): Promise<{ verdict: string; reason: string; lines: readonly string[] }> {
  const { verdict, reason, evidence } = (await report(program)).captures[0]!.obligations.consent!;
  return { verdict, reason, lines: evidence.map(at) };
}

async function finding(program: Program, ...rules: readonly string[]): Promise<Finding> {
  const found = (await report(program)).findings.filter(({ ruleId }) => rules.includes(ruleId));
  expect(found).toHaveLength(1);
  return found[0]!;
}

const GATE_RULES = ['ungated-capture', 'sham-consent'];
const HOOK = `import { uIOhook } from 'uiohook-napi';`;
const CONFIRM = `import { confirm } from '@inquirer/prompts';`;
const AGENT = `${HOOK}
import { keep } from './store';
export const start = () => {
  uIOhook.on('keydown', (e) => keep(e.keycode));
};`;
const STORE = `import { appendFileSync } from 'node:fs';
export const keep = (code: number) => {
  appendFileSync('keys.txt', String(code));
};`;

describe('the way to the sink', () => {
  const files = { 'agent.ts': AGENT, 'store.ts': STORE, 'main.ts': `import { start } from './agent';\nstart();` };

  it('begins at the sensor and ends at the sink', async () => {
    const steps = await way(files);
    expect([steps[0], steps.at(-1)]).toEqual(['agent.ts:4', 'store.ts:3']);
  });

  it('says of every step what happens there', async () => {
    const [sink] = (await report(files)).captures[0]!.sinks;
    expect(sink!.trace.every(({ note }) => /^\S.*\S$/.test(note))).toBe(true);
    expect(sink!.trace[0]!.note).toContain('captured');
    expect(sink!.trace.at(-1)!.note).toContain('appendFileSync');
  });

  it.each<[string, Program, readonly string[]]>([
    [
      'a buffer and its flush',
      {
        'a.ts': `const kept: string[] = [];\nconst flush = () => {\n  fetch('/k', { method: 'POST', body: kept.join() });\n};\nsetInterval(flush, 1000);\ndocument.addEventListener('keydown', (e) => {\n  kept.push(e.key);\n});`,
      },
      ['a.ts:6', 'a.ts:7', 'a.ts:3'],
    ],
    [
      'a channel between processes',
      {
        'renderer.ts': `import { ipcRenderer } from 'electron';\ndocument.addEventListener('keydown', (e) => {\n  ipcRenderer.send('key', e.key);\n});`,
        'main.ts': `import { ipcMain } from 'electron';\nimport { appendFileSync } from 'node:fs';\nipcMain.on('key', (_event, key) => {\n  appendFileSync('keys.txt', key);\n});`,
      },
      ['renderer.ts:2', 'renderer.ts:3', 'main.ts:4'],
    ],
    [
      'an emitter',
      {
        'a.ts': `import { EventEmitter } from 'node:events';\n${HOOK}\nconst bus = new EventEmitter();\nuIOhook.on('keydown', (e) => {\n  bus.emit('typed', e.keycode);\n});\nbus.on('typed', (code) => {\n  console.log(code);\n});`,
      },
      ['a.ts:4', 'a.ts:5', 'a.ts:8'],
    ],
    [
      'a call two files on',
      {
        'a.ts': `import { record } from './record';\ndocument.addEventListener('keydown', (e) => {\n  record(e.key);\n});`,
        'record.ts': `import { post } from './post';\nexport const record = (key: string) => post({ key });`,
        'post.ts': `export const post = (body: object) => fetch('/k', { method: 'POST', body: JSON.stringify(body) });`,
      },
      ['a.ts:2', 'a.ts:3', 'record.ts:2', 'post.ts:1'],
    ],
  ])('passes %s in order', async (_, program, expected) => {
    const steps = await way(program);
    expect(steps.filter((step) => expected.includes(step)).filter((step, n, all) => step !== all[n - 1])).toEqual(
      expected,
    );
  });

  it('has no step of a neighbour that the content does not pass', async () => {
    const steps = await way({
      'a.ts': `document.addEventListener('keydown', (e) => {\n  count(e);\n  send(e.key);\n});\nlet n = 0;\nfunction count(_: Event) {\n  n += 1;\n}\nfunction send(key: string) {\n  fetch('/k', { method: 'POST', body: key });\n}`,
    });
    expect(steps).toContain('a.ts:3');
    expect(steps.filter((step) => ['a.ts:2', 'a.ts:6', 'a.ts:7'].includes(step))).toEqual([]);
  });
});

describe('a consent that is met', () => {
  it.each<[string, Program, string]>([
    [
      'around the registration',
      `${CONFIRM}\n${HOOK}\nconst yes = await confirm({ message: 'Record?' });\nif (yes)\n  uIOhook.on('keydown', (e) => console.log(e.keycode));`,
      'a.ts:4',
    ],
    [
      'in a function that leaves',
      `${CONFIRM}\n${HOOK}\nasync function go() {\n  if (!(await confirm({ message: 'Record?' }))) return;\n  uIOhook.on('keydown', (e) => console.log(e.keycode));\n}\nvoid go();`,
      'a.ts:4',
    ],
    [
      'in the handler',
      `${CONFIRM}\n${HOOK}\nconst yes = await confirm({ message: 'Record?' });\nuIOhook.on('keydown', (e) => {\n  if (!yes) return;\n  console.log(e.keycode);\n});`,
      'a.ts:5',
    ],
    [
      'in a caller of another file',
      {
        'agent.ts': AGENT,
        'store.ts': STORE,
        'main.ts': `${CONFIRM}\nimport { start } from './agent';\nif (await confirm({ message: 'Record?' })) {\n  start();\n}`,
      },
      'main.ts:3',
    ],
  ])('shows the gate %s', async (_, program, gate) => {
    const { verdict, lines } = await consent(program);
    expect(verdict).toBe('met');
    expect(lines).toContain(gate);
  });
});

describe('a consent that is not met', () => {
  const main = (second: string): Program => ({
    'agent.ts': AGENT,
    'store.ts': STORE,
    'main.ts': `${CONFIRM}\nimport { start } from './agent';\nif (await confirm({ message: 'Record?' })) {\n  start();\n}\nexport const later = async () => {\n  ${second}\n};\nvoid later();`,
  });

  it('shows the caller that does not ask', async () => {
    const { verdict, lines } = await consent(main('start();'));
    expect(verdict).toBe('unmet');
    expect(lines).toContain('main.ts:7');
  });

  it('is no sham for the sake of the caller that asks', async () => {
    expect((await finding(main('start();'), ...GATE_RULES)).ruleId).toBe('ungated-capture');
  });

  it('does not show the caller that asks', async () => {
    const { lines } = await consent(main('start();'));
    expect(lines).not.toContain('main.ts:4');
  });
  it('is met once the second caller asks too', async () => {
    expect((await consent(main(`if (await confirm({ message: 'Record?' })) start();`))).verdict).toBe('met');
  });

  it('leads from where the program starts to the sensor and on to the sink', async () => {
    const steps = (await finding(main('start();'), ...GATE_RULES)).trace.map(at);
    const order = ['main.ts:9', 'main.ts:7', 'agent.ts:4', 'store.ts:3'];
    expect(steps.filter((step) => order.includes(step))).toEqual(order);
  });
});

describe('one capture, two sinks', () => {
  const two = (second: string): string =>
    `${CONFIRM}\n${HOOK}\nconst yes = await confirm({ message: 'Record?' });\nuIOhook.on('keydown', (e) => {\n  if (yes) fetch('/k', { method: 'POST', body: String(e.keycode) });\n  ${second}\n});`;
  const OPEN = 'console.log(e.keycode);';

  it('is met where both are gated', async () => {
    expect((await consent(two(`if (yes) ${OPEN}`))).verdict).toBe('met');
  });

  it('is unmet where one is not, and the finding ends at that one', async () => {
    const found = await finding(two(OPEN), ...GATE_RULES);
    expect(at(found.trace.at(-1)!)).toBe('a.ts:6');
  });

  it('is no sham, and says which of them the check covers', async () => {
    const found = await finding(two(OPEN), ...GATE_RULES);
    expect(found.ruleId).toBe('ungated-capture');
    expect(found.message).toContain('no check of consent on the way to console.log, only to fetch');
  });

  it('is a sham where the capture is on the side of the no', async () => {
    const found = await finding(two(`if (!yes) ${OPEN}`), ...GATE_RULES);
    expect(found.ruleId).toBe('sham-consent');
    expect(found.message).toContain('this is where the answer was no');
  });
});

describe('a sham is shown where it is written', () => {
  it.each<[string, string, string]>([
    [
      'by the program itself',
      `const choice = { consent: false };\nconst begin = () => {\n  choice.consent = true;\n};\nbegin();\nif (choice.consent) document.addEventListener('keydown', (e) => console.log(e.key));`,
      'a.ts:3',
    ],
    [
      'as a default',
      `import Store from 'electron-store';\nconst store = new Store({\n  defaults: { recordingConsent: true },\n});\nif (store.get('recordingConsent') === true) document.addEventListener('keydown', (e) => console.log(e.key));`,
      'a.ts:3',
    ],
    [
      'as a constant',
      `const hasConsent =\n  true;\nif (hasConsent) document.addEventListener('keydown', (e) => console.log(e.key));`,
      'a.ts:3',
    ],
    [
      'in the environment',
      `const consent =\n  process.env.USER_CONSENT === 'true';\nif (consent) document.addEventListener('keydown', (e) => console.log(e.key));`,
      'a.ts:2',
    ],
  ])('%s', async (_, program, line) => {
    const found = await finding(program, ...GATE_RULES);
    expect(found.ruleId).toBe('sham-consent');
    expect(found.trace.map(at)).toContain(line);
  });

  it('but not where a button writes it', async () => {
    const program = `const choice = { consent: false };\nconst begin = () => {\n  choice.consent = true;\n};\ndocument.getElementById('allow-recording')!.addEventListener('click', begin);\nif (choice.consent) document.addEventListener('keydown', (e) => console.log(e.key));`;
    expect((await consent(program)).verdict).toBe('met');
  });
});

describe('what could not be resolved is named', () => {
  it.each<[string, string, string]>([
    [
      'a variable',
      `const consent = answers() > 0.5;\nif (consent) document.addEventListener('keydown', (e) => console.log(e.key));`,
      'consent',
    ],
    [
      'a function of a package',
      `import { isAllowed } from 'acme-permissions';\nif (await isAllowed()) document.addEventListener('keydown', (e) => console.log(e.key));`,
      'isAllowed',
    ],
  ])('%s', async (_, program, name) => {
    const { verdict, reason } = await consent(program);
    expect(verdict).toBe('unproven');
    expect(reason).toContain(name);
  });
});

describe('a redaction that falls short', () => {
  const redact = (body: string): string =>
    `function redact(text: string) {\n  ${body}\n}\ndocument.addEventListener('input', (e) => {\n  fetch('/t', { method: 'POST', body: redact((e.target as HTMLInputElement).value) });\n});`;
  const CATCH = redact(`try { return text.replace(/./g, '*'); } catch { return text; }`);
  const PATTERN = redact(`return text.replace(/\\d/g, '#');`);
  const NOTHING = redact('return text;');
  const REDACTION_RULES = ['partial-redaction', 'unredacted-capture'];

  it.each([
    ['the way that gives the text back', CATCH],
    ['the pattern that leaves the rest', PATTERN],
    ['the redactor that does nothing', NOTHING],
  ])('has %s as evidence', async (_, program) => {
    const { evidence } = (await report(program)).captures[0]!.obligations.redaction!;
    expect(evidence.map(at)).toContain('a.ts:2');
  });

  it.each([])('has %s in the trace of its finding', async (_, program) => {
    expect((await finding(program, ...REDACTION_RULES)).trace.map(at)).toContain('a.ts:2');
  });

  it.each([
    ['partial-redaction for the way that gives the text back', CATCH, 'partial-redaction'],
    ['partial-redaction for the pattern that leaves the rest', PATTERN, 'partial-redaction'],
  ])('is %s', async (_, program, rule) => {
    expect((await finding(program, ...REDACTION_RULES)).ruleId).toBe(rule);
  });
});

describe('a template', () => {
  it('is called one, and a function by its name', async () => {
    const note = async (file: string, text: string): Promise<string | undefined> =>
      (await report({ [file]: text })).captures[0]!.obligations.consent!.evidence.at(-1)?.note;
    const send = `navigator.sendBeacon('/keys', event.key)`;
    expect(await note('a.svelte', `<svelte:window on:keydown={(event) => ${send}} />`)).toBe(
      'the template is drawn without a check',
    );
    expect(
      await note('a.ts', `export function start() { document.addEventListener('keydown', (event) => ${send}); }`),
    ).toContain('start() has no caller here');
  });
});
