/**
 * Reads package.json and tsconfig/jsconfig files, and the configurations that these extend.
 *
 * Broken ones are left out without a word: they decide only how far names can be followed.
 * An `extends` is followed inside the root alone, and only to a file that an ordinary directory path leads to.
 */
import { realpathSync } from 'node:fs';
import { posix } from 'node:path';
import type { Reader } from './read.js';

const MAX_SIZE = 1024 * 1024;

/** In: paths that the walk found. Out: what could be parsed, by path in code-unit order. */
export function readManifests(root: string, paths: readonly string[], read: Reader): ReadonlyMap<string, unknown> {
  const manifests = new Map<string, unknown>();
  const asked = new Set(paths);
  const walked = paths.length;
  let position = 0;
  for (const path of asked) {
    position += 1;
    if (position > walked && !isPlain(root, path)) continue;
    const manifest = readManifest(`${root}/${path}`, read);
    if (manifest !== undefined) manifests.set(path, manifest);
    for (const next of extended(path, manifest)) asked.add(next); // a set yields what is added on the way
  }
  return new Map([...manifests].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Holds if no link leads away on the path: the walk made sure of that for what it found itself. */
function isPlain(root: string, path: string): boolean {
  try {
    return realpathSync.native(`${root}/${path}`) === `${realpathSync.native(root)}/${path}`;
  } catch {
    return false;
  }
}

function readManifest(disk: string, read: Reader): unknown {
  const reading = read(disk);
  return reading.kind === 'text' && reading.text.length <= MAX_SIZE ? parseManifest(reading.text) : undefined;
}

/** Strict JSON first, because it is ten times as fast; comments and trailing commas second. */
export function parseManifest(text: string): unknown {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return parseLoosely(text);
  }
}

/** A string, in which nothing is a comment, or a comment; one that does not end goes to the end of the text. */
const COMMENTS = /("[^"\\]*(?:\\[^][^"\\]*)*"?)|\/\/[^\n]*|\/\*(?:[^]*?\*\/|[^]*)/g;
const TRAILING_COMMAS = /("[^"\\]*(?:\\[^][^"\\]*)*"?)|,(?=\s*[}\]])/g;

function parseLoosely(text: string): unknown {
  try {
    return asObject(JSON.parse(text.replace(COMMENTS, '$1').replace(TRAILING_COMMAS, '$1')));
  } catch {
    return undefined; // broken, or nested deeper than the stack
  }
}

function asObject(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** Gets the files that a configuration's relative `extends` may mean. */
function extended(path: string, manifest: unknown): readonly string[] {
  if (typeof manifest !== 'object' || manifest === null || !('extends' in manifest)) return [];
  const targets: readonly unknown[] = [manifest.extends].flat();
  return targets.flatMap((target) => (typeof target === 'string' ? candidates(path, target) : []));
}

function candidates(path: string, target: string): readonly string[] {
  if (!target.startsWith('.')) return [];
  const joined = posix.join(posix.dirname(path), target);
  if (joined.startsWith('..') || joined.includes('node_modules/')) return [];
  return joined.endsWith('.json') ? [joined] : [`${joined}.json`, `${joined}/tsconfig.json`];
}
