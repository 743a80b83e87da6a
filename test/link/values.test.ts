/** What a value may stand for, and who runs a function: the facts that gates and flows are found by. */
import { describe, expect, it } from 'vitest';
import { type Files, runsOf, standsFor } from '../support/values.js';

type Case = [title: string, program: Files, ...targets: string[]];

describe('a name of an event', () => {
  const MAP = `const EVENTS = { down: 'keydown', up: 'keyup' } as const;\nconst OTHERS = { in: 'focusin' } as const;`;
  it.each<Case>([
    ['is a constant', `const TYPE = 'keydown';\nx(TYPE);`, 'const "keydown"'],
    ['is a constant put together', "const P = 'key';\nx(`${P}down`);", 'const "keydown"'],
    [
      'is an element of a list',
      `for (const type of ['keydown', 'keyup']) x(type);`,
      'const "keydown"',
      'const "keyup"',
    ],
    [
      'is a value of a map',
      `${MAP}\nfor (const type of Object.values(EVENTS)) x(type);`,
      'const "keydown"',
      'const "keyup"',
    ],
    ['is a value of another map', `${MAP}\nfor (const type of Object.values(OTHERS)) x(type);`, 'const "focusin"'],
    ['is a key of a map', `${MAP}\nfor (const name of Object.keys(OTHERS)) x(name);`, 'const "in"'],
    ['is given to forEach', `['keydown', 'keyup'].forEach((type) => x(type));`, 'const "keydown"', 'const "keyup"'],
    ['is a member of an enumeration', `enum E { Key = 'keydown', Focus = 'focusin' }\nx(E.Key);`, 'const "keydown"'],
    ['is another member of it', `enum E { Key = 'keydown', Focus = 'focusin' }\nx(E.Focus);`, 'const "focusin"'],
    ['is either of two', `x(a ? 'keydown' : 'focusin');`, 'const "focusin"', 'const "keydown"'],
    ['is given by a caller', `const on = (type: string) => x(type);\non('keydown');`, 'const "keydown"'],
    [
      'is given by both callers',
      `const on = (type: string) => x(type);\non('keydown');\non('focusin');`,
      'const "focusin"',
      'const "keydown"',
    ],
    [
      'is a static field',
      `class Names { static readonly KEY = 'keydown'; static readonly FOCUS = 'focusin'; }\nx(Names.KEY);`,
      'const "keydown"',
    ],
  ])('%s', (_, program, ...targets) => expect(standsFor(program)).toEqual(targets));
});

describe('a function', () => {
  it.each<Case>([
    ['by name', `function send() {}\nx(send);`, 'function send a.ts'],
    ['by another name', `function send() {}\nfunction idle() {}\nx(idle);`, 'function idle a.ts'],
    ['of an object', `const log = { send() {}, idle() {} };\nx(log.send);`, 'function send a.ts'],
    ['of an object taken apart', `const { idle } = { send() {}, idle() {} };\nx(idle);`, 'function idle a.ts'],
    [
      'of a spread object',
      `const one = { send() {} };\nconst two = { ...one, idle() {} };\nx(two.send);`,
      'function send a.ts',
    ],
    [
      'of a list',
      `function send() {}\nfunction idle() {}\nconst steps = [send, idle];\nx(steps[1]);`,
      'function idle a.ts',
    ],
    ['bound', `function send() {}\nx(send.bind(null));`, 'function send a.ts'],
    ['that a function gives', `function send() {}\nconst make = () => send;\nx(make());`, 'function send a.ts'],
    [
      'that a function gives on two ways',
      `function send() {}\nfunction idle() {}\nconst make = (a: boolean) => { if (a) return send; return idle; };\nx(make(true));`,
      'function idle a.ts',
      'function send a.ts',
    ],
    [
      'that a promise gives',
      `function send() {}\nasync function make() { return send; }\nx(await make());`,
      'function send a.ts',
    ],
    [
      'given back by a wrapper',
      `function send() {}\nconst same = (fn: () => void) => fn;\nx(same(send));`,
      'function send a.ts',
    ],
    ['of a class', `class A { send() {} idle() {} }\nx(new A().send);`, 'function send a.ts'],
    ['of a field of a class', `class A { send = () => {}; }\nx(new A().send);`, 'function send a.ts'],
    ['inherited', `class A { send() {} }\nclass B extends A {}\nx(new B().send);`, 'function send a.ts'],
    [
      'overridden',
      `class A { send() {} }\nclass B extends A { override send = idle; }\nfunction idle() {}\nx(new B().send);`,
      'function idle a.ts',
    ],
    [
      'of a singleton',
      `class A { private static one?: A; static get() { return (this.one ??= new A()); } send() {} }\nx(A.get().send);`,
      'function send a.ts',
    ],
    [
      'put into a field by others',
      `class A { on?: () => void; }\nfunction send() {}\nconst a = new A();\na.on = send;\nx(a.on);`,
      'function send a.ts',
    ],
    ['of a typed parameter', `class A { send() {} }\nexport const go = (a: A) => x(a.send);`, 'function send a.ts'],
    [
      'of a constructor parameter',
      `class A { send() {} }\nexport class B { constructor(private readonly a: A) {} go() { x(this.a.send); } }`,
      'function send a.ts',
    ],
    [
      'of what inject() gives',
      `import { inject } from '@angular/core';\nclass A { send() {} }\nexport class B { private readonly a = inject(A); go() { x(this.a.send); } }`,
      'function send a.ts',
    ],
  ])('%s', (_, program, ...targets) => expect(standsFor(program)).toEqual(targets));
});

describe('something of another file', () => {
  const SEND = 'export function send() {}\nexport function idle() {}\nexport default send;';
  it.each<Case>([
    ['by name', { 'a.ts': `import { send } from './b';\nx(send);`, 'b.ts': SEND }, 'function send b.ts'],
    [
      'by another name',
      { 'a.ts': `import { idle as send } from './b';\nx(send);`, 'b.ts': SEND },
      'function idle b.ts',
    ],
    ['as the default', { 'a.ts': `import send from './b';\nx(send);`, 'b.ts': SEND }, 'function send b.ts'],
    ['of a namespace', { 'a.ts': `import * as b from './b';\nx(b.idle);`, 'b.ts': SEND }, 'function idle b.ts'],
    [
      'through a barrel',
      { 'a.ts': `import { send } from './lib';\nx(send);`, 'lib/index.ts': `export * from './b';`, 'lib/b.ts': SEND },
      'function send lib/b.ts',
    ],
    [
      'renamed by a barrel',
      {
        'a.ts': `import { send } from './lib';\nx(send);`,
        'lib/index.ts': `export { idle as send } from './b';`,
        'lib/b.ts': SEND,
      },
      'function idle lib/b.ts',
    ],
    [
      'through require in a function',
      { 'a.ts': `function f() { const { send } = require('./b'); x(send); }`, 'b.ts': SEND },
      'function send b.ts',
    ],
    [
      'through import()',
      { 'a.ts': `const { idle } = await import('./b');\nx(idle);`, 'b.ts': SEND },
      'function idle b.ts',
    ],
    [
      'through import().then',
      { 'a.ts': `void import('./b').then(({ send }) => x(send));`, 'b.ts': SEND },
      'function send b.ts',
    ],
    [
      'of a package of the workspace',
      {
        'package.json': '{ "workspaces": ["p/*"] }',
        'p/b/package.json': '{ "name": "@x/b", "main": "./b.ts" }',
        'p/b/b.ts': SEND,
        'a.ts': `import { send } from '@x/b';\nx(send);`,
      },
      'function send p/b/b.ts',
    ],
    [
      'of a package from elsewhere',
      `import { ipcMain } from 'electron';\nx(ipcMain.on);`,
      'external electron#ipcMain.on',
    ],
    [
      'of an interface with one class',
      {
        'a.ts': `import type { Out } from './b';\nexport const go = (o: Out) => x(o.send);`,
        'b.ts': 'export interface Out { send(): void }\nexport class Net implements Out { send() {} }',
      },
      'function send b.ts',
    ],
  ])('%s', (_, program, ...targets) => expect(standsFor(program)).toEqual(targets));
});

describe('a function is run', () => {
  const start = (rest: string): string => `export function start() {}\n${rest}`;
  it.each<Case>([
    ['by a call', start('start();'), 'call a.ts:2'],
    ['by two calls', start('start();\nif (a) start();'), 'call a.ts:2', 'call a.ts:3'],
    ['by nobody', start('console.log(1);')],
    ['by a timer', start('setTimeout(start, 9);'), 'callback a.ts:2'],
    ['through another name', start('const go = start;\ngo();'), 'call a.ts:3'],
    ['through an object', start('const o = { go: start, stay() {} };\no.go();'), 'call a.ts:3'],
    ['not through its neighbour', start('const o = { go: start, stay() {} };\no.stay();')],
    ['through a wrapper', start('const later = (fn: () => void) => {\n  fn();\n};\nlater(start);'), 'call a.ts:3'],
    ['bound', start('start.bind(null)();'), 'call a.ts:2'],
    ['by another file', { 'a.ts': start(''), 'b.ts': `import { start } from './a';\nstart();` }, 'call b.ts:2'],
    [
      'by another file, under another name',
      { 'a.ts': start(''), 'b.ts': `import { start as go } from './a';\n\ngo();` },
      'call b.ts:3',
    ],
    [
      'by another file, in a namespace',
      { 'a.ts': start(''), 'b.ts': `import * as a from './a';\na.start();` },
      'call b.ts:2',
    ],
    [
      'by another file, through import()',
      { 'a.ts': start(''), 'b.ts': `const { start } = await import('./a');\nstart();` },
      'call b.ts:2',
    ],
    [
      'not by a file that only imports it',
      { 'a.ts': start(''), 'b.ts': `import { start } from './a';\nexport { start };` },
    ],
    [
      'not by a function of the same name',
      { 'a.ts': start(''), 'b.ts': `function start() {}\nstart();\nimport './a';` },
    ],
  ])('%s', (_, program, ...runs) => expect(runsOf(program, 'start')).toEqual(runs));

  it.each<[string, string, ...string[]]>([
    ['a method by its instance', `class A { run() {} }\nnew A().run();`, 'call a.ts:2'],
    ['a method by this', `class A { run() {} go() {\n  this.run(); } }`, 'call a.ts:2'],
    ['a method of a typed value', `export class A { run() {} }\nexport const go = (a: A) => a.run();`, 'call a.ts:2'],
    [
      'no method of another class',
      `class A { run() {} }\nclass B { run2() {} }\nexport const go = (b: B) => (b as any).run2();`,
    ],
    ['no method of a class of another name', `class A { run() {} }\nclass B { run() { return 1; } }\nnew B().run();`],
  ])('%s', (_, program, ...runs) => expect(runsOf(program, 'run')).toEqual(runs));
});
