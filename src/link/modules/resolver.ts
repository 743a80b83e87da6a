/**
 * Resolves module specifiers by the project's own rules, with no node_modules and no compiler.
 *
 * In: the tree's file names and manifests. Out: a file in scope, a package's name, or nothing.
 * Holds: only files in scope are found, and the same question has the same answer at any time.
 * Generous where tools differ: what one bundler or another would find is found, because a lost edge is lost evidence.
 * The disk is not touched.
 */
import type { SourceTree } from '../../model/source.js';
import type { Aliases } from './aliases.js';
import { createSourceFiles, type SourceFiles } from './files.js';
import { dependsOn, entryOf, findPackages, internalImport, type Package, type Packages } from './packages.js';
import { directoryOf, join } from './paths.js';
import { isDirectory, isRelative, packageNameOf, withoutLoaders } from './specifier.js';
import { builtFrom } from './sources.js';
import { readAliases } from './tsconfig.js';

export type Resolution =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  | { readonly kind: 'unresolved' };

export interface ModuleResolver {
  resolve(fromFile: string, specifier: string): Resolution;
}

/** What holds for all files of a directory, and for those below as long as no manifest comes between. */
interface Scope {
  /** Nearest first. */
  readonly packages: readonly Package[];
  readonly aliases: readonly Aliases[];
  readonly known: Map<string, Resolution>;
}

interface Project {
  readonly files: SourceFiles;
  readonly packages: Packages;
}

const UNRESOLVED: Resolution = { kind: 'unresolved' };

export function createModuleResolver(tree: SourceTree): ModuleResolver {
  const project: Project = { files: createSourceFiles(tree.files), packages: findPackages(tree.manifests) };
  const scopeOf = scopes(tree, project.packages);
  return {
    resolve(fromFile, specifier) {
      const directory = directoryOf(fromFile);
      const scope = scopeOf(directory);
      const wanted = withoutLoaders(specifier);
      // A relative path is found faster than it is remembered.
      if (isRelative(wanted)) return relative(project, scope, directory, wanted);
      return remember(scope.known, wanted, () => bare(project, scope, wanted));
    },
  };
}

function remember(known: Map<string, Resolution>, key: string, find: () => Resolution): Resolution {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}

function scopes(tree: SourceTree, packages: Packages): (directory: string) => Scope {
  const aliasesIn = readAliases({ manifests: tree.manifests, packages });
  const byDirectory = new Map<string, Scope>();
  const open = (directory: string, above: Scope | undefined): Scope => {
    const aliases = aliasesIn(directory);
    const own = packages.at(directory);
    if (above !== undefined && aliases.length === 0 && own === undefined) return above;
    return {
      packages: [...(own === undefined ? [] : [own]), ...(above?.packages ?? [])],
      aliases: [...new Set([...aliases, ...(above?.aliases ?? [])])],
      known: new Map(),
    };
  };
  const scopeOf = (directory: string): Scope => {
    const before = byDirectory.get(directory);
    if (before !== undefined) return before;
    const found = open(directory, directory === '' ? undefined : scopeOf(directoryOf(directory)));
    byDirectory.set(directory, found);
    return found;
  };
  return scopeOf;
}

function relative(project: Project, scope: Scope, directory: string, specifier: string): Resolution {
  const path = join(directory, specifier);
  if (path === undefined) return UNRESOLVED;
  const found = isDirectory(specifier) ? findInside(project, path) : findPath(project, path);
  return asFile(found ?? beforeBuild(project, scope, path)) ?? UNRESOLVED;
}

/** A file beside the sources (`bin/cli.js`) may import what the build makes of them. */
function beforeBuild(project: Project, scope: Scope, path: string): string | undefined {
  const directory = scope.packages[0]?.directory;
  if (directory === undefined || (directory !== '' && !path.startsWith(`${directory}/`))) return undefined;
  const inside = directory === '' ? path : path.slice(directory.length + 1);
  return firstPath(
    project,
    builtFrom(inside).flatMap((each) => join(directory, each) ?? []),
  );
}

function findPath(project: Project, path: string): string | undefined {
  return project.files.find(path) ?? findInside(project, path);
}

/** A directory with a manifest of its own may be entered through that. */
function findInside(project: Project, directory: string): string | undefined {
  const inner = project.packages.at(directory);
  return project.files.find(join(directory, 'index') ?? '') ?? (inner && entryOf(project.files, inner, ''));
}

function asFile(path: string | undefined): Resolution | undefined {
  return path === undefined ? undefined : { kind: 'file', path };
}

function bare(project: Project, scope: Scope, specifier: string): Resolution {
  return (
    asFile(throughAliases(project, scope, specifier)) ??
    asFile(throughImports(project, scope, specifier)) ??
    throughPackages(project, specifier) ??
    asFile(throughHabits(project, scope, specifier)) ??
    asPackage(specifier)
  );
}

/** What a manifest calls a dependency is not looked for below `baseUrl`: a folder `electron` does not hide the package. */
function throughAliases(project: Project, scope: Scope, specifier: string): string | undefined {
  const name = packageNameOf(specifier)?.name;
  const foreign = name !== undefined && scope.packages.some((each) => dependsOn(each, name));
  for (const aliases of scope.aliases) {
    const below = foreign ? undefined : aliases.below(specifier);
    const found = firstPath(project, [...aliases.mapped(specifier), ...(below === undefined ? [] : [below])]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstPath(project: Project, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = findPath(project, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function throughImports(project: Project, scope: Scope, specifier: string): string | undefined {
  const nearest = scope.packages[0];
  return specifier.startsWith('#') && nearest ? internalImport(project.files, nearest, specifier) : undefined;
}

/** A package of this tree whose entry cannot be told is a package like any other. */
function throughPackages(project: Project, specifier: string): Resolution | undefined {
  const wanted = packageNameOf(specifier);
  const found = wanted && project.packages.named(wanted.name);
  return wanted && found && asFile(entryOf(project.files, found, wanted.subpath));
}

/** Beginnings that bundler configurations, which we do not run, commonly give to the source folder or the root. */
const HABITS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:@|~)\//, ['src', 'app', '']],
  [/^(?:@|~)src\//, ['src', '']],
  [/^src\//, ['src']],
  [/^(?:@@|~~)\//, ['']],
  [/^\$lib\//, ['src/lib']],
  [/^\//, ['', 'src', 'public']],
];

function throughHabits(project: Project, scope: Scope, specifier: string): string | undefined {
  const habit = HABITS.find(([beginning]) => beginning.test(specifier));
  if (habit === undefined) return undefined;
  const [beginning, folders] = habit;
  const rest = specifier.replace(beginning, '');
  const roots = new Set([...scope.packages.map((each) => each.directory), '']);
  const places = [...roots].flatMap((root) => folders.map((folder) => join(join(root, folder) ?? '', rest) ?? ''));
  return firstPath(project, places);
}

function asPackage(specifier: string): Resolution {
  const wanted = packageNameOf(specifier);
  return wanted === undefined ? UNRESOLVED : { kind: 'package', ...wanted };
}
