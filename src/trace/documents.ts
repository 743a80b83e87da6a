/**
 * Documents of a query language: which fields an operation asks for, and what its variables are given to.
 *
 * In: the document's text, in which what could not be read is left out. Out: the fields at its top.
 * Misses: fields that come in by a fragment.
 */
import type { Frame } from '../link/frames.js';
import { type ValueRef, refKey, valueOf } from '../link/program.js';
import type { CallValue, Context } from './match.js';
import { OpenCalls } from './open-calls.js';
import { textOf } from './url.js';
import { writesOf } from './writes.js';

export interface Field {
  readonly name: string;
  /** Where in its arguments each variable stands. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

/** Gets a document's text, also where a tag or a function makes something of it. */
export function documentText(context: Context, ref: ValueRef, frame?: Frame): string {
  const value = valueOf(ref);
  if (value.op === 'call') return taggedText(context, ref, value, frame);
  const text = textOf(context, ref, frame, 0);
  if (text.includes('{')) return text;
  const [written] = writesOf(context, ref, new OpenCalls()) ?? [];
  return written && refKey(written) !== refKey(ref) ? documentText(context, written, frame) : '';
}

/** `gql`…``, `parse('…')`: of a template the parts in between are other documents. */
function taggedText(context: Context, { fn }: ValueRef, { args }: CallValue, frame: Frame | undefined): string {
  const [first] = args;
  if (first === undefined) return '';
  const parts = fn.facts.values[first];
  const texts = parts?.op === 'array' ? parts.elements : [first];
  return texts.map((id) => textOf(context, { fn, id }, frame, 0)).join(' ');
}

const TOKEN = /"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|\.{3}|\$?\w+|[{}()[\]:]/g;
const OPERATION = /\b(?:query|mutation|subscription)\b[^{]*/;

/** Gets the fields at the top of a document's operation. */
export function fieldsOf(document: string): readonly Field[] {
  const from = OPERATION.exec(document);
  const text = document.slice(from ? from.index + from[0].length : document.indexOf('{'));
  const fields: { name: string; given: Map<string, readonly string[]> }[] = [];
  const open: string[] = [];
  const names: string[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const isTop = open.length === 1;
    const isGiven = open[1] === '(' && open.slice(2).every((each) => each !== '(');
    if (token === '{' || token === '(' || token === '[') {
      open.push(token);
      names.push(last);
      last = '';
    } else if (token === '}' || token === ')' || token === ']') {
      open.pop();
      names.pop();
      if (open.length === 0) return fields;
    } else if (token === ':') {
      // What came before it is another name for the field that follows.
      if (isTop) fields.pop();
    } else if (token.startsWith('$')) {
      if (isGiven)
        fields.at(-1)?.given.set(
          token.slice(1),
          [...names.slice(2), last].filter((name) => name !== ''),
        );
    } else if (/^\w/.test(token)) {
      if (isTop) fields.push({ name: token, given: new Map() });
      last = token;
    }
  }
  return fields;
}
