/**
 * Makes a SourceTree out of texts: package.json and tsconfig files by name, all others are sources.
 */
import type { SourceTree } from '../../src/model/source.js';

export function treeOf(texts: Readonly<Record<string, unknown>>): SourceTree {
  const paths = Object.keys(texts).sort();
  const isManifest = (path: string): boolean => path.endsWith('.json');
  const sources = paths.filter((path) => !isManifest(path));
  return {
    root: '/nowhere',
    files: new Map(sources.map((path) => [path, { path, text: texts[path] as string }])),
    policies: [],
    manifests: new Map(paths.filter(isManifest).map((path) => [path, texts[path]])),
    seeds: [],
    skipped: 0,
    lines: 0,
    diagnostics: [],
  };
}

/** Gets a tree of empty sources. */
export function empty(...paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((path) => [path, '']));
}
