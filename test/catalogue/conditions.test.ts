/**
 * Conditions of a user's models: any element of a list, and what happens where an argument cannot be read.
 */
import { describe, expect, it } from 'vitest';
import { consentOf, sinksOf } from '../support/review.js';

const MODELS = `package: '@acme/kit'
source: a test
vocabulary: [watch]
models:
  - api: watch
    when: { arg0.*: [keys] }
    sensor: keystroke
    label: key
    reach: global
    payload: arg1.param0
    inherent: true
  - { api: push, when: { arg1: [remote] }, sink: network, takes: [arg0] }
  - { api: blank, when: { arg1: [all] }, redactor: [key] }
  - { api: allows, when: { arg0: [keys] }, gate: consent }
`;

const program = (code: string): Readonly<Record<string, string>> => ({
  'a.ts': `import { allows, blank, push, watch } from '@acme/kit';\n${code}`,
  'acme.yaml': MODELS,
  'consentlint.yaml': 'models: [acme.yaml]\n',
});

const sinks = (code: string): Promise<readonly string[]> => sinksOf(program(code));

describe('a condition', () => {
  it.each<[string, string, readonly string[]]>([
    ['on any element holds for a later one', `watch(['mouse', 'keys'], (k) => push(k, 'remote'));`, ['network a.ts:2']],
    ['on any element does not hold for none', `watch(['mouse', 'idle'], (k) => push(k, 'remote'));`, []],
    ['on any element does not hold for a text', `watch('keys', (k) => push(k, 'remote'));`, []],
    [
      'holds for the list of the caller',
      `const on = (what: string[]) => watch(what, (k) => push(k, 'remote'));\non(['keys']);`,
      ['network a.ts:2'],
    ],
    [
      'does not hold for another list of the caller',
      `const on = (what: string[]) => watch(what, (k) => push(k, 'remote'));\non(['idle']);`,
      [],
    ],
  ])('%s', async (_, code, expected) => expect(await sinks(code)).toEqual(expected));
});

describe('an argument that cannot be read', () => {
  it.each<[string, string, readonly string[]]>([
    ['is no sensor', `watch(await list(), (k) => push(k, 'remote'));`, []],
    ['is a sink', `watch(['keys'], (k) => push(k, where()));`, ['network a.ts:2']],
    ['is no sink where it is something else', `watch(['keys'], (k) => push(k, 'local'));`, []],
    ['removes nothing', `watch(['keys'], (k) => push(blank(k, level()), 'remote'));`, ['network a.ts:2']],
    ['removes what it says where it can be read', `watch(['keys'], (k) => push(blank(k, 'all'), 'remote'));`, []],
  ])('%s', async (_, code, expected) => expect(await sinks(code)).toEqual(expected));

  it.each<[string, string, string]>([
    ['is no check', 'unmet', `if (allows(kind())) watch(['keys'], (k) => push(k, 'remote'));`],
    ['is a check where it can be read', 'met', `if (allows('keys')) watch(['keys'], (k) => push(k, 'remote'));`],
  ])('%s: %s', async (_, verdict, code) => expect(await consentOf(program(code))).toEqual([verdict]));
});
