import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCatalogue, loadModels } from '../../src/catalogue/load.js';
import { NAME_LISTS } from '../../src/model/catalogue.js';
import { UsageError } from '../../src/model/errors.js';

const folder = mkdtempSync(join(tmpdir(), 'consentlint-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

function problems(...texts: string[]): string[] {
  const sources = texts.map((text, at) => {
    const path = join(folder, `${at}.yaml`);
    writeFileSync(path, text);
    return { path, label: texts.length === 1 ? 'm.yaml' : `${at}.yaml` };
  });
  try {
    loadModels(sources);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message.split('\n');
  }
  return [];
}

const HEAD = 'package: pkg\nsource: a test\nmodels:\n';
/** One good model of each role, on lines 4 to 9. */
const GOOD = `${HEAD}  - { api: watch, sensor: screen, label: pixels, reach: global }
  - { api: send, sink: network, takes: [arg0] }
  - { api: ask, gate: consent, accepts: [true] }
  - { api: mask, redactor: all }
  - { api: '*.push', propagates: [arg0 -> receiver] }
  - { channel: c, send: { api: [tell], payload: arg0 }, receive: { api: [hear], payload: arg0.param0 } }
`;

it('accepts one model of each role', () => {
  expect(problems(GOOD)).toEqual([]);
});

it.each(["'>=7 <9'", "'^2.1 || ~3.0.1'", "'1.x'", "'*'", "{ pkg: '>=1.0.0-beta.2' }"])(
  'accepts versions %s',
  (versions) => {
    expect(problems(`versions: ${versions}\n${GOOD}`)).toEqual([]);
  },
);

describe('broken twins', () => {
  it.each([
    ['an unknown file field', GOOD.replace('source:', 'sources:'), 'm.yaml:1: source: is missing'],
    [
      'a misspelt file field',
      `${GOOD}vocabluary: []\n`,
      'm.yaml:10: vocabluary: is not a known field; did you mean "vocabulary"?',
    ],
    [
      'a misspelt role',
      GOOD.replace('sink: network', 'snk: network'),
      'm.yaml:5: models[1]: must have exactly one of sensor, sink, gate, redactor, propagates, channel, exposes, release, starts, throttle, runs, rate, covers, opens, route, request, guard, store; did you mean "sink" and not "snk"?',
    ],
    [
      'no role, and no word like one',
      GOOD.replace('sink: network', 'does: network'),
      'm.yaml:5: models[1]: must have exactly one of sensor, sink, gate, redactor, propagates, channel, exposes, release, starts, throttle, runs, rate, covers, opens, route, request, guard, store',
    ],
    [
      'two roles',
      GOOD.replace('sink: network', 'sink: network, gate: consent'),
      'm.yaml:5: models[1]: must have exactly one of sensor, sink, gate, redactor, propagates, channel, exposes, release, starts, throttle, runs, rate, covers, opens, route, request, guard, store',
    ],
    [
      'a misspelt word',
      GOOD.replace('sink: network', 'sink: netwrok'),
      'm.yaml:5: models[1].sink: must be one of network, disk, log, ipc, database, analytics, storage, model-training; did you mean "network"?',
    ],
    ['a missing field', GOOD.replace(', label: pixels', ''), 'm.yaml:4: models[0].label: is missing'],
    [
      'a misspelt field',
      GOOD.replace('takes:', 'take:'),
      'm.yaml:5: models[1].take: is not a known field; did you mean "takes"?',
    ],
    [
      'a field of another role',
      GOOD.replace('gate: consent', 'gate: consent, label: key'),
      'm.yaml:6: models[2].label: is not a known field; the fields are api, when, gate, promised, accepts, question, buttons, asserts, cancels, callback, presumedBy, toldBy, caution',
    ],
    [
      'a call that a gate depends on, without its conditions',
      GOOD.replace('gate: consent', 'gate: consent, presumedBy: { api: run }'),
      'm.yaml:6: models[2].presumedBy.when: is missing',
    ],
    [
      'a call that a gate depends on, by a pattern that is none',
      GOOD.replace('gate: consent', `gate: consent, toldBy: { api: 'a b', when: { arg0: [x] } }`),
      'm.yaml:6: models[2].toldBy.api: "a b" is not an API pattern; write it as code reads, for example client.send, *.capturePage, new Tracker().start, window.onkeydown=, <* onKeyDown> or @HostListener',
    ],
    ['a wrong type', GOOD.replace('[true]', 'true'), 'm.yaml:6: models[2].accepts: must be a list'],
    ['an empty list', GOOD.replace('[arg0]', '[]'), 'm.yaml:5: models[1].takes: must not be empty'],
    ['an empty pattern', GOOD.replace('api: send', "api: ''"), 'm.yaml:5: models[1].api: must not be empty'],
    [
      'a pattern',
      GOOD.replace('api: send', 'api: send(x)'),
      'm.yaml:5: models[1].api: "send(x)" is not an API pattern; write it as code reads, for example client.send, *.capturePage, new Tracker().start, window.onkeydown=, <* onKeyDown> or @HostListener',
    ],
    [
      'a pattern in a list',
      GOOD.replace('api: send', 'api: [post, a b]'),
      'm.yaml:5: models[1].api[1]: "a b" is not an API pattern; write it as code reads, for example client.send, *.capturePage, new Tracker().start, window.onkeydown=, <* onKeyDown> or @HostListener',
    ],
    [
      'a port',
      GOOD.replace('[arg0]', '[args]'),
      'm.yaml:5: models[1].takes[0]: "args" is not a port; start with return, receiver, value, method or arg0, then .param0 into a function and .name into a property',
    ],
    [
      'a condition port',
      GOOD.replace('sink: network', 'sink: network, when: { first: [a] }'),
      'm.yaml:5: models[1].when.first: "first" is not a port; start with return, receiver, value, method or arg0, then .param0 into a function and .name into a property',
    ],
    [
      'a condition word',
      GOOD.replace('sink: network', 'sink: network, when: { arg0: missing }'),
      'm.yaml:5: models[1].when.arg0: must be one of absent, present',
    ],
    [
      'a propagation',
      GOOD.replace('arg0 -> receiver', 'arg0 to receiver'),
      'm.yaml:8: models[4].propagates[0]: "arg0 to receiver" is not a propagation; write it as "arg0 -> return"',
    ],
    ['a channel end', GOOD.replace('api: [tell], ', ''), 'm.yaml:9: models[5].send.api: is missing'],
    [
      'an expression',
      GOOD.replace('accepts: [true]', "accepts: ['/(/']"),
      'm.yaml:6: models[2].accepts[0]: Invalid regular expression: /(/: Unterminated group',
    ],
    [
      'a slow expression',
      GOOD.replace('accepts: [true]', "accepts: ['/(a+)+$/']"),
      'm.yaml:6: models[2].accepts[0]: repeats a group that holds a choice or a repetition, which can run for very long',
    ],
    [
      'a repeated model',
      `${GOOD}  - { api: send, sink: disk }\n`,
      'm.yaml:10: models[6]: repeats the sink model of pkg#send at m.yaml:5',
    ],
    [
      'a pattern given twice',
      GOOD.replace('api: send', 'api: [send, default.send]'),
      'm.yaml:5: models[1]: repeats the sink model of pkg#send at m.yaml:5',
    ],
    [
      'no origin',
      GOOD.replace('package: pkg\n', ''),
      'm.yaml:1: package: is missing; name the package, or the platform whose globals these are',
    ],
    [
      'two origins',
      `platform: web\n${GOOD}`,
      'm.yaml:1: platform: cannot stand beside package; use globals for the globals of a package',
    ],
    ['a version that is no text', `versions: 7\n${GOOD}`, 'm.yaml:1: versions: must be text or a mapping'],
    [
      'a version range',
      `versions: seven\n${GOOD}`,
      'm.yaml:1: versions: "seven" is not a version range; write it as ">=7 <9", "^2.1" or "1 || 2"',
    ],
    [
      'the versions of another package',
      `versions: { pgk: '^7' }\n${GOOD}`,
      'm.yaml:1: versions.pgk: is not one of the packages of this file',
    ],
    [
      'the versions of a platform',
      `versions: '>=1'\nplatform: web\n${GOOD.replace('package: pkg\n', '')}`,
      'm.yaml:1: versions: belongs to a package; a platform has none',
    ],
    [
      'a decorator of a platform',
      `platform: web\nsource: a test\nmodels:\n  - { api: '@On', sink: log }\n`,
      'm.yaml:4: models[0].api: is a decorator, which only a package can export',
    ],
    ['a list', '- a\n- b\n', 'm.yaml:1: must be a mapping'],
    ['nothing', '', 'm.yaml:1: source: is missing'],
    ['a word', 'nothing', 'm.yaml:1: must be a mapping'],
    ['a duplicate key', `${HEAD}  - { api: a, sink: log }\nsource: again\n`, 'm.yaml:5: names the same key twice'],
    ['an anchor', GOOD.replace('api: send', 'api: &x send'), 'm.yaml:5: uses an anchor, which is not supported'],
    ['a tag', GOOD.replace('api: send', 'api: !js/function send'), 'm.yaml:5: uses a tag, which is not supported'],
    ['a merge key', `${HEAD}  - { <<: { api: a }, sink: log }\n`, 'm.yaml:4: uses a merge key, which is not supported'],
    ['two documents', `${GOOD}---\na: 1\n`, 'm.yaml:10: holds more than one document'],
    ['too much', `${GOOD}#${'x'.repeat(256 * 1024)}\n`, 'm.yaml:1: is larger than 256 KiB'],
    ['deep brackets', `${GOOD}vocabulary: ${'['.repeat(100_000)}\n`, 'm.yaml:10: is nested deeper than 64 levels'],
    ['deep dashes', `${GOOD}vocabulary:\n  ${'- '.repeat(5_000)}x\n`, 'm.yaml:11: is nested deeper than 64 levels'],
  ])('%s', (_, text, line) => {
    expect(problems(text)).toContain(line);
  });

  it.each([
    ['an alias', GOOD.replace('api: send', 'api: *x')],
    ['an alias bomb', `a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n${GOOD}`],
    ['broken YAML', `${GOOD}  - { api: [a, sink\n`],
  ])('%s is refused with a line', (_, text) => {
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(/^m\.yaml:\d+: .+/);
  });

  it('reads hostile nesting twice in one process', () => {
    for (const depth of [10_000, 100_000, 10_000])
      expect(problems('['.repeat(depth))).toEqual(['m.yaml:1: is nested deeper than 64 levels']);
  });

  it('does not pollute prototypes', () => {
    const text = GOOD.replace('sink: network', 'sink: network, when: { arg0.__proto__: [polluted] }');
    expect(problems(text)).toEqual([]);
    expect(problems(`${GOOD}__proto__: { polluted: true }\n`)).toHaveLength(1);
    expect({}).not.toHaveProperty('polluted');
  });

  it('collects the problems of every file', () => {
    expect(
      problems(GOOD.replace('network', 'nowhere'), GOOD.replace('consent', 'assent'), GOOD.replace('pkg', 'other')),
    ).toEqual([
      '0.yaml:5: models[1].sink: must be one of network, disk, log, ipc, database, analytics, storage, model-training',
      '1.yaml:6: models[2].gate: must be one of consent, environment, feature-flag, role, answered, remote, setting, assertion',
    ]);
  });

  it('finds the same model in two files', () => {
    expect(problems(GOOD, `${HEAD}  - { api: default.mask, redactor: [] }\n`)).toEqual([
      '1.yaml:4: models[0]: repeats the redactor model of pkg#mask at 0.yaml:7',
    ]);
  });

  it('reads a file that starts with a byte-order mark, and JSON', () => {
    expect(problems(`\uFEFF${GOOD}`)).toEqual([]);
    expect(
      problems(
        '{\n\t"package": "pkg",\n\t"source": "a test",\n\t"models": [{ "api": "send", "sink": "nowhere" }]\n}\n',
      ),
    ).toEqual([
      'm.yaml:4: models[0].sink: must be one of network, disk, log, ipc, database, analytics, storage, model-training',
    ]);
  });
});

describe('a catalogue folder', () => {
  const RULE = `id: bad-thing
obligation: consent
title: A bad thing
summary: Something bad.
when: { verdict: unmet, cause: [ungated] }
severity:
  - { when: { record: content-free }, is: note }
  - is: error
message: '{api} is bad.'
advice: Do not.
`;
  const NAMES = [...NAME_LISTS, 'notConsent'].map((list) => `${list}: []\n`).join('');

  function catalogueProblems(rule: string, extra: { names?: string; page?: string | null } = {}): string[] {
    const { names = NAMES, page = '# bad-thing\n' } = extra;
    const root = mkdtempSync(join(folder, 'rules-'));
    mkdirSync(join(root, 'models'));
    mkdirSync(join(root, 'bad-thing'));
    writeFileSync(join(root, 'models/a.yaml'), GOOD);
    writeFileSync(join(root, 'names.yaml'), names);
    writeFileSync(join(root, 'bad-thing/rule.yaml'), rule);
    if (page !== null) writeFileSync(join(root, 'bad-thing/rule.md'), page);
    try {
      expect(loadCatalogue(root).rules).toMatchObject([{ id: 'bad-thing', page }]);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return error.message.split('\n');
    }
    return [];
  }

  it('is loaded', () => {
    expect(catalogueProblems(RULE)).toEqual([]);
  });

  it.each([
    [
      'another id',
      RULE.replace('id: bad-thing', 'id: worse-thing'),
      "rules/bad-thing/rule.yaml:1: id: must be the folder's name, bad-thing",
    ],
    [
      'a misspelt fact',
      RULE.replace('record:', 'records:'),
      'rules/bad-thing/rule.yaml:7: severity[0].when.records: is not a known field; did you mean "record"?',
    ],
    [
      'an unknown cause',
      RULE.replace('[ungated]', '[ungated, sham, shame]'),
      'rules/bad-thing/rule.yaml:5: when.cause[2]: must be one of gated, asked',
    ],
    [
      'a wrong severity',
      RULE.replace('is: error', 'is: fatal'),
      'rules/bad-thing/rule.yaml:8: severity[1].is: must be one of note, warning, error',
    ],
    ['no verdict', RULE.replace('verdict: unmet, ', ''), 'rules/bad-thing/rule.yaml:5: when.verdict: is missing'],
  ])('%s', (_, rule, line) => {
    expect(catalogueProblems(rule).join('\n')).toContain(line);
  });

  it('wants a page beside each rule', () => {
    expect(catalogueProblems(RULE, { page: null })).toEqual(['rules/bad-thing/rule.md:1: no such file']);
  });

  it('checks the expressions of names', () => {
    expect(catalogueProblems(RULE, { names: NAMES.replace('consent: []', "consent: ['a(']") })).toEqual([
      'rules/names.yaml:1: consent[0]: Invalid regular expression: /a(/i: Unterminated group',
    ]);
  });
});
