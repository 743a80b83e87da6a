/**
 * Walks the directories below the starting places and sorts file names: in scope, left out, manifest.
 *
 * Holds: no link is followed; a directory that is no part of the repository (installed packages, build output, what
 * .gitignore names) is not entered, so what is counted is the same on a developer's machine and on a fresh checkout.
 * Patterns look at the part of a path below its starting place, so that a project inside a `test` folder can be scanned.
 * Iterative: the depth of a hostile tree is bounded by the file system, not by our stack.
 */
import { statSync } from 'node:fs';
import type { Diagnostic } from '../model/result.js';
import { ignoredBy, isIgnoreFile, rulesInside, withIgnoreFiles, type IgnoreRules } from './ignore-files.js';
import { listDirectory, type DiskPath, type Entry } from './listing.js';
import * as names from './names.js';
import type { Reader } from './read.js';
import { enter, fateOf, type Place, type ScopeOptions } from './regime.js';
import type { Start } from './start.js';

export interface WalkOptions extends ScopeOptions {
  /** For ignore files. */
  readonly read: Reader;
}

export interface FoundFile {
  readonly path: string;
  readonly disk: DiskPath;
  /** Holds if the user named this very file. */
  readonly named: boolean;
}

export interface Found {
  /** In code-unit order. */
  readonly files: readonly FoundFile[];
  readonly manifests: readonly string[];
  readonly policies: readonly string[];
  readonly skipped: number;
  readonly diagnostics: readonly Diagnostic[];
}

interface Walk extends WalkOptions {
  readonly files: Map<string, FoundFile>;
  readonly skipped: Set<string>;
  readonly manifests: Set<string>;
  readonly policies: Set<string>;
  readonly diagnostics: Map<string, Diagnostic>;
}

export function walk(root: string, starts: readonly Start[], options: WalkOptions): Found {
  const state: Walk = {
    ...options,
    files: new Map(),
    skipped: new Set(),
    manifests: new Set(),
    policies: new Set(),
    diagnostics: new Map(),
  };
  const rulesAt = gatherAbove(state, root);
  for (const { path, kind } of starts) {
    const disk = diskPath(root, path);
    const rules = rulesAt(parentOf(path));
    if (kind === 'file') takeNamed(state, path, disk);
    else walkFrom(state, { path, disk, regime: 'take', rules: rulesInside(rules, path) });
  }
  return finish(state);
}

function finish(state: Walk): Found {
  for (const path of state.files.keys()) state.skipped.delete(path);
  return {
    files: [...state.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    manifests: [...state.manifests].sort(),
    policies: [...state.policies].sort(),
    skipped: state.skipped.size,
    diagnostics: [...state.diagnostics.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

function diskPath(root: string, path: string): string {
  return path === '' ? root : `${root}/${path}`;
}

function parentOf(path: string): string | undefined {
  if (path === '') return undefined;
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** Gets a function that gathers the ignore rules and manifests of the directories above a starting place. */
function gatherAbove(state: Walk, root: string): (directory: string | undefined) => IgnoreRules | undefined {
  const known = new Map<string, IgnoreRules | undefined>();
  const rulesAt = (directory: string | undefined): IgnoreRules | undefined => {
    if (directory === undefined) return undefined;
    if (known.has(directory)) return known.get(directory);
    const rules = rulesAt(parentOf(directory));
    const place: Place = { path: directory, disk: diskPath(root, directory), regime: 'take', rules };
    const noticed = noticeFiles(state, place, list(state, place));
    known.set(directory, noticed);
    return noticed;
  };
  return rulesAt;
}

function takeNamed(state: Walk, path: string, disk: DiskPath): void {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!names.isSource(name) && !names.isPage(name)) return;
  if (state.exclude.matches(path)) state.skipped.add(path);
  else state.files.set(path, { path, disk, named: true });
}

function walkFrom(state: Walk, start: Place): void {
  const places = [start];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const entries = list(state, place);
    const here = { ...place, rules: noticeFiles(state, place, entries) };
    places.push(...visit(state, here, entries));
  }
}

/** Gets the places to walk next. */
function visit(state: Walk, place: Place, entries: readonly Entry[]): readonly Place[] {
  const below: Place[] = [];
  const siblings = new Set(entries.map((each) => each.name));
  for (const entry of entries) {
    const path = place.path === '' ? entry.name : `${place.path}/${entry.name}`;
    if (entry.kind === 'file') sortFile(state, place, path, entry);
    else if (entry.kind === 'directory') below.push(...asList(enter(state, place, path, entry, siblings)));
    else countUnopened(state, place, path, entry);
  }
  return below;
}

function asList<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

function list(state: Walk, place: Place): readonly Entry[] {
  try {
    return listDirectory(place.disk);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    addUnreadable(state, place.path || '.', `The directory could not be read (${code}).`);
    return [];
  }
}

function addUnreadable(state: Walk, file: string, message: string): void {
  state.diagnostics.set(file, { kind: 'unreadable', file, message });
}

/** Gets the rules for this directory's content, and keeps its manifests. */
function noticeFiles(state: Walk, place: Place, entries: readonly Entry[]): IgnoreRules | undefined {
  const files = entries.filter((each) => each.kind === 'file');
  if (place.regime === 'take' || place.regime === 'leave-scripts') {
    const prefix = place.path === '' ? '' : `${place.path}/`;
    for (const each of files) {
      if (names.isManifest(each.name)) state.manifests.add(prefix + each.name);
      if (names.isPolicy(prefix + each.name)) state.policies.add(prefix + each.name);
    }
  }
  const sources = files.filter((each) => isIgnoreFile(each.name));
  return withIgnoreFiles(place.rules, place.path, sources, state.read);
}

function sortFile(state: Walk, place: Place, path: string, entry: Entry): void {
  const isSource = names.isSource(entry.name);
  if (!isSource && !names.isPage(entry.name)) return;
  const fate = fateOf(state, place, path, entry.name);
  if (fate === 'left-out' && isSource) state.skipped.add(path);
  if (fate !== 'in-scope') return;
  const known = state.files.get(path);
  if (known === undefined) state.files.set(path, { path, disk: entry.disk, named: false });
  else if (typeof entry.disk !== 'string' && !entry.disk.equals(Buffer.from(known.disk)))
    addUnreadable(state, path, 'Another file has this name once both are decoded, so it was not read.');
}

/** Counts links, pipes and devices that carry a source file's name, and links to directories; none is opened. */
function countUnopened(state: Walk, place: Place, path: string, entry: Entry): void {
  if (place.regime === 'unseen' || names.isNeverSource(entry.name)) return;
  if (ignoredBy(place.rules, path, false) !== undefined) return;
  if (names.isSource(entry.name) || (entry.kind === 'link' && leadsToDirectory(entry.disk))) state.skipped.add(path);
}

function leadsToDirectory(link: DiskPath): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    return false;
  }
}
