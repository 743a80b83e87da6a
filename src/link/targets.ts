/**
 * What a value may stand for, as far as names, scopes and modules tell.
 */
import type { Literal, TypeRef } from '../model/facts.js';
import { type ClassNode, type FunctionNode, type LoadedFile, type ValueRef, refKey } from './program.js';

export type Target =
  | {
      readonly kind: 'function';
      readonly fn: FunctionNode;
      /** Arguments fixed by `.bind`. */ readonly bound?: readonly ValueRef[];
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

const UNKNOWN_ROOT = '?';
export const UNKNOWN: Target = { kind: 'external', path: UNKNOWN_ROOT };

export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'function':
      return `f${target.fn.index}${target.bound ? `b${target.bound.map(refKey).join()}` : ''}`;
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

const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self', 'global', 'top']);

/** Gets the access path of a global name; the global object itself is the root. */
export function globalPath(name: string): string {
  return GLOBAL_OBJECTS.has(name) ? 'global#' : `global#${name}`;
}
