/**
 * The path and method of a request, as far as its code spells them out.
 *
 * In: the call that sends it. Out: the segments of the path from the last part that could not be read on.
 */
import { parsePort } from '../catalogue/patterns.js';
import type { RequestModel, RouteName } from '../model/catalogue.js';
import type { Frame } from '../link/frames.js';
import { type ValueRef, valueOf } from '../link/program.js';
import { type Context, headRef, portTargets } from './match.js';

/** Stands for a part of an address that could not be read. */
const UNREAD = '\0';
const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

export interface Address {
  readonly method: string;
  /** A segment that could not be read, or that a route fills in, is `*`. */
  readonly segments: readonly string[];
  /** Holds if nothing stands before the first segment but a host. */
  readonly isWhole: boolean;
  /** Absent where it is a path. */
  readonly named?: RouteName;
}

export function addressOf(
  context: Context,
  site: ValueRef,
  api: string,
  model: RequestModel,
  frame?: Frame,
): Address | undefined {
  if (model.named === 'held') return heldAddress(api);
  if (model.url === undefined) return undefined;
  const [head, ...rest] = parsePort(model.url);
  const start = headRef(site, head!);
  const texts =
    start && rest.length === 0 ? [textOf(context, start, frame, 0)] : literals(context, site, model.url, frame);
  const [text] = texts;
  const path = text === undefined ? undefined : pathOf(text);
  return path && { ...path, method: methodOf(context, site, api, model, frame) };
}

/** `client().keys.add.mutate`: the members between the client and what is called. */
function heldAddress(api: string): Address | undefined {
  const segments = api
    .split('.')
    .slice(1, -1)
    .filter((name) => !name.endsWith(')'));
  return segments.length === 0 ? undefined : { method: 'any', segments, isWhole: true, named: 'held' };
}

function methodOf(context: Context, site: ValueRef, api: string, model: RequestModel, frame?: Frame): string {
  const [written] = model.method === undefined ? [] : literals(context, site, model.method, frame);
  if (written !== undefined) return written.toLowerCase();
  return model.request === 'name' ? nameOf(api) : model.request;
}

/** Gets the HTTP method that an API is called after; `any` where it is called otherwise. */
export function nameOf(api: string): string {
  const name = api
    .replace(/(?:\(\))+$/, '')
    .replace(/^.*[.#@]/, '')
    .toLowerCase();
  return METHODS.has(name) ? name : 'any';
}

function literals(context: Context, site: ValueRef, port: string, frame?: Frame): readonly string[] {
  return (portTargets(context, site, port, frame) ?? []).flatMap((target) =>
    target.kind === 'const' && typeof target.value === 'string' ? [target.value] : [],
  );
}

/** Gets a text with a mark in the place of each part that could not be read. */
export function textOf(context: Context, ref: ValueRef, frame: Frame | undefined, depth: number): string {
  const value = valueOf(ref);
  const next = (id: number): string => textOf(context, { fn: ref.fn, id }, frame, depth + 1);
  if (depth > 6) return UNREAD;
  if (value.op === 'template')
    return value.text
      .map((text, index) => text + (value.parts[index] === undefined ? '' : next(value.parts[index])))
      .join('');
  if (value.op === 'arithmetic' && value.operator === '+') return next(value.left) + next(value.right);
  if (value.op === 'typed' && value.of !== undefined) return next(value.of);
  const known = context.callers.resolve(ref, frame);
  const [only] = known;
  if (known.length === 1 && only?.kind === 'const' && typeof only.value === 'string') return only.value;
  if (value.op === 'cell') {
    const writes = ref.fn.file.cellWrites.get(value.cell) ?? [];
    if (writes.length === 1) return textOf(context, writes[0]!, undefined, depth + 1);
  }
  return UNREAD;
}

/** `https://host/api/keys?x=1` is `api`, `keys`; what was not read before the last whole segment is left out. */
export function pathOf(text: string): { segments: readonly string[]; isWhole: boolean } | undefined {
  const bare = text.replace(/[?#].*$/s, '');
  const local = bare.replace(/^(?:[a-z]+:)?\/\/[^/]*/i, '');
  const isWhole = local.startsWith('/') && (local !== bare || bare.startsWith('/'));
  const from = isWhole ? local : local.slice(leadingUnread(local));
  const segments = from
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (segment.includes(UNREAD) || segment.startsWith(':') || /^[[{*]/.test(segment) ? '*' : segment));
  return segments.some((segment) => segment !== '*') ? { segments, isWhole } : undefined;
}

/** `${base}/v1/keys`: what comes before the first slash is a host, or a host and a part of the path. */
function leadingUnread(text: string): number {
  if (!text.startsWith(UNREAD)) return 0;
  const slash = text.indexOf('/');
  return slash < 0 ? text.length : slash;
}
