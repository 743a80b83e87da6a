/**
 * Turns `paths` and `baseUrl` into a look-up: what paths may a specifier mean?
 */
import { stringsIn, type Json } from './json.js';
import { join } from './paths.js';

/** What one configuration says once all that it extends is merged in. */
export interface AliasSettings {
  readonly baseUrl?: string;
  readonly paths?: { readonly entries: Json; readonly base: string };
}

export interface Aliases {
  /** Gets the paths that `paths` gives to a specifier, best first. */
  mapped(specifier: string): readonly string[];
  /** Gets the path below `baseUrl`. */
  below(specifier: string): string | undefined;
}

interface Pattern {
  readonly before: string;
  /** What follows the star; nothing where there is none. */
  readonly after: string | undefined;
  readonly targets: readonly string[];
}

const CONFIG_DIR = '${configDir}';

/**
 * Gets a compiler of settings that gives equal ones the same aliases: in a monorepo each package extends the root's,
 * and what has been asked once must not be asked for each of its configurations again.
 */
export function createAliasCompiler(): (settings: AliasSettings, leaf: string) => Aliases {
  const known = new Map<Json | undefined, Map<string, Aliases>>();
  return (settings, leaf) => {
    const entries = settings.paths?.entries;
    const byPlace = known.get(entries) ?? new Map<string, Aliases>();
    known.set(entries, byPlace);
    const mentionsLeaf = entries !== undefined && JSON.stringify(entries).includes(CONFIG_DIR);
    const key = JSON.stringify([settings.baseUrl, settings.paths?.base, mentionsLeaf ? leaf : '']);
    const aliases = byPlace.get(key) ?? compileAliases(settings, leaf);
    byPlace.set(key, aliases);
    return aliases;
  };
}

function compileAliases({ baseUrl, paths }: AliasSettings, leaf: string): Aliases {
  const patterns = Object.entries(paths?.entries ?? {})
    .map(toPattern)
    .sort(byExactness);
  const base = baseUrl ?? paths?.base ?? '';
  return {
    mapped: (specifier) => {
      const fitting = patterns.filter((pattern) => fits(pattern, specifier));
      const targets = fitting.flatMap((pattern) => substituted(pattern, specifier));
      return targets.flatMap((target) => located(target, base, leaf) ?? []);
    },
    below: (specifier) => (baseUrl === undefined ? undefined : join(baseUrl, specifier)),
  };
}

function toPattern([pattern, targets]: readonly [string, unknown]): Pattern {
  const star = pattern.indexOf('*');
  const [before, after] = star === -1 ? [pattern, undefined] : [pattern.slice(0, star), pattern.slice(star + 1)];
  return { before, after, targets: stringsIn(targets) };
}

/** A pattern without a star is the most exact; otherwise the longest beginning wins. */
function byExactness(a: Pattern, b: Pattern): number {
  const exactness = (pattern: Pattern): number => (pattern.after === undefined ? Infinity : pattern.before.length);
  const [first, second] = [exactness(a), exactness(b)];
  return first === second ? 0 : second - first;
}

function fits({ before, after }: Pattern, specifier: string): boolean {
  if (after === undefined) return before === specifier;
  return specifier.startsWith(before) && specifier.length >= before.length + after.length && specifier.endsWith(after);
}

function substituted({ before, after, targets }: Pattern, specifier: string): readonly string[] {
  if (after === undefined) return targets;
  const star = specifier.slice(before.length, specifier.length - after.length);
  return targets.map((target) => target.replace('*', () => star));
}

/** Joins a path to its base; `${configDir}` is the directory of the configuration that extends all others. */
export function located(target: string, base: string, leaf: string): string | undefined {
  return target.startsWith(CONFIG_DIR) ? join(leaf, target.slice(CONFIG_DIR.length)) : join(base, target);
}
