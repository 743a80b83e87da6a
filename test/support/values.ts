/**
 * Says what values of small programs stand for, and who runs their functions.
 *
 * The value asked about is the first argument of the call `x(…)` in `a.ts`.
 */
import { Callers } from '../../src/link/callers.js';
import { Evaluator } from '../../src/link/evaluate.js';
import { type LoadedFile, Program } from '../../src/link/program.js';
import type { Target } from '../../src/link/targets.js';
import type { SourceTree } from '../../src/model/source.js';

export type Files = string | Readonly<Record<string, string>>;

const ASKED = 'a.ts';

/** Gets `function send b.ts`, `const "keydown"`, `external electron#ipcMain.on`, … in order. */
export function standsFor(files: Files): readonly string[] {
  const { callers, file } = linked(files);
  const found = file.functions.flatMap((fn) =>
    fn.facts.values.flatMap((value) => {
      if (value.op !== 'call') return [];
      const callee = fn.facts.values[value.callee];
      const argument = value.args[0];
      if (callee?.op !== 'global' || callee.name !== 'x' || argument === undefined) return [];
      return callers.resolve({ fn, id: argument }).map(shown);
    }),
  );
  return [...new Set(found)].sort();
}

/** Gets `call b.ts:3` for each way that the function of this name in `a.ts` is run. */
export function runsOf(files: Files, name: string): readonly string[] {
  const { callers, file } = linked(files);
  const fn = file.functions.find((each) => each.facts.name === name);
  if (!fn) throw new Error(`no function ${name}`);
  const sites = callers.invocations(fn).map(({ kind, site }) => {
    const location = callers.e.program.locate(site);
    return `${kind} ${location.file}:${location.line}`;
  });
  return [...new Set(sites)].sort();
}

function linked(files: Files): { readonly callers: Callers; readonly file: LoadedFile } {
  const program = new Program(treeOf(typeof files === 'string' ? { [ASKED]: files } : files), new Set());
  const file = program.load(ASKED);
  if (!file) throw new Error(`no ${ASKED}`);
  return { callers: new Callers(new Evaluator(program)), file };
}

function treeOf(files: Readonly<Record<string, string>>): SourceTree {
  const paths = Object.keys(files).sort();
  const isManifest = (path: string): boolean => path.endsWith('.json');
  const sources = paths.filter((path) => !isManifest(path));
  return {
    root: '/nowhere',
    files: new Map(sources.map((path) => [path, { path, text: files[path]! }])),
    policies: [],
    manifests: new Map(paths.filter(isManifest).map((path) => [path, JSON.parse(files[path]!)])),
    seeds: [],
    skipped: 0,
    lines: 0,
    diagnostics: [],
  };
}

function shown(target: Target): string {
  switch (target.kind) {
    case 'function':
      return `function ${target.fn.facts.name} ${target.fn.file.facts.path}`;
    case 'class':
    case 'instance':
      return `${target.kind} ${target.cls.facts.name} ${target.cls.file.facts.path}`;
    case 'module':
      return `module ${target.file.facts.path}`;
    case 'external':
      return `external ${target.path}`;
    case 'const':
      return `const ${JSON.stringify(target.value)}`;
    case 'shape':
      return `shape ${target.name}`;
    case 'param':
      return `param ${target.index} of ${target.fn.facts.name}`;
    case 'object':
      return `object ${target.ref.fn.file.facts.path}`;
  }
}
