/**
 * Finds and reads the user's configuration.
 *
 * In: the scan root, and the file named by --config if any. Out: a Config.
 * Holds: the file may come from the tree under review, so it is data only, it may not reach outside its own folder, and
 * its globs are of the kind that is quick to match.
 */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Config } from '../model/config.js';
import { UsageError } from '../model/errors.js';
import type { Severity } from '../model/result.js';
import { builtinCatalogue } from './builtin.js';
import type { Labelled, LabelledProblem } from './check.js';
import { labelFor, readData, throwIfAny } from './load.js';
import { nearest } from './nearest.js';
import { type Path, fieldName } from './yaml.js';

export const CONFIG_NAMES = ['consentlint.yaml', 'consentlint.yml', 'consentlint.json'] as const;

interface Written {
  readonly models?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  readonly tests?: boolean;
}

/** Reads `explicit`, or the one configuration file at `root`, or gives the defaults. */
export function loadConfig(root: string, explicit?: string): Config {
  const file = explicit === undefined ? configAt(root) : namedConfig(explicit);
  if (file === undefined) return configOf({}, resolve(root), []);
  const problems: LabelledProblem[] = [];
  const labelled = readData<Written>({ path: file, label: labelFor(root, file) }, 'config', problems);
  const config = labelled === undefined ? undefined : checked(labelled, file, problems);
  throwIfAny(problems);
  if (config === undefined) throw new Error('unreachable: a file that cannot be read is a problem');
  return { ...config, file };
}

function configAt(root: string): string | undefined {
  const found = CONFIG_NAMES.filter((name) => existsSync(join(root, name)));
  if (found.length > 1) throw new UsageError(`keep one of ${found.join(' and ')}: both are at the scan root`);
  const [name] = found;
  if (name === undefined) return undefined;
  const file = resolve(root, name);
  if (!isInside(root, file)) throw new UsageError(`${name}: links to a file outside the scan root`);
  return file;
}

function namedConfig(explicit: string): string {
  const file = resolve(explicit);
  if (!existsSync(file)) throw new UsageError(`no such configuration file: ${explicit}`);
  if (!statSync(file).isFile()) throw new UsageError(`not a file: ${explicit}`);
  return file;
}

function checked(labelled: Labelled<Written>, file: string, problems: LabelledProblem[]): Config {
  const { data, label, file: lines } = labelled;
  const report = (path: Path, message: string): void =>
    void problems.push({ label, line: lines.lineOf(path), field: fieldName(path), message });
  for (const list of ['models', 'include', 'exclude'] as const) {
    for (const [at, glob] of (data[list] ?? []).entries()) {
      const message = globProblem(glob);
      if (message !== undefined) report([list, at], message);
    }
  }
  checkRules(data.rules ?? {}, report);
  if (problems.length > 0) return configOf(data, dirname(file), []);
  const models = (data.models ?? []).flatMap((glob, at) =>
    modelFiles(dirname(file), glob, (message) => report(['models', at], message)),
  );
  return configOf(data, dirname(file), [...new Set(models)]);
}

function configOf(written: Written, folder: string, models: readonly string[]): Config {
  const { include = [], exclude = [], rules = {}, tests = false } = written;
  return { folder, models, include, exclude, rules, tests };
}

function checkRules(rules: NonNullable<Written['rules']>, report: (path: Path, message: string) => void): void {
  const known = builtinCatalogue().rules.map(({ id }) => id);
  for (const id of Object.keys(rules)) {
    if (known.includes(id)) continue;
    const meant = nearest(id, known);
    const hint = meant === undefined ? 'consentlint rules lists them' : `did you mean "${meant}"?`;
    report(['rules', id], `is not a rule; ${hint}`);
  }
}

function globProblem(glob: string): string | undefined {
  if (/[!?*+@]\(/.test(glob)) return 'uses an extended glob, which is not supported';
  if (/^([/\\]|[A-Za-z]:)/.test(glob)) return 'must be relative to the configuration file';
  if (glob.split(/[/\\]/).includes('..')) return 'must not leave the folder of the configuration file';
  if ((glob.match(/\*/g)?.length ?? 0) > 8) return 'has more than 8 stars';
  return undefined;
}

function modelFiles(folder: string, glob: string, report: (message: string) => void): readonly string[] {
  const { base, isGlob } = picomatch.scan(glob);
  const found = isGlob ? matches(folder, base, glob) : [resolve(folder, glob)].filter((path) => existsSync(path));
  if (found.length === 0) report(isGlob ? 'matches no file' : 'no such file');
  const outside = found.find((path) => !isInside(folder, path));
  if (outside !== undefined) report(`${basename(outside)} links to a file outside the configuration's folder`);
  return outside === undefined ? found : [];
}

function matches(folder: string, base: string, glob: string): readonly string[] {
  const start = resolve(folder, base);
  if (!existsSync(start)) return [];
  const isMatch = picomatch(glob, { noextglob: true });
  return readdirSync(start, { recursive: true, encoding: 'utf8' })
    .map((name) => join(start, name))
    .filter((path) => /\.(ya?ml|json)$/.test(path) && isMatch(relative(folder, path).split(sep).join('/')))
    .sort();
}

function isInside(folder: string, path: string): boolean {
  const inner = relative(realpathSync(folder), realpathSync(path));
  return inner !== '..' && !inner.startsWith(`..${sep}`) && resolve(inner) !== inner;
}
