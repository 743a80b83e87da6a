import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadLedger } from '../../src/catalogue/ledger.js';
import { UsageError } from '../../src/model/errors.js';
import { LEDGER_NAME } from '../../src/model/ledger.js';
import { REACHES, SENSORS, SINK_KINDS } from '../../src/model/result.js';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'consentlint-ledger-')));
afterAll(() => rmSync(base, { recursive: true }));

function rootWith(text: string): string {
  const root = mkdtempSync(join(base, 'root-'));
  writeFileSync(join(root, LEDGER_NAME), text);
  return root;
}

function problem(root: string): string {
  try {
    loadLedger(root);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  return '';
}

const ENTRY = `version: 1
captures:
  - id: a1
    sensor: keystroke
    api: document.addEventListener(keydown)
    reach: document
    file: a.ts
    gate: none
    redactor: none
    sinks:
      - network fetch in a.ts
    why: To help.
    owner: ana
    retention: 30 days
    audience: ana
    expires: 2027-01-31
    allowedSinks: [network]
`;
const SECOND = ENTRY.slice(ENTRY.indexOf('  - id'));

describe('loadLedger', () => {
  it('is nothing where there is none', () => {
    expect(loadLedger(mkdtempSync(join(base, 'root-')))).toBeUndefined();
  });

  it('reads entries with their lines', () => {
    const ledger = loadLedger(rootWith(`${ENTRY}formerOwners: [ben]\n`));
    expect(ledger?.formerOwners).toEqual(['ben']);
    expect(ledger?.entries).toMatchObject([
      { id: 'a1', line: 3, within: '', why: 'To help.', expires: '2027-01-31', allowedSinks: ['network'] },
    ]);
  });

  it('leaves out what nobody has filled in', () => {
    const blank = ENTRY.replace(/why:.*/, 'why:')
      .replace(/owner:.*/, "owner: ' '")
      .replace(/allowed.*/, 'allowedSinks:');
    const [entry] = loadLedger(rootWith(blank))!.entries;
    expect(Object.keys(entry!)).not.toEqual(expect.arrayContaining(['why']));
    expect([entry!.why, entry!.owner, entry!.allowedSinks, entry!.retention]).toEqual([
      undefined,
      undefined,
      undefined,
      '30 days',
    ]);
  });

  it.each(['version: 1\ncaptures:\n', 'version: 1\ncaptures: []\nformerOwners:\n'])(
    'reads an empty one: %j',
    (text) => {
      expect(loadLedger(rootWith(text))).toEqual({ formerOwners: [], entries: [] });
    },
  );

  it.each<[string, string, string]>([
    ['broken YAML', ENTRY.replace('[network]', '[network'), ':18: Flow sequence in block collection'],
    ['a second colon', ENTRY.replace('To help.', 'Help: support'), ':12: holds a second colon; put the text in quotes'],
    ['a field twice', ENTRY.replace('owner: ana', 'why: ana'), ':13: names the same key twice'],
    ['no version', ENTRY.replace('version: 1\n', ''), ':1: version: is missing'],
    ['another version', ENTRY.replace('version: 1', 'version: 2'), ':1: version: must be 1'],
    [
      'an unknown field',
      ENTRY.replace('owner:', 'ower:'),
      ':13: captures[0].ower: is not a known field; did you mean "owner"?',
    ],
    ['a missing field', ENTRY.replace('    gate: none\n', ''), ':3: captures[0].gate: is missing'],
    ['a wrong type', ENTRY.replace('To help.', '7'), ':12: captures[0].why: must be text or blank'],
    [
      'a list that is none',
      ENTRY.replace('[network]', 'network'),
      ':17: captures[0].allowedSinks: must be a list or blank',
    ],
    ['no day', ENTRY.replace('2027-01-31', 'soon'), ':16: captures[0].expires: must be a day such as 2027-01-31'],
    [
      'a day that is none',
      ENTRY.replace('01-31', '02-30'),
      ':16: captures[0].expires: must be a day such as 2027-01-31',
    ],
    ['an unknown sink', ENTRY.replace('[network]', '[netwrk]'), ':17: captures[0].allowedSinks[0]: must be one of '],
    ['an id twice', ENTRY + SECOND, ':18: captures[1].id: repeats the id on line 3'],
    ['no mapping', '- a\n', ':1: must be a mapping'],
    ['nothing', '', ':1: version: is missing'],
  ])('%s', (_, text, line) => {
    const root = rootWith(text);
    expect(problem(root)).toContain(`${LEDGER_NAME}${line}`);
    expect(readFileSync(join(root, LEDGER_NAME), 'utf8')).toBe(text);
  });

  it('tells one problem at a time, and how many there are', () => {
    const root = rootWith(ENTRY.replace('version: 1', 'version: 2').replace('owner:', 'ower:'));
    expect(problem(root)).toBe(`${LEDGER_NAME}:1: version: must be 1 (and 1 more)`);
  });

  it('follows no link, and reads no folder', () => {
    const secret = join(base, 'secret.yaml');
    writeFileSync(secret, 'password: hunter2\n');
    const linked = mkdtempSync(join(base, 'root-'));
    symlinkSync(secret, join(linked, LEDGER_NAME));
    const folder = mkdtempSync(join(base, 'root-'));
    mkdirSync(join(folder, LEDGER_NAME));
    for (const root of [linked, folder])
      expect(problem(root)).toBe(`${LEDGER_NAME}: must be a file of the scanned tree, not a link or a folder`);
  });
});

it('the published schema knows the words of the report', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schema/ledger.schema.json', import.meta.url), 'utf8'));
  const { entry } = schema.definitions;
  expect(entry.properties.sensor.enum).toEqual([...SENSORS]);
  expect(entry.properties.reach.enum).toEqual([...REACHES]);
  expect(entry.properties.allowedSinks.items.enum).toEqual([...SINK_KINDS]);
});
