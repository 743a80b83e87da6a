/**
 * Measures how deep a text's brackets are nested, without parsing it.
 *
 * A parser is recursive: a two-kilobyte file of `((((…` overflows its stack. This is the cheap look before the parse.
 * Strings, templates, comments and regular expressions are stepped over; where that is guessed wrong, the enclosing
 * bracket sets the count right again. Chains that nest without brackets (`a+a+a…`) are the parser's to survive.
 * Linear on any text: counting stops at MAX_COUNTED, and a regular expression longer than a line of code is none.
 */

/** Deeper than this is not told apart. */
const MAX_COUNTED = 1000;

const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const TEMPLATE = '`';
const INTERESTING = /["'`/()[\]{}]/g;
/** Before a `/` that begins a regular expression. */
const BEFORE_REGEX =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|new|do|else|await))$/;
const REGEX = /\/(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.){0,300}\]){1,300}\//y;
const STRING = /"[^"\\\n]*(?:\\[^][^"\\\n]*)*"|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'/y;
const TEMPLATE_TEXT = /[^`\\$]*(?:(?:\\[^]|\$(?!\{))[^`\\$]*)*/y;

export function nestingDepth(text: string): number {
  const open = new OpenBrackets();
  for (let at = next(text, 0); at !== -1 && open.deepest < MAX_COUNTED; at = next(text, at)) {
    at = step(text, at, open);
  }
  return open.deepest;
}

/** Gets the place to look on from. */
function step(text: string, at: number, open: OpenBrackets): number {
  const char = text.charAt(at);
  const closer = CLOSER[char];
  if (closer !== undefined) {
    open.push(closer);
    return at + 1;
  }
  if (char === TEMPLATE) {
    open.push(TEMPLATE);
    return skipTemplateText(text, at + 1, open);
  }
  if (char !== ')' && char !== ']' && char !== '}') return skipOpaque(text, at);
  open.close(char);
  return char === '}' && open.innermost === TEMPLATE ? skipTemplateText(text, at + 1, open) : at + 1;
}

/** The closers that are waited for, innermost last. */
class OpenBrackets {
  deepest = 0;
  private readonly waiting: string[] = [];
  /** So that a closer without its opener costs no search. */
  private readonly counts = new Map<string, number>();

  get innermost(): string | undefined {
    return this.waiting.at(-1);
  }

  push(closer: string): void {
    this.waiting.push(closer);
    this.count(closer, 1);
    this.deepest = Math.max(this.deepest, this.waiting.length);
  }

  /** Closes up to the nearest bracket of this kind, and with it what was left open inside; a stray closes nothing. */
  close(closer: string): void {
    if ((this.counts.get(closer) ?? 0) === 0) return;
    for (let last = this.waiting.pop(); last !== undefined; last = this.waiting.pop()) {
      this.count(last, -1);
      if (last === closer) return;
    }
  }

  private count(closer: string, change: 1 | -1): void {
    this.counts.set(closer, (this.counts.get(closer) ?? 0) + change);
  }
}

function next(text: string, from: number): number {
  INTERESTING.lastIndex = from;
  return INTERESTING.exec(text)?.index ?? -1;
}

/** Gets the place after a template's text: behind its end, or inside `${`. */
function skipTemplateText(text: string, from: number, open: OpenBrackets): number {
  const end = skip(TEMPLATE_TEXT, text, from) ?? from;
  if (text[end] === '$') {
    open.push('}');
    return end + 2;
  }
  open.close(TEMPLATE);
  return end + 1;
}

/** Gets the place after a string, comment or regular expression; what is none of them is one character. */
function skipOpaque(text: string, at: number): number {
  if (text[at] !== '/') return skip(STRING, text, at) ?? at + 1;
  if (text[at + 1] === '/') return endOf(text, '\n', at);
  if (text[at + 1] === '*') return endOf(text, '*/', at + 2);
  const before = text.slice(Math.max(0, at - 30), at).trimEnd();
  return (BEFORE_REGEX.test(before) ? skip(REGEX, text, at) : undefined) ?? at + 1;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function skip(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
