/**
 * A library that nobody has heard of takes one data file: no TypeScript, and nothing of the built-in catalogue.
 */
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../support/review.js';

const PROGRAM = `import { allowed, blank, hook, send } from '@acme/recorder';

hook('key', (stroke) => send(stroke.text));
hook('size', (stroke) => send(stroke.text));
hook('key', (stroke) => send(blank(stroke.text)));
export function asked(): void {
  if (allowed() !== 'agreed') return;
  hook('key', (stroke) => send(stroke.text));
}
`;
const MODELS = `package: '@acme/recorder'
versions: '^3'
source: the handbook of the recorder
models:
  - api: hook
    when: { arg0: [key] }
    sensor: keystroke
    label: key
    reach: global
    payload: arg1.param0
    content: [text]
    inherent: true
  - { api: send, sink: model-training }
  - { api: allowed, gate: consent, accepts: [agreed] }
  - { api: blank, redactor: [key] }
`;
const CONFIGURED = { 'consentlint.yaml': 'models: [recorder.yaml]\n', 'recorder.yaml': MODELS };

describe('a library of one’s own', () => {
  it('is nothing in particular without its models', async () => {
    expect(await findingsOf({ 'a.ts': PROGRAM })).toEqual([]);
  });

  it('has sensors, sinks, gates and redactors with them', async () => {
    expect(await findingsOf({ 'a.ts': PROGRAM, ...CONFIGURED })).toEqual([
      'warning no-withdrawal a.ts:3',
      'error ungated-capture a.ts:3',
      'error unredacted-capture a.ts:3',
      'warning unscoped-capture a.ts:3',
      'note ungated-capture a.ts:5',
      'warning no-withdrawal a.ts:8',
      'warning unredacted-capture a.ts:8',
      'warning unscoped-capture a.ts:8',
    ]);
  });
});

describe('the release, rate and throttle of one’s own library', () => {
  const models = MODELS.replace(
    '  - { api: send,',
    `  - { api: unhook, release: hook, pairs: { arg1: arg1 } }
  - { api: hook, rate: 5 }
  - { api: seldom, throttle: calls, period: arg1, unit: s }
  - { api: send,`,
  ).replace('model-training', 'network');
  const program = (handler: string, off: string): Readonly<Record<string, string>> => ({
    'consentlint.yaml': 'models: [recorder.yaml]\n',
    'recorder.yaml': models,
    'a.ts': `import { hook, seldom, send, unhook } from '@acme/recorder';
const save = (stroke) => send(stroke.text);
const handler = ${handler};
hook('key', handler);
document.querySelector('#stop').addEventListener('click', () => unhook('key', ${off}));
`,
  });

  it('are what the verdicts rest on', async () => {
    expect(await findingsOf(program('seldom(save, 5)', 'handler'))).toEqual([
      'error ungated-capture a.ts:4',
      'error unredacted-capture a.ts:4',
      'warning unscoped-capture a.ts:4',
    ]);
    expect(await findingsOf(program('save', 'seldom'))).toEqual([
      'warning no-withdrawal a.ts:4',
      'error ungated-capture a.ts:4',
      'error unredacted-capture a.ts:4',
      'warning unscoped-capture a.ts:4',
      'warning unthrottled-capture a.ts:4',
    ]);
  });
});
