/**
 * Compiles the configuration's `exclude` and `include` globs.
 *
 * Globs are relative to the root; one that names a directory covers what is below it.
 * They come from a scanned repository and become regular expressions, so a pattern with more wildcards than a person
 * writes is refused: backtracking over it could stall the run.
 */
import picomatch from 'picomatch';
import { UsageError } from '../model/errors.js';

export interface PathGlobs {
  matches(path: string): boolean;
  /** Holds if a pattern leads into this directory by its own name: `dist/**` opens `dist` and not `dist/node_modules`. */
  opens(directory: string): boolean;
}

const OPTIONS = { dot: true, noextglob: true, nonegate: true, windows: false } as const;
const MAX_LENGTH = 1000;
const MAX_STARS_IN_SEGMENT = 4;
const MAX_GLOBSTARS = 4;

/** Throws a UsageError for a pattern that cannot be used. */
export function compileGlobs(patterns: readonly string[], option: string): PathGlobs {
  const cleaned = patterns.map((each) => clean(each, option));
  const matchers = cleaned.flatMap((each) => [matcher(each), matcher(`${each}/**`)]);
  const openers = cleaned.flatMap(literalPrefixes).map(matcher);
  return {
    matches: (path) => matchers.some((matches) => matches(path)),
    opens: (directory) => openers.some((matches) => matches(directory)),
  };
}

/** Holds if matching cannot take long on any path. */
export function isTame(pattern: string): boolean {
  if (pattern.length > MAX_LENGTH) return false;
  const segments = pattern.split('/');
  if (segments.filter((each) => each === '**').length > MAX_GLOBSTARS) return false;
  return segments.every((each) => each === '**' || each.split('*').length - 1 <= MAX_STARS_IN_SEGMENT);
}

function clean(pattern: string, option: string): string {
  const cleaned = pattern.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  if (cleaned === '' || cleaned.startsWith('!')) throw new UsageError(`'${pattern}' is no pattern for '${option}'`);
  if (!isTame(cleaned)) throw new UsageError(`the pattern '${pattern}' in '${option}' has too many wildcards`);
  return cleaned;
}

type Matcher = (path: string) => boolean;

/** Folders such as `[id]` and `(group)` are names before they are patterns. */
function matcher(pattern: string): Matcher {
  const literal = pattern.replace(/\/\*\*$/, '');
  const below = literal === pattern ? undefined : `${literal}/`;
  const glob = picomatch(pattern, OPTIONS);
  return (path) => path === literal || (below !== undefined && path.startsWith(below)) || glob(path);
}

const WILDCARD = /[*?{}]/;

/** Gets the beginnings of a pattern that end in a plain name. */
function literalPrefixes(pattern: string): readonly string[] {
  const segments = pattern.split('/');
  return segments.flatMap((each, index) => (WILDCARD.test(each) ? [] : [segments.slice(0, index + 1).join('/')]));
}
