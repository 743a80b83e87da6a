import { describe, expect, it } from 'vitest';
import type { Model, ModelFile } from '../../src/model/catalogue.js';
import { safetyProblem } from '../../src/catalogue/expression-safety.js';
import {
  PatternError,
  compileApi,
  indexModels,
  literalMatches,
  parsePort,
  parsePropagation,
} from '../../src/catalogue/patterns.js';

const WEB = { platform: 'web' };
const UIOHOOK = { package: 'uiohook-napi' };
const PKG = { package: 'pkg' };

describe('compileApi', () => {
  it.each([
    [UIOHOOK, 'uIOhook.on', ['uiohook-napi#uIOhook.on']],
    [PKG, 'new Tracker().start', ['pkg#Tracker().start']],
    [PKG, 'Tracker().start', ['pkg#Tracker().start']],
    [PKG, 'new Tracker', ['pkg#Tracker']],
    [PKG, 'new Tracker()', ['pkg#Tracker']],
    [PKG, 'new default().set', ['pkg#().set']],
    [PKG, 'default', ['pkg#']],
    [PKG, 'default()', ['pkg#()']],
    [PKG, 'default.all', ['pkg#all']],
    [PKG, 'default.create().post', ['pkg#create().post']],
    [PKG, 'default()().insert', ['pkg#()().insert']],
    [PKG, 'ns.default.run', ['pkg#ns.run']],
    [PKG, 'useState().0', ['pkg#useState().0']],
    [{ package: ['iohook', '@tkomde/iohook'] }, 'default.on', ['iohook#on', '@tkomde/iohook#on']],
    [
      { package: 'posthog-js', globals: ['posthog'] },
      'default.capture',
      ['posthog-js#capture', 'global#posthog.capture'],
    ],
    [{ package: 'ky', globals: ['ky'] }, 'default', ['ky#', 'global#ky']],
    [{ package: '@angular/core' }, '@HostListener', ['@angular/core#@HostListener']],
    [WEB, 'addEventListener', ['global#addEventListener']],
    [WEB, 'window.addEventListener', ['global#addEventListener']],
    [WEB, 'globalThis.window.document.addEventListener', ['global#document.addEventListener']],
    [WEB, 'self.postMessage', ['global#postMessage']],
    [WEB, 'window.onkeydown=', ['global#onkeydown=']],
    [WEB, 'document.cookie=', ['global#document.cookie=']],
    [WEB, '<* onKeyDown>', ['jsx#onKeyDown']],
    [WEB, '<* on:input>', ['jsx#on:input']],
    [WEB, 'new Image().src=', ['global#Image().src=']],
  ])('%j %s', (origin, pattern, exact) => {
    expect(compileApi(pattern, origin)).toEqual({ exact });
  });

  it.each([
    ['*.capturePage', { suffix: '.capturePage' }],
    ['*.webContents.send', { suffix: '.webContents.send' }],
    ['*.from().insert', { suffix: '.from().insert' }],
    ['*.ondataavailable=', { suffix: '.ondataavailable=' }],
    ['*.prisma.*.create', { wildcard: ['.prisma.*.create'] }],
    ['prisma.*.create', { wildcard: ['global#prisma.*.create'] }],
    ['process.env.*', { prefix: ['global#process.env'] }],
  ])('%s', (pattern, compiled) => {
    expect(compileApi(pattern, WEB)).toEqual(compiled);
  });

  it.each([
    '',
    ' ',
    'a b',
    'a..b',
    '.a',
    'a.',
    '*',
    '*.',
    'a#b',
    'a(b)',
    '<div onClick>',
    'new  X',
    '@',
    'a.*.*',
    'a==b',
  ])('refuses %j', (pattern) => {
    expect(() => compileApi(pattern, WEB)).toThrow(PatternError);
  });
});

describe('parsePort', () => {
  it.each([
    ['return', [{ kind: 'return' }]],
    ['receiver', [{ kind: 'receiver' }]],
    ['arg0', [{ kind: 'arg', index: 0, rest: false }]],
    ['arg1..', [{ kind: 'arg', index: 1, rest: true }]],
    ['value.param0', [{ kind: 'value' }, { kind: 'param', index: 0, rest: false }]],
    [
      'arg1.param1..',
      [
        { kind: 'arg', index: 1, rest: false },
        { kind: 'param', index: 1, rest: true },
      ],
    ],
    [
      'method.param0.key',
      [{ kind: 'method' }, { kind: 'param', index: 0, rest: false }, { kind: 'property', name: 'key' }],
    ],
    [
      'arg0.emit.param0',
      [
        { kind: 'arg', index: 0, rest: false },
        { kind: 'property', name: 'emit' },
        { kind: 'param', index: 0, rest: false },
      ],
    ],
    [
      'arg1.*',
      [
        { kind: 'arg', index: 1, rest: false },
        { kind: 'property', name: '*' },
      ],
    ],
    [
      'arg1.0',
      [
        { kind: 'arg', index: 1, rest: false },
        { kind: 'property', name: '0' },
      ],
    ],
  ])('%s', (port, steps) => {
    expect(parsePort(port)).toEqual(steps);
    expect(parsePort(port)).toBe(parsePort(port));
  });

  it.each(['', 'arg', 'argument0', 'param0', 'arg0.', 'arg0..x', 'return return', 'arg999'])('refuses %j', (port) => {
    expect(() => parsePort(port)).toThrow(PatternError);
  });

  it('reads propagations', () => {
    expect(parsePropagation('arg0.. -> receiver')).toEqual({ from: parsePort('arg0..'), to: parsePort('receiver') });
    expect(() => parsePropagation('arg0')).toThrow(PatternError);
    expect(() => parsePropagation('arg0 -> return -> receiver')).toThrow(PatternError);
  });
});

describe('literalMatches', () => {
  it.each([
    [['keydown', 'keyup'], 'keyup', true],
    [['keydown'], 'Keydown', false],
    [[0], 0, true],
    [[0], '0', false],
    [[false], false, true],
    [['/^key\\./'], 'key.pressed', true],
    [['/^KEY/i'], 'keydown', true],
    [['/^KEY/'], 'keydown', false],
    [['/'], '/', true],
    [['/1/'], 1, false],
  ])('%j %j', (allowed, literal, matches) => {
    expect(literalMatches(allowed, literal)).toBe(matches);
  });
});

function fileOf(models: readonly Model[], origin: Partial<ModelFile> = PKG): ModelFile {
  return { ...origin, source: 'a test', models };
}

describe('indexModels', () => {
  const exact: Model = { api: 'client.send', sink: 'network' };
  const long: Model = { api: '*.client.send', sink: 'ipc' };
  const short: Model = { api: '*.send', sink: 'disk' };
  const inside: Model = { api: '*.db.*.send', sink: 'database' };
  const below: Model = { api: 'client.*', sink: 'log' };
  const index = indexModels({ models: [fileOf([short, long, exact, inside, below])] });

  it.each([
    ['pkg#client.send', exact],
    ['other#client.send', long],
    ['?.client.send', long],
    ['other#a.send', short],
    ['?.send', short],
    ['pkg#client.receive', below],
    ['pkg#client.a.b.c', below],
  ])('%s is named most specifically', (path, model) => {
    expect(index.sinksAt(path)).toEqual([model]);
  });

  it.each(['other#send', 'global#send', 'pkg#client', 'pkg#clients.x', 'other#x.sends', 'pkg#'])(
    '%s is not named',
    (path) => {
      expect(index.sinksAt(path)).toEqual([]);
    },
  );

  it('lets * stand for one segment', () => {
    const prisma = indexModels({
      models: [fileOf([{ api: ['new PrismaClient().*.create', '*.prisma.*.create'], sink: 'database' }])],
    });
    expect(prisma.sinksAt('pkg#PrismaClient().event.create')).toHaveLength(1);
    expect(prisma.sinksAt('?.prisma.event.create')).toHaveLength(1);
    expect(prisma.sinksAt('global#prisma.event.create')).toHaveLength(1);
    expect(prisma.sinksAt('?.prisma.create')).toEqual([]);
    expect(prisma.sinksAt('?.prisma.a.b.create')).toEqual([]);
  });

  it('keeps models of one path with different conditions, and replaces one with the same', () => {
    const down: Model = { api: 'on', when: { arg0: ['keydown'] }, sink: 'log' };
    const up: Model = { api: 'on', when: { arg0: ['keyup'] }, sink: 'log' };
    const own: Model = { api: 'on', when: { arg0: ['keydown'] }, sink: 'network' };
    const both = indexModels({ models: [fileOf([down, up]), fileOf([own])] });
    expect(both.sinksAt('pkg#on')).toEqual([own, up]);
  });

  it('answers for each role', () => {
    const sensor: Model = {
      api: 'watch',
      sensor: 'screen',
      label: 'pixels',
      reach: 'global',
      asks: { unlessCalled: ['*.neverAsk'] },
    };
    const gate: Model = { api: 'env.*', gate: 'environment' };
    const redactor: Model = { api: 'mask', redactor: 'all' };
    const propagator: Model = { api: '*.push', propagates: ['arg0.. -> receiver'] };
    const channel: Model = {
      channel: 'c',
      send: { api: ['tell'], payload: 'arg0' },
      receive: { api: ['*.hear'], payload: 'arg0.param0' },
    };
    const all = indexModels({ models: [fileOf([sensor, gate, redactor, propagator, channel])] });
    expect(all.sensorsAt('pkg#watch')).toEqual([sensor]);
    expect(all.revokedBy('?.session.neverAsk')).toEqual([sensor]);
    expect(all.gatesAt('pkg#env.DEBUG')).toEqual([gate]);
    expect(all.gatesAt('pkg#env')).toEqual([]);
    expect(all.redactorsAt('pkg#mask')).toEqual([redactor]);
    expect(all.propagatorsAt('?.push')).toEqual([propagator]);
    expect(all.sendsAt('pkg#tell')).toEqual([channel]);
    expect(all.receivesAt('?.port.hear')).toEqual([channel]);
    expect(all.channels).toEqual([channel]);
  });
});

describe('safetyProblem', () => {
  it.each([
    '/^key\\./',
    '/^(document|window):key(down|up)$/',
    '/osascript.*frontmost/i',
    '/[a-z+*]+/',
    '/(ab)+c/',
    '/(a+)?b/',
    '/\\(\\+\\)/',
  ])('%s', (text) => {
    expect(safetyProblem(text)).toBeUndefined();
  });

  it.each([
    '/(a+)+$/',
    '/(a|aa)+$/',
    '/(?:a*)*b/',
    '/((ab)+c)*/',
    '/(a{1,9}){9}/',
    '/.*.*.*x/',
    '/a?a?a?a?a?a?a?a?a?/',
    '/(a)\\1/',
    '/(?=a)/',
    '/(?<!a)b/',
    `/${'a'.repeat(201)}/`,
  ])('refuses %s', (text) => {
    expect(safetyProblem(text)).toBeDefined();
  });
});
