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
  /** Holds if the text of this file, or of one that it exports again, leaves it possible that it exports this name. */
  mayExport(path: string, name: string): boolean;
  /** Files that import this one directly or through any chain of files that export it again, those included. */
  dependents(path: string): ReadonlySet<string>;
}

interface Edges {
  readonly imports: readonly string[];
  /** The part of `imports` that is exported again. */
  readonly reexports: ReadonlySet<string>;
  /** Holds if the file also exports again what is not in the tree. */
  readonly isOpen: boolean;
}

const NO_FILES: ReadonlySet<string> = new Set();

export function buildImportGraph(tree: SourceTree, resolver: ModuleResolver): ImportGraph {
  const edgesOf = memoized((path) => readEdges(tree, resolver, path));
  let reverse: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const importersOf = (path: string): ReadonlySet<string> => {
    reverse ??= reversed(tree.files.keys(), (from) => edgesOf(from).imports);
    return reverse.get(path) ?? NO_FILES;
  };
  const names = new Map<string, (path: string) => boolean>();
  const exporterOf = (name: string): ((path: string) => boolean) =>
    memoized((path) => mayExport(path, name, edgesOf, (file) => tree.files.get(file)?.text ?? ''));
  const passesOn = (barrel: string, path: string): boolean => edgesOf(barrel).reexports.has(path);
  return {
    importsOf: (path) => edgesOf(path).imports,
    importersOf,
    isBarrel: (path) => edgesOf(path).reexports.size > 0,
    mayExport(path, name) {
      let exports = names.get(name);
      if (exports === undefined) names.set(name, (exports = exporterOf(name)));
      return exports(path);
    },
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
  let isOpen = false;
  const { text = '', owner } = tree.files.get(path) ?? {};
  // A template calls the methods of its component.
  if (owner) imports.add(owner.path);
  for (const { specifier, reexport } of scanImports(text)) {
    const resolved = resolver.resolve(path, specifier);
    if (resolved.kind !== 'file') isOpen ||= reexport;
    if (resolved.kind !== 'file' || resolved.path === path) continue;
    imports.add(resolved.path);
    if (reexport) reexports.add(resolved.path);
  }
  return { imports: [...imports], reexports, isOpen };
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

/** Searches what a file exports again, itself included; the graph of barrels may have cycles. */
function mayExport(
  start: string,
  name: string,
  edgesOf: (path: string) => Edges,
  textOf: (path: string) => string,
): boolean {
  const visited = new Set([start]);
  for (const path of visited) {
    const { reexports, isOpen } = edgesOf(path);
    if (isOpen || declares(textOf(path), name)) return true;
    for (const next of reexports) visited.add(next);
  }
  return false;
}

const DECLARING =
  /(?:\b(?:class|interface|type|const|let|var|function|enum|namespace|as|default)\s*\*?\s|[{,]\s*|\bexports\.)$/;

/** Holds if the text may declare or list an export of this name. */
function declares(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (DECLARING.test(text.slice(Math.max(0, at - 24), at))) return true;
  }
  return false;
}
