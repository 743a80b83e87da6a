/**
 * What the ledger declares against what the code does: each breach beside the same code that keeps to it.
 */
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/result.js';
import { FILLED, ledgerOf, withLedger } from '../support/ledgers.js';
import { type Program, scanProgram } from '../support/review.js';

const TODAY = '2026-11-21';

const SEND = `void fetch('https://a.invalid', { method: 'POST', body: event.key });`;
const LOG = `console.log(event.key);`;
const TRACK = `posthog.capture('typed', { key: event.key });`;

/** Asks, and hands the key to what is given. */
function program(...sinks: string[]): string {
  return `import posthog from 'posthog-js';
export async function start() {
  if (!confirm('Record your keys?')) return;
  document.addEventListener('keydown', (event) => { ${sinks.join(' ')} });
}
void start();
`;
}

const SENDING = program(SEND);
const UNASKED = SENDING.replace(`if (!confirm('Record your keys?')) return;`, '');

interface Said {
  readonly ruleIds: readonly string[];
  readonly purpose: string | undefined;
}

async function said(code: Program, ledger: string): Promise<Said> {
  const report = await scanProgram(withLedger(code, ledger), TODAY);
  return { ruleIds: purposeFindings(report), purpose: report.captures[0]?.obligations.purpose?.reason };
}

function purposeFindings({ findings }: Report): readonly string[] {
  return findings
    .filter(({ ruleId }) => ruleId === 'undeclared-capture' || ruleId === 'purpose-drift')
    .map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}

const KEPT: Said = { ruleIds: [], purpose: 'declared in the ledger, support-tools answers for it' };
const drifted = (purpose: string): Said => ({ ruleIds: ['warning purpose-drift'], purpose });
const undeclared = (purpose: string): Said => ({ ruleIds: ['warning undeclared-capture'], purpose });

describe('a ledger', () => {
  test('that there is not asks nothing of anybody', async () => {
    const report = await scanProgram(SENDING, TODAY);
    expect(report.captures[0]?.obligations.purpose).toEqual({
      verdict: 'not-applicable',
      reason: 'there is no consentlint.ledger.yaml at the scan root',
      evidence: [],
    });
    expect(purposeFindings(report)).toEqual([]);
  });

  test('that declares the capture is kept', async () => {
    expect(await said(SENDING, await ledgerOf(SENDING))).toEqual(KEPT);
  });

  test('that does not know it is not', async () => {
    expect(await said(SENDING, 'version: 1\ncaptures:\n')).toEqual(undeclared('the ledger has no entry for it'));
  });

  test('that says more than the code does is kept', async () => {
    const both = program(SEND, LOG);
    expect(await said(SENDING, await ledgerOf(both))).toEqual(KEPT);
  });
});

describe('what people must fill in', () => {
  test.each(['why', 'owner', 'retention', 'allowedSinks'] as const)('%s', async (field) => {
    const ledger = await ledgerOf(SENDING, { [field]: '' });
    expect(await said(SENDING, ledger)).toEqual(undeclared(`nobody has filled in its ${field}`));
  });

  test.each(['audience', 'expires'] as const)('but not %s', async (field) => {
    expect(await said(SENDING, await ledgerOf(SENDING, { [field]: '' }))).toEqual(KEPT);
  });

  test('spaces are no words', async () => {
    const ledger = await ledgerOf(SENDING, { owner: "' '" });
    expect(await said(SENDING, ledger)).toEqual(undeclared('nobody has filled in its owner'));
  });
});

describe('a sink', () => {
  test('of a kind that is not allowed is drift', async () => {
    const both = program(SEND, TRACK);
    expect(await said(both, await ledgerOf(both))).toEqual(
      drifted('it reaches analytics (posthog-js#capture), and the ledger allows only network, log'),
    );
    expect(await said(both, await ledgerOf(both, { allowedSinks: '[network, analytics]' }))).toEqual(KEPT);
  });

  test('is not allowed by an empty list', async () => {
    expect(await said(SENDING, await ledgerOf(SENDING, { allowedSinks: '[]' }))).toEqual(
      drifted('it reaches network (fetch), and the ledger allows no sink'),
    );
  });

  test('of an allowed kind that the entry does not list is drift', async () => {
    expect(await said(program(SEND, LOG), await ledgerOf(SENDING))).toEqual(
      drifted('it reaches log (console.log in a.ts), which its entry does not list'),
    );
  });

  test('moves with its file into another folder, and not into another file', async () => {
    const sentFrom = (file: string): Program => ({
      'a.ts': `import { send } from './${file}';\n${program('send(event.key);')}`,
      [`${file}.ts`]: `export const send = (key: string) => fetch('https://a.invalid', { method: 'POST', body: key });\n`,
    });
    const ledger = await ledgerOf(sentFrom('upload'));
    expect(await said(sentFrom('net/upload'), ledger)).toEqual(KEPT);
    expect(await said(sentFrom('uplink'), ledger)).toEqual(
      drifted('it reaches network (fetch in uplink.ts), which its entry does not list'),
    );
  });

  test('that decides is where the finding leads', async () => {
    const both = program(SEND, TRACK);
    const report = await scanProgram(withLedger(both, await ledgerOf(both)), TODAY);
    const drift = report.findings.find(({ ruleId }) => ruleId === 'purpose-drift');
    expect(drift?.trace.at(-1)?.note).toBe('reaches posthog-js#capture');
    const notes = report.captures[0]?.obligations.purpose?.evidence.map(({ location, note }) => [location.file, note]);
    expect(notes).toEqual([
      ['consentlint.ledger.yaml', `declared for: ${FILLED.why}`],
      ['a.ts', 'reaches analytics (posthog-js#capture)'],
    ]);
  });
});

describe('protection that is declared', () => {
  test('and gone is drift', async () => {
    expect(await said(UNASKED, await ledgerOf(SENDING))).toEqual(
      drifted('its gate is declared as "checks confirm()", and the code has none'),
    );
  });

  test('and not declared is no drift', async () => {
    expect(await said(SENDING, await ledgerOf(UNASKED))).toEqual(KEPT);
  });

  test('and weaker is drift', async () => {
    const masked = program(SEND.replace('event.key', String.raw`event.key.replace(/\d/g, '#')`));
    expect(await said(SENDING, await ledgerOf(masked))).toEqual(
      drifted('its redactor is declared as "replace removes only part of it", and the code has none'),
    );
    expect(await said(masked, await ledgerOf(masked))).toEqual(KEPT);
  });

  test('and no more needed is no drift', async () => {
    const hook = (body: string): string => `import { uIOhook } from 'uiohook-napi';
if (confirm('Record your keys?')) uIOhook.on('keydown', (event) => { ${body} });
`;
    const partial = hook(String.raw`console.log(String(event.keycode).replace(/\d/, '#'));`);
    expect(await said(hook('void 0;'), await ledgerOf(partial))).toEqual(KEPT);
  });
});

describe('an entry lapses', () => {
  test.each([
    ['on its last day', '2026-11-21', KEPT],
    ['after it', '2026-11-20', drifted('its entry expired after 2026-11-20')],
  ] as const)('%s', async (_, expires, outcome) => {
    expect(await said(SENDING, await ledgerOf(SENDING, { expires }))).toEqual(outcome);
  });

  test.each([
    ['support-tools', drifted('its owner support-tools is among the former owners')],
    ['somebody-else', KEPT],
  ] as const)('when its owner is %s, who left', async (owner, outcome) => {
    const ledger = (await ledgerOf(SENDING)).replace('formerOwners: []', `formerOwners: [${owner}]`);
    expect(await said(SENDING, ledger)).toEqual(outcome);
  });

  test('and all that is wrong with it is said at once, the worst first', async () => {
    const both = program(SEND, TRACK);
    const ledger = await ledgerOf(both, { expires: '2020-01-01', retention: '' });
    expect(await said(both, ledger)).toEqual(
      drifted(
        'it reaches analytics (posthog-js#capture), and the ledger allows only network, log; ' +
          'its entry expired after 2020-01-01; nobody has filled in its retention',
      ),
    );
  });
});

describe('a note is enough', () => {
  const counting = `import { uIOhook } from 'uiohook-napi';
let count = 0;
if (confirm('Count your keys?')) uIOhook.on('keydown', () => { count += 1; });
`;
  const unasked = counting.replace(/^if \(.*?\)\) /m, '');

  test('where no content leaves', async () => {
    expect((await said(counting, 'version: 1\ncaptures: []\n')).ruleIds).toEqual(['note undeclared-capture']);
    expect((await said(counting, await ledgerOf(counting, { allowedSinks: '' }))).ruleIds).toEqual([]);
    expect(await said(unasked, await ledgerOf(counting))).toEqual({
      ruleIds: ['note purpose-drift'],
      purpose: 'its gate is declared as "checks confirm()", and the code has none',
    });
  });

  test('where nothing runs the code', async () => {
    const never = UNASKED.replace('export async function', 'async function').replace('void start();', '');
    expect((await said(never, 'version: 1\ncaptures: []\n')).ruleIds).toEqual(['note undeclared-capture']);
  });
});

describe('a capture keeps its entry', () => {
  const ORIGINAL = { 'agent/keys.ts': SENDING };

  test.each<[string, Program]>([
    ['when lines move', { 'agent/keys.ts': `\n\n// above\n${SENDING}` }],
    ['when its file moves', { 'recorder/keys.ts': SENDING }],
    ['when its file is renamed', { 'agent/keyboard.ts': SENDING }],
    ['when its function is renamed', { 'agent/keys.ts': SENDING.replaceAll('start', 'begin') }],
  ])('%s', async (_, moved) => {
    expect(await said(moved, await ledgerOf(ORIGINAL))).toEqual(KEPT);
  });

  test('but lends it to no other', async () => {
    const copied = { ...ORIGINAL, 'other/keys.ts': SENDING };
    const report = await scanProgram(withLedger(copied, await ledgerOf(ORIGINAL)), TODAY);
    expect(report.captures.map(({ obligations }) => obligations.purpose?.verdict)).toEqual(['met', 'unmet']);
  });

  test('and two that might be the old one are both asked about', async () => {
    const twice = { 'b/keys.ts': SENDING, 'c/keys.ts': SENDING };
    const report = await scanProgram(withLedger(twice, await ledgerOf(ORIGINAL)), TODAY);
    expect(report.captures.map(({ obligations }) => obligations.purpose?.verdict)).toEqual(['unmet', 'unmet']);
  });
});

test('the day is the only thing besides the tree that a report depends on', async () => {
  const files = withLedger(SENDING, await ledgerOf(SENDING));
  const on = async (day: string) => ({ ...(await scanProgram(files, day)), run: undefined });
  expect(await on('2026-11-21')).toEqual(await on('2026-12-31'));
  expect(await on('2027-01-01')).not.toEqual(await on('2026-12-31'));
});
