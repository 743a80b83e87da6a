/**
 * `consentlint scan`: scans, renders, delivers, and says what the result means for the build.
 *
 * The analysis is loaded only here and only after the cheap checks, so that a typing mistake is answered at once.
 */
import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { nearest } from '../catalogue/nearest.js';
import { UsageError } from '../model/errors.js';
import { PLAIN } from '../report/pretty/paint.js';
import type { Looks } from '../report/pretty/paint.js';
import { severityCounts, tallyOf } from '../report/tally.js';
import type { ScanOutcome } from '../scan.js';
import { exitCodeOf } from './exit-code.js';
import type { ExitCode, FailOn } from './exit-code.js';
import { print, writeWhole } from './output.js';
import { startProgress } from './progress.js';
import { paletteFor, widthFor } from './terminal.js';

export const FORMATS = ['pretty', 'json', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

export interface ScanOptions {
  readonly format: Format;
  readonly output?: string;
  readonly failOn: FailOn;
  readonly config?: string;
  readonly color: boolean;
}

export async function scanCommand(
  given: readonly string[],
  options: ScanOptions,
  commands: readonly string[],
): Promise<ExitCode> {
  const paths = given.length === 0 ? ['.'] : given;
  await checkPaths(paths, commands);
  const outcome = await scanned(paths, options.config);
  const text = await rendered(outcome, options, await prefixOf(paths));
  if (options.output === undefined) await print(text);
  else {
    await writeWhole(resolve(options.output), text);
    await print(`${deliveryNote(outcome, options.output)}\n`);
  }
  return exitCodeOf(outcome.report, options.failOn);
}

export async function checkPaths(paths: readonly string[], commands: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (await exists(path)) continue;
    const meant = nearest(path, commands);
    const hint = meant === undefined ? '' : ` (did you mean the command "${meant}"?)`;
    throw new UsageError(`no such file or directory: ${path === '' ? '""' : path}${hint}`);
  }
}

async function exists(path: string): Promise<boolean> {
  if (path === '') return false;
  return stat(path).then(
    () => true,
    () => false,
  );
}

export async function scanned(paths: readonly string[], config?: string): Promise<ScanOutcome> {
  const { scan } = await import('../scan.js');
  const progress = startProgress(process.stderr);
  try {
    return await scan({ paths, config, cwd: process.cwd(), onProgress: progress.report });
  } finally {
    progress.stop();
  }
}

async function rendered(outcome: ScanOutcome, options: ScanOptions, prefix: string): Promise<string> {
  const { report, readText, catalogue } = outcome;
  switch (options.format) {
    case 'json':
      return (await import('../report/json.js')).renderJson(report);
    case 'sarif':
      return (await import('../report/sarif.js')).renderSarif(report, catalogue.rules);
    case 'pretty': {
      const { renderPretty } = await import('../report/pretty/index.js');
      return renderPretty({ report, readText, rules: catalogue.rules, prefix, ...looks(options) });
    }
  }
}

/** Gets the way from here to the scan root: a single folder, or the folder of a single file, is its own root. */
export async function prefixOf([path = '', ...others]: readonly string[]): Promise<string> {
  if (others.length > 0) return '';
  const root = (await stat(path)).isFile() ? dirname(path) : path;
  const way = relative('.', root);
  return way === '' ? '' : `${way.split(sep).join('/')}/`;
}

/** A file has no colours and no terminal's width. */
function looks({ output, color }: ScanOptions): Looks {
  if (output !== undefined) return { width: widthFor(undefined, process.env), palette: PLAIN };
  return {
    width: widthFor(process.stdout, process.env),
    palette: paletteFor(process.stdout, process.env, color),
  };
}

function deliveryNote({ report }: ScanOutcome, output: string): string {
  const partial = report.status === 'partial' ? ' PARTIAL: not everything could be analysed.' : '';
  return `${severityCounts(tallyOf(report.findings))}; report written to ${output}.${partial}`;
}
