/** Follows exports through barrels, and written types to what they name. */
import type { TypeRef } from '../model/facts.js';
import { PLATFORM_TYPES } from '../model/platform.js';
import type { Evaluator } from './evaluate.js';
import type { LoadedFile } from './program.js';
import { type Target, distinct, memberPath } from './targets.js';

const MAX_HOPS = 24;

/** Gets what `name` exported by `file` stands for; `*` is the namespace. */
export function evaluateExport(e: Evaluator, file: LoadedFile, name: string, hops = 0): readonly Target[] {
  if (hops > MAX_HOPS) return [];
  const whole = file.facts.exports.get('=');
  if (name === '*')
    return whole?.kind === 'cell'
      ? [...e.cell(file, whole.cell), { kind: 'module', file }]
      : [{ kind: 'module', file }];
  const own = file.facts.exports.get(name);
  if (own?.kind === 'cell') return e.cell(file, own.cell);
  if (own?.kind === 'from') return reexport(e, file, own.module, own.name, hops);
  if (whole?.kind === 'cell') {
    const held = e.cell(file, whole.cell);
    return name === 'default' ? held : e.members(held, name);
  }
  if (name === 'default') return file.facts.exportAll.length === 0 ? [{ kind: 'module', file }] : [];
  for (const module of file.facts.exportAll) {
    const resolved = e.program.resolver.resolve(file.facts.path, module);
    if (resolved.kind === 'file' && !e.program.imports.mayExport(resolved.path, name)) continue;
    const found = reexport(e, file, module, name, hops);
    if (found.length > 0) return found;
  }
  return [];
}

function reexport(e: Evaluator, file: LoadedFile, module: string, name: string, hops: number): readonly Target[] {
  const resolved = e.program.resolver.resolve(file.facts.path, module);
  if (resolved.kind !== 'file') return e.imported(file, module, name);
  const target = e.load(resolved.path);
  return target ? evaluateExport(e, target, name, hops + 1) : [];
}

/** Gets what a value of this written type may be: an instance, a package's class, or a shape. */
export function resolveType(e: Evaluator, file: LoadedFile, type: TypeRef, hops = 0): readonly Target[] {
  if (hops > MAX_HOPS) return [];
  if (type.module !== undefined) return type.names.flatMap((name) => [...importedType(e, file, type.module!, name)]);
  const named = type.names.flatMap((name) => [
    ...e.remember(`type ${file.facts.path} ${name}`, () => namedType(e, file, name, hops)),
  ]);
  const members = type.members;
  if (named.length === 0 && members && members.size > 0) return [{ kind: 'shape', file, name: '', members }];
  return distinct(named);
}

function importedType(e: Evaluator, file: LoadedFile, module: string, name: string): readonly Target[] {
  const isTypeof = name.startsWith('typeof ');
  const value = e.imported(file, module, isTypeof ? name.slice(7) : name);
  return isTypeof || name === '*' ? value : instancesOf(value);
}

function namedType(e: Evaluator, file: LoadedFile, name: string, hops: number): readonly Target[] {
  const isTypeof = name.startsWith('typeof ');
  const [root = '', ...path] = (isTypeof ? name.slice(7) : name).split('.');
  const imported = file.facts.imports.get(root);
  if (imported) return importedNamed(e, file, imported, path, isTypeof, hops);
  const alias = file.facts.types.get(root);
  if (alias && !isTypeof) return aliasOf(e, file, root, hops);
  const cell = file.facts.cells.findIndex((candidate) => candidate.name === root && candidate.within === 0);
  if (cell >= 0) {
    const value = path.reduce<readonly Target[]>((at, step) => e.members(at, step), e.cell(file, cell));
    return isTypeof ? value : instancesOf(value);
  }
  const local = file.classes.find((cls) => cls.facts.name === root);
  if (local) return [{ kind: isTypeof ? 'class' : 'instance', cls: local }];
  return PLATFORM_TYPES.has(root) ? [{ kind: 'external', path: `global#${root}()` }] : [];
}

function importedNamed(
  e: Evaluator,
  file: LoadedFile,
  imported: { module: string; name: string },
  path: readonly string[],
  isTypeof: boolean,
  hops: number,
): readonly Target[] {
  const resolved = e.program.resolver.resolve(file.facts.path, imported.module);
  if (resolved.kind === 'file' && path.length === 0) {
    const target = e.load(resolved.path);
    const shape = target && !isTypeof ? exportedShape(e, target, imported.name, hops + 1) : undefined;
    if (shape && shape.length > 0) return shape;
  }
  const value = path.reduce<readonly Target[]>(
    (at, step) => e.members(at, step),
    e.imported(file, imported.module, imported.name),
  );
  return isTypeof ? value : instancesOf(value);
}

/** Finds an exported interface or alias, through barrels. */
function exportedShape(e: Evaluator, file: LoadedFile, name: string, hops: number): readonly Target[] | undefined {
  if (hops > MAX_HOPS) return undefined;
  if (file.facts.types.has(name)) return aliasOf(e, file, name, hops);
  const from = file.facts.exports.get(name);
  const modules = from?.kind === 'from' ? [from.module] : from ? [] : file.facts.exportAll;
  for (const module of modules) {
    const resolved = e.program.resolver.resolve(file.facts.path, module);
    const target =
      resolved.kind === 'file' && e.program.imports.mayExport(resolved.path, name) ? e.load(resolved.path) : undefined;
    const found = target && exportedShape(e, target, from?.kind === 'from' ? from.name : name, hops + 1);
    if (found) return found;
  }
  return undefined;
}

function aliasOf(e: Evaluator, file: LoadedFile, name: string, hops: number): readonly Target[] {
  const alias = file.facts.types.get(name)!;
  const own = alias.names.filter((other) => other !== name);
  const named = own.length > 0 ? resolveType(e, file, { names: own }, hops + 1) : [];
  const firm = named.filter((target) => target.kind !== 'shape');
  if (firm.length > 0) return firm;
  const inherited = named.flatMap((target) => (target.kind === 'shape' ? [...target.members] : []));
  return [{ kind: 'shape', file, name, members: new Map([...inherited, ...alias.members]) }];
}

function instancesOf(targets: readonly Target[]): readonly Target[] {
  return targets.flatMap((target): Target[] => {
    if (target.kind === 'class') return [{ kind: 'instance', cls: target.cls }];
    if (target.kind === 'external')
      return [{ kind: 'external', path: memberPath(target.path, '').replace(/\.$/, '') + '()' }];
    return [];
  });
}
