/**
 * Which files run inside other people's pages: content scripts, named in the extension's manifest or declared in code.
 *
 * In: the program. Out: for a file, the sites it runs in. What such a file imports runs there too.
 */
import { elementsOfTargets } from '../link/collections.js';
import type { Program, ValueRef } from '../link/program.js';
import type { Step } from '../model/result.js';
import { type Context, calleePaths, portTargets } from './match.js';

export interface Sites {
  /** Holds if a pattern covers every site. */
  readonly isEvery: boolean;
  readonly step: Step;
}

export class ContentScripts {
  private entries: ReadonlyMap<string, Sites> | undefined;

  constructor(private readonly context: Context) {}

  /** Gets the sites in which a file's code runs; undefined where it runs in the program's own pages. */
  sitesOf(path: string): Sites | undefined {
    this.entries ??= new Map([...this.manifested(), ...this.declared()]);
    const { program } = this.context.callers.e;
    const found = [...this.entries].filter(([entry]) => entry === path || isImportedBy(program, entry, path));
    return found.find(([, sites]) => sites.isEvery)?.[1] ?? found[0]?.[1];
  }

  /** Gets where an extension's manifest keeps it out of private windows, for a file of that extension. */
  outsidePrivateWindows(path: string): Step | undefined {
    const { tree } = this.context.callers.e.program;
    const found = [...tree.manifests].find(
      ([manifest, held]) =>
        isExtension(manifest, held) &&
        entriesOf(held).some(([key, value]) => key === 'incognito' && value === 'not_allowed') &&
        isNear(path, homeOf(manifest)),
    );
    return found && { location: wholeFile(found[0]), note: 'it does not run in private windows' };
  }

  private manifested(): readonly (readonly [string, Sites])[] {
    const { tree } = this.context.callers.e.program;
    return [...tree.manifests].flatMap(([path, manifest]) =>
      isExtension(path, manifest) ? scriptsOf(path, manifest, [...tree.files.keys()]) : [],
    );
  }

  /** `defineContentScript({ matches: ['<all_urls>'], … })` */
  private declared(): readonly (readonly [string, Sites])[] {
    const { program } = this.context.callers.e;
    return [...this.context.index.covering].flatMap((name) => {
      program.loadMentioning([name]);
      return (program.calls.get(name) ?? []).flatMap((site) => this.declaredAt(site));
    });
  }

  private declaredAt(site: ValueRef): readonly (readonly [string, Sites])[] {
    const { context } = this;
    const models = calleePaths(context, site).flatMap((path) => [...context.index.coversAt(path)]);
    return models.slice(0, 1).map((model) => {
      const listed = elementsOfTargets(context.callers.e, portTargets(context, site, model.covers) ?? []);
      const patterns = listed.flatMap((target) => (target.kind === 'const' ? [String(target.value)] : []));
      const location = context.callers.e.program.locate(site);
      return [site.fn.file.facts.path, sitesFor(patterns, location)] as const;
    });
  }
}

/** Builds put a template word before a key that differs between browsers: `{{chrome}}.manifest_version`. */
const TEMPLATE = /^\{\{[^}]*\}\}\./;

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, held]) => [key.replace(TEMPLATE, ''), held] as const);
}

function listsAt(value: unknown, key: string): readonly unknown[] {
  return entriesOf(value).flatMap(([name, held]): readonly unknown[] =>
    name === key && Array.isArray(held) ? held : [],
  );
}

function isExtension(path: string, manifest: unknown): boolean {
  return /(?:^|\/)manifest\.json$/.test(path) && entriesOf(manifest).some(([key]) => key === 'manifest_version');
}

function scriptsOf(path: string, manifest: unknown, files: readonly string[]): readonly (readonly [string, Sites])[] {
  const location = wholeFile(path);
  return listsAt(manifest, 'content_scripts').flatMap((script) => {
    const sites = sitesFor(listsAt(script, 'matches').map(String), location);
    return listsAt(script, 'js').flatMap((built) =>
      sourcesOf(String(built), path, files).map((file) => [file, sites] as const),
    );
  });
}

function sitesFor(patterns: readonly string[], location: Step['location']): Sites {
  const every = patterns.find((pattern) => EVERY_SITE.test(pattern));
  const note =
    every === undefined ? `it runs in the listed sites: ${patterns.join(', ')}` : `it runs in every page: ${every}`;
  return { isEvery: every !== undefined, step: { location, note } };
}

const EVERY_SITE = /^(?:<all_urls>|(?:\*|https?|file):\/\/\*\/)/;

/** A manifest names what a build makes: `contentScript.bundle.js` of `Content/index.jsx` or `contentScript.ts`. */
function sourcesOf(built: string, manifest: string, files: readonly string[]): readonly string[] {
  const name = stemOf(built);
  const home = homeOf(manifest);
  const near = files.filter((file) => isNear(file, home));
  return near.filter((file) => stemOf(file) === name || (stemOf(file) === 'index' && stemOf(folderOf(file)) === name));
}

/** Gets the folder of an extension's sources, above the one that a build copies its manifest from. */
function homeOf(manifest: string): string {
  return folderOf(manifest).replace(/(?:^|\/)(?:public|static|assets|src)$/, '');
}

function isNear(file: string, home: string): boolean {
  return home === '' || file.startsWith(`${home}/`);
}

function wholeFile(file: string): Step['location'] {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), 0));
}

/** The file's name without folders, endings and separators: `content-script.bundle.js` is `contentscript`. */
function stemOf(path: string): string {
  const [stem = ''] = path.slice(path.lastIndexOf('/') + 1).split('.');
  return stem.replace(/[-_]/g, '').toLowerCase();
}

function isImportedBy(program: Program, entry: string, path: string): boolean {
  const seen = new Set([entry]);
  for (const at of seen) for (const next of program.imports.importsOf(at)) seen.add(next); // a set yields what is added on the way
  return seen.has(path);
}
