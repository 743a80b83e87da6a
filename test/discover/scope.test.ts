import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/model/errors.js';
import { addFiles, discoverIn, inScope, makeTree } from './temp-tree.js';

describe('what is a source file', () => {
  it('takes all ten extensions, in code-unit order, and nothing else', () => {
    const files = {
      'a.ts': '',
      'b.tsx': '',
      'c.mts': '',
      'd.cts': '',
      'e.js': '',
      'f.jsx': '',
      'g.mjs': '',
      'h.cjs': '',
      'i.vue': '',
      'j.svelte': '',
    };
    const others = { 'x.json': '{}', 'y.md': '', 'z.html': '', 'z.css': '' };
    expect(inScope({ ...files, ...others, 'B.ts': '', 'a/z.ts': '', 'a-b.ts': '' })).toEqual(
      'B.ts a-b.ts a.ts a/z.ts b.tsx c.mts d.cts e.js f.jsx g.mjs h.cjs i.vue j.svelte'.split(' '),
    );
  });

  it('counts declarations as left out', () => {
    const tree = discoverIn(makeTree({ 'a.d.ts': '', 'b.d.mts': '', 'c.css.d.ts': '', 'd.ts': '' }));
    expect([...tree.files.keys()]).toEqual(['d.ts']);
    expect(tree.skipped).toBe(3);
  });

  it('gives an empty tree where there is nothing', () => {
    const tree = discoverIn(makeTree({ 'readme.md': '' }));
    expect(tree.files.size).toBe(0);
    expect(tree.skipped).toBe(0);
  });
});

describe('directories that are no source', () => {
  it('does not enter installed packages, repository data and output, nor count them', () => {
    const root = makeTree({
      'a.ts': '',
      'node_modules/x/a.js': '',
      '.git/a.js': '',
      '.next/a.js': '',
      'dist/a.js': '',
    });
    const tree = discoverIn(root);
    expect([...tree.files.keys()]).toEqual(['a.ts']);
    expect(tree.skipped).toBe(0);
  });

  it('enters dot directories that people write', () => {
    expect(inScope({ '.scripts/a.ts': '', '.storybook/main.ts': '' })).toEqual(['.scripts/a.ts', '.storybook/main.ts']);
  });

  it('takes build, out and coverage for output beside a manifest only', () => {
    const output = {
      'package.json': '{}',
      'build/a.js': '',
      'out/a.js': '',
      'coverage/a.js': '',
      'public/build/a.js': '',
    };
    expect(
      inScope({ ...output, 'src/build/a.ts': '', 'tools/build/webpack.config.js': '', 'app/coverage/page.tsx': '' }),
    ).toEqual(['app/coverage/page.tsx', 'src/build/a.ts', 'tools/build/webpack.config.js']);
  });

  it('does not take a directory with its own tsconfig for output', () => {
    expect(inScope({ 'package.json': '{}', 'build/a.ts': '', 'build/tsconfig.json': '{}' })).toEqual(['build/a.ts']);
  });

  it('enters output that is named', () => {
    const root = makeTree({ 'dist/a.js': '', 'dist/node_modules/x/a.js': '', 'src/a.ts': '' });
    expect([...discoverIn(root, { only: [join(root, 'dist')] }).files.keys()]).toEqual(['dist/a.js']);
  });

  it('enters output that an include pattern leads into, and takes only what it matches', () => {
    const files = {
      'dist/app/a.js': '',
      'dist/b.js': '',
      'dist/app/node_modules/x/a.js': '',
      'p/dist/c.js': '',
      's.ts': '',
    };
    expect(inScope(files, { include: ['dist/app/**'] })).toEqual(['dist/app/a.js', 's.ts']);
    expect(inScope(files, { include: ['**/dist/*.js'] })).toEqual(['dist/b.js', 'p/dist/c.js', 's.ts']);
  });
});

describe('tests, stories, fixtures, mocks', () => {
  const tests = {
    'a.test.ts': '', 'b.spec.tsx': '', 'c.stories.tsx': '', 'd.cy.js': '', '__tests__/e.ts': '', '__mocks__/f.ts': '', 'fixtures/g.ts': '',
    'test/h.ts': '', 'tests/i.ts': '', 'e2e/j.ts': '', 'cypress/k.js': '', 'apps/web-e2e/l.ts': '', 'm.e2e-spec.ts': '',
  }; // prettier-ignore
  const ordinary = {
    'ab-test.ts': '',
    'contest.ts': '',
    'examples/a.ts': '',
    'scripts/b.js': '',
    'demo/c.ts': '',
    'latest/d.ts': '',
  };

  it('are left out and counted; examples, demos and scripts are not', () => {
    const tree = discoverIn(makeTree({ ...tests, ...ordinary }));
    expect([...tree.files.keys()]).toEqual(Object.keys(ordinary).sort());
    expect(tree.skipped).toBe(Object.keys(tests).length);
  });

  it('are in scope when asked for', () => {
    expect(inScope(tests, { tests: true })).toEqual(Object.keys(tests).sort());
  });

  it('are in scope when named as file or directory, and below it the patterns hold again', () => {
    const root = makeTree({ 'test/a.ts': '', 'test/test/b.ts': '', 'test/c.spec.ts': '', 'src/d.ts': '' });
    const only = [join(root, 'test'), join(root, 'test/c.spec.ts')];
    const tree = discoverIn(root, { only });
    expect([...tree.files.keys()]).toEqual(['test/a.ts', 'test/c.spec.ts']);
    expect(tree.skipped).toBe(1);
  });

  it('do not depend on where the root is', () => {
    const root = makeTree({ 'test/fixtures/app/src/a.ts': '' });
    expect([...discoverIn(join(root, 'test/fixtures/app')).files.keys()]).toEqual(['src/a.ts']);
  });
});

describe('vendored copies', () => {
  it('are left out and counted', () => {
    const tree = discoverIn(
      makeTree({ 'third_party/a.ts': '', 'public/js/vendor/b.js': '', 'bower_components/c.js': '' }),
    );
    expect([tree.files.size, tree.skipped]).toEqual([0, 3]);
  });

  it('are not the suppliers of a business application', () => {
    expect(inScope({ 'src/vendors/vendors.component.ts': '', 'src/vendors/copy.js': '' })).toEqual([
      'src/vendors/vendors.component.ts',
    ]);
  });
});

describe('ignore files', () => {
  it('hold for their own directory, and the deepest that speaks decides', () => {
    const files = {
      '.gitignore': '*.local.ts\n/top.ts\n',
      'top.ts': '',
      'a.local.ts': '',
      'p/top.ts': '',
      'p/.gitignore': '!keep.local.ts\n',
      'p/keep.local.ts': '',
      'p/other.local.ts': '',
      'q/keep.local.ts': '',
    };
    expect(inScope(files)).toEqual(['p/keep.local.ts', 'p/top.ts']);
  });

  it('are case-sensitive on every system', () => {
    expect(inScope({ '.gitignore': 'Data/', 'data/a.ts': '', 'Data/b.ts': '' })).toEqual(['data/a.ts']);
  });

  it('count what .consentlintignore hides, and not directories that git does not know', () => {
    const root = makeTree({
      'ours/a.ts': '',
      'theirs/b.ts': '',
      '.gitignore': 'theirs/',
      '.consentlintignore': 'ours/',
      'c.ts': '',
    });
    const tree = discoverIn(root);
    expect([...tree.files.keys()]).toEqual(['c.ts']);
    expect(tree.skipped).toBe(1);
  });

  it('let .consentlintignore bring back what .gitignore drops, in the same directory and below', () => {
    const files = { '.gitignore': 'made/', 'made/a.ts': '', 'p/made/b.ts': '' };
    expect(inScope(files)).toEqual([]);
    expect(inScope({ ...files, '.consentlintignore': '!/made/' })).toEqual(['made/a.ts']);
    expect(inScope({ ...files, 'p/.consentlintignore': '!made/' })).toEqual(['p/made/b.ts']);
  });

  it('give way to a named path and to include', () => {
    const root = makeTree({ '.gitignore': 'made/\nlost.ts', 'made/a.ts': '', 'lost.ts': '' });
    expect([...discoverIn(root, { only: [join(root, 'made'), join(root, 'lost.ts')] }).files.keys()]).toEqual([
      'lost.ts',
      'made/a.ts',
    ]);
    expect([...discoverIn(root, { include: ['made', 'lost.ts'] }).files.keys()]).toEqual(['lost.ts', 'made/a.ts']);
  });

  it('hold above a named directory', () => {
    const root = makeTree({ '.gitignore': '*.local.ts', 'p/a.ts': '', 'p/b.local.ts': '' });
    expect([...discoverIn(root, { only: [join(root, 'p')] }).files.keys()]).toEqual(['p/a.ts']);
  });

  it('cannot stall the run', () => {
    const name = `${'a'.repeat(200)}.ts`;
    expect(inScope({ '.gitignore': `${'a*'.repeat(60)}b\n**/**/**/**/**/**/x`, [name]: '' })).toEqual([name]);
  });
});

describe('globs', () => {
  const files = { 'a/b.ts': '', 'a/c.gen.ts': '', 'legacy/d.ts': '', 'p/legacy/e.ts': '', 'app/[id]/f.ts': '' };

  it('are relative to the root; a directory covers what is below it', () => {
    expect(inScope(files, { exclude: ['legacy', 'a/**/*.gen.ts'] })).toEqual([
      'a/b.ts',
      'app/[id]/f.ts',
      'p/legacy/e.ts',
    ]);
    expect(inScope(files, { exclude: ['./a/', '**/legacy/**'] })).toEqual(['app/[id]/f.ts']);
    expect(inScope(files, { exclude: ['app/[id]/**', 'a', '**/legacy'] })).toEqual([]);
  });

  it('let exclude beat include and named files, and count what it hides', () => {
    const root = makeTree({ 'a.test.ts': '', 'b.test.ts': '' });
    const tree = discoverIn(root, { include: ['*.test.ts'], exclude: ['b.*'], only: [root, join(root, 'b.test.ts')] });
    expect([...tree.files.keys()]).toEqual(['a.test.ts']);
    expect(tree.skipped).toBe(1);
  });

  it.each(['!a', '', '/', 'a*b*c*d*e*f', '**/a/**/b/**/c/**/d/**/e'])('refuse %j', (pattern) => {
    expect(() => inScope({}, { exclude: [pattern] })).toThrow(UsageError);
  });
});

describe('links and special files', () => {
  it('are not followed: loops, links out of the root, broken links, pipes', () => {
    const outside = makeTree({ 'secret.ts': '' });
    const root = makeTree({ 'src/a.ts': '' });
    symlinkSync(root, join(root, 'src/loop'));
    symlinkSync(join(outside, 'secret.ts'), join(root, 'src/link.ts'));
    symlinkSync(join(root, 'nowhere'), join(root, 'broken.ts'));
    execFileSync('mkfifo', [join(root, 'pipe.ts')]);
    const tree = discoverIn(root);
    expect([...tree.files.keys()]).toEqual(['src/a.ts']);
    expect(tree.skipped).toBe(4);
    expect(tree.diagnostics).toEqual([]);
  });

  it('stand for what they lead to when named, inside the root', () => {
    const outside = makeTree({ 'secret.ts': '' });
    const root = makeTree({ 'src/a.ts': '' });
    symlinkSync(join(root, 'src'), join(root, 'alias'));
    symlinkSync(outside, join(root, 'out'));
    expect([...discoverIn(root, { only: [join(root, 'alias')] }).files.keys()]).toEqual(['src/a.ts']);
    expect(() => discoverIn(root, { only: [join(root, 'out/secret.ts')] })).toThrow(UsageError);
  });

  it('work below a root that is itself a link', () => {
    const root = makeTree({ 'real/src/a.ts': '' });
    symlinkSync(join(root, 'real'), join(root, 'link'));
    const link = join(root, 'link');
    expect([...discoverIn(link, { only: [join(link, 'src')] }).files.keys()]).toEqual(['src/a.ts']);
  });
});

describe('paths that cannot be used', () => {
  it.each([
    ['absent', "'absent' does not exist"],
    ['a.ts/b', "'a.ts/b' does not exist"],
    ['..', 'is outside the directory that is scanned'],
  ])('%s is refused with one line', (path, message) => {
    const root = makeTree({ 'a.ts': '' });
    expect(() => discoverIn(root, { only: [join(root, path)] })).toThrow(message);
  });

  it('refuses a root that is absent or a file', () => {
    const root = makeTree({ 'a.ts': '' });
    expect(() => discoverIn(join(root, 'absent'))).toThrow(UsageError);
    expect(() => discoverIn(join(root, 'a.ts'))).toThrow('is not a directory');
  });
});

describe('odd names', () => {
  it('reads files whose names are not UTF-8, below directories likewise', () => {
    const root = makeTree({ 'plain.ts': 'x', 'd/inner.ts': 'y' });
    renameSync(
      join(root, 'plain.ts'),
      Buffer.concat([Buffer.from(`${root}/b`), Buffer.from([0xff]), Buffer.from('.ts')]),
    );
    renameSync(join(root, 'd'), Buffer.concat([Buffer.from(`${root}/d`), Buffer.from([0xfe])]));
    const tree = discoverIn(root);
    expect([...tree.files]).toEqual([
      ['b\uFFFD.ts', { path: 'b\uFFFD.ts', text: 'x' }],
      ['d\uFFFD/inner.ts', { path: 'd\uFFFD/inner.ts', text: 'y' }],
    ]);
  });

  it('says so when two names become one', () => {
    const root = makeTree({});
    for (const byte of [0xfe, 0xff]) {
      addFiles(root, { 'x.ts': '' });
      renameSync(join(root, 'x.ts'), Buffer.concat([Buffer.from(`${root}/`), Buffer.from([byte]), Buffer.from('.ts')]));
    }
    const tree = discoverIn(root);
    expect(tree.files.size).toBe(1);
    expect(tree.diagnostics.map((each) => each.kind)).toEqual(['unreadable']);
  });

  it('keeps newlines, escapes and markup in names as they are', () => {
    const names = ['\n::error::x.ts', '\u001b]0;t\u0007.ts', '$(id).ts', '<img src=x>.ts', '\u202e.ts', 'a\\b.ts'];
    expect(inScope(Object.fromEntries(names.map((name) => [name, ''])))).toEqual([...names].sort());
  });

  it('goes as deep as the file system does', () => {
    const root = makeTree({});
    const deep = Array.from({ length: 300 }, () => 'd').join('/');
    mkdirSync(join(root, deep), { recursive: true });
    addFiles(root, { [`${deep}/a.ts`]: '' });
    expect(discoverIn(root).files.size).toBe(1);
  });
});
