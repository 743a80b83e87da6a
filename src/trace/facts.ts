/**
 * What the content search moves around: "this path inside this value is content", and how it got there.
 */
import { type Frame, frameKey } from '../link/frames.js';
import { type ValueRef, refKey } from '../link/program.js';
import type { SinkKind, Step } from '../model/result.js';
import { type MessageKind, kindKey } from './message-kinds.js';
import type { SinkModel } from '../model/catalogue.js';

/** A redactor that content came through, and why that is no proof that it is gone. */
export interface Leak extends Step {
  /** Holds if nothing shows what it does; otherwise content is known to be left. */
  readonly isUnread?: boolean;
}

export type Raw = 'text' | 'value';

/** The property that content was under in an object whose properties are all gone through (entries.ts). */
export interface Entry {
  readonly property: string;
  /** The value that is the name, or a pair of name and value; absent while it is one of a list of pairs. */
  readonly at?: ValueRef;
}

export interface ContentFact {
  readonly ref: ValueRef;
  /** Property names from the value to the content; `*` is any element. Empty: the value itself is content. */
  readonly path: readonly string[];
  /** The calls that led here; absent where content came through the heap. */
  readonly frame?: Frame;
  /** The consent check that content passed on its way, if it passed one. */
  readonly gate?: readonly Step[];
  /** The redactor that content came through without being removed, or without anybody knowing. */
  readonly leaky?: Leak;
  /** Holds if it was stored on the way, in what outlives the handler: a field, a buffer, a component's state. */
  readonly kept?: boolean;
  /** Holds once it was read from a store that it had been written to. */
  readonly isReadBack?: boolean;
  /** What is known of the message that it is part of. */
  readonly kind?: MessageKind;
  /**
   * Of what is still the very value that was captured: a `text`, or a `value` that is a text or a number. It is no
   * object, so a test for one does not let it pass.
   */
  readonly raw?: Raw;
  /** The property that it is taken out of while all of them are gone through. */
  readonly entry?: Entry;
  /** Of a place where content starts: holds if the program had the object before. */
  readonly shared?: boolean;
  /** How it got here. Not part of a fact's identity: the first, shortest way is kept. */
  readonly from?: ContentFact;
  readonly note: string;
}

export interface SinkHit {
  readonly model: Pick<SinkModel, 'sink' | 'address'>;
  readonly kind: SinkKind;
  readonly api: string;
  readonly site: ValueRef;
  readonly fact: ContentFact;
}

const MAX_PATH = 5;

/** Paths longer than this are cut: the outer object then counts as content at the cut. */
export function limited(path: readonly string[]): readonly string[] {
  return path.length > MAX_PATH ? path.slice(0, MAX_PATH) : path;
}

export function factKey(fact: ContentFact): string {
  return `${refKey(fact.ref)}|${fact.path.join('.')}|${frameKey(fact.frame)}|${fact.gate ? 1 : 0}${leakKey(fact.leaky)}${fact.isReadBack ? 's' : ''}${fact.raw ?? ''}${kindKey(fact.kind)}${entryKey(fact.entry)}`;
}

function entryKey(entry: Entry | undefined): string {
  return entry ? `|${entry.property}${entry.at ? refKey(entry.at) : ''}` : '';
}

function leakKey(leak: Leak | undefined): number {
  if (!leak) return 0;
  return leak.isUnread ? 2 : 1;
}

/** Names of members that say nothing of the content but how much of it there is. */
const CONTENT_FREE = new Set([
  'length',
  'size',
  'byteLength',
  'byteOffset',
  'isEmpty',
  'timeStamp',
  'type',
  'lastModified',
  'state',
  'status',
  'statusCode',
  'ok',
]);

/** Methods whose answer is a boolean, a position or a number. */
export const ASKING_METHODS = new Set([
  'includes',
  'indexOf',
  'lastIndexOf',
  'startsWith',
  'endsWith',
  'test',
  'has',
  'some',
  'every',
  'search',
  'localeCompare',
  'findIndex',
  'isEmpty',
  'equals',
  'isEqual',
  'contains',
  'hasOwnProperty',
  'getTime',
  'compareDocumentPosition',
]);

/** The step to the names of an object's properties, where those are content: `counts[event.key]++`. */
export const KEYS = '#';

/** The step to what a promise was rejected with: only who asks for that gets it. */
export const REJECTED = '!';

/** Holds for a step into a collection: `*` is any element, a number one of an array literal's. */
export function isElement(step: string | undefined): boolean {
  return step !== undefined && (step === '*' || /^\d+$/.test(step));
}

/** A collection of the same elements, in another order or number. */
export function reshuffled(path: readonly string[]): readonly string[] {
  return isElement(path[0]) ? ['*', ...path.slice(1)] : path;
}

/**
 * Marks a step that must be taken by name. A platform's own event or element shows nothing when it is serialised,
 * spread or printed as a whole; only what is read from it is content.
 */
const BY_NAME = '&';

export function byName(path: readonly string[]): readonly string[] {
  return path.map((step) => (step === '*' ? step : BY_NAME + step));
}

export function isHidden(path: readonly string[]): boolean {
  return path.some((step) => step.startsWith(BY_NAME));
}

/** Gets the name of the property that a step leads into; undefined for an element, or the names themselves. */
export function nameOfStep(step: string | undefined): string | undefined {
  if (step === undefined || step === KEYS || step === REJECTED || isElement(step)) return undefined;
  return step.startsWith(BY_NAME) ? step.slice(BY_NAME.length) : step;
}

/** Gets what is left of the path after reading a member; undefined where the member holds no content. */
export function readMember(path: readonly string[], name: string | undefined): readonly string[] | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return name !== undefined && CONTENT_FREE.has(name) ? undefined : [];
  if (first === BY_NAME + name) return rest;
  if (first.startsWith(BY_NAME) || first === KEYS) return undefined;
  if (name === undefined || first === '*' || first === name)
    return name !== undefined && first === '*' && CONTENT_FREE.has(name) ? undefined : rest;
  return undefined;
}
