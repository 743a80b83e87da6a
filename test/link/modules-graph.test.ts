import { describe, expect, it } from 'vitest';
import { buildImportGraph, createModuleResolver, scanImports, type ImportGraph } from '../../src/link/modules/index.js';
import { treeOf } from './modules-tree.js';

/** Gets the specifiers; a re-export with a star behind it. */
function scan(text: string): readonly string[] {
  return scanImports(text).map((edge) => edge.specifier + (edge.reexport ? '*' : ''));
}

describe('scanImports', () => {
  it.each([
    ["import 'a';", ['a']],
    ["import a from 'a'", ['a']],
    ['import a, { b as c, type d } from "a"', ['a']],
    ["import * as ns from 'a'", ['a']],
    ["import type { A } from 'a'", ['a']],
    ["import {\n  a, // one\n  /* two */ b,\n}\nfrom\n'a'", ['a']],
    ["import{a}from'a';import'b'", ['a', 'b']],
    ["import größe from 'a'", ['a']],
    ["import { from } from 'a'", ['a']],
    ["import a from 'a' with { type: 'json' }", ['a']],
    ["import a = require('a');", ['a']],
    ["const { a } = require('a');", ['a']],
    ['function f() { return require(/* why */ `a`).b; }', ['a']],
    ["const a = await import('a')", ['a']],
    ["let t: import('a').T; let u: typeof import('b')", ['a', 'b']],
    ["[...require('a'), ...require('b')]", ['a', 'b']],
    ["lazy(() => import(/* webpackChunkName: 'x' */ './a'))", ['./a']],
    ["export { a }\nimport b from './b'", ['./b']],
  ])('finds what %j imports', (text, expected) => {
    expect(scan(text)).toEqual(expected);
  });

  it.each([
    ["export * from 'a'", ['a*']],
    ["export * as ns from 'a'", ['a*']],
    ["export { a, default as b } from 'a'", ['a*']],
    ["export type { A } from 'a'", ['a*']],
    ["export import a = require('a')", ['a*']],
    ["import { a } from 'a';\nexport { a };", ['a*']],
    ["import { x as a } from 'a';\nimport { c } from 'c';\nexport { b, a as z };", ['a*', 'c']],
    ["import type { T } from 'a';\nexport type { T };", ['a*']],
    ["import * as a from 'a';\nexport default a;", ['a*']],
    ["import a from 'a';\nexport = a;\n", ['a*']],
    ["import a from 'a';\nexport { // all\n a, /* b */ }", ['a*']],
    ["export const A = lazy(() => import('a'))", ['a*']],
    ["module.exports = require('a');", ['a*']],
    ["exports.a = require('a').a;", ['a*']],
    ["__exportStar(require('a'), exports);", ['a*']],
    ["const a = require('a');\nconst b = require('b');\nmodule.exports = { a, c: 1 };", ['a*', 'b']],
    ["const { x } = require('a');\nmodule.exports.y = x;", ['a*']],
  ])('sees that %j passes it on', (text, expected) => {
    expect(scan(text)).toEqual(expected);
  });

  it.each([
    ["import a from 'a';\nexport default function () {}", ['a']],
    ["import a from 'a';\nexport class A extends a {}", ['a']],
    ["const a = require('a'); exports.b = a();", ['a*']],
  ])('says of %j what can be said without parsing', (text, expected) => {
    expect(scan(text)).toEqual(expected);
  });

  it.each([
    "// import a from 'a'",
    "  // const a = require('a')",
    "f(); // require('a')",
    "/*\nimport a from 'a'\n*/",
    "/**\n * import a from 'a'\n */",
    "const from = 'a'; import.meta.url; exports.from('a')",
    "module.require('a'); $import('b'); x.import('c')",
    "conditions: ['import', 'require', 'x']",
    'const sql = `select x from "employee"`',
    'Array.from("abc"); export const a = "from \'b\'"',
    "require(name); import(`./${name}`); import('a' + b, '\\n')".replace("'a' + b, ", 'b, '),
    "import x from 'unfinished",
    'import\nimport\nexport {',
    'export type A = string; export default 7',
  ])('finds nothing in %j', (text) => {
    expect(scan(text)).toEqual([]);
  });

  it('is not misled by a glob in a string', () => {
    expect(scan("const g = 'src/*';\nimport a from 'a'")).toEqual(['a']);
    expect(scan("/* licence */\nimport a from 'a'\n/* off\nimport b from 'b'\n*/\nimport c from 'c'")).toEqual([
      'a',
      'c',
    ]);
    expect(scan("/* x */ import a from 'a'")).toEqual(['a']);
  });

  it.each([
    ['import ', 200_000],
    ['import {', 150_000],
    ['export { a } /* ', 70_000],
    ["require('a');", 80_000],
    ["require('", 100_000],
    ['/*', 500_000],
    ['import a ', 120_000],
  ])('takes no time for a megabyte of %j', (piece, times) => {
    const start = performance.now();
    scanImports(piece.repeat(times));
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

function graphOf(texts: Readonly<Record<string, string | object>>): ImportGraph {
  const tree = treeOf(texts);
  return buildImportGraph(tree, createModuleResolver(tree));
}

describe('import graph', () => {
  const graph = graphOf({
    'packages/core/package.json': { name: '@acme/core', main: 'dist/index.js' },
    'packages/core/src/index.ts': "export * from './lib'; import './side';",
    'packages/core/src/lib/index.ts': "import { sensor } from './sensor';\nexport { sensor };",
    'packages/core/src/lib/sensor.ts': 'export const sensor = 1;',
    'packages/core/src/side.ts': "import { sensor } from './lib/sensor';",
    'app/main.ts': "import { sensor } from '@acme/core'; import 'electron'; import './absent'; import './main';",
    'app/lazy.js': "function f() { return require('./main') }",
  });

  it('knows imports in order, without packages and itself', () => {
    expect(graph.importsOf('packages/core/src/index.ts')).toEqual([
      'packages/core/src/lib/index.ts',
      'packages/core/src/side.ts',
    ]);
    expect(graph.importsOf('app/main.ts')).toEqual(['packages/core/src/index.ts']);
    expect(graph.importsOf('absent.ts')).toEqual([]);
  });

  it('knows direct importers', () => {
    expect([...graph.importersOf('packages/core/src/lib/sensor.ts')]).toEqual([
      'packages/core/src/lib/index.ts',
      'packages/core/src/side.ts',
    ]);
    expect(graph.importersOf('absent.ts').size).toBe(0);
  });

  it('knows dependents through barrels and package entries, and not through files that use what they import', () => {
    expect([...graph.dependents('packages/core/src/lib/sensor.ts')].sort()).toEqual([
      'app/main.ts',
      'packages/core/src/index.ts',
      'packages/core/src/lib/index.ts',
      'packages/core/src/side.ts',
    ]);
    expect([...graph.dependents('packages/core/src/side.ts')]).toEqual(['packages/core/src/index.ts']);
  });

  it('says which files could export a name, themselves or through what they export again', () => {
    const barrels = graphOf({
      'index.ts': "export * from './a';\nexport * from './b';",
      'a.ts': "export { sensor } from './sensor';",
      'b.ts': "import sensors from './sensor';\nsensors.sensor.start();",
      'open.ts': "export * from 'elsewhere';",
    });
    const exporters = ['index.ts', 'a.ts', 'b.ts', 'open.ts'].filter((path) => barrels.mayExport(path, 'sensor'));
    expect(exporters).toEqual(['index.ts', 'a.ts', 'open.ts']);
  });

  it('ends on circles of barrels', () => {
    const circle = graphOf({ 'a.ts': "export * from './b'", 'b.ts': "export * from './a'", 'c.ts': "import './b'" });
    expect([...circle.dependents('a.ts')].sort()).toEqual(['b.ts', 'c.ts']);
    expect(circle.mayExport('a.ts', 'sensor')).toBe(false);
  });
});
