import { describe, expect, it } from 'vitest';
import { type Program, sinksOf } from '../support/review.js';

type Case = [title: string, program: Program, sink?: string];

const SEND = `const send = (text: unknown) => fetch('/k', { method: 'POST', body: String(text) });`;

async function expectSink(program: Program | undefined, sink: string | undefined): Promise<void> {
  expect(await sinksOf(program!)).toEqual(sink === undefined ? [] : [sink]);
}

describe('kept and sent later', () => {
  it.each<Case>([
    [
      'a buffer and a timer',
      `${SEND}\nlet buffer: string[] = [];\ndocument.addEventListener('keydown', (e) => buffer.push(e.key));\nsetInterval(() => { send(buffer); buffer = []; }, 1000);`,
      'network a.ts:1',
    ],
    [
      'another buffer and a timer',
      `${SEND}\nlet buffer: string[] = [];\nlet other: string[] = [];\ndocument.addEventListener('keydown', (e) => buffer.push(e.key));\nsetInterval(() => { send(other); buffer = []; }, 1000);`,
    ],
    [
      'only its length',
      `${SEND}\nlet buffer: string[] = [];\ndocument.addEventListener('keydown', (e) => buffer.push(e.key));\nsetInterval(() => { send(buffer.length); buffer = []; }, 1000);`,
    ],
    [
      'a variable',
      `${SEND}\nlet last = '';\ndocument.addEventListener('keydown', (e) => { last = e.key; });\nsetInterval(() => send(last), 1000);`,
      'network a.ts:1',
    ],
    [
      'the state of an object literal',
      `${SEND}\nconst keylog = { cache: [] as string[], other: [] as string[] };\ndocument.addEventListener('keydown', (e) => keylog.cache.push(e.key));\nsetInterval(() => send(keylog.cache), 1000);`,
      'network a.ts:1',
    ],
    [
      'another state of it',
      `${SEND}\nconst keylog = { cache: [] as string[], other: [] as string[] };\ndocument.addEventListener('keydown', (e) => keylog.cache.push(e.key));\nsetInterval(() => send(keylog.other), 1000);`,
    ],
    [
      'an object literal with methods',
      `${SEND}\nconst keylog = { cache: [] as string[], add(key: string) { this.cache.push(key); }, flush() { send(this.cache); } };\ndocument.addEventListener('keydown', (e) => keylog.add(e.key));\nsetInterval(() => keylog.flush(), 1000);`,
      'network a.ts:1',
    ],
    [
      'a field',
      `${SEND}\nclass Log { private kept: string[] = []; private n = 0; start() { document.addEventListener('keydown', (e) => this.kept.push(e.key)); setInterval(() => send(this.kept), 1000); } }\nnew Log().start();`,
      'network a.ts:1',
    ],
    [
      'a field that counts',
      `${SEND}\nclass Log { private kept: string[] = []; private n = 0; start() { document.addEventListener('keydown', (e) => this.kept.push(e.key)); setInterval(() => send(this.n), 1000); } }\nnew Log().start();`,
    ],
    [
      'a queue of records',
      `${SEND}\nconst queue: { key: string }[] = [];\ndocument.addEventListener('keydown', (e) => queue.push({ key: e.key }));\nsetInterval(() => { while (queue.length > 0) send(queue.shift()!.key); }, 1000);`,
      'network a.ts:1',
    ],
    [
      'spliced batches',
      `${SEND}\nconst queue: string[] = [];\ndocument.addEventListener('keydown', (e) => queue.push(e.key));\nsetInterval(() => send(queue.splice(0, 10)), 1000);`,
      'network a.ts:1',
    ],
    [
      'grown text',
      `${SEND}\nlet text = '';\ndocument.addEventListener('keydown', (e) => { text += e.key; });\nsetInterval(() => send(text), 1000);`,
      'network a.ts:1',
    ],
    [
      'storage, read back',
      `${SEND}\ndocument.addEventListener('keydown', (e) => localStorage.setItem('k', e.key));`,
      'storage a.ts:2',
    ],
    ['storage, of nothing', `${SEND}\ndocument.addEventListener('keydown', (e) => localStorage.setItem('k', 'yes'));`],
    [
      'a closure',
      `${SEND}\nfunction logger() { const kept: string[] = []; return { add: (key: string) => kept.push(key), flush: () => send(kept) }; }\nconst log = logger();\ndocument.addEventListener('keydown', (e) => log.add(e.key));\nsetInterval(log.flush, 1000);`,
      'network a.ts:1',
    ],
    [
      'a closure that is never flushed',
      `${SEND}\nfunction logger() { const kept: string[] = []; return { add: (key: string) => kept.push(key), flush: () => send(1) }; }\nconst log = logger();\ndocument.addEventListener('keydown', (e) => log.add(e.key));\nsetInterval(log.flush, 1000);`,
    ],
  ])('%s', (_, program, sink) => expectSink(program, sink));
});

describe('emitted', () => {
  const emitter = (event: string): string =>
    `import { EventEmitter } from 'node:events';\nimport { uIOhook } from 'uiohook-napi';\nclass Watcher extends EventEmitter { start() { uIOhook.on('keydown', (e) => this.emit('typed', e.keycode)); } }\nconst watcher = new Watcher();\nwatcher.on('${event}', (code) => fetch('/k', { method: 'POST', body: String(code) }));\nwatcher.start();`;
  it.each<Case>([
    ['to a subscriber of the event', emitter('typed'), 'network a.ts:5'],
    ['to nobody', emitter('stopped')],
    [
      'by the emitter that is listened to',
      `import EventEmitter from 'node:events';\nimport { uIOhook } from 'uiohook-napi';\nconst bus = new EventEmitter();\nconst other = new EventEmitter();\nuIOhook.on('keydown', (e) => bus.emit('typed', e.keycode));\nbus.on('typed', (code) => console.log(code));`,
      'log a.ts:6',
    ],
    [
      'by another emitter',
      `import EventEmitter from 'node:events';\nimport { uIOhook } from 'uiohook-napi';\nconst bus = new EventEmitter();\nconst other = new EventEmitter();\nuIOhook.on('keydown', (e) => bus.emit('typed', e.keycode));\nother.on('typed', (code) => console.log(code));`,
    ],
    [
      'through the Subject that is listened to',
      `import { Subject } from 'rxjs';\nconst keys = new Subject<string>();\nconst other = new Subject<string>();\ndocument.addEventListener('keydown', (e) => keys.next(e.key));\nkeys.subscribe((key) => fetch('/k', { method: 'POST', body: key }));`,
      'network a.ts:5',
    ],
    [
      'through another Subject',
      `import { Subject } from 'rxjs';\nconst keys = new Subject<string>();\nconst other = new Subject<string>();\ndocument.addEventListener('keydown', (e) => keys.next(e.key));\nother.subscribe((key) => fetch('/k', { method: 'POST', body: key }));`,
    ],
  ])('%s', (_, program, sink) => expectSink(program, sink));
});

describe('between processes', () => {
  const electron = (channel: string): Program => ({
    'renderer.ts': `import { ipcRenderer } from 'electron';\ndocument.addEventListener('keydown', (e) => ipcRenderer.send('key', e.key));`,
    'main.ts': `import { ipcMain } from 'electron';\nimport { appendFileSync } from 'node:fs';\nipcMain.on('${channel}', (_event, key) => appendFileSync('keys.txt', key));`,
  });
  const extension = (handler: string): Program => ({
    'content.js': `document.addEventListener('keydown', (e) => chrome.runtime.sendMessage({ kind: 'key', key: e.key }));`,
    'background.js': `chrome.runtime.onMessage.addListener((message) => {\n  ${handler}\n});`,
  });
  it.each<Case>([
    ['to the receiver of its channel', electron('key'), 'disk main.ts:3'],
    ['not to the receiver of another channel', electron('click'), 'ipc renderer.ts:2'],
    [
      'to the receiver of a channel that a constant names',
      {
        ...(electron('key') as Record<string, string>),
        'main.ts': `import { ipcMain } from 'electron';\nimport { appendFileSync } from 'node:fs';\nimport { KEY } from './channels';\nipcMain.on(KEY, (_event, key) => appendFileSync('keys.txt', key));`,
        'channels.ts': `export const KEY = 'key';`,
      },
      'disk main.ts:4',
    ],
    [
      'to a background worker',
      extension(`fetch('/k', { method: 'POST', body: message.key });`),
      'network background.js:2',
    ],
    [
      'to a background worker that reads something else',
      extension(`fetch('/k', { method: 'POST', body: message.kind });`),
    ],
  ])('%s', (_, program, sink) => expectSink(program, sink));

  it('a channel without a receiver is a sink of its own', async () => {
    const { 'renderer.ts': renderer } = electron('key') as Record<string, string>;
    expect(await sinksOf({ 'renderer.ts': renderer! })).toEqual(['ipc renderer.ts:2']);
  });
});

describe('a handler that is put into its options later', () => {
  const recorder = (statement: string): Program =>
    `import { record } from 'rrweb';\nexport function start(given: object) {\n  const { ...options } = given as { emit?: (event: unknown) => void };\n  const other = { ...options };\n  ${statement} = (event) => void fetch('/r', { method: 'POST', body: JSON.stringify(event) });\n  record(options);\n}\nstart({});`;
  it.each<Case>([
    ['the options that are passed', recorder('options.emit'), 'network a.ts:5'],
    ['other options', recorder('other.emit')],
  ])('%s', async (_, program, sink) => expect(await sinksOf(program)).toEqual(sink ? [sink] : []));
});

describe('the element that is listened on', () => {
  const field = (read: string, on = 'field'): Program =>
    `import posthog from 'posthog-js';\nconst field = document.querySelector('input')!;\nconst other = document.querySelector('input')!;\n${on}.addEventListener('change', () => posthog.capture('changed', { is: ${read} }));`;
  const directive = (read: string, type = 'ElementRef<HTMLFormElement>'): Program => ({
    'a.ts': `import { Directive, ElementRef, HostListener, TemplateRef } from '@angular/core';\nimport posthog from 'posthog-js';\n@Directive({ selector: 'form' })\nexport class Form {\n  constructor(private readonly ref: ${type}) {}\n  @HostListener('submit') onSubmit(): void {\n    const fields = Array.from(this.ref.nativeElement.elements);\n    fields.forEach((field) => posthog.capture('submitted', { is: ${read} }));\n  }\n}`,
  });
  const renderer = (read: string): Program =>
    `import { Renderer2 } from '@angular/core';\nimport posthog from 'posthog-js';\nexport class Form {\n  constructor(private readonly renderer: Renderer2) {}\n  watch(field: HTMLInputElement): void {\n    this.renderer.listen(field, 'change', () => posthog.capture('changed', { is: ${read} }));\n  }\n}`;
  it.each<Case>([
    ['is read', field('field.value'), 'analytics a.ts:4'],
    ['is asked how much there is', field('field.value.length')],
    ['is not the one that is read', field('other.value')],
    ['is the host of a directive', directive('field.value'), 'analytics a.ts:8'],
    ['is the host of a directive, of which the names are read', directive('field.name')],
    ['is no element', directive('field.value', 'TemplateRef<unknown>')],
    ['is listened on through a renderer', renderer('field.value'), 'analytics a.ts:6'],
    ['is listened on through a renderer, and only named', renderer('field.id')],
  ])('%s', async (_, program, sink) => expect(await sinksOf(program)).toEqual(sink ? [sink] : []));
});
