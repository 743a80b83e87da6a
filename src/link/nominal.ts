/**
 * A first look at written types, so that a file is not parsed only to learn that its class is not the one in question.
 *
 * Nominal: a class reaches a variable under its own name, or under one that it extends or implements. An alias that
 * another file exports is not seen through.
 */
import type { TypeRef, Value } from '../model/facts.js';
import type { Evaluator } from './evaluate.js';
import { memberType, subclasses, thisOwner } from './members.js';
import { type ClassNode, type ValueRef, valueOf } from './program.js';

/** Holds if `ref` is declared as something that no instance of `cls` is. */
export function isDeclaredOtherwise(e: Evaluator, ref: ValueRef, cls: ClassNode): boolean {
  const type = writtenType(ref);
  if (type === undefined || type.module !== undefined || type.names.length === 0 || type.members?.size) return false;
  const family = familyOf(e, cls);
  return type.names.every((name) => {
    const imported = ref.fn.file.facts.imports.get(name);
    return imported !== undefined && imported.name !== 'default' && !family.has(imported.name);
  });
}

/** Holds if `ref` is declared as an interface that `cls` implements. */
export function isDeclaredAsInterfaceOf(ref: ValueRef, cls: ClassNode): boolean {
  return (writtenType(ref)?.names ?? []).some((name) => {
    const imported = ref.fn.file.facts.imports.get(name);
    return cls.facts.implements.includes(imported?.name ?? name);
  });
}

function writtenType(ref: ValueRef): TypeRef | undefined {
  const value = valueOf(ref);
  if (value.op === 'param') return ref.fn.facts.params[value.index]?.type;
  if (value.op === 'cell') return ref.fn.file.facts.cells[value.cell]!.type;
  return value.op === 'get' ? fieldType(ref, value) : undefined;
}

function fieldType(ref: ValueRef, value: Extract<Value, { op: 'get' }>): TypeRef | undefined {
  if (value.name === undefined || ref.fn.facts.values[value.of]?.op !== 'this') return undefined;
  const owner = thisOwner(ref.fn);
  return owner.facts.class === undefined ? undefined : memberType(owner.file.classes[owner.facts.class]!, value.name);
}

/** Names under which an instance may travel: its own, those it extends or implements, and its subclasses'. */
function familyOf(e: Evaluator, cls: ClassNode, depth = 0): ReadonlySet<string> {
  const bases = depth > 6 ? [] : e.superclass(cls).flatMap((base) => (base.kind === 'instance' ? [base.cls] : []));
  return new Set([
    cls.facts.name,
    ...cls.facts.implements,
    ...bases.flatMap((base) => [...familyOf(e, base, depth + 1)]),
    ...(depth === 0 ? subclasses(e, cls).map((sub) => sub.facts.name) : []),
  ]);
}
