/**
 * Finds model files and the programs that show them.
 *
 * The programs of `telemetry.yaml` lie in `fixtures/telemetry/` beside it. Each source file is a program of its own, so
 * that none changes what another means; the files of a folder inside belong together.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { loadConfig } from '../../catalogue/index.js';
import { UsageError } from '../../model/errors.js';
import type { Source } from '../../catalogue/load.js';

export interface FixtureFile {
  /** As reports name it: relative to the program. */
  readonly name: string;
  /** As a reader finds it: relative to the working directory. */
  readonly label: string;
  readonly text: string;
}

export interface FixtureProgram {
  /** The file or folder that is scanned. */
  readonly path: string;
  readonly files: readonly FixtureFile[];
}

const MODEL_FILE = /\.(ya?ml|json)$/;
const SOURCE_FILE = /\.[cm]?[jt]sx?$/;

/** Gets the model files that were named, or those of the configuration here. */
export function modelSources(paths: readonly string[], cwd: string): readonly Source[] {
  const found =
    paths.length === 0 ? loadConfig(cwd).models : paths.flatMap((path) => modelFilesAt(join(cwd, path), path));
  if (found.length > 0) return found.map((path) => ({ path, label: labelOf(cwd, path) }));
  throw new UsageError('no model file to test: name one, or a folder of them, or list them in consentlint.yaml');
}

/** Gets the programs of one model file; none where nobody wrote any. */
export function programsOf({ path }: Source, cwd: string): readonly FixtureProgram[] {
  const folder = join(dirname(path), 'fixtures', basename(path).replace(MODEL_FILE, ''));
  if (!existsSync(folder)) return [];
  return entriesOf(folder).flatMap(({ name, isFolder }): FixtureProgram[] => {
    const inside = join(folder, name);
    if (isFolder) return [{ path: inside, files: sourcesUnder(inside).map((file) => fixtureFile(inside, file, cwd)) }];
    return SOURCE_FILE.test(name) ? [{ path: inside, files: [fixtureFile(folder, inside, cwd)] }] : [];
  });
}

function modelFilesAt(path: string, named: string): readonly string[] {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) throw new UsageError(`no such file or directory: ${named}`);
  if (!status.isDirectory()) {
    if (MODEL_FILE.test(path)) return [path];
    throw new UsageError(`not a model file: ${named} (models are .yaml or .json)`);
  }
  return entriesOf(path)
    .filter(({ name, isFolder }) => !isFolder && MODEL_FILE.test(name))
    .map(({ name }) => join(path, name));
}

function sourcesUnder(folder: string): readonly string[] {
  return entriesOf(folder).flatMap(({ name, isFolder }) => {
    const path = join(folder, name);
    if (isFolder) return sourcesUnder(path);
    return SOURCE_FILE.test(name) ? [path] : [];
  });
}

function entriesOf(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[] {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fixtureFile(root: string, path: string, cwd: string): FixtureFile {
  return { name: labelOf(root, path), label: labelOf(cwd, path), text: readFileSync(path, 'utf8') };
}

function labelOf(from: string, path: string): string {
  return relative(from, path).split(sep).join('/');
}
