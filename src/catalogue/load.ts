/**
 * Loads the data files: models, rules and names.
 *
 * In: paths. Out: typed data, checked against its schema and against what no schema can say.
 * Holds: every problem of every file is collected and thrown as one UsageError, one line each:
 * `FILE:LINE: FIELD: what is wrong`.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Catalogue, ModelFile, NameFile, Rule, RuleWithPage } from '../model/catalogue.js';
import { UsageError } from '../model/errors.js';
import {
  type Labelled,
  type LabelledProblem,
  type Trust,
  duplicateProblems,
  modelProblems,
  nameProblems,
} from './check.js';
import { type SchemaName, schemaProblems } from './schema.js';
import { type Problem, readYaml } from './yaml.js';

/** A file, and how messages name it. */
export interface Source {
  readonly path: string;
  readonly label: string;
}

/** Names a file in messages: relative to the scan root, never with the path of the machine it is on. */
export function labelFor(root: string, path: string): string {
  return relative(resolve(root), path).split(sep).join('/');
}

/** Loads the folder that holds models/, names.yaml and one folder per rule. */
export function loadCatalogue(folder: string): Catalogue {
  const problems: LabelledProblem[] = [];
  const models = readModels(modelSources(join(folder, 'models')), 'built-in', problems).map(({ data }) => data);
  const names = readNames({ path: join(folder, 'names.yaml'), label: 'rules/names.yaml' }, problems);
  const rules = ruleSources(folder).flatMap((source) => readRule(source, problems));
  throwIfAny(problems);
  if (names === undefined) throw new Error('unreachable: a missing name file is a problem');
  return { models, names, rules };
}

/** Loads a user's model files. */
export function loadModels(sources: readonly Source[]): readonly ModelFile[] {
  return loadLabelled(sources).map(({ data }) => data);
}

/** Loads a user's model files with their names and lines. */
export function loadLabelled(sources: readonly Source[]): readonly Labelled<ModelFile>[] {
  const problems: LabelledProblem[] = [];
  const models = readModels(sources, 'user', problems);
  throwIfAny(problems);
  return models;
}

/** Reads one file and holds it to its schema. */
export function readData<T>(source: Source, schema: SchemaName, problems: LabelledProblem[]): Labelled<T> | undefined {
  const add = (found: readonly Problem[]): void =>
    void problems.push(...found.map((problem) => ({ label: source.label, ...problem })));
  const text = readText(source, add);
  if (text === undefined) return undefined;
  const read = readYaml(text);
  if ('problems' in read) add(read.problems);
  if ('problems' in read) return undefined;
  const found = schemaProblems(schema, read.file);
  add(found);
  return found.length > 0 ? undefined : { label: source.label, file: read.file, data: read.file.value as T };
}

/** Long lists help nobody; the first problems do. */
const SHOWN = 50;

export function throwIfAny(problems: readonly LabelledProblem[]): void {
  if (problems.length === 0) return;
  const lines = problems.slice(0, SHOWN).map(lineFor);
  if (problems.length > SHOWN) lines.push(`… and ${problems.length - SHOWN} more`);
  throw new UsageError(lines.join('\n'));
}

function lineFor({ label, line, field, message }: LabelledProblem): string {
  return `${label}:${line}: ${field === '' ? '' : `${field}: `}${message}`;
}

function readText({ path }: Source, add: (problems: readonly Problem[]) => void): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    add([{ line: 1, field: '', message: code === 'ENOENT' ? 'no such file' : `cannot be read (${code})` }]);
    return undefined;
  }
}

function readModels(
  sources: readonly Source[],
  trust: Trust,
  problems: LabelledProblem[],
): readonly Labelled<ModelFile>[] {
  const files = sources.flatMap((source) => {
    const labelled = readData<ModelFile>(source, 'models', problems);
    if (labelled === undefined) return [];
    const found = modelProblems(labelled, trust);
    problems.push(...found.map((problem) => ({ label: source.label, ...problem })));
    return found.length > 0 ? [] : [labelled];
  });
  problems.push(...duplicateProblems(files));
  return files;
}

function readNames(source: Source, problems: LabelledProblem[]): NameFile | undefined {
  const labelled = readData<NameFile>(source, 'names', problems);
  if (labelled === undefined) return undefined;
  problems.push(...nameProblems(labelled).map((problem) => ({ label: source.label, ...problem })));
  return labelled.data;
}

function readRule(source: Source & { readonly id: string }, problems: LabelledProblem[]): readonly RuleWithPage[] {
  const labelled = readData<Rule>(source, 'rule', problems);
  if (labelled === undefined) return [];
  if (labelled.data.id !== source.id) {
    const line = labelled.file.lineOf(['id']);
    problems.push({ label: source.label, line, field: 'id', message: `must be the folder's name, ${source.id}` });
  }
  const page = source.path.replace(/rule\.yaml$/, 'rule.md');
  if (existsSync(page)) return [{ ...labelled.data, page: readFileSync(page, 'utf8') }];
  problems.push({ label: source.label.replace(/yaml$/, 'md'), line: 1, field: '', message: 'no such file' });
  return [];
}

function modelSources(folder: string): readonly Source[] {
  return names(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ path: join(folder, name), label: `rules/models/${name}` }));
}

function ruleSources(folder: string): readonly (Source & { readonly id: string })[] {
  return names(folder)
    .map((id) => ({ id, path: join(folder, id, 'rule.yaml'), label: `rules/${id}/rule.yaml` }))
    .filter(({ path }) => existsSync(path));
}

/** In code-unit order, so that a catalogue does not depend on the file system. */
function names(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}
