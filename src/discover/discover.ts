/**
 * Finds the source files under a root, reads them, and says which of them name a sensor.
 *
 * In: a root, what the user named below it, globs, the catalogue's vocabulary. Out: a SourceTree.
 * Holds: nothing outside the root is read, no link is followed, and the result does not depend on directory order.
 * Every file seen ends in one place: in scope, left out and counted, or a diagnostic.
 * Synchronous on purpose: on a warm cache the promises cost more than the reads.
 */
import type { VocabularyEntry } from '../model/catalogue.js';
import type { SourceTree } from '../model/source.js';
import { compileGlobs } from './globs.js';
import type { Examined } from './examine.js';
import { loadFiles } from './load.js';
import { readManifests } from './manifests.js';
import { createReader } from './read.js';
import { findStarts } from './start.js';
import { examineAll, examineWhile } from './threads.js';
import { compileVocabulary, countsInTemplate } from './triage.js';
import { type Found, walk } from './walk.js';

export interface DiscoverRequest {
  /** Absolute. */
  readonly root: string;
  /** Absolute files and directories inside the root that the user named; the root itself when absent. */
  readonly only?: readonly string[];
  /** Globs relative to the root. Files that match are left out, whatever else is said. */
  readonly exclude: readonly string[];
  /** Globs relative to the root. Files that match are in scope although they would be left out by default. */
  readonly include: readonly string[];
  /** Holds if tests, stories, fixtures and mocks are in scope. */
  readonly tests: boolean;
  readonly vocabulary: readonly VocabularyEntry[];
}

/** Throws a UsageError if the root or a named path cannot be used; no source file in scope gives an empty tree. */
export function discover(request: DiscoverRequest): SourceTree {
  const found = find(request);
  return treeOf(request, found, examineAll({ files: found.files, vocabulary: request.vocabulary }));
}

/** The same for a scan that has something else to do: in a large tree, files are read in the meantime. */
export async function discoverWhile<T>(
  request: DiscoverRequest,
  work: () => Promise<T>,
): Promise<readonly [SourceTree, T]> {
  const found = find(request);
  const [examined, result] = await examineWhile({ files: found.files, vocabulary: request.vocabulary }, work);
  return [treeOf(request, found, examined), result];
}

function find({ root, only, exclude, include, tests }: DiscoverRequest): Found {
  return walk(root, findStarts(root, only), {
    exclude: compileGlobs(exclude, 'exclude'),
    include: compileGlobs(include, 'include'),
    tests,
    read: createReader(),
  });
}

function treeOf({ root, vocabulary }: DiscoverRequest, found: Found, examined: readonly Examined[]): SourceTree {
  const loaded = loadFiles(found.files, examined, compileVocabulary(vocabulary.filter(countsInTemplate)));
  return {
    root,
    files: loaded.files,
    seeds: loaded.seeds,
    manifests: readManifests(root, found.manifests, createReader()),
    policies: found.policies,
    skipped: found.skipped + loaded.skipped,
    lines: loaded.lines,
    diagnostics: [...found.diagnostics, ...loaded.diagnostics],
  };
}
