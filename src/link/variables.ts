/** Variables of modules: which one a value reads, here or by import, and where else it is read. */
import type { Evaluator } from './evaluate.js';
import { type LoadedFile, type ValueRef, valueOf } from './program.js';

export interface Variable {
  readonly file: LoadedFile;
  readonly cell: number;
}

const MAX_BARRELS = 4;

/** Gets the variable that a value reads; undefined for any other value. */
export function variableOf(e: Evaluator, ref: ValueRef): Variable | undefined {
  const value = valueOf(ref);
  if (value.op === 'cell') return { file: ref.fn.file, cell: value.cell };
  return value.op === 'import' ? exportedBy(e, ref.fn.file.facts.path, value.module, value.name, 0) : undefined;
}

export function isSameVariable(one: Variable | undefined, other: Variable): boolean {
  return one?.file === other.file && one.cell === other.cell;
}

/** Gets every read of a variable, also in the files that import it, which are loaded for that. */
export function readsOf(e: Evaluator, variable: Variable): readonly ValueRef[] {
  const { file, cell } = variable;
  const names = [...file.facts.exports].flatMap(([name, exported]) =>
    exported.kind === 'cell' && exported.cell === cell ? [name] : [],
  );
  const imported = names.flatMap((name) => {
    e.program.loadDependents(file.facts.path, name, e.mayLoad);
    return (e.program.importReads.get(name) ?? []).filter((read) => isSameVariable(variableOf(e, read), variable));
  });
  return [...(file.cellReads.get(cell) ?? []), ...imported];
}

function exportedBy(e: Evaluator, from: string, module: string, name: string, depth: number): Variable | undefined {
  const resolved = e.program.resolver.resolve(from, module);
  const file = resolved.kind === 'file' ? e.load(resolved.path) : undefined;
  const exported = file?.facts.exports.get(name);
  if (!file || !exported || depth > MAX_BARRELS) return undefined;
  return exported.kind === 'cell'
    ? { file, cell: exported.cell }
    : exportedBy(e, file.facts.path, exported.module, exported.name, depth + 1);
}
