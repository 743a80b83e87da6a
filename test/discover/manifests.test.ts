import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discoverIn, makeTree } from './temp-tree.js';

describe('manifests', () => {
  it('are read by path, comments and trailing commas allowed, broken ones absent', () => {
    const root = makeTree({
      'package.json': '{"name":"root"}',
      'tsconfig.base.json': '\uFEFF{ // paths\n "compilerOptions": { "paths": { "@a/*": ["a/*"], }, } }',
      'jsconfig.json': '{"compilerOptions":{}}',
      'p/package.json': '{"name":',
      'q/package.json': '[]',
      'o/tsconfig.json': '{ /* open',
      's/tsconfig.json': '{"a": "// ,] /*", /* "b": */ "c": [1, /* */ // ]\n ], }',
      'r/tsconfig.json': '['.repeat(100_000),
      'package-lock.json': '{}',
    });
    const tree = discoverIn(root);
    expect([...tree.manifests.keys()]).toEqual([
      'jsconfig.json',
      'package.json',
      's/tsconfig.json',
      'tsconfig.base.json',
    ]);
    expect(tree.manifests.get('tsconfig.base.json')).toEqual({ compilerOptions: { paths: { '@a/*': ['a/*'] } } });
    expect(tree.manifests.get('s/tsconfig.json')).toEqual({ a: '// ,] /*', c: [1] });
    expect(tree.diagnostics).toEqual([]);
  });

  it('are not taken from places that are left out', () => {
    const json = '{}';
    const root = makeTree({
      'package.json': json,
      'node_modules/x/package.json': json,
      'dist/package.json': json,
      'test/package.json': json,
      'third_party/package.json': json,
      'packages/a/package.json': json,
    });
    expect([...discoverIn(root).manifests.keys()]).toEqual(['package.json', 'packages/a/package.json']);
    expect([...discoverIn(root, { tests: true }).manifests.keys()]).toContain('test/package.json');
  });

  it('include those above a named path', () => {
    const root = makeTree({ 'tsconfig.json': '{}', 'a/package.json': '{}', 'a/src/x.ts': '', 'b/package.json': '{}' });
    const tree = discoverIn(root, { only: [join(root, 'a/src/x.ts')] });
    expect([...tree.manifests.keys()]).toEqual(['a/package.json', 'tsconfig.json']);
    expect([...tree.files.keys()]).toEqual(['a/src/x.ts']);
  });

  it('include configurations of any name that are extended, inside the root only', () => {
    const outside = makeTree({ 'secret.json': '{"secret":1}' });
    const root = makeTree({
      'tsconfig.json': `{"extends":["./config/strict","../${outside.split('/').pop()}/secret.json","./link/secret.json"]}`,
      'config/strict.json': '{"extends":"./base.json"}',
      'config/base.json': '{"extends":"./strict"}',
    });
    symlinkSync(outside, join(root, 'link'));
    expect([...discoverIn(root).manifests.keys()]).toEqual(['config/base.json', 'config/strict.json', 'tsconfig.json']);
  });

  it('do not change any prototype', () => {
    const root = makeTree({
      'package.json': '{"__proto__":{"polluted":1}}',
      'tsconfig.json': '{"__proto__":{"polluted":1},}',
    });
    discoverIn(root);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
