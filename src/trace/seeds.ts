/**
 * The files in which sensors are looked for: those that name one, and those that take its name from a constant of
 * theirs (`EVENTS`, `Constant.AddEventListener`).
 */
import { patternsOf, calledName } from '../catalogue/patterns.js';
import type { ModelFile } from '../model/catalogue.js';
import { type LoadedFile, type Program, type ValueRef, valueOf } from '../link/program.js';

export function sensorFiles(program: Program, models: readonly ModelFile[]): readonly LoadedFile[] {
  const words = sensorWords(models);
  const seeds = program.tree.seeds.flatMap((seed) => program.load(seed) ?? []);
  const users = seeds.flatMap((seed) => namedConstants(seed, words).flatMap((name) => usersOf(program, seed, name)));
  const methods = registeringMethods(models);
  const wrappers = seeds.flatMap((seed) => wrapperFiles(program, seed, methods));
  return [...new Set([...seeds, ...users, ...wrappers])];
}

/** `on('keydown', …)` where `on` comes from a file that names only the method: `target.addEventListener(type, …)`. */
function wrapperFiles(program: Program, seed: LoadedFile, methods: RegExp): readonly LoadedFile[] {
  return program.imports
    .importsOf(seed.facts.path)
    .flatMap((path) => (program.isAbout(path, methods) ? (program.load(path) ?? []) : []));
}

/** Matches the methods that take an event's name, as far as nothing else is called so. */
function registeringMethods(models: readonly ModelFile[]): RegExp {
  const names = models.flatMap((file) =>
    file.models.flatMap((model) =>
      'sensor' in model && model.when?.['arg0'] ? patternsOf(model.api).map(calledName) : [],
    ),
  );
  const distinctive = [...new Set(names)].filter((name) => /^[a-z]+[A-Z]\w+$/.test(name));
  return new RegExp(`\\b(?:${distinctive.sort().join('|') || '(?!)'})\\(`);
}

/** Method names and the literals that stand beside them: `addEventListener`, `keydown`. */
function sensorWords(models: readonly ModelFile[]): ReadonlySet<unknown> {
  const sensors = models.flatMap((file) => file.models.filter((model) => 'sensor' in model));
  return new Set(
    sensors.flatMap((model) => [...patternsOf(model.api).map(calledName), ...Object.values(model.when ?? {}).flat()]),
  );
}

/** Gets the exported names under which a file keeps one of the words. */
function namedConstants(file: LoadedFile, words: ReadonlySet<unknown>): readonly string[] {
  return [...file.facts.exports].flatMap(([name, exported]) => {
    const values = exported.kind === 'cell' ? (file.cellWrites.get(exported.cell) ?? []) : [];
    return values.some((value) => holds(value, words, 0)) ? [name] : [];
  });
}

const MAX_DEPTH = 3;

function holds(ref: ValueRef, words: ReadonlySet<unknown>, depth: number): boolean {
  const value = valueOf(ref);
  const inside = (id: number): boolean => depth < MAX_DEPTH && holds({ fn: ref.fn, id }, words, depth + 1);
  switch (value.op) {
    case 'const':
      return words.has(value.value);
    case 'object':
      return value.properties.some((property) => inside(property.value));
    case 'array':
      return value.elements.some(inside);
    case 'typed':
      return value.of !== undefined && inside(value.of);
    default:
      return false;
  }
}

function usersOf(program: Program, file: LoadedFile, name: string): readonly LoadedFile[] {
  program.loadDependents(file.facts.path, name);
  const dependents = program.imports.dependents(file.facts.path);
  return program.loaded.filter(
    ({ facts }) =>
      dependents.has(facts.path) && [...facts.imports.values()].some((each) => each.name === name || each.name === '*'),
  );
}
