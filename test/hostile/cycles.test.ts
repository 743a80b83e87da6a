import { describe, expect, it } from 'vitest';
import { sinksOf } from '../support/review.js';

const SEND = `const send = (text: unknown) => fetch('/k', { method: 'POST', body: String(text) });`;
const ON = `document.addEventListener('keydown', (e) => send(e.key));`;

/** Each program holds a knot, and one plain capture that must still be found. */
describe('the plain capture is found beside', () => {
  it.each([
    ['spreads of each other', `let a: object = {}; let b: object = { ...a }; a = { ...b }; b = { ...a };`],
    ['a constant spread of what comes later', `const a = { ...b }; var b = { ...a };`],
    ['a variable assigned to itself', `let a = a; a = a; let b = c, c = b; b = c;`],
    ['an object that holds itself', `const o: any = {}; o.o = o; o.o.o.o = { o };`],
    ['an array that holds itself', `const l: any[] = []; l.push(l, ...l); l[0] = l;`],
    ['functions that call each other', `function f(x) { return g(x); } function g(x) { return f(x); } f(g(f(1)));`],
    ['a function that returns itself', `const f = () => f; f()()()();`],
    ['a function given to itself', `const w = (x) => x(x); w(w);`],
    [
      'functions that gate each other',
      `function f() { if (!g()) return false; return true; } function g() { return f(); } if (f()) log();`,
    ],
    ['a class that extends itself', `class A extends A { m() { super.m(); } } new A().m();`],
    [
      'classes that extend each other',
      `class A extends B { m() { this.n(); } } class B extends A { n() { this.m(); } } new B().m();`,
    ],
    ['a getter of itself', `class A { get x() { return this.x; } set x(v) { this.x = v; } } new A().x = new A().x;`],
    [
      'types that name each other',
      `type A = B; type B = A; interface C extends D {} interface D extends C { c: C } let a: A, c: C; a.x(); c.c.c.d();`,
    ],
    ['a type that names itself', `type T = { t: T }; let t: T; t.t.t.t.go();`],
    [
      'an endless chain of then',
      `const p = Promise.resolve(1); const q = p.then(() => q).then(() => p); q.then((x) => x);`,
    ],
    [
      'an emitter that answers itself',
      `import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter(); bus.on('a', (x) => bus.emit('a', x)); bus.emit('a', 1);`,
    ],
    ['a debounce of a debounce', `const d = (fn) => (...a) => fn(...a); const h = d(d(d(d((e) => h(e))))); h(1);`],
    [
      'a loop that changes all it reads',
      `let i = 0, j = 1, k = 2; while (i) { [i, j, k] = [j, k, i]; for (;;) { i = j; if (k) continue; j = i; } }`,
    ],
  ])('%s', async (_, knot) => {
    const [first, ...rest] = knot.split('\n');
    const text = knot.startsWith('import') ? `${first}\n${SEND}\n${rest.join('\n')}\n${ON}` : `${knot}\n${SEND}\n${ON}`;
    expect(await sinksOf(text)).toEqual(['network a.ts:2']);
  });
});

describe('files that import each other', () => {
  it.each([
    ['export all of each other', `export * from './c';`, `export * from './b';`],
    ['export a name of each other', `export { x } from './c';`, `export { x } from './b';`],
    [
      'extend each other',
      `import { C } from './c';\nexport class B extends C {}`,
      `import { B } from './b';\nexport class C extends B {}`,
    ],
    [
      'hold each other',
      `import { c } from './c';\nexport const b = { c, ...c };`,
      `import { b } from './b';\nexport const c = { b, ...b };`,
    ],
    ['export themselves', `export * from './b';\nexport { x } from './b';`, ``],
  ])('%s', async (_, b, c) => {
    const a = `import * as b from './b';\nimport * as c from './c';\n${SEND}\nb.x(c.x, b.b, c.c);\nnew b.B().m(new c.C());\n${ON}`;
    expect(await sinksOf({ 'a.ts': a, 'b.ts': b, 'c.ts': c })).toEqual(['network a.ts:3']);
  });
});

describe('content that goes in circles', () => {
  it.each([
    [
      'through two functions',
      `function f(k: string, n: number): void { g(k, n); }\nfunction g(k: string, n: number): void { if (n > 9) send(k); else f(k, n + 1); }\n`,
      'f(e.key, 0)',
    ],
    ['through a growing object', `let o: any = {};\n\n`, 'o = { o, key: e.key }, send(JSON.stringify(o))'],
    ['through a growing list', `const l: any[] = [];\n\n`, 'l.push(l, e.key), send(String(l[1]))'],
    [
      'through a generator',
      `function* g(k: string): Generator<string> { yield k; yield* g(k); }\n\n`,
      'send(g(e.key).next().value)',
    ],
  ])('%s', async (_, before, use) => {
    expect(await sinksOf(`${SEND}\n${before}document.addEventListener('keydown', (e) => { ${use}; });`)).toEqual([
      'network a.ts:1',
    ]);
  });
});
