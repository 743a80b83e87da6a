/**
 * What a user's consentlint.yaml says, read and checked. Data only: nothing in it is ever run.
 */
import type { Severity } from './result.js';

export interface Config {
  /** Absolute path of the file; absent when there is none. */
  readonly file?: string;
  /** Absolute folder that `include` and `exclude` are relative to: the file's own, or the scan root. */
  readonly folder: string;
  /** Absolute paths of model files, in the order in which they apply. */
  readonly models: readonly string[];
  /** Globs of files to analyse although they are left out by default. */
  readonly include: readonly string[];
  /** Globs of files to leave out. */
  readonly exclude: readonly string[];
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Also analyse tests, stories and fixtures. */
  readonly tests: boolean;
}
