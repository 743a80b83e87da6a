/**
 * Resolves what a package inside the tree offers under its own name, and its `imports` (`#x`), to source files.
 *
 * A manifest speaks of compiled files (`./dist/index.js`) that are not in the tree; `sources.ts` guesses what they were
 * compiled from. Conditions are not evaluated: the first target of which a source is known is the one.
 */
import type { SourceTree } from '../../model/source.js';
import type { SourceFiles } from './files.js';
import { isObject, objectAt, stringAt, type Json } from './json.js';
import { directoryOf, join } from './paths.js';
import { sourceCandidates } from './sources.js';

export interface Package {
  readonly directory: string;
  readonly manifest: Json;
}

export interface Packages {
  /** The package of this name; the outermost one where a tree holds several. */
  named(name: string): Package | undefined;
  /** The package whose manifest lies in this very directory. */
  at(directory: string): Package | undefined;
}

export function findPackages(manifests: SourceTree['manifests']): Packages {
  const byDirectory = new Map<string, Package>();
  const byName = new Map<string, Package>();
  for (const [path, manifest] of manifests) {
    if (path !== 'package.json' && !path.endsWith('/package.json')) continue;
    if (!isObject(manifest)) continue;
    const found: Package = { directory: directoryOf(path), manifest };
    byDirectory.set(found.directory, found);
    const name = stringAt(manifest, 'name');
    const known = name === undefined ? undefined : byName.get(name);
    if (name !== undefined && (known === undefined || depth(found) < depth(known))) byName.set(name, found);
  }
  return { named: (name) => byName.get(name), at: (directory) => byDirectory.get(directory) };
}

function depth(of: Package): number {
  return of.directory === '' ? 0 : of.directory.split('/').length;
}

const DEPENDENCY_FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/** Holds if the manifest says that this name comes from a registry or another package. */
export function dependsOn(of: Package, name: string): boolean {
  return DEPENDENCY_FIELDS.some((field) => Object.hasOwn(objectAt(of.manifest, field), name));
}

const ENTRY_FIELDS = ['source', 'module', 'main', 'es2015', 'types', 'typings', 'browser'] as const;
/** Where an entry is if the manifest names none that helps; the last ones are Angular's. */
const USUAL_ENTRIES = ['src/index', 'index', 'src/main', 'lib/index', 'src/public-api', 'src/public_api'] as const;

/** Gets the file that an import of the package, or of a path below it, loads. */
export function entryOf(files: SourceFiles, of: Package, subpath: string): string | undefined {
  const exported = targetsFor(of.manifest['exports'], subpath === '' ? '.' : `./${subpath}`);
  const targets = subpath === '' ? fieldTargets(of.manifest) : [subpath, `src/${subpath}`, `lib/${subpath}`];
  return firstSource(files, of, [...exported, ...targets]) ?? (subpath === '' ? usualEntry(files, of) : undefined);
}

function usualEntry(files: SourceFiles, of: Package): string | undefined {
  return firstFile(files, of, USUAL_ENTRIES);
}

/** Gets the file that an `imports` entry such as `#internal/*` leads to. */
export function internalImport(files: SourceFiles, of: Package, specifier: string): string | undefined {
  return firstSource(files, of, targetsFor(of.manifest['imports'], specifier));
}

function fieldTargets(manifest: Json): readonly string[] {
  return ENTRY_FIELDS.flatMap((field) => stringAt(manifest, field) ?? []);
}

/** Real files first: a target that exists beats a guess about another. */
function firstSource(files: SourceFiles, of: Package, targets: readonly string[]): string | undefined {
  return firstFile(files, of, targets) ?? firstFile(files, of, targets.flatMap(sourceCandidates));
}

function firstFile(files: SourceFiles, of: Package, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const joined = join(of.directory, path);
    const found = joined === undefined ? undefined : files.find(joined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Gets every target that an `exports` or `imports` field has for a key, in order of writing. */
function targetsFor(field: unknown, key: string): readonly string[] {
  if (!isObject(field) || !hasKeys(field)) return key === '.' ? leaves(field) : [];
  if (Object.hasOwn(field, key)) return leaves(field[key]);
  for (const pattern of Object.keys(field).sort((a, b) => b.length - a.length)) {
    const star = starIn(pattern, key);
    if (star !== undefined) return leaves(field[pattern]).map((target) => target.replaceAll('*', () => star));
  }
  return [];
}

/** Holds if the keys are subpaths and not conditions. */
function hasKeys(field: Json): boolean {
  return Object.keys(field).some((key) => key.startsWith('.') || key.startsWith('#'));
}

/** Gets what the one star of a pattern stands for. */
function starIn(pattern: string, text: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star === -1) return undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
  return fits ? text.slice(before.length, text.length - after.length) : undefined;
}

const MAX_CONDITIONS = 8;

/** Gets the paths in nested conditions and lists; `source` goes before all others. */
function leaves(target: unknown, level = 0): readonly string[] {
  if (typeof target === 'string') return [target];
  if (typeof target !== 'object' || target === null || level === MAX_CONDITIONS) return [];
  const source = stringAt(target, 'source');
  const others = Object.values(target).flatMap((each) => leaves(each, level + 1));
  return source === undefined ? others : [source, ...others];
}
