/**
 * The ledger as text: what a new one looks like, and what an update leaves alone.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readLedger } from '../../src/catalogue/ledger.js';
import { type Comparison, compareLedger, isSame } from '../../src/ledger/compare.js';
import { recordOf } from '../../src/ledger/record.js';
import { updatedLedger } from '../../src/ledger/update.js';
import { newLedger } from '../../src/ledger/write.js';
import type { CaptureRecord, Ledger } from '../../src/model/ledger.js';
import { scanProgram } from '../support/review.js';

const folder = mkdtempSync(join(tmpdir(), 'consentlint-ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string): Ledger {
  const path = join(folder, 'ledger.yaml');
  writeFileSync(path, text);
  return readLedger({ path, label: 'ledger.yaml' });
}

const KEYS: CaptureRecord = {
  id: '12e4567890123456',
  sensor: 'keystroke',
  api: 'uiohook-napi#uIOhook.on(keydown)',
  reach: 'global',
  file: 'agent/keys.ts',
  within: 'Keys.start',
  gate: 'checks hasConsent()',
  redactor: 'none',
  sinks: ['disk @acme/store#write in agent/store.ts', 'network fetch in agent/send.ts'],
};
const CLIP: CaptureRecord = {
  ...KEYS,
  id: 'c2f739e42f2c26fe',
  sensor: 'clipboard',
  api: 'electron#clipboard.readText',
  file: 'agent/clip.ts',
  within: '',
  gate: 'none',
  sinks: [],
};

const PEOPLES = `# Reviewed every quarter.
version: 1
formerOwners:
  - ana # left in May
captures:
  # The oldest of them.
  - id: '12e4567890123456'
    sensor: keystroke
    api: uiohook-napi#uIOhook.on(keydown)
    reach: global
    file: agent/keys.ts
    within: Keys.start
    gate: checks hasConsent()
    redactor: none # we know, see the ticket
    sinks:
      - disk @acme/store#write in agent/store.ts # encrypted
      - network fetch in agent/send.ts
    owner: "keys team"
    why: |
      Teaches the assistant.
      Nothing else.
    retention: 30 days
    allowedSinks: [network, disk]
`;

function against(text: string, records: readonly CaptureRecord[], isLookedAt = (): boolean => true): Comparison {
  return compareLedger(records, read(text).entries, isLookedAt);
}

function updated(text: string, ...records: CaptureRecord[]): string {
  return updatedLedger(text, against(text, records));
}

describe('a new ledger', () => {
  test('reads as it will in a pull request', () => {
    expect(newLedger([KEYS, CLIP]))
      .toBe(`# What this code records of people, and what for. Read it as a promise to them.
# consentlint writes each entry from id to sinks; people write it from why to allowedSinks.
# After a change of the code: consentlint ledger --update. In CI: consentlint ledger --check.

version: 1
formerOwners: []
captures:
  - id: '12e4567890123456'
    sensor: keystroke
    api: uiohook-napi#uIOhook.on(keydown)
    reach: global
    file: agent/keys.ts
    within: Keys.start
    gate: checks hasConsent()
    redactor: none
    sinks:
      - disk @acme/store#write in agent/store.ts
      - network fetch in agent/send.ts
    why:
    owner:
    retention:
    audience:
    expires:
    allowedSinks:

  - id: c2f739e42f2c26fe
    sensor: clipboard
    api: electron#clipboard.readText
    reach: global
    file: agent/clip.ts
    gate: none
    redactor: none
    sinks: []
    why:
    owner:
    retention:
    audience:
    expires:
    allowedSinks:
`);
  });

  test('is read back as it was written', () => {
    expect(read(newLedger([KEYS, CLIP]))).toEqual({
      formerOwners: [],
      entries: [
        { ...KEYS, line: 8 },
        { ...CLIP, line: 26 },
      ],
    });
    expect(isSame(against(newLedger([KEYS, CLIP]), [KEYS, CLIP]))).toBe(true);
  });

  test('of a tree without captures is a ledger', () => {
    expect(read(newLedger([]))).toEqual({ formerOwners: [], entries: [] });
    expect(updated(newLedger([]), KEYS)).toBe(newLedger([KEYS]));
  });

  test.each([
    '*',
    '- a',
    'yes',
    '1e5',
    'a: b',
    "it's",
    '#',
    'a # b',
    '"',
    '…',
    '\u0007',
    '',
    ' ',
    'a\nb',
    `${'long '.repeat(20)}\n\n b`,
  ])('keeps the name %j', (name) => {
    const odd = { ...KEYS, api: `${name}x`, gate: `x${name}x`, file: `${name}x` };
    expect(read(newLedger([odd])).entries).toEqual([{ ...odd, line: 8 }]);
    const text = newLedger([{ ...KEYS, id: odd.id }]);
    expect(read(updated(text, { ...KEYS, gate: odd.gate })).entries[0]?.gate).toBe(odd.gate);
  });

  test('shows what could not be seen', () => {
    const odd = { ...KEYS, gate: 'checks \u202eyes', sinks: ['log a\u200b\u0007\u{e0001}b in c.ts'] };
    const text = newLedger([odd]);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(read(text).entries).toEqual([{ ...odd, line: 8 }]);
  });

  test('has the same bytes for the same code', async () => {
    const code = `document.addEventListener('keydown', (e) => { console.log(e.key); void fetch('/' + e.key); });`;
    const once = newLedger((await scanProgram(code)).captures.map(recordOf));
    expect(newLedger((await scanProgram(code)).captures.map(recordOf))).toBe(once);
  });
});

describe('an update', () => {
  test('of nothing changes nothing', () => {
    expect(isSame(against(PEOPLES, [KEYS]))).toBe(true);
    expect(updated(PEOPLES, KEYS)).toBe(PEOPLES);
  });

  test('of the gate changes one line', () => {
    expect(updated(PEOPLES, { ...KEYS, gate: 'none' })).toBe(
      PEOPLES.replace('gate: checks hasConsent()', 'gate: none'),
    );
  });

  test('of the redactor keeps the comment beside it', () => {
    expect(updated(PEOPLES, { ...KEYS, redactor: 'masked' })).toBe(
      PEOPLES.replace('redactor: none #', 'redactor: masked #'),
    );
  });

  test('of the sinks adds and takes lines', () => {
    const sinks = [KEYS.sinks[0]!, 'log console.log in agent/keys.ts'];
    expect(updated(PEOPLES, { ...KEYS, sinks })).toBe(
      PEOPLES.replace('network fetch in agent/send.ts', 'log console.log in agent/keys.ts'),
    );
    expect(read(updated(PEOPLES, { ...KEYS, sinks: [] })).entries[0]?.sinks).toEqual([]);
  });

  test('of a moved file keeps the entry', () => {
    const moved = { ...KEYS, id: 'ffff', file: 'recorder/keys.ts' };
    expect(updated(PEOPLES, moved)).toBe(
      PEOPLES.replace("'12e4567890123456'", 'ffff').replace('agent/keys.ts', 'recorder/keys.ts'),
    );
  });

  test('of a function that became nameless takes its line', () => {
    const text = updated(PEOPLES, { ...KEYS, within: '' });
    expect(text).toBe(PEOPLES.replace('    within: Keys.start\n', ''));
    expect(updated(text, KEYS)).toBe(PEOPLES);
  });

  test('puts a new capture at the place of its file', () => {
    const files = (text: string): readonly string[] => read(text).entries.map(({ file }) => file);
    const later = { ...CLIP, id: 'd', api: 'other', file: 'web/page.ts' };
    expect(files(updated(PEOPLES, KEYS, CLIP, later))).toEqual(['agent/clip.ts', 'agent/keys.ts', 'web/page.ts']);
  });

  test('takes out what is gone, and nothing that was not looked at', () => {
    expect(read(updated(PEOPLES, CLIP)).entries.map(({ id }) => id)).toEqual([CLIP.id]);
    const elsewhere = against(PEOPLES, [CLIP], () => false);
    expect(read(updatedLedger(PEOPLES, elsewhere)).entries.map(({ id }) => id)).toEqual([CLIP.id, KEYS.id]);
  });

  test("keeps every word of people's", () => {
    const text = updated(PEOPLES, { ...KEYS, gate: 'none', sinks: [] }, CLIP);
    for (const words of [
      '# Reviewed every quarter.',
      '# left in May',
      '# The oldest of them.',
      '# we know, see the ticket',
    ])
      expect(text).toContain(words);
    const { why, owner, retention, allowedSinks } = read(text).entries.find(({ id }) => id === KEYS.id)!;
    expect({ why, owner, retention, allowedSinks }).toEqual({
      why: 'Teaches the assistant.\nNothing else.\n',
      owner: 'keys team',
      retention: '30 days',
      allowedSinks: ['network', 'disk'],
    });
  });

  test('done twice is done once', () => {
    const text = updated(PEOPLES, { ...KEYS, gate: 'none' }, CLIP);
    expect(isSame(against(text, [{ ...KEYS, gate: 'none' }, CLIP]))).toBe(true);
    expect(updated(text, { ...KEYS, gate: 'none' }, CLIP)).toBe(text);
  });
});

describe('whatever people write in', () => {
  /** Numbers that look drawn at random, and are the same in every run. */
  function dice(seed: number): (sides: number) => number {
    let state = seed;
    return (sides) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * sides);
    };
  }

  function drawn(roll: ReturnType<typeof dice>): readonly CaptureRecord[] {
    return Array.from({ length: 6 }, (_, at) => at)
      .filter(() => roll(3) > 0)
      .map((at) => ({
        ...KEYS,
        id: `id${at}`,
        api: `api${at}`,
        file: `${'abc'[at % 3]}.ts`,
        within: roll(2) > 0 ? `f${at}` : '',
        gate: ['none', 'checks yes', '@odd: "gate"'][roll(3)]!,
        sinks: KEYS.sinks.filter(() => roll(2) > 0),
      }));
  }

  const STYLES: readonly (readonly [string, (text: string) => string])[] = [
    ['nothing', (text) => text],
    ['why', (text) => text.replaceAll('why:', 'why: "Because: yes"')],
    ['blocks', (text) => text.replaceAll('allowedSinks:', 'allowedSinks:\n      - network')],
    [
      'long texts',
      (text) =>
        text
          .replaceAll('allowedSinks:', 'audience: |\n      the team\n\n      and ana\n')
          .replaceAll('    audience:\n', ''),
    ],
    [
      'comments',
      (text) => text.replaceAll(/^( *)- id.*$/gm, '$1# before - it\n$& # behind: it').replaceAll('gate:', 'gate:  '),
    ],
    ['comments below', (text) => text.replaceAll('expires:', 'expires: # - ask\n    # soon')],
    ['no blank lines', (text) => text.replaceAll('\n\n', '\n')],
    ['more blank lines', (text) => text.replaceAll('\n\n', '\n\n\n  \n')],
    ['no last line break', (text) => text.trimEnd()],
    ['less indentation', (text) => text.replaceAll(/^ {2}/gm, '')],
    ['line breaks of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['another order', (text) => text.replaceAll(/( +)- (id: .*\n) +(sensor.*\n)/g, '$1- $3$1  $2')],
    ['dashes apart', (text) => text.replaceAll(/^( *)- id/gm, '$1-\n$1  id')],
    ['quotes', (text) => text.replaceAll(/(gate|within): ([\w ]+)$/gm, '$1: "$2"')],
  ];

  test.each(STYLES)('%s: an update says what the code does, and keeps their words', (_, style) => {
    for (let seed = 1; seed <= 8; seed++) {
      const roll = dice(seed);
      const [before, after] = [drawn(roll), drawn(roll)];
      const text = style(newLedger(before));
      const old = read(text);
      const updatedText = updated(text, ...after);
      const { entries } = read(updatedText);
      expect(isSame(against(updatedText, after)), updatedText).toBe(true);
      expect(entries.map(({ id }) => id).sort()).toEqual(after.map(({ id }) => id).sort());
      for (const { id, why, audience, allowedSinks } of old.entries)
        if (after.some((record) => record.id === id))
          expect(entries.find((entry) => entry.id === id)).toMatchObject(
            Object.fromEntries(
              Object.entries({ why, audience, allowedSinks }).filter(([, said]) => said !== undefined),
            ),
          );
    }
  });

  test('an update of a list in one line is refused, and says so', () => {
    const [entry] = against(PEOPLES, [CLIP]).gone;
    const flow = `version: 1\ncaptures: [${JSON.stringify({ ...entry, line: undefined })}]\n`;
    expect(() => updated(flow, CLIP)).toThrow('captures must be a list with each field on a line of its own');
    expect(isSame(against(flow, [KEYS]))).toBe(true);
  });
});

describe('a comparison says', () => {
  const says = (record: CaptureRecord): readonly string[] => against(PEOPLES, [record]).changed[0]?.says ?? [];

  test.each<[string, Partial<CaptureRecord>, string]>([
    ['where it was', { file: 'b/keys.ts', id: 'x' }, 'moved here from agent/keys.ts'],
    ['what it was in', { within: 'Keys.begin', id: 'x' }, 'it was in Keys.start'],
    ['what stood before it', { gate: 'none' }, 'gate was "checks hasConsent()", is "none"'],
    ['what took content away', { redactor: 'all' }, 'redactor was "none", is "all"'],
    ['which sink is new', { sinks: [...KEYS.sinks, 'log l in f'] }, 'new sink: log l in f'],
    ['which is gone', { sinks: KEYS.sinks.slice(1) }, 'no sink any more: disk @acme/store#write in agent/store.ts'],
    ['that only the id is another', { id: 'x' }, 'id was 12e4567890123456, is x'],
  ])('%s', (_, change, text) => {
    expect(says({ ...KEYS, ...change })).toEqual([text]);
  });

  test('nothing of sinks in another order', () => {
    expect(says({ ...KEYS, sinks: [...KEYS.sinks].reverse() })).toEqual([]);
  });
});
