import { describe, expect, it } from 'vitest';
import { createModuleResolver } from '../../src/link/modules/index.js';
import { empty, treeOf } from './modules-tree.js';

type Texts = Readonly<Record<string, unknown>>;

/** Gets the file's path, `name` or `name|subpath` of a package after a colon, or nothing. */
function resolve(texts: Texts, from: string, specifier: string): string | undefined {
  const found = createModuleResolver(treeOf(texts)).resolve(from, specifier);
  if (found.kind === 'file') return found.path;
  return found.kind === 'package' ? `:${found.name}${found.subpath && `|${found.subpath}`}` : undefined;
}

describe('relative specifiers', () => {
  const files = empty(
    'src/a.ts', 'src/b.tsx', 'src/c.js', 'src/d/index.ts', 'src/d/x.ts', 'src/e.mts', 'src/f.cts', 'src/g.jsx', 'src/h.service.ts',
    'src/d.ts', 'src/both.ts', 'src/both.js', 'src/screen.native.tsx', 'index.ts',
  ); // prettier-ignore

  it.each([
    ['./a', 'src/a.ts'],
    ['./b', 'src/b.tsx'],
    ['./c.js', 'src/c.js'],
    ['./a.js', 'src/a.ts'],
    ['./b.js', 'src/b.tsx'],
    ['./b.jsx', 'src/b.tsx'],
    ['./e.mjs', 'src/e.mts'],
    ['./f.cjs', 'src/f.cts'],
    ['./g.jsx', 'src/g.jsx'],
    ['./g.js', 'src/g.jsx'],
    ['./a.ts', 'src/a.ts'],
    ['./h.service', 'src/h.service.ts'],
    ['./both.js', 'src/both.ts'],
    ['./both', 'src/both.ts'],
    ['./d', 'src/d.ts'],
    ['./d/', 'src/d/index.ts'],
    ['./d/index.js', 'src/d/index.ts'],
    ['..', 'index.ts'],
    ['../src/./d/../a', 'src/a.ts'],
    ['./screen', 'src/screen.native.tsx'],
    ['./a.ts?worker', 'src/a.ts'],
    ['!!raw-loader!./a', 'src/a.ts'],
    ['./absent', undefined],
    ['./style.css', undefined],
    ['../../outside', undefined],
  ])('%s is %s', (specifier, path) => {
    expect(resolve(files, 'src/main.ts', specifier)).toBe(path);
  });

  it('tell a directory from a file of its name', () => {
    expect(resolve(files, 'src/d/x.ts', '.')).toBe('src/d/index.ts');
    expect(resolve(files, 'src/d/x.ts', '../d')).toBe('src/d.ts');
  });

  it('enter a directory through its manifest', () => {
    const texts = { ...empty('a/lib/main.js', 'b.js'), 'a/package.json': { main: './lib/main.js' } };
    expect(resolve(texts, 'b.js', './a')).toBe('a/lib/main.js');
  });

  it('lead from what a build makes to what it is made from', () => {
    const texts = { ...empty('lib/p/src/cli/index.ts', 'lib/p/bin/run.js'), 'lib/p/package.json': {} };
    expect(resolve(texts, 'lib/p/bin/run.js', '../dist/cli/index.js')).toBe('lib/p/src/cli/index.ts');
    expect(resolve(texts, 'lib/p/bin/run.js', '../else/cli/index.js')).toBeUndefined();
  });
});

describe('packages outside the tree', () => {
  it.each([
    ['lodash', ':lodash'],
    ['lodash/debounce', ':lodash|debounce'],
    ['@scope/name', ':@scope/name'],
    ['@scope/name/a/b.js', ':@scope/name|a/b.js'],
    ['fs', ':fs'],
    ['node:fs', ':fs'],
    ['fs/promises', ':fs|promises'],
    ['node:fs/promises', ':fs|promises'],
    ['util/', ':util'],
    ['npm:lodash@4.17.0/debounce', ':lodash|debounce'],
    ['jsr:@std/path@1', ':@std/path'],
    ['https://example.invalid/x.js', undefined],
    ['virtual:pwa', undefined],
    ['@/absent', undefined],
    ['~/absent', undefined],
    ['', undefined],
  ])('%s', (specifier, expected) => {
    expect(resolve({}, 'a.ts', specifier)).toBe(expected);
  });
});

describe('tsconfig', () => {
  const paths = (entries: object, more: object = {}): object => ({ compilerOptions: { paths: entries, ...more } });

  it('maps exact names and the longest beginning', () => {
    const texts = {
      ...empty('lib/log.ts', 'lib/ui/button.ts', 'other/ui/button.ts'),
      'tsconfig.json': paths({ '@log': ['absent.ts', 'lib/log'], '@lib/*': ['other/*'], '@lib/ui/*': ['lib/ui/*'] }),
    };
    expect(resolve(texts, 'a.ts', '@log')).toBe('lib/log.ts');
    expect(resolve(texts, 'a.ts', '@lib/ui/button')).toBe('lib/ui/button.ts');
    expect(resolve(texts, 'a.ts', '@lib/none')).toBe(':@lib/none');
  });

  it('reads jsconfig, baseUrl, and paths relative to it', () => {
    const texts = {
      ...empty('src/app/a.js', 'src/x/b.js'),
      'jsconfig.json': paths({ '#x/*': ['x/*'] }, { baseUrl: './src' }),
    };
    expect(resolve(texts, 'src/m.js', 'app/a')).toBe('src/app/a.js');
    expect(resolve(texts, 'src/m.js', '#x/b')).toBe('src/x/b.js');
  });

  it('does not let a folder hide a dependency', () => {
    const texts = {
      ...empty('electron/index.ts', 'shared/index.ts'),
      'tsconfig.json': { compilerOptions: { baseUrl: '.' } },
    };
    expect(resolve(texts, 'a.ts', 'electron')).toBe('electron/index.ts');
    const declared = { ...texts, 'package.json': { devDependencies: { electron: '1' } } };
    expect(resolve(declared, 'a.ts', 'electron')).toBe(':electron');
    expect(resolve(declared, 'a.ts', 'shared')).toBe('shared/index.ts');
  });

  it('takes the nearest, and those above for what it does not say', () => {
    const texts = {
      ...empty('p/src/a.ts', 'src/a.ts', 'src/b.ts'),
      'tsconfig.base.json': paths({ '@x/*': ['src/*'] }),
      'p/tsconfig.json': paths({ '@x/*': ['src/*'] }),
    };
    expect(resolve(texts, 'p/m.ts', '@x/a')).toBe('p/src/a.ts');
    expect(resolve(texts, 'q/m.ts', '@x/a')).toBe('src/a.ts');
    expect(resolve(texts, 'p/m.ts', '@x/b')).toBe('src/b.ts');
  });

  it('follows extends: relative, in a list, in a package of the tree; paths stay where they were written', () => {
    const texts = {
      ...empty('config/lib/a.ts', 'p/own/b.ts', 'presets/c.ts'),
      'config/base.json': paths({ '@a/*': ['lib/*'] }),
      'presets/package.json': { name: '@acme/presets' },
      'presets/ts.json': paths({ '@c': ['c.ts'] }),
      'p/tsconfig.json': { extends: '../config/base' },
      'q/tsconfig.json': { extends: ['@acme/presets/ts.json'] },
      'r/tsconfig.json': { extends: ['../config/base.json', '@acme/presets/ts.json'] },
    };
    expect(resolve(texts, 'p/m.ts', '@a/a')).toBe('config/lib/a.ts');
    expect(resolve(texts, 'q/m.ts', '@c')).toBe('presets/c.ts');
    expect(resolve(texts, 'r/m.ts', '@c')).toBe('presets/c.ts');
    expect(resolve(texts, 'r/m.ts', '@a/a')).toBe(':@a/a');
  });

  it('knows ${configDir}', () => {
    const texts = {
      ...empty('p/src/a.ts', 'base/src/a.ts'),
      'base/tsconfig.json': paths({ '@/*': ['${configDir}/src/*'] }),
      'p/tsconfig.json': { extends: '../base/tsconfig.json' },
    };
    expect(resolve(texts, 'p/m.ts', '@/a')).toBe('p/src/a.ts');
  });

  it('reads a solution: siblings and referenced files, but no other project', () => {
    const texts = {
      ...empty('src/a.ts', 'lib/b.ts', 'p/src/c.ts'),
      'tsconfig.json': { references: [{ path: './conf/tsconfig.lib.json' }, { path: './p' }] },
      'tsconfig.app.json': paths({ '@app/*': ['src/*'] }),
      'conf/tsconfig.lib.json': paths({ '@lib/*': ['../lib/*'] }),
      'p/tsconfig.json': paths({ '@p/*': ['src/*'] }),
    };
    expect(resolve(texts, 'src/m.ts', '@app/a')).toBe('src/a.ts');
    expect(resolve(texts, 'src/m.ts', '@lib/b')).toBe('lib/b.ts');
    expect(resolve(texts, 'src/m.ts', '@p/c')).toBe(':@p/c');
    expect(resolve(texts, 'p/m.ts', '@p/c')).toBe('p/src/c.ts');
  });

  it('takes no time for configurations that extend each other in every way', () => {
    const next = (index: number): string => `./tsconfig.${index + 1}.json`;
    const lattice = Array.from({ length: 60 }, (_, index) => [
      `tsconfig.${index}.json`,
      { extends: [next(index), next(index), './tsconfig.0.json'] },
    ]);
    const start = performance.now();
    expect(resolve(Object.fromEntries(lattice), 'm.ts', 'x')).toBe(':x');
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('survives circles, long chains, paths out of the root and values of the wrong kind', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`tsconfig.${index}.json`, { extends: `./tsconfig.${index + 1}.json` }]),
    );
    const texts = {
      ...empty('src/a.ts'),
      ...chain,
      'tsconfig.40.json': 7,
      'tsconfig.json': {
        extends: './tsconfig.json',
        compilerOptions: { paths: { '@x': ['../../etc/passwd', 7, 'src/a'], y: 1 } },
      },
      'jsconfig.json': {
        extends: [{}, '../../x', './tsconfig.json'],
        references: 'no',
        compilerOptions: { baseUrl: 3, paths: [] },
      },
    };
    expect(resolve(texts, 'src/m.ts', '@x')).toBe('src/a.ts');
    expect(resolve(texts, 'src/m.ts', 'y')).toBe(':y');
  });
});

describe('packages of the tree', () => {
  const at = (manifest: object, ...files: readonly string[]): Texts => ({
    ...empty(...files.map((file) => `packages/p/${file}`)),
    'packages/p/package.json': { name: '@acme/p', ...manifest },
  });

  it.each([
    ['main', { main: 'dist/index.js' }, 'src/index.ts'],
    ['main that is source', { main: './src/start.js' }, 'src/start.ts'],
    ['nothing', {}, 'src/index.tsx'],
    ['nothing, at the top', {}, 'index.js'],
    ['an Angular library', {}, 'src/public-api.ts'],
    ['types', { types: 'lib/types/main.d.ts' }, 'src/main.ts'],
    ['a source field', { source: 'code/main.ts', main: 'dist/main.js' }, 'code/main.ts'],
    ['exports, short form', { exports: './build/esm/index.mjs' }, 'src/index.mts'],
    [
      'exports with conditions',
      { exports: { import: { types: './dist/a.d.ts', default: './dist/a.js' } } },
      'src/a.ts',
    ],
    ['exports by subpath', { exports: { '.': { require: './out/cjs/a.cjs' }, './b': './out/b.js' } }, 'src/a.ts'],
    ['a bundle', { main: 'dist/index.umd.min.js' }, 'src/index.ts'],
  ])('are entered by %s', (_name, manifest, file) => {
    expect(resolve(at(manifest, file), 'app/m.ts', '@acme/p')).toBe(`packages/p/${file}`);
  });

  it.each([
    ['exports', { exports: { './feature': './dist/feature.js' } }, 'src/feature.ts'],
    [
      'a pattern of exports',
      { exports: { '.': './dist/x.js', './*': { default: './dist/all/*.js' } } },
      'src/all/feature.ts',
    ],
    ['the longest pattern', { exports: { './f*': './dist/f/*.js', './*': './dist/all/*.js' } }, 'src/f/eature.ts'],
    ['folder', {}, 'feature/index.ts'],
    ['folder below src', {}, 'src/feature.ts'],
  ])('have subpaths by %s', (_name, manifest, file) => {
    expect(resolve(at(manifest, file), 'app/m.ts', '@acme/p/feature')).toBe(`packages/p/${file}`);
  });

  it('have subpaths into their output', () => {
    expect(resolve(at({}, 'src/sub/x.ts'), 'app/m.ts', '@acme/p/dist/sub/x.js')).toBe('packages/p/src/sub/x.ts');
  });

  it('prefer a real file to a guess', () => {
    expect(resolve(at({ main: 'lib/index.js' }, 'lib/index.js', 'src/index.ts'), 'm.ts', '@acme/p')).toBe(
      'packages/p/lib/index.js',
    );
  });

  it('are named where no entry is known', () => {
    expect(resolve(at({ main: 'dist/x.js' }, 'code/y.ts'), 'm.ts', '@acme/p')).toBe(':@acme/p');
  });

  it('may use themselves, and a path alias goes first', () => {
    const texts = { ...at({}, 'src/index.ts'), ...empty('fake.ts') };
    expect(resolve(texts, 'packages/p/src/m.ts', '@acme/p')).toBe('packages/p/src/index.ts');
    const aliased = { ...texts, 'tsconfig.json': { compilerOptions: { paths: { '@acme/*': ['fake.ts'] } } } };
    expect(resolve(aliased, 'packages/p/src/m.ts', '@acme/p')).toBe('fake.ts');
  });

  it('are the outermost of a name', () => {
    const texts = {
      ...empty('a/template/index.ts', 'z/index.ts'),
      'a/template/package.json': { name: 'p' },
      'z/package.json': { name: 'p' },
    };
    expect(resolve(texts, 'm.ts', 'p')).toBe('z/index.ts');
  });

  it('have imports of their own', () => {
    const texts = at(
      { imports: { '#log': './dist/log.js', '#int/*': { node: './src/int/*.ts' } } },
      'src/log.ts',
      'src/int/a.ts',
    );
    expect(resolve(texts, 'packages/p/src/m.ts', '#log')).toBe('packages/p/src/log.ts');
    expect(resolve(texts, 'packages/p/src/m.ts', '#int/a')).toBe('packages/p/src/int/a.ts');
    expect(resolve(texts, 'm.ts', '#log')).toBeUndefined();
  });

  it('survive manifests of any kind', () => {
    const odd = {
      exports: { '.': [null, 7, { a: { b: 'dist/x.js' } }], './*': null },
      main: 3,
      imports: [],
      dependencies: 'x',
    };
    expect(resolve(at(odd, 'src/x.ts'), 'm.ts', '@acme/p')).toBe('packages/p/src/x.ts');
    expect(resolve(at(odd, 'src/x.ts'), 'm.ts', '@acme/p/__proto__')).toBe(':@acme/p|__proto__');
  });
});

describe("aliases of bundlers' configurations", () => {
  const texts = {
    ...empty('p/src/a.ts', 'p/b.ts', 'src/c.ts', 'p/src/lib/d.ts'),
    'p/package.json': {},
    'package.json': {},
  };

  it.each([
    ['@/a', 'p/src/a.ts'],
    ['~/a', 'p/src/a.ts'],
    ['@src/a', 'p/src/a.ts'],
    ['src/a', 'p/src/a.ts'],
    ['@/b', 'p/b.ts'],
    ['@/c', 'src/c.ts'],
    ['$lib/d', 'p/src/lib/d.ts'],
    ['/src/a', 'p/src/a.ts'],
    ['@/absent', undefined],
    ['@x/a', ':@x/a'],
  ])('%s is %s', (specifier, expected) => {
    expect(resolve(texts, 'p/src/m.ts', specifier)).toBe(expected);
  });
});

it('remembers per place, not per specifier alone', () => {
  const resolver = createModuleResolver(treeOf(empty('a/x.ts', 'b/x.ts')));
  for (let round = 0; round < 2; round += 1) {
    expect(resolver.resolve('a/m.ts', './x')).toEqual({ kind: 'file', path: 'a/x.ts' });
    expect(resolver.resolve('b/m.ts', './x')).toEqual({ kind: 'file', path: 'b/x.ts' });
  }
});
