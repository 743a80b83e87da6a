/**
 * Where the value of a variable, field or parameter is written.
 */
import { fieldWrites } from '../link/members.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from '../link/program.js';
import type { Value } from '../model/facts.js';
import type { Context } from './match.js';
import type { OpenCalls } from './open-calls.js';

/** Gets the values written to what `ref` reads; undefined where that cannot be told. */
export function writesOf(context: Context, ref: ValueRef, calls: OpenCalls): readonly ValueRef[] | undefined {
  const value = valueOf(ref);
  switch (value.op) {
    case 'cell':
      return ref.fn.file.cellWrites.get(value.cell);
    case 'import':
      return importedWrites(context, ref, value);
    case 'param':
      return argumentsOf(context, ref.fn, value.index, calls);
    case 'get':
      return value.name === undefined ? undefined : memberWrites(context, { fn: ref.fn, id: value.of }, value.name);
    default:
      return undefined;
  }
}

function importedWrites(
  context: Context,
  ref: ValueRef,
  value: Extract<Value, { op: 'import' }>,
): readonly ValueRef[] | undefined {
  const { program } = context.callers.e;
  const resolved = program.resolver.resolve(ref.fn.file.facts.path, value.module);
  const file = resolved.kind === 'file' ? program.load(resolved.path) : undefined;
  const exported = file?.facts.exports.get(value.name);
  return file && exported?.kind === 'cell' ? file.cellWrites.get(exported.cell) : undefined;
}

function argumentsOf(
  context: Context,
  fn: FunctionNode,
  index: number,
  calls: OpenCalls,
): readonly ValueRef[] | undefined {
  if (calls.isOpen(fn)) {
    const arg = calls.argument(fn, index);
    return arg && [arg];
  }
  if (context.callers.isWidelyUsed(fn)) return undefined;
  const args = context.callers.invocations(fn).map((via) => via.argument(index));
  return args.length > 0 && args.every((arg) => arg !== undefined) ? args : undefined;
}

function memberWrites(context: Context, object: ValueRef, name: string): readonly ValueRef[] | undefined {
  const of = context.callers.resolve(object);
  const found = of.flatMap((target) => {
    if (target.kind === 'instance') return [...fieldWrites(target.cls, name)];
    if (target.kind === 'object') return [...propertyWrites(context, target.ref, name)];
    return [];
  });
  return found.length > 0 && of.every((target) => target.kind === 'instance' || target.kind === 'object')
    ? found
    : undefined;
}

function propertyWrites(context: Context, object: ValueRef, name: string): readonly ValueRef[] {
  const value = valueOf(object);
  const initial =
    value.op === 'object'
      ? value.properties
          .filter((property) => property.name === name)
          .map((property) => ({ fn: object.fn, id: property.value }))
      : [];
  const later = (context.callers.e.program.sets.get(name) ?? []).flatMap((set) => {
    const each = valueOf(set);
    if (each.op !== 'set') return [];
    // Both the object and whoever writes to it are in files that are there already.
    const isSame = context.glance.e
      .evaluate({ fn: set.fn, id: each.of })
      .some((target) => target.kind === 'object' && refKey(target.ref) === refKey(object));
    return isSame ? [{ fn: set.fn, id: each.value }] : [];
  });
  return [...initial, ...later];
}
