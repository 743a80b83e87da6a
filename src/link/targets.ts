/**
 * What a value may stand for, as far as names, scopes and modules tell.
 */
import type { Literal, TypeRef } from '../model/facts.js';
import { type ClassNode, type FunctionNode, type LoadedFile, type ValueRef, refKey } from './program.js';

export type Target =
  | {
      readonly kind: 'function';
      readonly fn: FunctionNode;
      /** Arguments fixed by `.bind`. */
      readonly bound?: readonly ValueRef[];
      /** Where the closure was made. */
      readonly made?: Making;
    }
  | { readonly kind: 'class'; readonly cls: ClassNode }
  | { readonly kind: 'instance'; readonly cls: ClassNode }
  | { readonly kind: 'object'; readonly ref: ValueRef }
  | { readonly kind: 'module'; readonly file: LoadedFile }
  /** An interface or object type: only its members' types are known. */
  | {
      readonly kind: 'shape';
      readonly file: LoadedFile;
      readonly name: string;
      readonly members: ReadonlyMap<string, TypeRef>;
    }
  /** `electron#clipboard.readText`, `global#document.addEventListener`, `?.send` for an unknown receiver. */
  | { readonly kind: 'external'; readonly path: string }
  | { readonly kind: 'const'; readonly value: Literal }
  /** Whatever the callers of `fn` pass, then these members of it; `()` is a call's result. */
  | { readonly kind: 'param'; readonly fn: FunctionNode; readonly index: number; readonly path: readonly string[] };

/**
 * The call of `fn` that returned a closure: two handlers that go through one wrapper are told apart by it.
 * `within` is the call whose function made that call, if the closure came out of that one too.
 */
export interface Making {
  readonly fn: FunctionNode;
  readonly site: ValueRef;
  readonly within?: Making;
}

const UNKNOWN_ROOT = '?';
export const UNKNOWN: Target = { kind: 'external', path: UNKNOWN_ROOT };

export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'function':
      return `f${target.fn.index}${target.bound ? `b${target.bound.map(refKey).join()}` : ''}${makingKey(target.made)}`;
    case 'class':
      return `c${target.cls.key}`;
    case 'instance':
      return `i${target.cls.key}`;
    case 'object':
      return `o${refKey(target.ref)}`;
    case 'module':
      return `m${target.file.facts.path}`;
    case 'shape':
      return `s${target.file.facts.path}#${target.name}`;
    case 'external':
      return `e${target.path}`;
    case 'const':
      return `k${typeof target.value}${String(target.value)}`;
    case 'param':
      return `p${target.fn.index}.${target.index}.${target.path.join('.')}`;
  }
}

function makingKey(made: Making | undefined): string {
  return made ? `m${refKey(made.site)}${makingKey(made.within)}` : '';
}

/** Adds the call that a closure comes out of; beyond a depth that no wrapper has, it is no longer told apart. */
export function madeBy(target: Target, fn: FunctionNode, site: ValueRef): Target {
  if (target.kind !== 'function') return target;
  const outer = outermostOf(target.made);
  const from = outer ? outer.site.fn : target.fn;
  if (!isInside(from, fn) || (from === fn && !outer)) return target;
  return { ...target, made: appended(target.made, { fn, site }, MAX_MAKINGS) };
}

const MAX_MAKINGS = 2;

function outermostOf(made: Making | undefined): Making | undefined {
  return made?.within ? outermostOf(made.within) : made;
}

function appended(made: Making | undefined, outer: Making, left: number): Making | undefined {
  if (!made) return left > 0 ? outer : undefined;
  return { ...made, within: appended(made.within, outer, left - 1) };
}

/** Holds if `fn` is `outer` or is written inside it. */
export function isInside(fn: FunctionNode, outer: FunctionNode): boolean {
  for (
    let at: FunctionNode | undefined = fn;
    at;
    at = at.facts.parent === undefined ? undefined : at.file.functions[at.facts.parent]
  )
    if (at === outer) return true;
  return false;
}

/** Beyond this many alternatives a value is as good as unknown. */
const MAX_TARGETS = 24;

/** Leaves out what is there twice. */
export function distinct(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets;
  const byKey = new Map<string, Target>();
  for (const target of targets) {
    byKey.set(targetKey(target), target);
    if (byKey.size >= MAX_TARGETS) break;
  }
  return [...byKey.values()];
}

/** Gets the access path of a member: `pkg#` + `a` is `pkg#a`; `default` names the module itself. */
export function memberPath(path: string, name: string): string {
  if (path.endsWith('#')) return name === 'default' ? path : `${path}${name}`;
  if (path === UNKNOWN_ROOT) return `?.${name}`;
  return path.endsWith('.default') ? `${path.slice(0, -8)}.${name}` : `${path}.${name}`;
}

/** Gets the access path of what is read from a value about which nothing else is known. */
export function pathInUnknown(steps: readonly string[]): string {
  return steps.reduce((path, step) => (step === '()' ? `${path}()` : memberPath(path, step)), UNKNOWN_ROOT);
}

const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self', 'global', 'top']);

/** Gets the access path of a global name; the global object itself is the root. */
export function globalPath(name: string): string {
  return GLOBAL_OBJECTS.has(name) ? 'global#' : `global#${name}`;
}
