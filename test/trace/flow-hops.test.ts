/** Content on its way through values, classes, processes and packages; each way beside the one it does not take. */
import { describe, expect, it } from 'vitest';
import { type Program, sinksOf } from '../support/review.js';

type Case = [title: string, program: Program, ...sinks: string[]];

const SEND = `const send = (text: unknown) => fetch('/k', { method: 'POST', body: String(text) });`;
const keys = (body: string, before = ''): string =>
  `${SEND}\n${before}\ndocument.addEventListener('keydown', (e: KeyboardEvent) => { ${body} });`;
const SENT = 'network a.ts:1';

describe('out of a collection', () => {
  const MAP = 'const kept = new Map<string, string>(); const other = new Map<string, string>();';
  it.each<Case>([
    ['a map, by its key', keys(`kept.set('k', e.key); send(kept.get('k'));`, MAP), SENT],
    ['a map, another', keys(`kept.set('k', e.key); send(other.get('k'));`, MAP)],
    ['a map, its values', keys(`kept.set('k', e.key); send([...kept.values()]);`, MAP), SENT],
    ['a map, keyed by content', keys(`kept.set(e.key, 'k'); send([...kept.keys()]);`, MAP), SENT],
    ['a map, how many', keys(`kept.set(e.key, 'k'); send(kept.size);`, MAP)],
    ['a map, each pair', keys(`kept.set('k', e.key); for (const [, value] of kept) send(value);`, MAP), SENT],
    ['a set', keys('seen.add(e.key); send([...seen]);', 'const seen = new Set<string>();'), SENT],
    ['an array, at an index', keys('const pair = [e.key, 1]; send(pair[0]);'), SENT],
    ['an array, at another index', keys('const pair = [e.key, 1]; send(pair[1]);')],
    ['an array, taken apart', keys('const [, second] = [e.key, 1]; send(second);')],
    ['an array, found in it', keys(`const found = [e.key].find((key) => key !== ''); send(found);`), SENT],
    ['an array, the place in it', keys(`const found = [e.key].findIndex((key) => key !== ''); send(found);`)],
    ['an array, reduced to a count', keys('send([e.key].reduce((n) => n + 1, 0));')],
    ['an array, mapped to something else', keys(`send([e.key].map(() => 'x').join());`)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('through a function', () => {
  const throttle = (call: string): string =>
    `function throttle<T extends unknown[]>(fn: (...args: T) => void, ms: number) { let last = 0; return (...args: T) => { if (Date.now() - last > ms) { last = Date.now(); ${call} } }; }`;
  const curry = (give: string): string => `const log = (kind: string) => (text: string) => { send(${give}); };`;
  it.each<Case>([
    ['throttled', keys('slow(e.key);', `${throttle('fn(...args);')}\nconst slow = throttle(send, 50);`), SENT],
    ['throttled away', keys('slow(e.key);', `${throttle('last += 1;')}\nconst slow = throttle(send, 50);`)],
    ['curried', keys(`log('key')(e.key);`, curry('text')), SENT],
    ['curried, the other argument', keys(`log('key')(e.key);`, curry('kind'))],
    [
      'bound',
      keys(
        `log(e.key);`,
        `function write(kind: string, text: string) { send(text); }\nconst log = write.bind(null, 'key');`,
      ),
      SENT,
    ],
    [
      'bound, the other argument',
      keys(
        `log(e.key);`,
        `function write(kind: string, text: string) { send(kind); }\nconst log = write.bind(null, 'key');`,
      ),
    ],
    ['by a default', keys('log(e);', `function log(e: KeyboardEvent, text = e.key) { send(text); }`), SENT],
    [
      'by a default, of something else',
      keys('log(e);', `function log(e: KeyboardEvent, text = e.type) { send(text); }`),
    ],
    [
      'as an option',
      keys(
        'log({ text: e.key, kind: 1 });',
        'function log({ text, kind }: { text: string; kind: number }) { send(text); }',
      ),
      SENT,
    ],
    [
      'as an option, another',
      keys(
        'log({ text: e.key, kind: 1 });',
        'function log({ text, kind }: { text: string; kind: number }) { send(kind); }',
      ),
    ],
    [
      'merged into options',
      keys(
        'log({ text: e.key });',
        `const DEFAULTS = { kind: 1, text: '' };\nfunction log(given: { text: string }) { const o = { ...DEFAULTS, ...given }; send(o.text); }`,
      ),
      SENT,
    ],
    [
      'yielded',
      keys('for (const text of each(e)) send(text);', 'function* each(e: KeyboardEvent) { yield e.key; }'),
      SENT,
    ],
    [
      'yielded, something else',
      keys(
        'for (const text of each(e)) send(text);',
        'function* each(e: KeyboardEvent) { const key = e.key; yield key.length; }',
      ),
    ],
    [
      'yielded by another',
      keys(
        'for (const text of all(e)) send(text);',
        'function* each(e: KeyboardEvent) { yield e.key; }\nfunction* all(e: KeyboardEvent) { yield* each(e); }',
      ),
      SENT,
    ],
    [
      'by apply and arguments',
      keys('log(e.key);', 'const log = function () { send.apply(null, arguments as never); };'),
      SENT,
    ],
    [
      'composed',
      keys(
        'pipe((x: string) => x + "!", send)(e.key);',
        'const pipe = (f: (x: string) => string, g: (x: string) => unknown) => (x: string) => g(f(x));',
      ),
      SENT,
    ],
    [
      'composed, counted on the way',
      keys(
        'pipe((x: string) => x.length, send)(e.key);',
        'const pipe = (f: (x: string) => unknown, g: (x: unknown) => unknown) => (x: string) => g(f(x));',
      ),
    ],
    [
      'kept for once',
      keys(
        'remember(e.key)();',
        'const remember = (text: string) => { const again = () => text; return () => send(again()); };',
      ),
      SENT,
    ],
    [
      'resolved',
      keys(
        'keep(e.key).then(send);',
        'const keep = (text: string) => new Promise<string>((resolve) => setTimeout(() => resolve(text), 9));',
      ),
      SENT,
    ],
    [
      'resolved, something else',
      keys(
        'keep(e.key).then(send);',
        `const keep = (text: string) => new Promise<string>((resolve) => setTimeout(() => resolve('done'), text.length));`,
      ),
    ],
    [
      'allSettled',
      keys('void Promise.allSettled([Promise.resolve(e.key)]).then(([one]) => send((one as any).value));'),
      SENT,
    ],
    [
      'allSettled, the status',
      keys('void Promise.allSettled([Promise.resolve(e.key)]).then(([one]) => send(one!.status));'),
    ],
    ['a proxy of nothing', keys('const { key } = e; (() => send(1))();')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('through an object', () => {
  const dispatch = (used: string): string =>
    keys(
      'out.write(e.key);',
      `abstract class Out { abstract write(text: string): void }\nclass Net extends Out { write(text: string) { send(text); } }\nclass None extends Out { write(_: string) {} }\nconst out: Out = new ${used}();`,
    );
  const singleton = (read: string): string =>
    `${SEND}\nclass Store { private static one?: Store; last = ''; n = 0; static get instance() { return (this.one ??= new Store()); } }\ndocument.addEventListener('keydown', (e) => { Store.instance.last = e.key; Store.instance.n += 1; });\nsetInterval(() => send(Store.instance.${read}), 1000);`;
  const strategy = (chosen: string): string =>
    keys(
      'sinks[mode]!(e.key);',
      `const sinks: Record<string, (text: string) => void> = { net: (text) => { send(text); }, none: () => {} };\nconst mode = '${chosen}';`,
    );
  it.each<Case>([
    ['of the class that sends', dispatch('Net'), SENT],
    ['of the class that does not', dispatch('None')],
    ['that there is one of', singleton('last'), SENT],
    ['that there is one of, its count', singleton('n')],
    ['of functions, by the name of one that sends', strategy('net'), SENT],
    ['of functions, by the name of one that does not', strategy('none')],
    [
      'whose symbol holds it',
      keys('const o: any = {}; o[KEY] = e.key; send(o[KEY]);', `const KEY = Symbol('key');`),
      SENT,
    ],
    [
      'whose method returns this',
      keys(
        'new Query().text(e.key).go();',
        `class Query { private t = ''; text(t: string) { this.t = t; return this; } go() { send(this.t); } }`,
      ),
      SENT,
    ],
    [
      'whose method returns this, and forgets',
      keys(
        'new Query().text(e.key).go();',
        `class Query { private t = ''; text(_: string) { return this; } go() { send(this.t); } }`,
      ),
    ],
    [
      'of a weak map',
      keys('kept.set(e.target!, e.key); send(kept.get(e.target!));', 'const kept = new WeakMap<object, string>();'),
      SENT,
    ],
    [
      'with a static field',
      keys('Log.last = e.key; Log.flush();', `class Log { static last = ''; static flush() { send(this.last); } }`),
      SENT,
    ],
    [
      'with another static field',
      keys(
        'Log.last = e.key; Log.flush();',
        `class Log { static last = ''; static name2 = ''; static flush() { send(this.name2); } }`,
      ),
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('through injection', () => {
  const angular = (get: string, use: string): Program => ({
    'keys.service.ts': `import { Injectable } from '@angular/core';\nimport { HttpClient } from '@angular/common/http';\n@Injectable({ providedIn: 'root' })\nexport class Keys { constructor(private readonly http: HttpClient) {} send(text: string) { this.http.post('/k', { text }).subscribe(); } count(_: string) { this.http.post('/n', { n: 1 }).subscribe(); } }`,
    'a.ts': `import { Component, HostListener, inject } from '@angular/core';\nimport { Keys } from './keys.service';\n@Component({ selector: 'x-a', template: '' })\nexport class A { ${get} @HostListener('document:keydown', ['$event']) onKey(e: KeyboardEvent) { ${use} } }`,
  });
  const nest = (method: string): Program => ({
    'store.ts': `import { Injectable } from '@nestjs/common';\nimport { appendFileSync } from 'node:fs';\n@Injectable()\nexport class Store { keep(text: string) { appendFileSync('keys.txt', text); } count(_: string) {} }`,
    'agent.ts': `import { Injectable, type OnModuleInit } from '@nestjs/common';\nimport { uIOhook } from 'uiohook-napi';\nimport { Store } from './store';\n@Injectable()\nexport class Agent implements OnModuleInit { constructor(private readonly store: Store) {} onModuleInit() { uIOhook.on('keydown', (e) => this.store.${method}(String(e.keycode))); } }`,
  });
  it.each<Case>([
    [
      'of Angular, by the constructor',
      angular('constructor(private readonly keys: Keys) {}', 'this.keys.send(e.key);'),
      'network keys.service.ts:4',
    ],
    [
      'of Angular, by the constructor, counted',
      angular('constructor(private readonly keys: Keys) {}', 'this.keys.count(e.key);'),
    ],
    [
      'of Angular, by inject()',
      angular('private readonly keys = inject(Keys);', 'this.keys.send(e.key);'),
      'network keys.service.ts:4',
    ],
    ['of Angular, by inject(), counted', angular('private readonly keys = inject(Keys);', 'this.keys.count(e.key);')],
    ['of Nest', nest('keep'), 'disk store.ts:4'],
    ['of Nest, counted', nest('count')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('subscribers', () => {
  const own = (sub: string): string =>
    `${SEND}\nclass Bus { private fns: ((s: string) => void)[] = []; on(fn: (s: string) => void) { this.fns.push(fn); } emit(s: string) { for (const fn of this.fns) fn(s); } }\nconst bus = new Bus();\n${sub}\ndocument.addEventListener('keydown', (e) => { bus.emit(e.key); });`;
  const angular = (use: string): Program => ({
    'a.ts': `import { Component, EventEmitter, Output } from '@angular/core';\n@Component({ selector: 'x-keys', template: '' })\nexport class Keys { @Output() typed = new EventEmitter<string>(); constructor() { document.addEventListener('keydown', (e) => this.typed.emit(e.key)); } }\nconst keys = new Keys();\nkeys.typed.subscribe((key) => { ${use} });`,
  });
  it.each<[string, Program, ...string[]]>([
    ['of an emitter of one’s own', own('bus.on(send);'), 'network a.ts:1'],
    ['of an emitter of one’s own, which count', own('let n = 0; bus.on(() => { n += 1; });')],
    ['of an emitter of one’s own, none', own('')],
    ['of an Angular output, which count', angular(`fetch('/k', { method: 'POST', body: '1' });`)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('to another process', () => {
  const bridge = (called: string): Program => ({
    'preload.ts': `import { contextBridge, ipcRenderer } from 'electron';\ncontextBridge.exposeInMainWorld('agent', { key: (text: string) => ipcRenderer.send('key', text), beat: (n: number) => ipcRenderer.send('beat', n) });`,
    'renderer.ts': `document.addEventListener('keydown', (e) => (window as any).agent.${called});`,
    'main.ts': `import { ipcMain } from 'electron';\nimport { appendFileSync } from 'node:fs';\nipcMain.on('key', (_event, text) => appendFileSync('keys.txt', text));\nipcMain.on('beat', (_event, n) => appendFileSync('beats.txt', String(n)));`,
  });
  const invoke = (channel: string): Program => ({
    'renderer.ts': `import { ipcRenderer } from 'electron';\ndocument.addEventListener('keydown', (e) => ipcRenderer.invoke('${channel}', e.key));`,
    'main.ts': `import { ipcMain } from 'electron';\nimport { appendFileSync } from 'node:fs';\nipcMain.handle('keep', (_event, text) => appendFileSync('keys.txt', text));\nipcMain.handle('drop', () => undefined);`,
  });
  const back = (channel: string): Program => ({
    'main.ts': `import { BrowserWindow } from 'electron';\nimport { uIOhook } from 'uiohook-napi';\nconst window = new BrowserWindow();\nuIOhook.on('keydown', (e) => window.webContents.send('${channel}', e.keycode));`,
    'renderer.ts': `import { ipcRenderer } from 'electron';\nipcRenderer.on('key', (_event, code) => fetch('/k', { method: 'POST', body: String(code) }));\nipcRenderer.on('beat', () => fetch('/b'));`,
  });
  const port = (name: string): Program => ({
    'content.js': `const port = chrome.runtime.connect({ name: 'keys' });\ndocument.addEventListener('keydown', (e) => port.postMessage({ ${name} }));`,
    'background.js': `chrome.runtime.onConnect.addListener((port) => { port.onMessage.addListener((m) => fetch('/k', { method: 'POST', body: m.text })); });`,
  });
  const worker = (posted: string): Program => ({
    'a.ts': `const worker = new Worker(new URL('./worker.ts', import.meta.url));\ndocument.addEventListener('keydown', (e) => worker.postMessage(${posted}));`,
    'worker.ts': `self.onmessage = (e) => { fetch('/k', { method: 'POST', body: e.data.text }); };`,
  });
  const LISTENING = `self.addEventListener('message', (e) => { fetch('/k', { method: 'POST', body: e.data.text }); });`;
  const frame = (posted: string): Program => ({
    'a.ts': `document.addEventListener('keydown', (e) => window.parent.postMessage(${posted}, 'https://app.example.invalid'));`,
    'parent.ts': `window.addEventListener('message', (e) => { fetch('/k', { method: 'POST', body: e.data.text }); });`,
  });
  it.each<Case>([
    ['over the bridge of a preload', bridge('key(e.key)'), 'disk main.ts:3'],
    ['over the bridge of a preload, a count', bridge('beat(1)')],
    ['by invoke', invoke('keep'), 'disk main.ts:3'],
    ['by invoke, to a handler that drops it', invoke('drop')],
    ['from main to a window', back('key'), 'network renderer.ts:2'],
    ['from main to a window that drops it', back('beat')],
    ['through a port', port('text: e.key'), 'network background.js:1'],
    ['through a port, a count', port('text: e.key.length')],
    [
      'to a worker that listens',
      { ...(worker('{ text: e.key, at: 1 }') as object), 'worker.ts': LISTENING },
      'network worker.ts:1',
    ],
    [
      'to a worker that listens, and reads something else',
      { ...(worker('{ key: e.key, text: 1 }') as object), 'worker.ts': LISTENING },
    ],
    ['to the parent window', frame('{ text: e.key, at: 1 }'), 'network parent.ts:1'],
    ['to the parent window, which reads something else', frame('{ key: e.key, text: 1 }')],
    [
      'to a worker of Node',
      {
        'a.ts': `import { Worker } from 'node:worker_threads';\nimport { uIOhook } from 'uiohook-napi';\nconst worker = new Worker('./w.js');\nuIOhook.on('keydown', (e) => worker.postMessage(e.keycode));`,
        'w.ts': `import { parentPort } from 'node:worker_threads';\nimport { appendFileSync } from 'node:fs';\nparentPort!.on('message', (code) => appendFileSync('keys.txt', String(code)));`,
      },
      'disk w.ts:3',
    ],
    [
      'to a worker of Node that counts',
      {
        'a.ts': `import { Worker } from 'node:worker_threads';\nimport { uIOhook } from 'uiohook-napi';\nconst worker = new Worker('./w.js');\nuIOhook.on('keydown', (e) => worker.postMessage(e.keycode));`,
        'w.ts': `import { parentPort } from 'node:worker_threads';\nimport { appendFileSync } from 'node:fs';\nlet n = 0;\nparentPort!.on('message', () => appendFileSync('keys.txt', String(n++)));`,
      },
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('between packages of a workspace', () => {
  const sockets = (event: string, kept: string): Program => ({
    'package.json': `{ "workspaces": ["packages/*"] }`,
    'packages/web/package.json': `{ "name": "@x/web" }`,
    'packages/web/a.ts': `import { io } from 'socket.io-client';\nconst socket = io();\ndocument.addEventListener('keydown', (e) => socket.emit('typed', e.key));`,
    'packages/server/package.json': `{ "name": "@x/server" }`,
    'packages/server/b.ts': `import { Server, type Socket } from 'socket.io';\nimport { appendFileSync } from 'node:fs';\nnew Server().on('connection', (socket: Socket) => { socket.on('${event}', (text) => appendFileSync('keys.txt', ${kept})); });`,
  });
  it.each<Case>([
    ['an event of socket.io', sockets('typed', 'text'), 'disk packages/server/b.ts:3', 'network packages/web/a.ts:3'],
    ['another event of socket.io', sockets('idle', 'text'), 'network packages/web/a.ts:3'],
    ['an event of socket.io that is counted', sockets('typed', `'1'`), 'network packages/web/a.ts:3'],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('written here, read there', () => {
  const stored = (name: string): Record<string, string> => ({
    'a.ts': `document.addEventListener('keydown', (e) => localStorage.setItem('keys', (localStorage.getItem('keys') ?? '') + e.key));`,
    'b.ts': `setInterval(() => fetch('/k', { method: 'POST', body: localStorage.getItem('${name}') }), 1000);`,
  });
  const keptAgain: Program = {
    ...stored('copy'),
    'c.ts': `localStorage.setItem('copy', localStorage.getItem('keys') ?? '');`,
  };
  const file = (name: string): Program => ({
    'a.ts': `import { uIOhook } from 'uiohook-napi';\nimport { appendFileSync } from 'node:fs';\nuIOhook.on('keydown', (e) => appendFileSync('keys.txt', String(e.keycode)));`,
    'b.ts': `import { readFileSync } from 'node:fs';\nsetInterval(() => fetch('/k', { method: 'POST', body: readFileSync('${name}', 'utf8') }), 1000);`,
  });
  const extension = (name: string): Program => ({
    'content.js': `document.addEventListener('keydown', (e) => chrome.storage.local.set({ keys: e.key }));`,
    'background.js': `chrome.alarms.onAlarm.addListener(async () => { const { ${name} } = await chrome.storage.local.get('${name}'); fetch('/k', { method: 'POST', body: ${name} }); });`,
  });
  it.each<Case>([
    ['the storage of the page', stored('keys'), 'network b.ts:1', 'storage a.ts:1'],
    ['the storage of an extension', extension('keys'), 'network background.js:1', 'storage content.js:1'],
    ['the storage of the page, kept there again', keptAgain, 'storage a.ts:1', 'storage c.ts:1'],
    ['the storage of the page, another entry', stored('theme'), 'storage a.ts:1'],
    ['another file', file('theme.txt'), 'disk a.ts:3'],
    ['the storage of an extension, another entry', extension('theme'), 'storage content.js:1'],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('sensors that are asked again and again', () => {
  const window_ = (read: string): string =>
    `import { activeWindow } from 'get-windows';\nsetInterval(async () => { const found = await activeWindow(); fetch('/w', { method: 'POST', body: String(${read}) }); }, 5000);`;
  const clip = (use: string): string =>
    `import { clipboard } from 'electron';\nlet before = '';\nsetInterval(() => { const text = clipboard.readText(); if (text === before) return; before = text; ${use} }, 500);`;
  const child = (use: string): string =>
    `import { spawn } from 'node:child_process';\nimport { appendFileSync } from 'node:fs';\nconst child = spawn('xinput', ['test', '3']);\nchild.stdout.on('data', (chunk) => ${use});`;
  const byLine = (listen: string): string =>
    `import { spawn } from 'node:child_process';\nimport { createInterface } from 'node:readline';\nimport { appendFileSync } from 'node:fs';\ndeclare const split: any; const child = spawn('xinput', ['test', '3']);\n${listen}, (it) => appendFileSync('keys.txt', it));`;
  it.each<Case>([
    ['the title in front', window_('found?.title'), 'network a.ts:2'],
    ['whether there is one', window_('found !== undefined')],
    ['the clipboard', clip(`fetch('/c', { method: 'POST', body: text });`), 'network a.ts:3'],
    ['the clipboard, that it changed', clip(`fetch('/c', { method: 'POST', body: 'changed' });`)],
    ['a command', child(`appendFileSync('keys.txt', chunk)`), 'disk a.ts:4'],
    ['a command, how much it says', child(`appendFileSync('keys.txt', String(chunk.length))`)],
    ['a command, line by line', byLine(`createInterface({ input: child.stdout }).on('line'`), 'disk a.ts:5'],
    ['a command, when its lines end', byLine(`createInterface({ input: child.stdout }).on('close'`)],
    ['a command, what it is told line by line', byLine(`createInterface({ input: process.stdin }).on('line'`)],
    ['a command, through a stream', byLine(`child.stdout.pipe(split()).on('data'`), 'disk a.ts:5'],
    ['a command, through a stream that ends', byLine(`child.stdout.pipe(split()).on('end'`)],
    ['a command that lists devices', byLine(`child.stdout.on('data'`).replace(`'test', '3'`, `'list'`)],
    [
      'a timer that calls itself',
      `import { activeWindow } from 'get-windows';\nasync function tick() { const found = await activeWindow(); fetch('/w', { method: 'POST', body: found?.title }); setTimeout(tick, 5000); }\nvoid tick();`,
      'network a.ts:2',
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('what is recorded', () => {
  const media = (listen: string): string =>
    `export async function share() { const stream = await navigator.mediaDevices.getDisplayMedia({ video: true }); const recorder = new MediaRecorder(stream); ${listen} recorder.start(1000); }\nvoid share();`;
  const sent = (data: string): string => `(e) => { fetch('/v', { method: 'POST', body: ${data} }); }`;
  it.each<Case>([
    ['as it comes, how much', media(`recorder.ondataavailable = ${sent('String(e.data.size)')};`)],
    ['heard, how much', media(`recorder.addEventListener('dataavailable', ${sent('String(e.data.size)')});`)],
    [
      'collected, and counted when it stops',
      media(
        `const parts: Blob[] = []; recorder.ondataavailable = (e) => parts.push(e.data); recorder.onstop = () => { fetch('/v', { method: 'POST', body: String(parts.length) }); };`,
      ),
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('names of events that are computed', () => {
  const over = (list: string, of: string): string =>
    `${SEND}\n${list}\nfor (const type of ${of}) document.addEventListener(type, (e: any) => send(e.key));`;
  const MAP = `const EVENTS = { down: 'keydown', up: 'keyup' } as const;\nconst OTHERS = { in: 'focusin', out: 'focusout' } as const;`;
  const bind = (type: string): string =>
    `${SEND}\nfunction bind(target: EventTarget, type: string, fn: (e: any) => void) { target.addEventListener(type, fn); return () => target.removeEventListener(type, fn); }\nbind(document, '${type}', (e) => send(e.key)); // keydown`;
  it.each<Case>([
    ['from a list', over(`const EVENTS = ['keydown', 'keyup'];`, 'EVENTS'), SENT],
    ['from another list', over(`const EVENTS = ['keydown']; const OTHERS = ['focusin'];`, 'OTHERS')],
    ['from the values of a map', over(MAP, 'Object.values(EVENTS)'), SENT],
    ['from the values of another map', over(MAP, 'Object.values(OTHERS)')],
    [
      'from the keys of a map',
      over(`const EVENTS = { keydown: 1 }; const OTHERS = { focusin: 1 };`, 'Object.keys(EVENTS)'),
      SENT,
    ],
    [
      'from the keys of another map',
      over(`const EVENTS = { keydown: 1 }; const OTHERS = { focusin: 1 };`, 'Object.keys(OTHERS)'),
    ],
    [
      'by forEach',
      `${SEND}\n['keydown', 'keyup'].forEach((type) => document.addEventListener(type, (e: any) => send(e.key)));`,
      SENT,
    ],
    [
      'by forEach, of others',
      `${SEND}\n['focusin', 'focusout'].forEach((type) => document.addEventListener(type, (e: any) => send(e.key))); // keydown`,
    ],
    [
      'chosen',
      `${SEND}\nconst type = navigator.maxTouchPoints > 0 ? 'focusin' : 'keydown';\ndocument.addEventListener(type, (e: any) => send(e.key));`,
      SENT,
    ],
    ['put together', over(`const ON = 'key';`, '[`${ON}down`]'), SENT],
    ['put together, another', over(`const ON = 'page';`, '[`${ON}down`]')],
    ['added up', over(`const ON = 'key';`, `[ON + 'down']`), SENT],
    ['added up, another', over(`const ON = 'key';`, `[ON + 'pad']`)],
    ['given to a wrapper of any target', bind('keydown'), SENT],
    ['given to a wrapper of any target, another', bind('focusin')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('nothing leaves', () => {
  const clip = (last: string): string =>
    `import { clipboard } from 'electron';\nexport function paste(text: string) { const before = clipboard.readText(); clipboard.writeText(text); ${last} }`;
  it.each<Case>([
    ['where the clipboard is put back', clip('setTimeout(() => clipboard.writeText(before), 50);')],
    [
      'where the clipboard is not put back but logged',
      clip('setTimeout(() => console.log(before), 50);'),
      'log a.ts:2',
    ],
    ['in a comment', keys(`const { key } = e; /* send(key); */ if (key === 'a') send('a key');`)],
    ['in code after it', keys(`const { key } = e; send(key); if (key === 'a') send('a key');`), SENT],
    ['by a hot-key', keys(`if (e.ctrlKey && e.key === 's') { e.preventDefault(); send('save'); }`)],
    ['by a hot-key that says which', keys(`if (e.ctrlKey) { e.preventDefault(); send(e.key); }`), SENT],
    [
      'as a duration',
      keys('send(e.timeStamp - last); last = e.timeStamp; kept = e.key;', `let last = 0; let kept = '';`),
    ],
    [
      'as a histogram of lengths',
      keys('n[e.key.length] = (n[e.key.length] ?? 0) + 1; send(JSON.stringify(n));', 'const n: number[] = [];'),
    ],
    [
      'as a histogram of keys',
      keys('n[e.key] = (n[e.key] ?? 0) + 1; send(JSON.stringify(n));', 'const n: Record<string, number> = {};'),
      SENT,
    ],
    ['as one of two constants', keys(`send(e.key === ' ' ? 'space' : 'letter');`)],
    ['as one of two, one of which is it', keys(`send(e.key === ' ' ? 'space' : e.key);`), SENT],
    ['as a switch over it', keys(`switch (e.key) { case 'Enter': send('enter'); break; default: send('other'); }`)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a promise that is rejected', () => {
  const rejected = (use: string, made = 'new Promise((resolve, reject) => reject(e.key))'): string =>
    `document.addEventListener('keydown', (e) => {\n${made}${use};\n});`;
  const send = `(it: any) => fetch('/k', { method: 'POST', body: it })`;
  it.each<Case>([
    ['is caught', rejected(`.catch(${send})`), 'network a.ts:2'],
    ['is caught by then', rejected(`.then(() => {}, ${send})`), 'network a.ts:2'],
    ['is caught after then', rejected(`.then(() => {}).catch(${send})`), 'network a.ts:2'],
    ['is caught after it was caught', rejected(`.catch(() => {}).catch(${send})`)],
    ['is not fulfilled', rejected(`.then(${send})`)],
    ['is made by a call', rejected(`.catch(${send})`, 'Promise.reject(e.key)'), 'network a.ts:2'],
    ['is made by a call and not fulfilled', rejected(`.then(${send})`, 'Promise.reject(e.key)')],
    [
      'with an error',
      rejected(`.catch((it) => fetch('/k?' + it.message))`, 'Promise.reject(new Error(e.key))'),
      'network a.ts:2',
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a call through Reflect', () => {
  const reflected = (call: string): string =>
    `function send(a: any, b?: any) { fetch('/k', { method: 'POST', body: a }); }
class Sender { constructor(a: any, b?: any) { fetch('/k', { method: 'POST', body: a }); } }
document.addEventListener('keydown', (e) => { ${call} });`;
  it.each<Case>([
    ['with content', reflected('Reflect.apply(send, null, [e.key]);'), 'network a.ts:1'],
    ['with content elsewhere', reflected('Reflect.apply(send, null, [1, e.key]);')],
    ['as this', reflected('Reflect.apply(send, e.key, [1]);')],
    ['that makes something of content', reflected('Reflect.construct(Sender, [e.key]);'), 'network a.ts:2'],
    ['that makes something else', reflected('Reflect.construct(Sender, [1, e.key]);')],
    [
      'of a class of one’s own',
      reflected('class Reflect { static apply(...of: any[]) {} } Reflect.apply(send, null, [e.key]);'),
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});
