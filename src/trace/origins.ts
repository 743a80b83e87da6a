/**
 * Where a value was made: the literal, function or call that it comes from, as a key. Two values with a key in common
 * may be the same; two without, whose origins were all found, are not.
 */
import { type ValueRef, refKey, valueOf } from '../link/program.js';
import { type Target, targetKey } from '../link/targets.js';
import type { Port } from '../model/catalogue.js';
import { parsePort } from '../catalogue/patterns.js';
import { type Context, headRef, portPlaces } from './match.js';
import { OpenCalls } from './open-calls.js';
import { writesOf } from './writes.js';

export interface Origins {
  readonly keys: ReadonlySet<string>;
  /** Holds if some of them were not found. */
  readonly open: boolean;
  /** The calls among them. */
  readonly calls: readonly ValueRef[];
}

const MAX_DEPTH = 8;
const NOTHING = 'nothing';

/** Says whether two ports hold the same. */
export function isSame(one: Origins, other: Origins): 'yes' | 'no' | 'unknown' {
  if ([...one.keys].some((key) => other.keys.has(key))) return 'yes';
  return one.open || other.open ? 'unknown' : 'no';
}

/** Gets the origins of what stands at a port of a call. */
export function originsAt(context: Context, site: ValueRef, port: Port): Origins {
  const [head, ...steps] = parsePort(port);
  if (head!.kind === 'return') return made(site);
  const start = headRef(site, head!);
  if (!start) return one(NOTHING);
  if (head!.kind === 'receiver' && steps.length === 0) return ofTargets(context.callers.resolve(start));
  const places = steps.length === 0 ? [{ ref: start, path: [] }] : portPlaces(context, site, port);
  const found = places.map(({ ref, path }) => below(originsOf(context, ref), path));
  // A place inside of what cannot be read.
  return together(found.length > 0 ? found : [one(NOTHING), OPEN]);
}

export function originsOf(context: Context, ref: ValueRef): Origins {
  return search(context, ref, new Set(), 0);
}

function made(ref: ValueRef): Origins {
  return { keys: new Set([`made ${refKey(ref)}`]), open: false, calls: valueOf(ref).op === 'call' ? [ref] : [] };
}

function ofTargets(targets: readonly Target[]): Origins {
  const known = targets.filter(({ kind }) => kind === 'external' || kind === 'instance' || kind === 'object');
  const open = known.length < targets.length || targets.length === 0 || targets.some(isUnknown);
  return { keys: new Set(known.filter((target) => !isUnknown(target)).map(targetKey)), open, calls: [] };
}

function isUnknown(target: Target): boolean {
  return target.kind === 'external' && target.path.startsWith('?');
}

function search(context: Context, ref: ValueRef, seen: Set<number>, depth: number): Origins {
  if (depth > MAX_DEPTH) return OPEN;
  if (seen.has(refKey(ref))) return NONE;
  seen.add(refKey(ref));
  const value = valueOf(ref);
  const next = (id: number): Origins => search(context, { fn: ref.fn, id }, seen, depth + 1);
  switch (value.op) {
    case 'const':
      return value.value === null || value.value === undefined ? NONE : one(`const ${JSON.stringify(value.value)}`);
    case 'function':
      return one(`function ${ref.fn.file.functions[value.function]!.index}`);
    case 'call':
    case 'object':
    case 'array':
      return made(ref);
    case 'await':
    case 'updated':
      return next(value.of);
    case 'typed':
      return value.of === undefined ? OPEN : next(value.of);
    case 'phi':
      return together(value.of.map(next));
    case 'logic':
      return together([next(value.left), next(value.right)]);
    case 'choose':
      return together([next(value.then), next(value.else)]);
    default:
      return written(context, ref, seen, depth);
  }
}

function written(context: Context, ref: ValueRef, seen: Set<number>, depth: number): Origins {
  const methods = methodsOf(context, ref);
  if (methods.length > 0) return together(methods.map(one));
  const writes = writesOf(context, ref, new OpenCalls());
  if (writes) return together(writes.map((write) => search(context, write, seen, depth + 1)));
  const value = valueOf(ref);
  // What a package exports is one thing, whatever that is.
  if (value.op === 'import' || value.op === 'global') return ofTargets(context.callers.e.evaluate(ref));
  if (value.op !== 'get' || value.name === undefined) return OPEN;
  return below(search(context, { fn: ref.fn, id: value.of }, seen, depth + 1), [value.name]);
}

/** `this.onKey` where `onKey` is a method: each read is the same function. */
function methodsOf(context: Context, ref: ValueRef): readonly string[] {
  const value = valueOf(ref);
  if (value.op !== 'get' || value.name === undefined) return [];
  const { name } = value;
  return context.callers.e.evaluate({ fn: ref.fn, id: value.of }).flatMap((target) => {
    const member =
      target.kind === 'instance' || target.kind === 'class' ? target.cls.facts.members.get(name) : undefined;
    return member?.kind === 'method' && member.function !== undefined && target.kind !== 'external'
      ? [`function ${(target as Extract<Target, { kind: 'instance' }>).cls.file.functions[member.function]!.index}`]
      : [];
  });
}

function below(origins: Origins, path: readonly string[]): Origins {
  if (path.length === 0) return origins;
  const keys = new Set([...origins.keys].map((key) => [key, ...path].join('.')));
  return { keys, open: origins.open, calls: [] };
}

const NONE: Origins = { keys: new Set(), open: false, calls: [] };
const OPEN: Origins = { keys: new Set(), open: true, calls: [] };

function one(key: string): Origins {
  return { keys: new Set([key]), open: false, calls: [] };
}

function together(all: readonly Origins[]): Origins {
  return {
    keys: new Set(all.flatMap(({ keys }) => [...keys])),
    open: all.some(({ open }) => open),
    calls: all.flatMap(({ calls }) => calls),
  };
}
