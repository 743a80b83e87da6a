/**
 * Decides what becomes of files and directories on the walk: product.md's defaults, then ignore files, then the globs.
 *
 * Order: `exclude` beats `include`, `include` beats every default, and a directory's fate is that of all below it.
 */
import { existsSync } from 'node:fs';
import type { PathGlobs } from './globs.js';
import { ignoredBy, rulesInside, type IgnoreRules } from './ignore-files.js';
import type { DiskPath, Entry } from './listing.js';
import * as names from './names.js';

export interface ScopeOptions {
  readonly exclude: PathGlobs;
  readonly include: PathGlobs;
  readonly tests: boolean;
}

/**
 * What becomes of files in a directory: `take` them; leave out the JavaScript (`leave-scripts`) or everything (`leave`)
 * and count it; or see only what an `include` pattern names (`unseen`).
 */
export type Regime = 'take' | 'leave-scripts' | 'leave' | 'unseen';

export interface Place {
  readonly path: string;
  readonly disk: DiskPath;
  readonly regime: Regime;
  readonly rules: IgnoreRules | undefined;
}

export type Fate = 'in-scope' | 'left-out' | 'unseen';

/** Gets the fate of a source file. */
export function fateOf(options: ScopeOptions, place: Place, path: string, name: string): Fate {
  const included = options.include.matches(path);
  if (place.regime === 'unseen' && !included) return 'unseen';
  if (options.exclude.matches(path)) return 'left-out';
  return included || isTaken(options, place, path, name) ? 'in-scope' : 'left-out';
}

function isTaken(options: ScopeOptions, place: Place, path: string, name: string): boolean {
  if (place.regime === 'leave' || (place.regime === 'leave-scripts' && names.isScript(name))) return false;
  if (names.isGeneratedFile(name) || (!options.tests && names.isTestFile(name))) return false;
  return ignoredBy(place.rules, path, false) === undefined;
}

/** Gets the place to walk for a directory, if it is to be walked. */
export function enter(
  options: ScopeOptions,
  parent: Place,
  path: string,
  entry: Entry,
  siblings: ReadonlySet<string>,
): Place | undefined {
  const ignored = ignoredBy(parent.rules, path, true);
  const foreign = ignored === 'git' || isOutput(parent, entry, siblings);
  if (foreign && !options.include.opens(path)) return undefined;
  const rules = rulesInside(parent.rules, path);
  if (foreign) return { path, disk: entry.disk, regime: 'unseen', rules };
  const left = ignored === 'own' || options.exclude.matches(path);
  return { path, disk: entry.disk, regime: left ? 'leave' : regimeBelow(options, parent.regime, entry.name), rules };
}

/** An ambiguous name is no output if the directory is configured to be compiled itself. */
function isOutput(parent: Place, entry: Entry, siblings: ReadonlySet<string>): boolean {
  if (names.isNeverSource(entry.name)) return true;
  const parentName = parent.path.slice(parent.path.lastIndexOf('/') + 1);
  if (!names.isOutputPlace(entry.name, parentName, siblings)) return false;
  return typeof entry.disk !== 'string' || !existsSync(`${entry.disk}/tsconfig.json`);
}

function regimeBelow(options: ScopeOptions, above: Regime, name: string): Regime {
  if (above === 'unseen' || above === 'leave') return above;
  if (!options.tests && names.isTestDirectory(name)) return 'leave';
  const vendored = names.vendoredPart(name);
  if (vendored === 'all') return 'leave';
  return vendored === 'scripts' ? 'leave-scripts' : above;
}
