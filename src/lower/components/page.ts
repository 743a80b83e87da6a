/**
 * Makes code of an HTML page: its inline scripts as they stand, its event attributes as handlers.
 *
 * HTML is read tag by tag: what is nested in what says nothing here, and a browser accepts what a parser would refuse.
 */
import { ts } from '../compiler.js';
import type { Span } from '../../model/facts.js';
import type { ComponentCode } from './code.js';
import { Draft } from './draft.js';
import type { Prop, TemplateNode } from './template.js';
import { writeTemplate } from './write.js';

interface Tag {
  readonly name: string;
  readonly span: Span;
  readonly attributes: readonly Attribute[];
}

interface Attribute {
  readonly name: string;
  readonly value: string;
  /** Of the value, without quotes. */
  readonly span: Span;
}

export function pageCode(text: string): ComponentCode {
  const scripts: Span[] = [];
  const nodes: TemplateNode[] = [];
  for (let tag = nextTag(text, 0); tag;) {
    const end = tag.name === 'script' ? scriptEnd(text, tag.span[1]) : tag.span[1];
    if (tag.name === 'script' && isCode(tag)) scripts.push([tag.span[1], end]);
    else nodes.push(...elementOf(text, tag));
    tag = nextTag(text, end);
  }
  const draft = new Draft(text, scripts);
  const spell = (name: string): string | undefined => (name === 'this' ? 'event.currentTarget' : undefined);
  const errors = nodes.length === 0 ? [] : writeTemplate(draft, { nodes, spell, span: [0, 0] });
  return { draft, kind: ts.ScriptKind.JSX, errors };
}

const ATTRIBUTE = /\s+([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/y;
const OPENING = /<(?:!--|([a-z][\w:-]*))/gi;

function nextTag(text: string, from: number): Tag | undefined {
  OPENING.lastIndex = from;
  for (let match = OPENING.exec(text); match; match = OPENING.exec(text)) {
    const [, name] = match;
    if (name !== undefined) return readTag(text, match.index, name);
    const end = text.indexOf('-->', match.index);
    if (end === -1) return undefined;
    OPENING.lastIndex = end;
  }
  return undefined;
}

function readTag(text: string, start: number, name: string): Tag {
  const attributes: Attribute[] = [];
  let end = start + 1 + name.length;
  ATTRIBUTE.lastIndex = end;
  for (let match = ATTRIBUTE.exec(text); match; match = ATTRIBUTE.exec(text)) {
    end = ATTRIBUTE.lastIndex;
    const value = match[2] ?? match[3] ?? match[4] ?? '';
    const last = match[4] === undefined && value !== '' ? end - 1 : end;
    attributes.push({ name: match[1]!.toLowerCase(), value, span: [last - value.length, last] });
  }
  const close = /\s*\/?>/y;
  close.lastIndex = end;
  return { name: name.toLowerCase(), attributes, span: [start, close.test(text) ? close.lastIndex : end] };
}

function scriptEnd(text: string, from: number): number {
  const close = /<\/script\b/gi;
  close.lastIndex = from;
  return close.exec(text)?.index ?? text.length;
}

/** What browsers run; everything else in a script element is data. */
const JAVASCRIPT = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/babel)$/i;

function isCode({ attributes }: Tag): boolean {
  const type = attributes.find(({ name }) => name === 'type')?.value ?? '';
  return JAVASCRIPT.test(type) && !attributes.some(({ name }) => name === 'src');
}

/** An element that listens to something, and the words right behind it. */
function elementOf(text: string, { name, span, attributes }: Tag): readonly TemplateNode[] {
  const props = attributes.flatMap((attribute) => listenerOf(attribute) ?? []);
  if (props.length === 0) return [];
  const words = /[^<]*/y;
  words.lastIndex = span[1];
  const label = words.exec(text)?.[0].trim() ?? '';
  return [{ kind: 'element', tag: name, span, props, children: [{ kind: 'text', text: label, span }] }];
}

function listenerOf({ name, value, span }: Attribute): Prop | undefined {
  if (!/^on[a-z]+$/.test(name) || value.trim() === '') return undefined;
  const code = { text: decoded(value), span };
  return { kind: 'listener', event: name.slice(2), keys: [], form: 'statements', parameter: 'event', code, span };
}

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

function decoded(value: string): string {
  return value.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name: string) => REFERENCES[name]!);
}
