/** Lowers JSX: an element is a call of its component with one props object. */
import { ts } from './compiler.js';
import type { PropertyFacts, ValueId } from '../model/facts.js';
import type { FunctionBuilder } from './builder.js';
import { ELEMENT } from './components/write.js';
import { lowerExpression } from './expressions.js';

export function lowerJsx(b: FunctionBuilder, node: ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment): ValueId {
  if (ts.isJsxFragment(node))
    return b.emit({ op: 'array', elements: lowerChildren(b, node.children), spreads: [] }, node);
  const opening = ts.isJsxElement(node) ? node.openingElement : node;
  const tag = lowerTag(b, opening.tagName);
  const properties = opening.attributes.properties.map((attribute) => lowerAttribute(b, attribute));
  const children = ts.isJsxElement(node) ? lowerChildren(b, node.children) : [];
  if (children.length > 0) {
    properties.push({ name: 'children', value: b.emit({ op: 'array', elements: children, spreads: [] }, node) });
  }
  const props = b.emit({ op: 'object', properties }, opening);
  return b.emit({ op: 'jsx', tag, props }, opening);
}

/** An element of a template, which is written as a call (components/write.ts). */
export function lowerTemplateElement(b: FunctionBuilder, node: ts.CallExpression): ValueId {
  const [tag, props] = node.arguments as unknown as readonly [ts.StringLiteral, ts.Expression];
  return b.emit({ op: 'jsx', tag: tag.text, props: lowerExpression(b, props) }, node);
}

export function isTemplateElement(b: FunctionBuilder, { expression }: ts.CallExpression): boolean {
  return ts.isIdentifier(expression) && expression.text === ELEMENT && !!b.file.origin?.isMade(expression.end - 1);
}

function lowerTag(b: FunctionBuilder, tag: ts.JsxTagNameExpression): ValueId | string {
  if (ts.isJsxNamespacedName(tag)) return tag.getText(b.file.source);
  if (ts.isIdentifier(tag) && /^[a-z]/.test(tag.text)) return tag.text;
  return lowerExpression(b, tag);
}

function lowerAttribute(b: FunctionBuilder, attribute: ts.JsxAttributeLike): PropertyFacts {
  if (ts.isJsxSpreadAttribute(attribute)) return { value: lowerExpression(b, attribute.expression), spread: true };
  const name = attribute.name.getText(b.file.source);
  const initializer = attribute.initializer;
  if (!initializer) return { name, value: b.constant(true, attribute) };
  if (ts.isJsxExpression(initializer)) {
    return {
      name,
      value: initializer.expression ? lowerExpression(b, initializer.expression) : b.constant(undefined, attribute),
    };
  }
  return { name, value: lowerExpression(b, initializer) };
}

function lowerChildren(b: FunctionBuilder, children: readonly ts.JsxChild[]): ValueId[] {
  return children.flatMap((child) => {
    if (ts.isJsxText(child)) return child.containsOnlyTriviaWhiteSpaces ? [] : [b.constant(child.text.trim(), child)];
    if (ts.isJsxExpression(child)) return child.expression ? [lowerExpression(b, child.expression)] : [];
    return [lowerJsx(b, child)];
  });
}
