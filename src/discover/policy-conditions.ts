/**
 * Who passes a condition of a rule: `request.auth != null && request.auth.uid == userId`.
 *
 * In: the condition's text. Out: the most people of whom it is known that they pass.
 * Holds: of alternatives the most open one counts, of what must hold together the least open one.
 */
import type { Allowed } from '../model/policy.js';

/** The words of one language. */
export interface Dialect {
  readonly or: RegExp;
  readonly and: RegExp;
  /** Somebody is signed in, and nothing else is asked. */
  readonly signedIn: RegExp;
  /** Who is asking. */
  readonly person: RegExp;
  /** It holds for everybody, at least for now. */
  readonly everybody: RegExp;
}

/** Most open first. */
const ORDER: readonly Allowed[] = ['anyone', 'signed-in', 'any-site', 'machine', 'unread', 'owner'];
const MAX_DEPTH = 12;

export function mostOpen(all: readonly Allowed[]): Allowed | undefined {
  return ORDER.find((each) => all.includes(each));
}

function leastOpen(all: readonly Allowed[]): Allowed {
  return ORDER.findLast((each) => all.includes(each)) ?? 'unread';
}

/** `called`: who passes a function that the rules define. */
export function whoPasses(
  condition: string,
  dialect: Dialect,
  called: (call: string) => Allowed | undefined = () => undefined,
  depth = 0,
): Allowed {
  const text = unwrapped(condition.trim());
  if (depth > MAX_DEPTH || text === '') return 'unread';
  const next = (each: string): Allowed => whoPasses(each, dialect, called, depth + 1);
  const either = splitAt(text, dialect.or);
  if (either.length > 1) return mostOpen(either.map(next)) ?? 'unread';
  const all = splitAt(text, dialect.and);
  if (all.length > 1) return leastOpen(all.map(next));
  if (/^true$/i.test(text) || dialect.everybody.test(text)) return 'anyone';
  if (/^false$/i.test(text)) return 'owner';
  if (dialect.signedIn.test(text)) return 'signed-in';
  const known = called(text);
  if (known !== undefined) return known;
  return !text.startsWith('!') && dialect.person.test(text) ? 'owner' : 'unread';
}

function unwrapped(text: string): string {
  let inner = text;
  for (let depth = 0; depth < MAX_DEPTH && inner.startsWith('('); depth++) {
    if (closing(inner, 0) !== inner.length - 1) return inner;
    inner = inner.slice(1, -1).trim();
  }
  return inner;
}

/** Gets where the bracket at `from` is closed; -1 where it is not. */
export function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if ('([{'.includes(text[at]!)) depth += 1;
    else if (')]}'.includes(text[at]!) && --depth === 0) return at;
  }
  return -1;
}

/** Splits outside of brackets. */
function splitAt(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if ('([{'.includes(text[at]!)) depth += 1;
    else if (')]}'.includes(text[at]!)) depth -= 1;
    separator.lastIndex = at;
    const found = depth === 0 ? separator.exec(text) : null;
    if (!found) continue;
    parts.push(text.slice(from, at));
    at += found[0].length - 1;
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}
