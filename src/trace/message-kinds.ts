/**
 * Messages that share a channel and say by a field what they are: `{ type: 'click', … }`.
 *
 * In: the object that is sent, or put aside among others. Out: its literal fields, which go along with the content, so
 * that a handler, or a case, for another kind of message does not get it.
 */
import type { ValueId } from '../model/facts.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from '../link/program.js';
import { type ContentFact, isElement, nameOfStep } from './facts.js';
import { type Context, onlyText } from './match.js';
import { isSame } from './same.js';
import { impliedBy } from './tests.js';

export interface MessageKind {
  readonly fields: ReadonlyMap<string, string>;
  /** Length of the path from the message to the content. */
  readonly depth: number;
  /** Holds once content was taken out of the message: what it is part of from then on is something else. */
  readonly isTaken?: boolean;
}

/** Gets the kind of the message at `sent`, which the content is part of. */
export function kindOf(context: Context, fact: ContentFact, sent: ValueRef): MessageKind | undefined {
  const [message, ...others] = context.callers.resolve(sent, fact.frame).filter((target) => target.kind === 'object');
  const value = message && others.length === 0 ? valueOf(message.ref) : undefined;
  if (!message || value?.op !== 'object') return undefined;
  const fields = new Map<string, string>();
  for (const { name, value: id, spread } of value.properties) {
    const ref = { fn: message.ref.fn, id };
    const written = spread ? namesSpread(context, ref, fact.frame) : name === undefined ? undefined : [name];
    // What is written later and cannot be read may be any field.
    if (!written) fields.clear();
    written?.forEach((each) => fields.delete(each));
    const text = spread || name === undefined ? undefined : textAt(context, fact, ref);
    if (text !== undefined) fields.set(name!, text);
  }
  for (const name of fields.keys()) if (isAssigned(context, message.ref, name)) fields.delete(name);
  return fields.size > 0 ? { fields, depth: fact.path.length } : undefined;
}

/** `message.type = 'click'`, in the file that makes the message. */
function isAssigned(context: Context, object: ValueRef, name: string): boolean {
  const { e } = context.glance;
  return (e.program.sets.get(name) ?? []).some(({ fn, id }) => {
    const set = fn.facts.values[id]!;
    return (
      set.op === 'set' &&
      fn.file === object.fn.file &&
      e.evaluate({ fn, id: set.of }).some((target) => target.kind === 'object' && refKey(target.ref) === refKey(object))
    );
  });
}

/** `{ ...payload }`: the names that this writes; undefined where they cannot be told. */
function namesSpread(context: Context, ref: ValueRef, frame: ContentFact['frame']): readonly string[] | undefined {
  const names: string[] = [];
  const targets = context.callers.resolve(ref, frame);
  for (const target of targets) {
    const value = target.kind === 'object' ? valueOf(target.ref) : undefined;
    if (value?.op !== 'object') return undefined;
    for (const { name, spread } of value.properties) {
      if (spread || name === undefined) return undefined;
      names.push(name);
    }
  }
  return targets.length > 0 ? names : undefined;
}

/** A literal, one that a caller gave, or the field of a message that this one is made of: `{ kind: message.type }`. */
function textAt(context: Context, fact: ContentFact, ref: ValueRef): string | undefined {
  const [target, ...others] = context.callers.resolve(ref, fact.frame);
  if (target?.kind === 'const' && others.length === 0)
    return typeof target.value === 'string' ? target.value : undefined;
  return fieldRead(fact, ref.fn, ref.id);
}

export function kindKey(kind: MessageKind | undefined): string {
  return kind ? [...kind.fields].join() : '';
}

/** Gets what is still known of the message after a step: nothing, once its content alone is with somebody else. */
export function kindAfter(from: ContentFact, to: ValueRef, path: readonly string[]): MessageKind | undefined {
  const { kind } = from;
  if (!kind) return undefined;
  const value = valueOf(to);
  const isMember = value.op === 'get' && value.of === from.ref.id && from.path.length <= kind.depth;
  if (!isMember && kindKept(kind, path)) return kind;
  return to.fn === from.ref.fn ? { ...kind, isTaken: true } : undefined;
}

/** Gets what is known of a message that was put aside. */
export function kindKept(kind: MessageKind | undefined, path: readonly string[]): MessageKind | undefined {
  return kind && !kind.isTaken && path.length >= kind.depth ? kind : undefined;
}

/** Holds if this point is only reached by another kind of message. */
export function isForOtherKind(context: Context, fact: ContentFact, at: ValueRef): boolean {
  const { fn } = at;
  return impliedBy(fn, fn.facts.when[at.id]!, (value, truthy) => holds(context, fact, fn, value) === !truthy);
}

/** Says whether `message.type === 'click'` holds for this message; undefined where it asks something else. */
function holds(context: Context, fact: ContentFact, fn: FunctionNode, id: ValueId): boolean | undefined {
  const value = fn.facts.values[id]!;
  if (value.op !== 'compare') return undefined;
  const field = fieldRead(fact, fn, value.left) ?? fieldRead(fact, fn, value.right);
  const text = onlyText(context, { fn, id: value.right }) ?? onlyText(context, { fn, id: value.left });
  if (field === undefined || text === undefined) return undefined;
  if (value.operator === '===' || value.operator === '==') return field === text;
  return value.operator === '!==' || value.operator === '!=' ? field !== text : undefined;
}

/** Gets the field that a value reads of a message which the content came in. */
function fieldRead(fact: ContentFact, fn: FunctionNode, id: ValueId): string | undefined {
  const value = fn.facts.values[id]!;
  if (value.op !== 'get' || value.name === undefined) return undefined;
  for (let at: ContentFact | undefined = fact; at; at = at.from) {
    const { kind, ref, path } = at;
    const field = kind && !kind.isTaken ? kind.fields.get(value.name) : undefined;
    if (field === undefined) continue;
    const steps = path.slice(0, Math.max(0, path.length - kind!.depth));
    if (isAt(ref, steps, { fn, id: value.of })) return field;
  }
  return undefined;
}

/** Holds if `other` is what these steps lead to from `ref`. */
function isAt(ref: ValueRef, steps: readonly string[], other: ValueRef): boolean {
  const value = valueOf(other);
  if (value.op === 'typed' && value.of !== undefined) return isAt(ref, steps, { fn: other.fn, id: value.of });
  const last = steps.at(-1);
  if (last === undefined) return isSame(ref, other);
  if (value.op !== 'get' && value.op !== 'element') return false;
  const isStep = isElement(last) || (value.op === 'get' && value.name === nameOfStep(last));
  return isStep && isAt(ref, steps.slice(0, -1), { fn: other.fn, id: value.of });
}

/** `handlers[message.type](message)`: holds if `fn` is in the table under another kind's name. */
export function isHandlerOfOtherKind(
  context: Context,
  fact: ContentFact,
  callee: ValueRef,
  handler: FunctionNode,
): boolean {
  const value = valueOf(callee);
  const field = value.op === 'get' && value.key !== undefined ? fieldRead(fact, callee.fn, value.key) : undefined;
  if (field === undefined) return false;
  const names = registeredNames(context, handler);
  return names.length > 0 && !names.includes(field);
}

/** `register('click', fn)`, `{ click: fn }`. */
function registeredNames(context: Context, fn: FunctionNode): readonly string[] {
  if (!fn.creation) return [];
  const { program } = context.callers.e;
  const written = program.usesOf(fn.creation).flatMap((id) => {
    const use = fn.creation!.fn.facts.values[id]!;
    return use.op === 'write' ? [...(fn.file.cellReads.get(use.cell) ?? [])] : [];
  });
  return [fn.creation, ...written].flatMap((ref) =>
    program.usesOf(ref).flatMap((id) => [...namesBeside(context, ref, id)]),
  );
}

function namesBeside(context: Context, ref: ValueRef, user: ValueId): readonly string[] {
  const use = ref.fn.facts.values[user]!;
  if (use.op === 'object')
    return use.properties.flatMap(({ name, value }) => (value === ref.id && name !== undefined ? [name] : []));
  if (use.op !== 'call' || use.callee === ref.id) return [];
  return use.args.flatMap((id) => onlyText(context, { fn: ref.fn, id }) ?? []);
}
