/** Finds members of classes and object literals, and what `this` is. */
import type { TypeRef } from '../model/facts.js';
import { pairMember } from './collections.js';
import type { Evaluator } from './evaluate.js';
import type { ClassNode, FunctionNode, ValueRef } from './program.js';
import { refKey, valueOf } from './program.js';
import { type Target, distinct } from './targets.js';

/** Gets what `this` may be inside `fn`. */
export function thisOf(e: Evaluator, fn: FunctionNode): readonly Target[] {
  const owner = thisOwner(fn);
  if (owner.facts.class !== undefined) {
    const cls = owner.file.classes[owner.facts.class]!;
    return [{ kind: owner.facts.static ? 'class' : 'instance', cls }];
  }
  if (owner.facts.kind === 'module') return [];
  return owner.holder ? holders(e, owner.holder) : [];
}

/** Gets the function whose `this` an arrow shares. */
export function thisOwner(fn: FunctionNode): FunctionNode {
  let at = fn;
  while (at.facts.kind === 'arrow' && at.facts.parent !== undefined) at = at.file.functions[at.facts.parent]!;
  return at;
}

/**
 * The object a method is written in. An options object's `methods: { … }` group shares its `this` with the outer
 * object, as component options do, so members are looked for in both.
 */
function holders(e: Evaluator, holder: ValueRef): readonly Target[] {
  const found: Target[] = [{ kind: 'object', ref: holder }];
  const uses = e.program.usesOf(holder);
  for (const use of uses)
    if (holder.fn.facts.values[use]?.op === 'object') found.push({ kind: 'object', ref: { fn: holder.fn, id: use } });
  return found;
}

/** Gets member `name` of a class's instances, or of the class itself. */
export function classMember(e: Evaluator, cls: ClassNode, name: string, isStatic: boolean): readonly Target[] {
  const own = ownMember(e, cls, name, isStatic);
  if (own.length > 0) return distinct([...own, ...overrides(e, cls, name, isStatic, own)]);
  const inherited = e.superclass(cls).flatMap((base) => [...e.member(base, name)]);
  if (inherited.length > 0) return distinct(inherited);
  return overrides(e, cls, name, isStatic, []);
}

function ownMember(e: Evaluator, cls: ClassNode, name: string, isStatic: boolean): readonly Target[] {
  const member = cls.facts.members.get(name);
  if (member?.function !== undefined && member.static === isStatic) {
    const fn = cls.file.functions[member.function]!;
    return member.kind === 'getter' ? e.returns(fn) : [{ kind: 'function', fn }];
  }
  const stored = fieldWrites(cls, name).flatMap((write) => [...e.evaluate(write)]);
  const inside = stored.filter((target) => !isBlank(target));
  const firm = inside.length > 0 || !member ? inside : setFromOutside(e, cls, name);
  if (firm.some((target) => target.kind !== 'param')) return firm;
  const typed = e.type(cls.file, memberType(cls, name));
  return typed.some((target) => target.kind !== 'shape') || firm.length === 0
    ? [...typed, ...firm]
    : [...firm, ...typed];
}

/** `journal.onText = (text) => …` where the class only declares `onText`. */
function setFromOutside(e: Evaluator, cls: ClassNode, name: string): readonly Target[] {
  return (e.program.sets.get(name) ?? []).flatMap((site) => {
    const set = valueOf(site);
    if (set.op !== 'set' || site.fn.facts.values[set.of]?.op === 'this') return [];
    const isMember = e
      .evaluate({ fn: site.fn, id: set.of })
      .some((target) => target.kind === 'instance' && target.cls === cls);
    return isMember ? [...e.evaluate({ fn: site.fn, id: set.value })] : [];
  });
}

function isBlank(target: Target): boolean {
  return target.kind === 'const' && (target.value === undefined || target.value === null);
}

/** Gets the type that is written at a field, or at the constructor parameter that makes it. */
export function memberType(cls: ClassNode, name: string): TypeRef | undefined {
  return cls.facts.members.get(name)?.type ?? fieldParameterType(cls, name);
}

function fieldParameterType(cls: ClassNode, name: string): TypeRef | undefined {
  const constructor = cls.facts.constructor_;
  if (constructor === undefined) return undefined;
  return cls.file.functions[constructor]!.facts.params.find((param) => param.field && param.name === name)?.type;
}

const writesByClass = new WeakMap<ClassNode, Map<string, ValueRef[]>>();

/** Gets the values that a class's own functions store into `this.name`. */
export function fieldWrites(cls: ClassNode, name: string): readonly ValueRef[] {
  let writes = writesByClass.get(cls);
  if (!writes) {
    writes = new Map();
    for (const fn of cls.file.functions) {
      const owner = thisOwner(fn);
      if (owner.facts.class === undefined || cls.file.classes[owner.facts.class] !== cls) continue;
      collectFieldWrites(fn, writes);
    }
    writesByClass.set(cls, writes);
  }
  return writes.get(name) ?? [];
}

function collectFieldWrites(fn: FunctionNode, into: Map<string, ValueRef[]>): void {
  for (const value of fn.facts.values) {
    if (value.op !== 'set' || value.name === undefined || fn.facts.values[value.of]?.op !== 'this') continue;
    const known = into.get(value.name);
    const ref = { fn, id: value.value };
    if (known) known.push(ref);
    else into.set(value.name, [ref]);
  }
}

/** Virtual dispatch: the same member of the loaded classes that extend this one. */
function overrides(
  e: Evaluator,
  cls: ClassNode,
  name: string,
  isStatic: boolean,
  own: readonly Target[],
): readonly Target[] {
  if (isStatic || (own.length > 0 && own.some((target) => target.kind !== 'function'))) return [];
  return subclasses(e, cls).flatMap((sub) => {
    const member = sub.facts.members.get(name);
    return member?.function !== undefined && !member.static && member.kind === 'method'
      ? [{ kind: 'function' as const, fn: sub.file.functions[member.function]! }]
      : [];
  });
}

/** Gets the loaded classes below `cls`. */
export function subclasses(e: Evaluator, cls: ClassNode): readonly ClassNode[] {
  if (cls.facts.name === '') return [];
  return e.program.derived.filter(
    (candidate) => candidate !== cls && extendsNamed(candidate, cls) && inherits(e, candidate, cls, 0),
  );
}

/** A cheap first look: the superclass expression ends in a name; renamed imports are rare enough to lose. */
function extendsNamed(candidate: ClassNode, cls: ClassNode): boolean {
  const within = candidate.file.functions[candidate.facts.within]!;
  const value = within.facts.values[candidate.facts.extends!];
  if (value?.op === 'import') return value.name === cls.facts.name || value.name === 'default';
  return value?.op === 'cell' || value?.op === 'get' || value?.op === 'class';
}

function inherits(e: Evaluator, candidate: ClassNode, cls: ClassNode, depth: number): boolean {
  if (depth > 6) return false;
  return e
    .superclass(candidate)
    .some((base) => base.kind === 'instance' && (base.cls === cls || inherits(e, base.cls, cls, depth + 1)));
}

/** Gets property `name` of an object literal, with what is stored into it elsewhere in its file. */
export function objectMember(e: Evaluator, ref: ValueRef, name: string): readonly Target[] {
  const value = valueOf(ref);
  if (value.op === 'array') return arrayMember(e, ref, value.elements, name);
  if (value.op === 'call') return pairMember(e, ref, value, name);
  if (value.op !== 'object') return [];
  const found: Target[] = [];
  for (const property of value.properties) {
    const held = { fn: ref.fn, id: property.value };
    if (property.name === name) found.push(...e.evaluate(held));
    else if (property.spread) found.push(...e.members(e.evaluate(held), name));
  }
  if (found.length === 0) found.push(...storedInto(e, ref, name).flatMap((stored) => [...e.evaluate(stored)]));
  return found;
}

function arrayMember(e: Evaluator, ref: ValueRef, elements: readonly number[], name: string): readonly Target[] {
  if (!/^\d+$/.test(name)) return [{ kind: 'external', path: `global#Array().${name}` }];
  const element = elements[Number(name)];
  return element === undefined ? [] : e.evaluate({ fn: ref.fn, id: element });
}

/** Gets the values that this file stores as property `name` of what `ref` reads. */
export function storedInto(e: Evaluator, ref: ValueRef, name: string): readonly ValueRef[] {
  const value = valueOf(ref);
  const of = (id: number): ValueRef => ({ fn: ref.fn, id });
  if (value.op === 'typed') return value.of === undefined ? [] : storedInto(e, of(value.of), name);
  if (value.op === 'updated')
    return [...(value.name === name ? [of(value.value)] : []), ...storedInto(e, of(value.of), name)];
  return (e.program.sets.get(name) ?? []).flatMap((site) => {
    const set = valueOf(site);
    if (set.op !== 'set' || site.fn.file !== ref.fn.file) return [];
    return isSameVariable(e, ref, { fn: site.fn, id: set.of }) ? [{ fn: site.fn, id: set.value }] : [];
  });
}

function isSameVariable(e: Evaluator, one: ValueRef, other: ValueRef): boolean {
  if (refKey(one) === refKey(other)) return true;
  const [left, right] = [valueOf(one), valueOf(other)];
  if (left.op === 'cell' && right.op === 'cell' && left.cell === right.cell) return true;
  const objects = new Set(e.evaluate(one).flatMap((target) => (target.kind === 'object' ? [refKey(target.ref)] : [])));
  return e.evaluate(other).some((target) => target.kind === 'object' && objects.has(refKey(target.ref)));
}
