/**
 * Where content goes when it is put into something: fields, object literals, variables, and whatever else names
 * the same object.
 */
import type { Frame } from '../link/frames.js';
import { subclasses } from '../link/members.js';
import { type ClassNode, type ValueRef, refKey, valueOf } from '../link/program.js';
import { type Target, targetKey } from '../link/targets.js';
import type { Context } from './match.js';
import { viewedBy } from './views.js';

export interface Store {
  readonly ref: ValueRef;
  readonly path: readonly string[];
  readonly frame?: Frame;
}

const MAX_ALIAS_DEPTH = 6;

/** Holds if the object is made by the run of the function that puts something into it, and ends with that run. */
export function isMadeHere({ fn, id }: ValueRef): boolean {
  const value = fn.facts.values[id]!;
  switch (value.op) {
    case 'object':
    case 'array':
      return true;
    case 'call':
      return value.isNew;
    case 'updated':
      return isMadeHere({ fn, id: value.of });
    default:
      return false;
  }
}

/** Finds the values that show what is stored at `path` of `ref`. */
export class Heap {
  private readonly readers = new Map<string, readonly ValueRef[]>();

  constructor(private readonly context: Context) {}

  /** Gets every value that now holds the content: the object itself, its aliases, and reads of the field. */
  store(of: ValueRef, path: readonly string[], frame: Frame | undefined): readonly Store[] {
    const found: Store[] = [];
    this.reach(of, path, frame, found, new Set(), 0);
    return found;
  }

  private reach(
    of: ValueRef,
    path: readonly string[],
    frame: Frame | undefined,
    found: Store[],
    seen: Set<string>,
    depth: number,
  ): void {
    const key = `${refKey(of)}:${path.join('.')}`;
    if (seen.has(key) || depth > MAX_ALIAS_DEPTH) return;
    seen.add(key);
    found.push({ ref: of, path, frame });
    for (const target of this.context.callers.e.evaluate(of)) this.reachTarget(target, path, frame, found, seen, depth);
    this.reachOperands(of, path, frame, found, seen, depth);
  }

  private reachTarget(
    target: Target,
    path: readonly string[],
    frame: Frame | undefined,
    found: Store[],
    seen: Set<string>,
    depth: number,
  ): void {
    if (target.kind === 'object') {
      const key = `${refKey(target.ref)}:${path.join('.')}`;
      if (!seen.has(key)) {
        seen.add(key);
        found.push({ ref: target.ref, path });
      }
    }
    if (target.kind === 'param') this.reachArgument(target, path, frame, found, seen, depth);
    const [name, ...rest] = path;
    if (name !== undefined && name !== '*')
      for (const ref of this.readersOf(target, name)) found.push({ ref, path: rest });
  }

  /** The object came from a caller: it is that caller's object too. */
  private reachArgument(
    param: Extract<Target, { kind: 'param' }>,
    path: readonly string[],
    frame: Frame | undefined,
    found: Store[],
    seen: Set<string>,
    depth: number,
  ): void {
    const inner = [...param.path.filter((step) => step !== '()'), ...path];
    for (let at = frame; at; at = at.below) {
      if (at.fn !== param.fn) continue;
      const arg = at.via.argument(param.index);
      if (arg) this.reach(arg, inner, at.below, found, seen, depth + 1);
      return;
    }
    for (const via of this.context.callers.invocations(param.fn)) {
      const arg = via.argument(param.index);
      if (arg) this.reach(arg, inner, undefined, found, seen, depth + 1);
    }
  }

  private reachOperands(
    of: ValueRef,
    path: readonly string[],
    frame: Frame | undefined,
    found: Store[],
    seen: Set<string>,
    depth: number,
  ): void {
    const value = valueOf(of);
    const next = (id: number, inner = path): void =>
      this.reach({ fn: of.fn, id }, inner, frame, found, seen, depth + 1);
    switch (value.op) {
      case 'get':
        return next(value.of, [value.name ?? '*', ...path]);
      case 'cell':
        for (const ref of this.variableReads(of)) found.push({ ref, path });
        for (const viewed of viewedBy(this.context, of)) this.reach(viewed, path, frame, found, seen, depth + 1);
        return;
      case 'call':
        for (const viewed of viewedBy(this.context, of)) this.reach(viewed, path, frame, found, seen, depth + 1);
        return;
      case 'logic':
        next(value.left);
        return next(value.right);
      case 'phi':
        return value.of.forEach((id) => next(id));
      case 'typed':
        return value.of === undefined ? undefined : next(value.of);
      case 'await':
      case 'updated':
        return next(value.of);
    }
  }

  /** Gets the reads of a variable, in its own file and where it is exported to. */
  variableReads(cellRead: ValueRef): readonly ValueRef[] {
    const value = valueOf(cellRead);
    if (value.op !== 'cell' && value.op !== 'write') return [];
    const file = cellRead.fn.file;
    const own = file.cellReads.get(value.cell) ?? [];
    const names = [...file.facts.exports].flatMap(([name, exported]) =>
      exported.kind === 'cell' && exported.cell === value.cell ? [name] : [],
    );
    return names.length === 0
      ? own
      : [...own, ...names.flatMap((name) => [...this.importedReads(file.facts.path, name)])];
  }

  private importedReads(path: string, name: string): readonly ValueRef[] {
    const key = `import ${path} ${name}`;
    const known = this.readers.get(key);
    if (known) return known;
    const { program } = this.context.callers.e;
    program.loadDependents(path, name);
    const named = (program.importReads.get(name) ?? []).filter((ref) => {
      const value = valueOf(ref);
      if (value.op !== 'import') return false;
      const resolved = program.resolver.resolve(ref.fn.file.facts.path, value.module);
      return (
        resolved.kind === 'file' && (resolved.path === path || program.imports.dependents(path).has(resolved.path))
      );
    });
    const reads = [...named, ...this.namespaceReads(path, name)];
    this.readers.set(key, reads);
    return reads;
  }

  /** `import * as store from './store'`: `store.name`. */
  private namespaceReads(path: string, name: string): readonly ValueRef[] {
    return (this.context.callers.e.program.gets.get(name) ?? []).filter((get) => {
      const value = valueOf(get);
      const of = value.op === 'get' ? get.fn.facts.values[value.of] : undefined;
      if (of?.op !== 'import') return false;
      const holders = this.context.callers.e.imported(get.fn.file, of.module, of.name);
      return holders.some((target) => target.kind === 'module' && target.file.facts.path === path);
    });
  }

  /** Gets the reads of member `name` on what may be the same object. */
  readersOf(target: Target, name: string): readonly ValueRef[] {
    if (target.kind !== 'instance' && target.kind !== 'class' && target.kind !== 'object' && target.kind !== 'external')
      return [];
    // `?` is every unknown object at once, and a library's objects are the library's.
    if (target.kind === 'external' && !target.path.startsWith('global#')) return [];
    const key = `${targetKey(target)}.${name}`;
    const known = this.readers.get(key);
    if (known) return known;
    this.loadReaders(target, name);
    const isSame = this.sameObject(target);
    const reads = (this.context.callers.e.program.gets.get(name) ?? []).filter((get) => {
      const value = valueOf(get);
      return value.op === 'get' && this.context.glance.e.evaluate({ fn: get.fn, id: value.of }).some(isSame);
    });
    this.readers.set(key, reads);
    return reads;
  }

  private loadReaders(target: Target, name: string): void {
    if (target.kind !== 'instance' && target.kind !== 'class') return;
    const isPrivate = target.cls.facts.members.get(name)?.private;
    if (!isPrivate) this.context.callers.e.program.loadDependents(target.cls.file.facts.path, name);
  }

  private sameObject(target: Target): (other: Target) => boolean {
    if (target.kind !== 'instance') {
      const key = targetKey(target);
      return (other) => targetKey(other) === key;
    }
    const family = new Set<ClassNode>([
      target.cls,
      ...subclasses(this.context.callers.e, target.cls),
      ...this.bases(target.cls),
    ]);
    return (other) => other.kind === 'instance' && family.has(other.cls);
  }

  private bases(cls: ClassNode, depth = 0): readonly ClassNode[] {
    if (depth > MAX_ALIAS_DEPTH) return [];
    return this.context.callers.e
      .superclass(cls)
      .flatMap((base) => (base.kind === 'instance' ? [base.cls, ...this.bases(base.cls, depth + 1)] : []));
  }
}
