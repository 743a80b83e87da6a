import { describe, expect, it } from 'vitest';
import { type Program, sinksOf } from '../support/review.js';

type Case = [title: string, program: Program, sink?: string];

const USE = `document.addEventListener('keydown', (e) => send(e.key));`;
const SEND = `export const send = (text: string) => fetch('/k', { method: 'POST', body: text });\nexport const deaf = (_text: string) => fetch('/k');`;

describe('content reaches the sink of another file', () => {
  it.each<Case>([
    ['imported by name', { 'a.ts': `import { send } from './b';\n${USE}`, 'b.ts': SEND }, 'network b.ts:1'],
    ['imported by name, the deaf one', { 'a.ts': `import { deaf as send } from './b';\n${USE}`, 'b.ts': SEND }],
    [
      'with the extension of its output',
      { 'a.ts': `import { send } from './b.js';\n${USE}`, 'b.ts': SEND },
      'network b.ts:1',
    ],
    [
      'imported as a namespace',
      {
        'a.ts': `import * as b from './b';\ndocument.addEventListener('keydown', (e) => b.send(e.key));`,
        'b.ts': SEND,
      },
      'network b.ts:1',
    ],
    [
      'as the default',
      {
        'a.ts': `import send from './b';\n${USE}`,
        'b.ts': `export default (text: string) => fetch('/k', { method: 'POST', body: text });`,
      },
      'network b.ts:1',
    ],
    [
      'as a default function',
      {
        'a.ts': `import send from './b';\n${USE}`,
        'b.ts': `export default function (text: string) { fetch('/k', { method: 'POST', body: text }); }`,
      },
      'network b.ts:1',
    ],
    [
      'through a barrel',
      { 'a.ts': `import { send } from './lib';\n${USE}`, 'lib/index.ts': `export * from './b';`, 'lib/b.ts': SEND },
      'network lib/b.ts:1',
    ],
    [
      'renamed by a barrel',
      {
        'a.ts': `import { send } from './lib';\n${USE}`,
        'lib/index.ts': `export { send as send } from './b';`,
        'lib/b.ts': SEND,
      },
      'network lib/b.ts:1',
    ],
    [
      'swapped by a barrel',
      {
        'a.ts': `import { send } from './lib';\n${USE}`,
        'lib/index.ts': `export { deaf as send } from './b';`,
        'lib/b.ts': SEND,
      },
    ],
    [
      'imported and exported again',
      {
        'a.ts': `import { send } from './lib';\n${USE}`,
        'lib/index.ts': `import { send } from './b';\nexport { send };`,
        'lib/b.ts': SEND,
      },
      'network lib/b.ts:1',
    ],
    [
      'through a namespace of a barrel',
      {
        'a.ts': `import { net } from './lib';\ndocument.addEventListener('keydown', (e) => net.send(e.key));`,
        'lib/index.ts': `export * as net from './b';`,
        'lib/b.ts': SEND,
      },
      'network lib/b.ts:1',
    ],
    [
      'through tsconfig paths',
      {
        'tsconfig.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@net/*": ["src/net/*"] } } }`,
        'src/a.ts': `import { send } from '@net/b';\n${USE}`,
        'src/net/b.ts': SEND,
      },
      'network src/net/b.ts:1',
    ],
    [
      'through tsconfig paths to another file',
      {
        'tsconfig.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@net/*": ["src/deaf/*"] } } }`,
        'src/a.ts': `import { send } from '@net/b';\n${USE}`,
        'src/net/b.ts': SEND,
        'src/deaf/b.ts': `export const send = (_: string) => fetch('/k');`,
      },
    ],
    [
      'of a workspace package',
      {
        'package.json': `{ "workspaces": ["packages/*"] }`,
        'packages/net/package.json': `{ "name": "@x/net", "main": "./src/b.ts" }`,
        'packages/net/src/b.ts': SEND,
        'packages/app/package.json': `{ "name": "@x/app" }`,
        'packages/app/a.ts': `import { send } from '@x/net';\n${USE}`,
      },
      'network packages/net/src/b.ts:1',
    ],
    [
      'through require',
      {
        'a.js': `const { send } = require('./b');\n${USE}`,
        'b.js': `exports.send = (text) => fetch('/k', { method: 'POST', body: text });`,
      },
      'network b.js:1',
    ],
    [
      'through require of module.exports',
      {
        'a.js': `const b = require('./b');\ndocument.addEventListener('keydown', (e) => b.send(e.key));`,
        'b.js': `function send(text) { fetch('/k', { method: 'POST', body: text }); }\nmodule.exports = { send };`,
      },
      'network b.js:1',
    ],
    [
      'through require in a function',
      {
        'a.js': `document.addEventListener('keydown', (e) => { const { send } = require('./b'); send(e.key); });`,
        'b.js': `module.exports.send = (text) => fetch('/k', { method: 'POST', body: text });`,
      },
      'network b.js:1',
    ],
    [
      'through import()',
      {
        'a.ts': `document.addEventListener('keydown', async (e) => { const { send } = await import('./b'); send(e.key); });`,
        'b.ts': SEND,
      },
      'network b.ts:1',
    ],
    [
      'through import().then',
      {
        'a.ts': `document.addEventListener('keydown', (e) => import('./b').then((b) => b.send(e.key)));`,
        'b.ts': SEND,
      },
      'network b.ts:1',
    ],
    [
      'through import().then of the deaf one',
      {
        'a.ts': `document.addEventListener('keydown', (e) => import('./b').then((b) => b.deaf(e.key)));`,
        'b.ts': SEND,
      },
    ],
    [
      'of a default class',
      {
        'a.ts': `import Client from './b';\nconst client = new Client();\ndocument.addEventListener('keydown', (e) => client.send(e.key));`,
        'b.ts': `export default class { send(text: string) { fetch('/k', { method: 'POST', body: text }); } }`,
      },
      'network b.ts:1',
    ],
    [
      'of a singleton',
      {
        'a.ts': `import { client } from './b';\ndocument.addEventListener('keydown', (e) => client.send(e.key));`,
        'b.ts': `class Client { send(text: string) { fetch('/k', { method: 'POST', body: text }); } }\nexport const client = new Client();`,
      },
      'network b.ts:1',
    ],
    [
      'of an injected class',
      {
        'a.ts': `import { Client } from './b';\nexport class Watcher { constructor(private readonly client: Client) {} start() { document.addEventListener('keydown', (e) => this.client.send(e.key)); } }`,
        'b.ts': `export class Client { send(text: string) { fetch('/k', { method: 'POST', body: text }); } }`,
      },
      'network b.ts:1',
    ],
    [
      'of another injected class',
      {
        'a.ts': `import { Client } from './b';\nexport class Watcher { constructor(private readonly client: Client) {} start() { document.addEventListener('keydown', (e) => this.client.send(e.key)); } }`,
        'b.ts': `export class Other { send(text: string) { fetch('/k', { method: 'POST', body: text }); } }\nexport class Client { send(_: string) {} }`,
      },
    ],
    [
      'of an interface with one implementation',
      {
        'a.ts': `import type { Sink } from './b';\nexport class Watcher { constructor(private readonly client: Sink) {} start() { document.addEventListener('keydown', (e) => this.client.send(e.key)); } }`,
        'b.ts': `export interface Sink { send(text: string): void }\nexport class Client implements Sink { send(text: string) { fetch('/k', { method: 'POST', body: text }); } }`,
      },
      'network b.ts:2',
    ],
    [
      'kept in the state of a module',
      {
        'a.ts': `import { keep } from './b';\ndocument.addEventListener('keydown', (e) => keep(e.key));`,
        'b.ts': `const kept: string[] = [];\nexport const keep = (key: string) => kept.push(key);\nsetInterval(() => fetch('/k', { method: 'POST', body: kept.join() }), 1000);`,
      },
      'network b.ts:3',
    ],
    [
      'kept in an exported state',
      {
        'a.ts': `import { state } from './b';\ndocument.addEventListener('keydown', (e) => { state.keys.push(e.key); });`,
        'b.ts': `export const state = { keys: [] as string[] };`,
        'c.ts': `import { state } from './b';\nsetInterval(() => fetch('/k', { method: 'POST', body: state.keys.join() }), 1000);`,
      },
      'network c.ts:2',
    ],
    [
      'kept in an exported state, another',
      {
        'a.ts': `import { state } from './b';\ndocument.addEventListener('keydown', (e) => { state.keys.push(e.key); });`,
        'b.ts': `export const state = { keys: [] as string[], n: 0 };`,
        'c.ts': `import { state } from './b';\nsetInterval(() => fetch('/k', { method: 'POST', body: String(state.n) }), 1000);`,
      },
    ],
    [
      'whose handler is imported',
      {
        'a.ts': `import { onKey } from './b';\ndocument.addEventListener('keydown', onKey);`,
        'b.ts': `export function onKey(e: KeyboardEvent) { fetch('/k', { method: 'POST', body: e.key }); }`,
      },
      'network b.ts:1',
    ],
    [
      'through files that import each other',
      {
        'a.ts': `import { send } from './b';\nexport const url = '/k';\n${USE}`,
        'b.ts': `import { url } from './a';\nexport const send = (text: string) => fetch(url, { method: 'POST', body: text });`,
      },
      'network b.ts:2',
    ],
    ['that is missing', { 'a.ts': `import { send } from './gone';\n${USE}` }],
  ])('%s', async (_, program, sink) => expect(await sinksOf(program)).toEqual(sink === undefined ? [] : [sink]));
});

describe('content reaches the callers of a method', () => {
  const READER = `import type { Readable } from './types';
export class Reader implements Readable {
  private last = '';
  constructor() {
    document.addEventListener('keydown', (e) => (this.last = e.key));
  }
  read() { return this.last; }
}
export class Clock { read() { return String(Date.now()); } }`;
  const program = (report: string): Program => ({
    'reader.ts': READER,
    'types.ts': 'export interface Readable { read(): string }',
    'a.ts': report,
  });
  const send = (from: string, name: string): string =>
    `import { ${from} } from '${from === 'Readable' ? './types' : './reader'}';\nexport const report = (source: ${name}) => fetch('/k', { method: 'POST', body: source.read() });`;

  it.each<Case>([
    ['declared by its class', program(send('Reader', 'Reader')), 'network a.ts:2'],
    ['declared by its class under another name', program(send('Reader as Source', 'Source')), 'network a.ts:2'],
    ['declared by its interface', program(send('Readable', 'Readable')), 'network a.ts:2'],
    ['declared by another class', program(send('Clock', 'Clock'))],
  ])('%s', async (_, files, sink) => expect(await sinksOf(files)).toEqual(sink ? [sink] : []));
});

describe('a described package that is part of the tree', () => {
  const program = (name: string): Program => ({
    'packages/recorder/package.json': JSON.stringify({ name, main: 'src/index.ts' }),
    'packages/recorder/src/index.ts': `export function record(options: { emit(event: unknown): void }) { options.emit({}); }`,
    'packages/client/package.json': JSON.stringify({ name: 'client', dependencies: { [name]: '*' } }),
    'packages/client/src/a.ts': `import { record } from '${name}';\nrecord({ emit: (event) => fetch('/r', { method: 'POST', body: JSON.stringify(event) }) });`,
  });
  it.each<Case>([
    ['is what its description says', program('rrweb'), 'network packages/client/src/a.ts:2'],
    ['is code like any other without one', program('recorder')],
  ])('%s', async (_, files, sink) => expect(await sinksOf(files)).toEqual(sink ? [sink] : []));
});
