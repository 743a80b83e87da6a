/** Reads Vue's template syntax: directives, modifiers, interpolations. */
import type {
  AttributeNode,
  DirectiveNode,
  ElementNode as VueElement,
  InterpolationNode,
  TemplateChildNode,
  TextNode,
} from '@vue/compiler-dom';
import type { Span } from '../../model/facts.js';
import type { Branch, Code, ElementNode, Prop, TemplateNode, TemplateNodes } from './template.js';

/** Numbers of Vue's `NodeTypes`, which is there only once Vue is. */
const [ELEMENT, TEXT, INTERPOLATION, ATTRIBUTE] = [1, 2, 5, 6];

interface Numbered {
  readonly type: number;
}

export function isElement(node: Numbered): node is VueElement {
  return node.type === ELEMENT;
}

export function isAttribute(prop: Numbered): prop is AttributeNode {
  return prop.type === ATTRIBUTE;
}

function isText(node: Numbered): node is TextNode {
  return node.type === TEXT;
}

function isInterpolation(node: Numbered): node is InterpolationNode {
  return node.type === INTERPOLATION;
}

type Located = { readonly loc: { readonly start: { offset: number }; readonly end: { offset: number } } };

export function spanOf({ loc }: Located): Span {
  return [loc.start.offset, loc.end.offset];
}

export function readNodes(nodes: readonly TemplateChildNode[]): TemplateNodes {
  const found: TemplateNode[] = [];
  let chain: Branch[] | undefined;
  for (const node of nodes) {
    if (isText(node) && node.content.trim() !== '')
      found.push({ kind: 'text', text: node.content.trim(), span: spanOf(node) });
    if (isInterpolation(node)) {
      const code = codeOf(node.content);
      if (code) found.push({ kind: 'expression', code });
    }
    if (!isElement(node)) continue;
    const element = readElement(node);
    const condition = conditionOf(node);
    if (!condition) {
      chain = undefined;
      found.push(element);
    } else if (condition.name === 'if' || !chain) {
      chain = [{ when: codeOf(condition.exp), children: [element] }];
      found.push({ kind: 'choice', branches: chain });
    } else chain.push({ when: codeOf(condition.exp), children: [element] });
  }
  return found;
}

function conditionOf(node: VueElement): DirectiveNode | undefined {
  return directives(node).find(({ name }) => name === 'if' || name === 'else-if' || name === 'else');
}

function directives(node: VueElement): readonly DirectiveNode[] {
  return node.props.filter((prop): prop is DirectiveNode => !isAttribute(prop));
}

/** Gets an expression; what Vue made up itself has no place in the file. */
function codeOf(expression: unknown): Code | undefined {
  const { content, loc } = (expression ?? {}) as { content?: string } & Partial<Located>;
  return content === undefined || loc === undefined ? undefined : { text: content, span: spanOf({ loc }) };
}

function readElement(node: VueElement): TemplateNode {
  const found = directives(node);
  const slot = codeOf(found.find(({ name }) => name === 'slot')?.exp);
  const children = readNodes(node.children);
  const element: ElementNode = {
    kind: 'element',
    tag: node.tag,
    span: [node.loc.start.offset, node.loc.start.offset + node.tag.length + 1],
    props: node.props.flatMap((prop) => (isAttribute(prop) ? readAttribute(prop) : (readDirective(prop, node) ?? []))),
    children: slot ? [{ kind: 'list', of: undefined, names: slot, children }] : children,
  };
  const loop = found.find(({ name }) => name === 'for')?.forParseResult;
  const names = loop && parametersOf([loop.value, loop.key, loop.index].flatMap((each) => codeOf(each) ?? []));
  return names ? { kind: 'list', of: codeOf(loop.source), names, children: [element] } : element;
}

function parametersOf(names: readonly Code[]): Code | undefined {
  if (names.length < 2) return names[0];
  const [first, last] = [names[0]!, names.at(-1)!];
  return { text: names.map(({ text }) => text).join(', '), span: [first.span[0], last.span[1]] };
}

function readAttribute(prop: AttributeNode): readonly Prop[] {
  return [{ kind: 'text', name: prop.name, value: prop.value?.content ?? '', span: spanOf(prop) }];
}

/** Modifiers that say how it is listened to, not for which key. */
const NO_KEYS = new Set(
  'stop prevent self capture once passive native exact ctrl alt shift meta left right middle'.split(' '),
);

function readDirective(prop: DirectiveNode, node: VueElement): Prop | undefined {
  const code = codeOf(prop.exp);
  const span = spanOf(prop);
  if (!code) return undefined;
  if (prop.name === 'model') return readModel(code, span, node);
  const event = prop.name === 'on' && prop.arg && 'isStatic' in prop.arg && prop.arg.isStatic ? prop.arg.content : '';
  if (event === '') return undefined;
  const modifiers = prop.modifiers.map(({ content }) => content);
  const keys = event.startsWith('key') ? modifiers.filter((modifier) => !NO_KEYS.has(modifier)) : [];
  return { kind: 'listener', event, keys, form: 'either', parameter: '$event', code, span };
}

/** What the model of a component is, only that component knows. */
function readModel(to: Code, span: Span, node: VueElement): Prop | undefined {
  const kind = node.props.filter(isAttribute).find((each) => each.name === 'type')?.value?.content;
  const isChecked = kind === 'checkbox' || kind === 'radio';
  if (node.tag === 'select') return { kind: 'binding', event: 'change', from: 'value', to, span };
  if (node.tag !== 'input' && node.tag !== 'textarea') return undefined;
  return isChecked
    ? { kind: 'binding', event: 'change', from: 'checked', to, span }
    : { kind: 'binding', event: 'input', from: 'value', to, span };
}
