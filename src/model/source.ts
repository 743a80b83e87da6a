/**
 * What `discover` hands on: every source file's text, and which of them name a sensor.
 */
import type { Diagnostic } from './result.js';

/** In characters. A parser needs about a hundred bytes of memory for each. */
export const MAX_PARSED_SIZE = 1024 * 1024;

export interface SourceFile {
  /** Relative to the scan root, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Of a template in a file of its own: the component that it belongs to. */
  readonly owner?: TemplateOwner;
}

export interface TemplateOwner {
  readonly path: string;
  readonly class: string;
}

export interface SourceTree {
  /** Absolute path; never printed. */
  readonly root: string;
  /** By path, in code-unit order. Source files in scope (and nothing that was left out). */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Paths that name a sensor, in order. */
  readonly seeds: readonly string[];
  /** package.json, an extension's manifest.json and tsconfig/jsconfig files inside the root, parsed, by path; broken ones are absent. */
  readonly manifests: ReadonlyMap<string, unknown>;
  /** Paths of files that say who may read a hosted store, which are read only when something is kept there. */
  readonly policies: readonly string[];
  /** Files seen but left out (tests, stories, fixtures, types, generated, minified, vendored, ignored). */
  readonly skipped: number;
  readonly lines: number;
  readonly diagnostics: readonly Diagnostic[];
}
