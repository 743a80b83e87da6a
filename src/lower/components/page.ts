/** Makes code of an HTML page: its inline scripts as they stand, its event attributes as handlers. */
import type { AttributeNode, ElementNode, TemplateChildNode } from '@vue/compiler-dom';
import { ts } from '../compiler.js';
import type { Span } from '../../model/facts.js';
import type { ComponentCode } from './code.js';
import { Draft } from './draft.js';
import { vueParser } from './parsers.js';
import type { Prop, TemplateNode, TemplateNodes } from './template.js';
import { spanOf } from './vue-template.js';
import { writeTemplate } from './write.js';

/** What browsers run; everything else in a script element is data. */
const JAVASCRIPT = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/babel)$/i;

export function pageCode(text: string): ComponentCode {
  // HTML allows for what a stricter reader calls an error.
  const root = vueParser().parse(text, { onError: () => undefined });
  const draft = new Draft(text, scriptsIn(root.children));
  const nodes = readNodes(root.children);
  const errors =
    nodes.length === 0
      ? []
      : writeTemplate(draft, {
          nodes,
          spell: (name) => (name === 'this' ? 'event.currentTarget' : undefined),
          span: [0, 0],
        });
  return { draft, kind: ts.ScriptKind.JSX, errors };
}

function elements(nodes: readonly TemplateChildNode[]): readonly ElementNode[] {
  return nodes.filter((node) => node.type === 1);
}

function attributes(node: ElementNode): readonly AttributeNode[] {
  return node.props.filter((prop) => prop.type === 6);
}

function scriptsIn(nodes: readonly TemplateChildNode[]): readonly Span[] {
  return elements(nodes).flatMap((node): readonly Span[] => {
    if (node.tag.toLowerCase() !== 'script') return scriptsIn(node.children);
    const found = attributes(node);
    const type = found.find(({ name }) => name === 'type')?.value?.content ?? '';
    const [first, last] = [node.children[0], node.children.at(-1)];
    if (!first || !last || !JAVASCRIPT.test(type) || found.some(({ name }) => name === 'src')) return [];
    return [[spanOf(first)[0], spanOf(last)[1]]];
  });
}

/** Gets the elements that listen to something, with what is written on them. */
function readNodes(nodes: readonly TemplateChildNode[]): TemplateNodes {
  return elements(nodes).flatMap((node): TemplateNodes => {
    const inner = readNodes(node.children);
    const listeners = attributes(node).flatMap((attribute) => readListener(attribute) ?? []);
    if (listeners.length === 0) return inner;
    const words = node.children.flatMap((child): TemplateNode[] =>
      child.type === 2 && child.content.trim() !== ''
        ? [{ kind: 'text', text: child.content.trim(), span: spanOf(child) }]
        : [],
    );
    const { offset } = node.loc.start;
    const span: Span = [offset, offset + node.tag.length + 1];
    return [{ kind: 'element', tag: node.tag, span, props: listeners, children: [...words, ...inner] }];
  });
}

function readListener(attribute: AttributeNode): Prop | undefined {
  const event = /^on([a-z]+)$/i.exec(attribute.name)?.[1]?.toLowerCase();
  const { value } = attribute;
  if (event === undefined || !value) return undefined;
  const [start, end] = spanOf(value);
  const isQuoted = /^["']/.test(value.loc.source);
  return {
    kind: 'listener',
    event,
    keys: [],
    form: 'statements',
    parameter: 'event',
    code: { text: value.content, span: isQuoted ? [start + 1, end - 1] : [start, end] },
    span: spanOf(attribute),
  };
}
