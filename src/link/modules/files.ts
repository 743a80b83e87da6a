/**
 * Finds the source file that a path without extension, with a compiled extension, or of a directory stands for.
 *
 * Only files in scope are found: what discover left out does not exist here.
 */
import type { SourceTree } from '../../model/source.js';
import { directoryOf } from './paths.js';

export interface SourceFiles {
  /** Gets the file that an import of this path loads. */
  find(path: string): string | undefined;
  has(path: string): boolean;
}

/** Best first, where two files share a name. */
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'] as const;
/** What a compiled file may have been before. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx', '.ts'],
  '.mjs': ['.mts', '.ts'],
  '.cjs': ['.cts', '.ts'],
};
/** React Native and its kin choose among these by platform; any of them is better than none. */
const PLATFORMS = ['.web', '.native', '.ios', '.android'] as const;

export function createSourceFiles(files: SourceTree['files']): SourceFiles {
  const byStem = stemsOf(files);
  const platforms = PLATFORMS.filter((each) => [...byStem.keys()].some((stem) => stem.endsWith(each)));
  const find = (path: string): string | undefined =>
    sourceOf(files, path) ??
    byStem.get(path) ??
    byStem.get(path === '' ? 'index' : `${path}/index`) ??
    onPlatform(byStem, platforms, path);
  return { find, has: (path) => files.has(path) };
}

function stemsOf(files: SourceTree['files']): ReadonlyMap<string, string> {
  const byStem = new Map<string, string>();
  for (const path of files.keys()) {
    if (!EXTENSIONS.some((each) => path.endsWith(each))) continue;
    const stem = withoutExtension(path).replace(DECLARATION, '');
    const known = byStem.get(stem);
    if (known === undefined || rank(path) < rank(known)) byStem.set(stem, path);
  }
  return byStem;
}

const DECLARATION = /\.d$/;

/** A declaration stands for a file only where there is no code. */
function rank(path: string): number {
  const declared = DECLARATION.test(withoutExtension(path)) ? EXTENSIONS.length : 0;
  return declared + EXTENSIONS.findIndex((each) => path.endsWith(each));
}

function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > directoryOf(path).length ? path.slice(dot) : '';
}

function withoutExtension(path: string): string {
  return path.slice(0, path.length - extensionOf(path).length);
}

function sourceOf(files: SourceTree['files'], path: string): string | undefined {
  const compiled = SOURCES[extensionOf(path)];
  if (compiled !== undefined) {
    const stem = withoutExtension(path);
    const source = compiled.find((each) => files.has(stem + each));
    if (source !== undefined) return files.get(stem + source)?.path;
  }
  return files.get(path)?.path;
}

function onPlatform(
  byStem: ReadonlyMap<string, string>,
  platforms: readonly string[],
  path: string,
): string | undefined {
  const places = platforms.flatMap((platform) => [path + platform, `${path}/index${platform}`]);
  const place = places.find((each) => byStem.has(each));
  return place === undefined ? undefined : byStem.get(place);
}
