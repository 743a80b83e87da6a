/**
 * Says which files import which, directly and through files that only pass exports on.
 *
 * Lazy: a file is scanned when it is asked about, all files when importers are.
 * Holds: over-approximates for barrels (who imports one depends on all it passes on); names are not compared.
 */
import type { SourceTree } from '../../model/source.js';
import type { ModuleResolver } from './resolver.js';
import { scanImports } from './scan.js';

export interface ImportGraph {
  /** Files that this one imports, in the order of its text. */
  importsOf(path: string): readonly string[];
  importersOf(path: string): ReadonlySet<string>;
  /** Holds if the file exports something of another file's. */
  isBarrel(path: string): boolean;
  /** Files that import this one directly or through any chain of files that export it again, those included. */
  dependents(path: string): ReadonlySet<string>;
}

interface Edges {
  readonly imports: readonly string[];
  /** The part of `imports` that is exported again. */
  readonly reexports: ReadonlySet<string>;
}

const NO_FILES: ReadonlySet<string> = new Set();

export function buildImportGraph(tree: SourceTree, resolver: ModuleResolver): ImportGraph {
  const edgesOf = memoized((path) => readEdges(tree, resolver, path));
  let reverse: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const importersOf = (path: string): ReadonlySet<string> => {
    reverse ??= reversed(tree.files.keys(), (from) => edgesOf(from).imports);
    return reverse.get(path) ?? NO_FILES;
  };
  const passesOn = (barrel: string, path: string): boolean => edgesOf(barrel).reexports.has(path);
  return {
    importsOf: (path) => edgesOf(path).imports,
    importersOf,
    isBarrel: (path) => edgesOf(path).reexports.size > 0,
    dependents: memoized((path) => reach(path, importersOf, passesOn)),
  };
}

function memoized<T>(compute: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const value = compute(path);
    known.set(path, value);
    return value;
  };
}

function readEdges(tree: SourceTree, resolver: ModuleResolver, path: string): Edges {
  const imports = new Set<string>();
  const reexports = new Set<string>();
  for (const { specifier, reexport } of scanImports(tree.files.get(path)?.text ?? '')) {
    const resolved = resolver.resolve(path, specifier);
    if (resolved.kind !== 'file' || resolved.path === path) continue;
    imports.add(resolved.path);
    if (reexport) reexports.add(resolved.path);
  }
  return { imports: [...imports], reexports };
}

function reversed(
  files: Iterable<string>,
  importsOf: (path: string) => readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const importers = new Map<string, Set<string>>();
  for (const from of files) {
    for (const to of importsOf(from)) {
      const known = importers.get(to);
      if (known === undefined) importers.set(to, new Set([from]));
      else known.add(from);
    }
  }
  return importers;
}

function reach(
  path: string,
  importersOf: (path: string) => ReadonlySet<string>,
  passesOn: (barrel: string, path: string) => boolean,
): ReadonlySet<string> {
  const dependents = new Set<string>();
  const waiting = [path];
  const visited = new Set(waiting);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const importer of importersOf(at)) {
      dependents.add(importer);
      if (visited.has(importer) || !passesOn(importer, at)) continue;
      visited.add(importer);
      waiting.push(importer);
    }
  }
  dependents.delete(path);
  return dependents;
}
