/**
 * Reads .gitignore and .consentlintignore, each for its own directory and what is below.
 *
 * As in git, the deepest file that says anything about a path decides, and in one directory the later line does;
 * .consentlintignore comes after .gitignore. Lines with more wildcards than a person writes are dropped (see globs.ts):
 * what they would have ignored is then analysed.
 */
import ignore, { type Ignore } from 'ignore';
import { isTame } from './globs.js';
import type { DiskPath } from './listing.js';
import type { Reader } from './read.js';

const GIT = '.gitignore';
const OWN = '.consentlintignore';
const MAX_RULES = 5000;

/** One directory's rules, and those above it. */
export interface IgnoreRules {
  /** With a final `/`, or empty at the root. */
  readonly base: string;
  readonly rules: Ignore;
  readonly above: IgnoreRules | undefined;
}

/** What ignores a path: `git` means it is not part of the repository, `own` that someone keeps it from this tool. */
export type IgnoredBy = 'git' | 'own' | undefined;

export interface IgnoreSource {
  readonly name: string;
  readonly disk: DiskPath;
}

export function isIgnoreFile(name: string): boolean {
  return name === GIT || name === OWN;
}

/** Gets the rules for what lies in a directory, given the ignore files that it holds. */
export function withIgnoreFiles(
  above: IgnoreRules | undefined,
  directory: string,
  sources: readonly IgnoreSource[],
  read: Reader,
): IgnoreRules | undefined {
  if (sources.length === 0) return above;
  const rules = ignore({ ignorecase: false });
  for (const name of [GIT, OWN]) {
    const source = sources.find((each) => each.name === name);
    if (source !== undefined) rules.add(patternsOf(source.disk, name, read));
  }
  return { base: directory === '' ? '' : `${directory}/`, rules, above };
}

function patternsOf(disk: DiskPath, mark: string, read: Reader): { pattern: string; mark: string }[] {
  const reading = read(disk);
  if (reading.kind !== 'text') return [];
  const lines = reading.text.split(/\r?\n/).slice(0, MAX_RULES);
  return lines.filter((line) => isTame(line)).map((pattern) => ({ pattern, mark }));
}

export function ignoredBy(rules: IgnoreRules | undefined, path: string, isDirectory: boolean): IgnoredBy {
  for (let level = rules; level !== undefined; level = level.above) {
    const said = test(level, path, isDirectory);
    if (said.ignored) return said.rule?.mark === OWN ? 'own' : 'git';
    if (said.unignored) return undefined;
  }
  return undefined;
}

/** Gets the rules that still speak inside a directory that is entered although some of them ignore it as a whole. */
export function rulesInside(rules: IgnoreRules | undefined, directory: string): IgnoreRules | undefined {
  if (rules === undefined) return undefined;
  const above = rulesInside(rules.above, directory);
  if (test(rules, directory, true).ignored) return above;
  return above === rules.above ? rules : { ...rules, above };
}

function test(level: IgnoreRules, path: string, isDirectory: boolean): ReturnType<Ignore['test']> {
  return level.rules.test(path.slice(level.base.length) + (isDirectory ? '/' : ''));
}
