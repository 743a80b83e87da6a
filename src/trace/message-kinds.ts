/**
 * Messages that share a channel and say by a field what they are: `{ type: 'click', … }`.
 *
 * In: the object that is sent. Out: its literal fields, which go along with the content, so that a handler of another
 * kind of message does not get it.
 */
import type { ValueId } from '../model/facts.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { ContentFact } from './facts.js';
import { type Context, onlyText } from './match.js';
import { impliedBy } from './tests.js';

export interface MessageKind {
  readonly fields: ReadonlyMap<string, string>;
  /** Length of the path from the message to the content: what is shorter is no longer the message. */
  readonly depth: number;
}

/** Gets the literal fields of the message at `sent`. */
export function literalFields(
  context: Context,
  sent: ValueRef,
  frame: ContentFact['frame'],
): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const [message, ...others] = context.callers.resolve(sent, frame).filter((target) => target.kind === 'object');
  const value = message && others.length === 0 ? valueOf(message.ref) : undefined;
  if (!message || value?.op !== 'object') return fields;
  for (const property of value.properties) {
    const text = onlyText(context, { fn: message.ref.fn, id: property.value });
    if (property.name !== undefined && text !== undefined) fields.set(property.name, text);
  }
  return fields;
}

export function kindKey(kind: MessageKind | undefined): string {
  return kind ? [...kind.fields].join() : '';
}

/** Gets what is still known of the message after a step: nothing, once its content is with somebody else. */
export function kindAfter(from: ContentFact, to: ValueRef, path: readonly string[]): MessageKind | undefined {
  const { kind } = from;
  return kind && (path.length >= kind.depth || to.fn === from.ref.fn) ? kind : undefined;
}

/** Holds if this point is only reached by another kind of message. */
export function isForOtherKind(context: Context, kind: MessageKind, at: ValueRef): boolean {
  const { fn } = at;
  return impliedBy(fn, fn.facts.when[at.id]!, (value, truthy) => holds(context, kind, fn, value) === !truthy);
}

/** Says whether `message.type === 'click'` holds for this message; undefined where it asks something else. */
function holds(context: Context, kind: MessageKind, fn: FunctionNode, id: ValueId): boolean | undefined {
  const value = fn.facts.values[id]!;
  if (value.op !== 'compare') return undefined;
  const field = fieldRead(kind, fn, value.left) ?? fieldRead(kind, fn, value.right);
  const text = onlyText(context, { fn, id: value.right }) ?? onlyText(context, { fn, id: value.left });
  if (field === undefined || text === undefined) return undefined;
  if (value.operator === '===' || value.operator === '==') return field === text;
  return value.operator === '!==' || value.operator === '!=' ? field !== text : undefined;
}

function fieldRead(kind: MessageKind, fn: FunctionNode, id: ValueId): string | undefined {
  const value = fn.facts.values[id]!;
  return value.op === 'get' && value.name !== undefined ? kind.fields.get(value.name) : undefined;
}

/** `handlers[message.type](message)`: holds if `fn` is in the table under another kind's name. */
export function isHandlerOfOtherKind(
  context: Context,
  kind: MessageKind,
  callee: ValueRef,
  handler: FunctionNode,
): boolean {
  const value = valueOf(callee);
  const field = value.op === 'get' && value.key !== undefined ? fieldRead(kind, callee.fn, value.key) : undefined;
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
