/**
 * Reads the path aliases of tsconfig and jsconfig files: `paths`, `baseUrl`, `extends`, `references`.
 *
 * A file's own tsconfig is not known without running the compiler's globs, so every configuration in a directory and
 * above it may speak, nearest first. Only paths inside the root exist. Holds: an `extends` circle ends.
 */
import type { SourceTree } from '../../model/source.js';
import { createAliasCompiler, located, type Aliases, type AliasSettings } from './aliases.js';
import { isObject, objectAt, stringAt, stringsIn, type Json } from './json.js';
import type { Packages } from './packages.js';
import { directoryOf, join } from './paths.js';

const MAX_EXTENDS = 32;
const CONFIG = /^[tj]sconfig[^/]*\.json$/;

interface Configs {
  readonly manifests: SourceTree['manifests'];
  readonly packages: Packages;
}

/** Gets a function from a directory to the aliases of the configurations that lie in it. */
export function readAliases(configs: Configs): (directory: string) => readonly Aliases[] {
  const byDirectory = new Map<string, string[]>();
  for (const path of configs.manifests.keys()) {
    if (!CONFIG.test(path.slice(path.lastIndexOf('/') + 1))) continue;
    const directory = directoryOf(path);
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), path]);
  }
  const compile = createAliasCompiler();
  return (directory) => {
    const own = (byDirectory.get(directory) ?? []).sort(byImportance);
    const all = new Set([...own, ...own.flatMap((path) => referenced(configs, path))]);
    return [...all].flatMap((path) => {
      const settings = settingsOf({ ...configs, leaf: directoryOf(path), known: new Map() }, path, 0);
      return settings.paths === undefined && settings.baseUrl === undefined
        ? []
        : [compile(settings, directoryOf(path))];
    });
  };
}

/** `tsconfig.json`, then `jsconfig.json`, then the others. */
function byImportance(a: string, b: string): number {
  const rank = (path: string): number =>
    ['tsconfig.json', 'jsconfig.json'].indexOf(path.slice(path.lastIndexOf('/') + 1));
  const [first, second] = [rank(a), rank(b)].map((each) => (each === -1 ? 2 : each)) as [number, number];
  return first - second || (a < b ? -1 : 1);
}

/** A reference to a directory is to another project, whose own files find its aliases. */
function referenced(configs: Configs, path: string): readonly string[] {
  const manifest = configs.manifests.get(path);
  const references = isObject(manifest) && Array.isArray(manifest['references']) ? manifest['references'] : [];
  const targets = references.flatMap((each: unknown) => stringAt(each, 'path') ?? []);
  const paths = targets.flatMap((target) => join(directoryOf(path), target) ?? []);
  return paths.filter((each) => each.endsWith('.json') && configs.manifests.has(each));
}

/** One reading of a configuration with all that it extends. */
interface Reading extends Configs {
  /** The directory of the configuration that extends all others. */
  readonly leaf: string;
  /** What is known so far, so that a circle ends and a configuration on several ways is read once. */
  readonly known: Map<string, AliasSettings>;
}

/** Gets a configuration's settings; those that it extends give way, as in the compiler. */
function settingsOf(reading: Reading, path: string, level: number): AliasSettings {
  const before = reading.known.get(path);
  const manifest = reading.manifests.get(path);
  if (before !== undefined || !isObject(manifest) || level === MAX_EXTENDS) return before ?? {};
  reading.known.set(path, {});
  const inherited = stringsIn(manifest['extends'])
    .flatMap((target) => extended(reading, path, target) ?? [])
    .map((each) => settingsOf(reading, each, level + 1));
  const settings: AliasSettings = Object.assign(
    {},
    ...inherited,
    ownSettings(manifest, directoryOf(path), reading.leaf),
  );
  reading.known.set(path, settings);
  return settings;
}

function ownSettings(manifest: Json, directory: string, leaf: string): AliasSettings {
  const options = objectAt(manifest, 'compilerOptions');
  const baseUrl = stringAt(options, 'baseUrl');
  const from = baseUrl === undefined ? undefined : located(baseUrl, directory, leaf);
  return {
    ...(from !== undefined && { baseUrl: from }),
    ...(isObject(options['paths']) && { paths: { entries: options['paths'], base: directory } }),
  };
}

/** Gets the configuration that an `extends` names: a relative path, or one in a package of this tree. */
function extended(configs: Configs, path: string, target: string): string | undefined {
  const base = target.startsWith('.') ? join(directoryOf(path), target) : inPackage(configs, target);
  if (base === undefined) return undefined;
  return [base, `${base}.json`, join(base, 'tsconfig.json') ?? base].find((each) => configs.manifests.has(each));
}

function inPackage(configs: Configs, target: string): string | undefined {
  const match = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(target);
  const found = match?.[1] === undefined ? undefined : configs.packages.named(match[1]);
  return found && join(found.directory, match?.[2] ?? stringAt(found.manifest, 'tsconfig') ?? 'tsconfig.json');
}
