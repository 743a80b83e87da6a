/**
 * Holds the source to docs/architecture.md: which stage may know which, and where the outside world may be touched.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src/', import.meta.url));

interface Import {
  /** `trace/flow.ts`, relative to src. */
  readonly file: string;
  /** `trace`; `scan` for the pipeline itself. */
  readonly from: string;
  /** A folder of src, `rules` and the like for what is outside of it, or a package's name. */
  readonly to: string;
  readonly specifier: string;
}

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(SRC, file), 'utf8') }));

const IMPORTS = FILES.flatMap(({ file, text }) => importsOf(file, text));

function importsOf(file: string, text: string): readonly Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName: specifier }) => {
    const to = specifier.startsWith('.') ? stageOf(resolved(file, specifier)) : packageOf(specifier);
    return { file, from: stageOf(file), to, specifier };
  });
}

/** Gets `model/facts.js` from `trace/flow.ts` and `../model/facts.js`; `..` stays in front where it leaves src. */
function resolved(file: string, specifier: string): string {
  return join(file, '..', specifier).replaceAll('\\', '/');
}

function stageOf(path: string): string {
  const [first = '', second] = path.split('/');
  return first === '..' ? (second ?? '..') : first.replace(/\.[jt]s$/, '');
}

function packageOf(specifier: string): string {
  return specifier.startsWith('node:') || specifier.startsWith('@') ? specifier : specifier.split('/')[0]!;
}

const STAGES: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  model: { may: [], because: 'the vocabulary is what every stage shares, so it can depend on none' },
  catalogue: { may: ['model'], because: 'rules and models are data, read before any code is looked at' },
  discover: { may: ['model'], because: 'files are triaged by their words, without syntax trees' },
  lower: { may: ['model'], because: 'a file is lowered alone, so that its facts can be cached and made in a worker' },
  link: { may: ['model', 'discover', 'lower'], because: 'the call graph knows files and facts, but no rules' },
  trace: {
    may: ['model', 'link', 'catalogue'],
    because: 'a trace joins graph and models; it sees no syntax and no disk',
  },
  ledger: { may: ['model'], because: 'what is declared is compared with what is found, as plain data' },
  judge: {
    may: ['model', 'ledger'],
    because: 'a verdict is made from plain traces, so rules cannot reach into the graph',
  },
  report: { may: ['model'], because: 'a reporter may read the report and nothing else' },
  cli: {
    may: ['model', 'catalogue', 'ledger', 'report', 'scan'],
    because: 'the command line runs the pipeline as a whole',
  },
  scan: {
    may: ['model', 'catalogue', 'discover', 'link', 'trace', 'judge'],
    because: 'it hands values from stage to stage',
  },
};

const PLACES: readonly { readonly packages: RegExp; readonly only: readonly string[]; readonly because: string }[] = [
  {
    packages: /^(ts-morph|typescript|svelte|@vue\/.*|@angular\/.*)$/,
    only: ['lower'],
    because: 'the parser stays replaceable, and compiler nodes end at lower',
  },
  {
    packages: /^node:fs(\/|$)/,
    only: ['discover', 'catalogue', 'cli', 'scan'],
    because: 'what a scan says depends on the files that discover read, and on nothing else',
  },
  { packages: /^(chalk|commander)$/, only: ['cli'], because: 'only the command line has a terminal' },
  {
    packages: /^(node:)?(child_process|http|https|net|dgram|vm|dns)$/,
    only: [],
    because: 'a reviewer of private data runs no scanned code and talks to nobody',
  },
];

describe('a stage imports only what is below it', () => {
  it.each(Object.keys(STAGES))('%s', (stage) => {
    const { may, because } = STAGES[stage]!;
    const stages = new Set(Object.keys(STAGES));
    const wrong = IMPORTS.filter(
      ({ from, to }) => from === stage && to !== stage && stages.has(to) && !may.includes(to),
    );
    expect(
      wrong.map(({ file, specifier }) => `${file} imports ${specifier}`),
      because,
    ).toEqual([]);
  });

  it('and every folder is a stage', () => {
    const folders = [...new Set(FILES.map(({ file }) => stageOf(file)))].sort();
    expect(folders, 'a new folder needs its place in the order').toEqual(Object.keys(STAGES).sort());
  });
});

describe('the outside world is touched in known places', () => {
  it.each(PLACES)('$packages only in $only', ({ packages, only, because }) => {
    const wrong = IMPORTS.filter(({ from, to }) => packages.test(to) && !only.includes(from));
    expect(
      wrong.map(({ file, specifier }) => `${file} imports ${specifier}`),
      because,
    ).toEqual([]);
  });

  it('nothing in src imports what is outside of it', () => {
    const wrong = IMPORTS.filter(
      ({ file, specifier }) => specifier.startsWith('.') && resolved(file, specifier).startsWith('..'),
    );
    expect(
      wrong.map(({ file, specifier }) => `${file} imports ${specifier}`),
      'rules are data that is read, never code that is linked',
    ).toEqual([]);
  });

  it('the language’s own ways around an import are not used', () => {
    const wrong = FILES.filter(({ text }) => /\beval\(|new Function\(/.test(stripComments(text))).map(
      ({ file }) => file,
    );
    expect(wrong, 'data is never run').toEqual([]);
  });
});

describe('the engine knows no library and no repository', () => {
  it('the judgement and the link name no package of the catalogue', () => {
    const named = FILES.filter(
      ({ file, text }) =>
        /^(judge|link)\//.test(file) && /uiohook|electron|rrweb|posthog|sentry/i.test(stripComments(text)),
    );
    expect(
      named.map(({ file }) => file),
      'a new library is a model under rules/, and no change of the engine',
    ).toEqual([]);
  });

  it('no file names a repository host or a scanned repository', () => {
    const named = FILES.filter(({ text }) =>
      /github\.com\/(?!oasis-tcs|microsoft\/TypeScript)[\w-]+\/[\w-]+/.test(text),
    );
    expect(
      named.map(({ file }) => file),
      'a result must follow from the code that is scanned, not from where it came from',
    ).toEqual([]);
  });
});

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

describe('these tests can fail', () => {
  it('an import is seen in each of its forms', () => {
    const forms = `import a from 'one';\nimport type { B } from '../two/b.js';\nexport * from './three.js';\nconst c = await import('four/x');`;
    expect(importsOf('link/a.ts', forms).map(({ to }) => to)).toEqual(['one', 'two', 'link', 'four']);
    expect(importsOf('link/a.ts', `import x from '../../rules/x.js';`)[0]!.to).toBe('rules');
    expect(IMPORTS.length).toBeGreaterThan(200);
  });
});
