/**
 * The pipeline: discover → lower and link on demand → trace → judge → a Report.
 */
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { statSync } from 'node:fs';
import { catalogueFor, loadConfig } from './catalogue/index.js';
import { loadLedger } from './catalogue/ledger.js';
import { type ModelIndex, indexModels } from './catalogue/patterns.js';
import { type DiscoverRequest, discoverWhile } from './discover/discover.js';
import { readPolicies } from './discover/policies.js';
import { judge } from './judge/index.js';
import type { Catalogue } from './model/catalogue.js';
import type { Config } from './model/config.js';
import type { DatedLedger } from './model/ledger.js';
import type { Policies } from './model/policy.js';
import type { CaptureTrace } from './model/trace.js';
import { type Diagnostic, type Report, SCHEMA_VERSION } from './model/result.js';
import type { SourceTree } from './model/source.js';

export interface ScanRequest {
  readonly paths: readonly string[];
  readonly config?: string;
  readonly cwd: string;
  /** What is known, where that is not the configuration's to say: models are tested one against the rest. */
  readonly known?: { readonly catalogue: Catalogue; readonly index: ModelIndex };
  /** The day to judge the ledger on, as `2026-11-21`; the day of the scan when absent. */
  readonly today?: string;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

export interface ScanOutcome {
  /** Absolute; for writing beside what was scanned, and never printed. */
  readonly root: string;
  readonly report: Report;
  readonly readText: (file: string) => string | undefined;
  readonly catalogue: Catalogue;
}

/** Scans the paths. Throws UsageError for a wrong path or configuration; everything else is a diagnostic. */
export async function scan(request: ScanRequest): Promise<ScanOutcome> {
  const clock = new StageClock(request.onProgress);
  const paths = request.paths.map((path) => resolve(request.cwd, path));
  const root = scanRoot(paths, request.cwd);
  const config = loadConfig(root, request.config);
  const catalogue = request.known?.catalogue ?? catalogueFor(config, root);
  const index = request.known?.index ?? indexModels(catalogue);
  const ledger = datedLedger(root, request.today ?? clock.today());
  const [tree, { Program, traceCaptures, withGrants }] = await clock.run('discover', () =>
    discoverWhile(discoverRequest(root, paths, config, catalogue), loadEngine),
  );
  const program = await clock.run('link', () => new Program(tree, describedPackages(catalogue), index.words));
  const found = await clock.run('trace', () => traceCaptures(program, catalogue, index));
  const policies = await clock.run('policies', () => policiesFor(tree, found));
  const traces = withGrants(found, policies.grants);
  const { captures, findings } = await clock.run('judge', () => judge(traces, catalogue.rules, ledger));
  const diagnostics = [...tree.diagnostics, ...emptyTree(tree), ...program.diagnostics, ...policies.diagnostics].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0),
  );
  const report: Report = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'consentlint', version: packageVersion() },
    run: clock.finish(),
    status: diagnostics.some((diagnostic) => diagnostic.kind !== 'not-source') ? 'partial' : 'complete',
    stats: { files: tree.files.size, analysed: program.loaded.length, skipped: tree.skipped, lines: tree.lines },
    captures,
    findings,
    diagnostics,
  };
  return { root, report, readText: (file) => tree.files.get(file)?.text, catalogue };
}

/** The compiler takes a while to load, in which files can be read. */
async function loadEngine(): Promise<Engine> {
  const [link, trace, hosted] = await Promise.all([
    import('./link/program.js'),
    import('./trace/index.js'),
    import('./trace/hosted.js'),
  ]);
  return { ...link, ...trace, ...hosted };
}

type Engine = typeof import('./link/program.js') &
  typeof import('./trace/index.js') &
  typeof import('./trace/hosted.js');

function discoverRequest(
  root: string,
  paths: readonly string[],
  config: Config,
  catalogue: Catalogue,
): DiscoverRequest {
  return {
    root,
    only: paths,
    exclude: config.exclude,
    include: config.include,
    tests: config.tests,
    vocabulary: catalogue.models.flatMap(
      (file) => file.vocabulary ?? (file.package === undefined ? [] : [file.package].flat()),
    ),
  };
}

function datedLedger(root: string, today: string): DatedLedger | undefined {
  const ledger = loadLedger(root);
  return ledger && { ...ledger, today };
}

function describedPackages(catalogue: Catalogue): ReadonlySet<string> {
  return new Set(catalogue.models.flatMap((file) => file.package ?? []));
}

/** Files of rules are read only where content is kept in a store that they are about. */
function policiesFor(tree: SourceTree, traces: readonly CaptureTrace[]): Policies {
  const wanted = new Set(traces.flatMap(({ hosted }) => hosted.map(({ ruledBy }) => ruledBy)));
  return wanted.size === 0 ? { grants: [], diagnostics: [] } : readPolicies(tree, wanted);
}

/** A green result for nothing at all would be a lie. */
function emptyTree(tree: SourceTree): readonly Diagnostic[] {
  if (tree.files.size > 0 || tree.diagnostics.length > 0) return [];
  return [
    {
      kind: 'unreadable',
      file: '.',
      message: 'no TypeScript or JavaScript source file in scope; nothing was analysed',
    },
  ];
}

/** One folder is its own root; several paths share the working directory, or the folder above them all. */
function scanRoot(paths: readonly string[], cwd: string): string {
  const [first] = paths;
  if (first !== undefined && paths.length === 1) return folderOf(first);
  return paths.map(folderOf).reduce((root, path) => commonFolder(root, path), resolve(cwd));
}

function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
}

function commonFolder(root: string, path: string): string {
  const between = relative(root, path);
  if (between !== '..' && !between.startsWith(`..${sep}`) && !isAbsolute(between)) return root;
  return commonFolder(dirname(root), path);
}

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}

const STAGES = 5;

class StageClock {
  private readonly startedAt = new Date();
  private readonly started = performance.now();
  private readonly stages: Record<string, number> = {};

  constructor(private readonly onProgress: ScanRequest['onProgress']) {}

  /** Gets the day the run began on, in UTC. */
  today(): string {
    return this.startedAt.toISOString().slice(0, 10);
  }

  async run<T>(stage: string, work: () => T | Promise<T>): Promise<T> {
    this.onProgress?.(stage, Object.keys(this.stages).length, STAGES);
    const started = performance.now();
    const result = await work();
    this.stages[stage] = Math.round(performance.now() - started);
    return result;
  }

  finish(): Report['run'] {
    return {
      startedAt: this.startedAt.toISOString(),
      durationMs: Math.round(performance.now() - this.started),
      stages: this.stages,
    };
  }
}
