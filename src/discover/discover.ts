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
import { loadFiles } from './load.js';
import { readManifests } from './manifests.js';
import { createReader } from './read.js';
import { findStarts } from './start.js';
import { compileVocabulary } from './triage.js';
import { walk } from './walk.js';

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
  const { root } = request;
  const read = createReader();
  const found = walk(root, findStarts(root, request.only), {
    exclude: compileGlobs(request.exclude, 'exclude'),
    include: compileGlobs(request.include, 'include'),
    tests: request.tests,
    read,
  });
  const loaded = loadFiles(found.files, read, compileVocabulary(request.vocabulary));
  return {
    root,
    files: loaded.files,
    seeds: loaded.seeds,
    manifests: readManifests(root, found.manifests, read),
    policies: found.policies,
    skipped: found.skipped + loaded.skipped,
    lines: loaded.lines,
    diagnostics: [...found.diagnostics, ...loaded.diagnostics],
  };
}
