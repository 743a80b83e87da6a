import { describe, expect, it } from 'vitest';
import { callsIn, factsOf } from '../support/facts.js';

describe('calls through Reflect', () => {
  it('are the calls that they stand for', () => {
    expect(callsIn(`Reflect.apply(send, self, list);`)).toEqual(['send.apply(self, list)']);
    expect(callsIn(`Reflect.construct(Sender, list);`)).toEqual(['new Sender(list)']);
    expect(callsIn(`Reflect.set(sender, name, list);`)).toEqual(['Reflect.set(sender, name, list)']);
  });
});

describe('variables', () => {
  it('a captured one becomes a cell, its twin stays a value', () => {
    expect(callsIn(`function f() { let v = 1; v = 2; x(v); }`, 'f')).toEqual(['x(2)']);
    expect(callsIn(`function f() { let v = 1; v = 2; x(v); return () => v; }`, 'f')).toEqual(['x(cell v)']);
  });

  it('a captured constant is still followed where it was declared', () => {
    expect(callsIn(`function f() { const v = 1; x(v); return () => v; }`, 'f')).toEqual(['x(1)']);
  });

  it('that never change are told from those that may', () => {
    expect(factsOf(`const a = 1; let b = 1;`).cells.map(({ constant }) => constant)).toEqual([true, undefined]);
  });

  it('of a module are cells', () => {
    expect(callsIn(`let v = 1;\nx(v);`)).toEqual(['x(cell v)']);
    expect(factsOf(`let v = 1;`).cells.map((cell) => cell.name)).toEqual(['v']);
  });

  it('a var is the function’s, a let the block’s', () => {
    expect(callsIn(`function f() { { var v = 1; } x(v); }`, 'f')).toEqual(['x(1)']);
    expect(callsIn(`function f() { { let v = 1; } x(v); }`, 'f')).toEqual(['x(v)']);
  });

  it('a parameter hides a module’s variable', () => {
    expect(callsIn(`const v = 1;\nfunction f(v) { x(v); }`, 'f')).toEqual(['x(v)']);
  });
});

describe('patterns', () => {
  it.each([
    ['a property', `const { k } = a; x(k);`, 'x(a.k)'],
    ['a renamed property', `const { k: v } = a; x(v);`, 'x(a.k)'],
    ['a nested property', `const { k: { v } } = a; x(v);`, 'x(a.k.v)'],
    ['a default', `const { k = 1 } = a; x(k);`, 'x(a.k ?? 1)'],
    ['an assignment', `let k; ({ k } = a); x(k);`, 'x(a.k)'],
  ])('%s', (_, body, expected) => {
    expect(callsIn(`function f(a) { ${body} }`, 'f')).toEqual([expected]);
  });

  it('of parameters', () => {
    expect(callsIn(`function f({ k }) { x(k); }`, 'f')[0]).toMatch(/\.k\)$/);
    expect(callsIn(`function f(...k) { x(k); }`, 'f')).toEqual(['x(k)']);
    expect(factsOf(`function f(...k) {}`).functions[1]!.params[0]!.rest).toBe(true);
  });
});

describe('classes', () => {
  const facts = factsOf(
    `class A extends B implements C {\n  n = 1;\n  static s = 2;\n  #p = 3;\n  constructor(private readonly t: Tracker, u: Other) { super(); }\n  m() {}\n  get g() { return 1; }\n  set g(v) {}\n  static { x(); }\n}`,
  );
  const [cls] = facts.classes;

  it('know their members', () => {
    expect(
      [...cls!.members].map(([name, { kind, static: isStatic, private: isPrivate }]) => [
        name,
        kind,
        isStatic,
        isPrivate,
      ]),
    ).toEqual([
      ['n', 'field', false, false],
      ['s', 'field', true, false],
      ['#p', 'field', false, true],
      ['m', 'method', false, false],
      ['g', 'getter', false, false],
      ['set g', 'setter', false, false],
    ]);
    expect(cls!.implements).toEqual(['C']);
  });

  it('tell a parameter property from a parameter', () => {
    const constructor = facts.functions[cls!.constructor_!]!;
    expect(constructor.params.map(({ name, field }) => [name, field === true])).toEqual([
      ['t', true],
      ['u', false],
    ]);
    expect(constructor.params[0]!.type?.names).toEqual(['Tracker']);
  });

  it('keep initialisers in functions of their own', () => {
    expect(facts.functions.map((fn) => fn.kind)).toEqual(
      expect.arrayContaining(['fields', 'static', 'constructor', 'method', 'getter', 'setter']),
    );
  });

  it('keep decorators, with the member or parameter they stand on', () => {
    const decorated = factsOf(`@One() class A { constructor(@Two() p) {}\n@Three('keydown') m() {}\nn() {} }`);
    const marks = decorated.functions[0]!.values.filter((value) => value.op === 'decorate');
    expect(marks.map((mark) => mark.op === 'decorate' && [mark.member, mark.param])).toEqual([
      [undefined, undefined],
      ['constructor', 0],
      ['m', undefined],
    ]);
  });
});

describe('imports and exports', () => {
  it.each([
    [`import a from 'm'; x(a);`, 'x(m#default)'],
    [`import { a } from 'm'; x(a);`, 'x(m#a)'],
    [`import { b as a } from 'm'; x(a);`, 'x(m#b)'],
    [`import * as a from 'm'; x(a);`, 'x(m#*)'],
    [`import a = require('m'); x(a);`, 'x(m#*)'],
  ])('%s', (text, expected) => expect(callsIn(text)).toEqual([expected]));

  it.each([
    [`export const a = 1;`, ['a']],
    [`const a = 1; export { a as b };`, ['b']],
    [`export default function () {}`, ['default']],
    [`export default class A {}`, ['default']],
    [`export { a, b as c } from 'm';`, ['a', 'c']],
    [`export * as n from 'm';`, ['n']],
    [`export enum E { A }`, ['E']],
    [`export const { a, b: [c] } = m;`, ['a', 'c']],
    [`const a = 1;`, []],
  ])('%s', (text, names) => expect([...factsOf(text).exports.keys()].sort()).toEqual(names));

  it.each([
    [`exports.a = 1;`, ['a']],
    [`module.exports.a = 1;`, ['a']],
    [`module.exports = { a: 1 };`, ['=']],
    [`Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = 1;`, ['default']],
    [`other.exports = { a: 1 };`, []],
  ])('of CommonJS: %s', (text, names) => expect([...factsOf(text, 'a.js').exports.keys()].sort()).toEqual(names));

  it('export * is kept as a module', () => expect(factsOf(`export * from 'm';`).exportAll).toEqual(['m']));
});

describe('JSX', () => {
  it('has an intrinsic tag by name and a component by value', () => {
    const { functions, errors } = factsOf(`const a = <div onKeyDown={f}><Field {...rest} k="v" /></div>;`, 'a.tsx');
    const tags = functions[0]!.values.flatMap((value) => (value.op === 'jsx' ? [typeof value.tag] : []));
    expect(tags.sort()).toEqual(['number', 'string']);
    expect(errors).toEqual([]);
  });
});

describe('syntax errors', () => {
  it('are listed with their line, and the rest is kept', () => {
    const text = `x(1);\nconst = ;\nx(2);`;
    expect(factsOf(text).errors[0]?.line).toBe(2);
    expect(callsIn(text)).toEqual(['x(1)', 'x(2) if after x(1)']);
    expect(factsOf(`x(1);\nconst a = 1;\nx(2);`).errors).toEqual([]);
  });

  it('are not TypeScript syntax in a JavaScript file', () => {
    expect(factsOf(`const a: string = '';`, 'a.js').errors).toEqual([]);
  });
});

it('facts are plain data', () => {
  const facts = factsOf(`import a from 'm';\nexport class A { m = (e) => a(e.key, /x/g, \`t\${e}\`); }`);
  expect(JSON.parse(JSON.stringify(facts))).toMatchObject(JSON.parse(JSON.stringify(facts)));
  expect(structuredClone(facts)).toEqual(facts);
});
