/**
 * Makes code of a Svelte component: its scripts as they stand, its markup as a function.
 *
 * Of the syntax tree only a few fields of each node are read, so they are written out here: what a later release adds
 * is walked through by its children.
 */
import { ts } from '../compiler.js';
import type { Span } from '../../model/facts.js';
import { type ComponentCode, kindOf, topLevelNames } from './code.js';
import { Draft } from './draft.js';
import { svelteParser } from './parsers.js';
import type { Code, Prop, TemplateNode, TemplateNodes } from './template.js';
import { type CodeError, writeTemplate } from './write.js';

interface Located {
  readonly start: number;
  readonly end: number;
}

interface Fragment {
  readonly nodes: readonly Node[];
}

interface Script extends Located {
  readonly content: Located;
  readonly attributes: readonly Attribute[];
}

interface Attribute extends Located {
  readonly type: string;
  readonly name: string;
  readonly value?: Value | readonly Value[] | true;
  readonly expression?: Located | null;
}

/** Text, or an expression in braces. */
interface Value extends Located {
  readonly data?: string;
  readonly expression?: Located;
}

interface Node extends Located {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attributes?: readonly Attribute[];
  readonly fragment?: Fragment;
  readonly expression?: Located | null;
  // Blocks
  readonly test?: Located;
  readonly consequent?: Fragment;
  readonly alternate?: Fragment | null;
  readonly context?: Located | null;
  readonly index?: string;
  readonly body?: Fragment;
  readonly fallback?: Fragment | null;
  readonly value?: Located | null;
  readonly pending?: Fragment | null;
  readonly then?: Fragment | null;
  readonly catch?: Fragment | null;
}

interface Root {
  readonly fragment: Fragment;
  readonly instance?: Script | null;
  readonly module?: Script | null;
}

export function svelteCode(text: string): ComponentCode {
  const root = parse(text);
  if ('at' in root) return { draft: new Draft(text, []), kind: ts.ScriptKind.TS, errors: [root] };
  const scripts = [root.module, root.instance].filter((script) => !!script);
  const parts = scripts.map((script): Span => [contentStart(text, script), script.content.end]);
  const draft = new Draft(text, parts);
  const kind = kindOf(scripts.map(languageOf).find((lang) => lang !== undefined));
  writeStores(draft, text, kind);
  const nodes = readNodes(text, root.fragment);
  const errors = writeTemplate(draft, { nodes, spell: () => undefined, span: [0, 0] });
  return { draft, kind, errors };
}

/** Styles may be in a language that only a preprocessor reads. */
const STYLES = /(<style\b[^<>]*>)([^]*?)(<\/style>|$)/gi;

function parse(text: string): Root | CodeError {
  const plain = text.replace(
    STYLES,
    (_, open: string, css: string, close: string) => open + css.replace(/\S/g, ' ') + close,
  );
  try {
    return svelteParser().parse(plain, { modern: true }) as unknown as Root;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const { message, start } = error as { message: string; start?: { character: number } };
    return { at: start?.character ?? 0, message: message.split('\n')[0]! };
  }
}

/** The program begins at its first statement; comments before it are code as well, but nothing is lost with them. */
function contentStart(text: string, { start, content }: Script): number {
  return Math.max(content.start, text.indexOf('>', start) + 1);
}

function languageOf({ attributes }: Script): string | undefined {
  const value = attributes.find(({ name }) => name === 'lang')?.value;
  return Array.isArray(value) ? (value as readonly Value[])[0]?.data : undefined;
}

const RUNES = new Set(['state', 'derived', 'effect', 'props', 'bindable', 'inspect', 'host']);

/** `$consent` is what the store `consent` holds. */
function writeStores(draft: Draft, text: string, kind: ts.ScriptKind): void {
  const source = ts.createSourceFile('component', draft.text, ts.ScriptTarget.Latest, false, kind);
  for (const name of topLevelNames(source))
    if (!RUNES.has(name) && text.includes(`$${name}`)) draft.add(`\nlet $${name} = ${name};`, [0, 0]);
}

// Markup -------------------------------------------------------------------------------------------------------------

function codeAt(text: string, { start, end }: Located): Code {
  return { text: text.slice(start, end), span: [start, end] };
}

function readNodes(text: string, fragment: Fragment | null | undefined): TemplateNodes {
  return (fragment?.nodes ?? []).flatMap((node) => readNode(text, node));
}

function readNode(text: string, node: Node): TemplateNodes {
  const list = (
    of: Located | null | undefined,
    names: Located | string | null | undefined,
    body: TemplateNodes,
  ): TemplateNode => ({
    kind: 'list',
    of: of ? codeAt(text, of) : undefined,
    names:
      typeof names === 'string' || !names ? { text: names ?? '', span: [node.start, node.start] } : codeAt(text, names),
    children: body,
  });
  switch (node.type) {
    case 'Text':
      return node.data?.trim() ? [{ kind: 'text', text: node.data.trim(), span: [node.start, node.end] }] : [];
    case 'ExpressionTag':
    case 'HtmlTag':
    case 'RenderTag':
      return node.expression ? [{ kind: 'expression', code: codeAt(text, node.expression) }] : [];
    case 'IfBlock':
      return [readChoice(text, node)];
    case 'EachBlock':
      return [list(node.expression, node.context, readNodes(text, node.body)), ...readNodes(text, node.fallback)];
    case 'AwaitBlock':
      return [
        ...readNodes(text, node.pending),
        list(undefined, node.value, readNodes(text, node.then)),
        ...readNodes(text, node.catch),
      ];
    case 'SnippetBlock':
      return [list(undefined, undefined, readNodes(text, node.body))];
    default:
      return node.attributes ? readElement(text, node) : readNodes(text, node.fragment);
  }
}

function readChoice(text: string, node: Node): TemplateNode {
  const when = node.test && codeAt(text, node.test);
  const otherwise = readNodes(text, node.alternate);
  return { kind: 'choice', branches: [{ when, children: readNodes(text, node.consequent) }, { children: otherwise }] };
}

/** Elements that stand for what is there before any component is. */
const TARGETS: Readonly<Record<string, string>> = {
  SvelteWindow: 'window',
  SvelteDocument: 'document',
  SvelteBody: 'document.body',
};

function readElement(text: string, node: Node): TemplateNodes {
  const target = TARGETS[node.type];
  return [
    {
      kind: 'element',
      tag: node.name ?? '',
      span: [node.start, node.start + (node.name ?? '').length + 1],
      props: (node.attributes ?? []).flatMap((attribute) => readAttribute(text, attribute, target) ?? []),
      children: readNodes(text, node.fragment),
    },
  ];
}

function readAttribute(text: string, attribute: Attribute, target: string | undefined): Prop | undefined {
  const { type, name, expression } = attribute;
  const span: Span = [attribute.start, attribute.end];
  if (type === 'BindDirective' && expression) return readBinding(name, codeAt(text, expression), span);
  if (type === 'OnDirective' && expression) return listener(name, codeAt(text, expression), target, span);
  if (type !== 'Attribute') return undefined;
  const value = [attribute.value].flat()[0];
  if (typeof value !== 'object') return undefined;
  if (value.data !== undefined) return { kind: 'text', name, value: value.data, span };
  if (!value.expression || !/^on[a-z]/.test(name)) return undefined;
  return listener(name.slice(2), codeAt(text, value.expression), target, span);
}

function listener(event: string, code: Code, target: string | undefined, span: Span): Prop {
  return { kind: 'listener', event, target, keys: [], form: 'function', parameter: '$event', code, span };
}

/** What else is bound (`this`, sizes, files) is not typed. */
function readBinding(name: string, to: Code, span: Span): Prop | undefined {
  if (name === 'checked') return { kind: 'binding', event: 'change', from: 'checked', to, span };
  return name === 'value' || name === 'innerText' || name === 'textContent' || name === 'innerHTML'
    ? { kind: 'binding', event: 'input', from: 'value', to, span }
    : undefined;
}
