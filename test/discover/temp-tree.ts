/**
 * Makes a folder with given files for one test and removes it afterwards.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { discover, type DiscoverRequest } from '../../src/discover/discover.js';
import type { SourceTree } from '../../src/model/source.js';

export type Files = Readonly<Record<string, string | Buffer>>;

export function makeTree(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'consentlint-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  addFiles(root, files);
  return root;
}

export function addFiles(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

export function discoverIn(root: string, options: Partial<DiscoverRequest> = {}): SourceTree {
  return discover({ root, exclude: [], include: [], tests: false, vocabulary: [], ...options });
}

/** Gets the paths in scope of a tree made of these files. */
export function inScope(files: Files, options: Partial<DiscoverRequest> = {}): readonly string[] {
  return [...discoverIn(makeTree(files), options).files.keys()];
}
