/**
 * Lowers expressions to values.
 */
import { ts } from './compiler.js';
import type { PropertyFacts, ValueId } from '../model/facts.js';
import type { FunctionBuilder } from './builder.js';
import { lowerClass } from './classes.js';
import { lowerFunction } from './functions.js';
import { isTemplateElement, lowerJsx, lowerTemplateElement } from './jsx.js';
import { assignTo } from './patterns.js';
import { isAssignmentOperator } from './scopes.js';
import { typeRef } from './types.js';

const COMPARISONS = new Set(['==', '===', '!=', '!==', '<', '>', '<=', '>=', 'in', 'instanceof']);

/** Emits the value of `node`. */
export function lowerExpression(b: FunctionBuilder, node: ts.Expression): ValueId {
  switch (node.kind) {
    case ts.SyntaxKind.Identifier:
      return lowerIdentifier(b, node as ts.Identifier);
    case ts.SyntaxKind.ThisKeyword:
      return b.emit({ op: 'this' }, node);
    case ts.SyntaxKind.SuperKeyword:
      return b.emit({ op: 'super' }, node);
    case ts.SyntaxKind.TrueKeyword:
      return b.constant(true, node);
    case ts.SyntaxKind.FalseKeyword:
      return b.constant(false, node);
    case ts.SyntaxKind.NullKeyword:
      return b.constant(null, node);
    case ts.SyntaxKind.NumericLiteral:
      return b.constant(Number((node as ts.NumericLiteral).text), node);
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      return b.constant((node as ts.StringLiteral).text, node);
    case ts.SyntaxKind.RegularExpressionLiteral:
      return lowerRegex(b, node as ts.RegularExpressionLiteral);
    case ts.SyntaxKind.FunctionExpression:
    case ts.SyntaxKind.ArrowFunction:
      return lowerFunction(b, node as ts.FunctionExpression | ts.ArrowFunction);
    case ts.SyntaxKind.ClassExpression:
      return lowerClass(b, node as ts.ClassExpression);
    default:
      return lowerCompound(b, node);
  }
}

function lowerCompound(b: FunctionBuilder, node: ts.Expression): ValueId {
  if (ts.isPropertyAccessExpression(node)) return lowerProperty(b, node);
  if (ts.isElementAccessExpression(node)) return lowerElement(b, node);
  if (ts.isCallExpression(node)) return lowerCall(b, node);
  if (ts.isNewExpression(node)) return lowerNew(b, node);
  if (ts.isBinaryExpression(node)) return lowerBinary(b, node);
  if (ts.isConditionalExpression(node)) return lowerConditional(b, node);
  if (ts.isObjectLiteralExpression(node)) return lowerObject(b, node);
  if (ts.isArrayLiteralExpression(node)) return lowerArray(b, node);
  if (ts.isTemplateExpression(node)) return lowerTemplate(b, node);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return lowerUnary(b, node);
  if (ts.isAwaitExpression(node)) return b.emit({ op: 'await', of: lowerExpression(b, node.expression) }, node);
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) return lowerAssertion(b, node);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node)) {
    return lowerExpression(b, node.expression);
  }
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return lowerJsx(b, node);
  if (ts.isDeleteExpression(node)) return lowerDelete(b, node);
  if (ts.isTypeOfExpression(node) || ts.isVoidExpression(node)) {
    const operator = ts.isTypeOfExpression(node) ? 'typeof' : 'void';
    return b.emit({ op: 'unary', operator, of: lowerExpression(b, node.expression) }, node);
  }
  if (ts.isYieldExpression(node)) {
    const of = node.expression ? lowerExpression(b, node.expression) : b.constant(undefined, node);
    return b.emit({ op: 'yield', of }, node);
  }
  if (ts.isTaggedTemplateExpression(node)) return lowerTagged(b, node);
  if (ts.isExpressionWithTypeArguments(node)) return lowerExpression(b, node.expression);
  return b.constant(undefined, node);
}

function lowerIdentifier(b: FunctionBuilder, node: ts.Identifier): ValueId {
  if (node.text === 'undefined') return b.constant(undefined, node);
  const binding = b.file.bindings.of(node);
  if (binding) return b.read(binding, node);
  const isArguments = node.text === 'arguments' && b.shape.kind !== 'arrow' && b.shape.kind !== 'module';
  return isArguments ? b.argumentList(node) : b.emit({ op: 'global', name: node.text }, node);
}

function lowerRegex(b: FunctionBuilder, node: ts.RegularExpressionLiteral): ValueId {
  const end = node.text.lastIndexOf('/');
  return b.emit({ op: 'regex', pattern: node.text.slice(1, end), flags: node.text.slice(end + 1) }, node);
}

function lowerProperty(b: FunctionBuilder, node: ts.PropertyAccessExpression): ValueId {
  const of = lowerExpression(b, node.expression);
  return b.emit({ op: 'get', of, name: node.name.text }, node);
}

function lowerElement(b: FunctionBuilder, node: ts.ElementAccessExpression): ValueId {
  const of = lowerExpression(b, node.expression);
  const argument = node.argumentExpression;
  if (ts.isStringLiteralLike(argument) || ts.isNumericLiteral(argument))
    return b.emit({ op: 'get', of, name: argument.text }, node);
  const key = lowerExpression(b, argument);
  const name = constantText(b, key);
  return b.emit(name === undefined ? { op: 'get', of, key } : { op: 'get', of, name }, node);
}

/** Gets the text that a local constant holds: `const wanted = 'key' as const; event[wanted]`. */
export function constantText(b: FunctionBuilder, id: ValueId): string | undefined {
  const value = b.values[id];
  if (value?.op === 'typed') return value.of === undefined ? undefined : constantText(b, value.of);
  return value?.op === 'const' && typeof value.value === 'string' ? value.value : undefined;
}

/** What is deleted holds nothing from there on. */
function lowerDelete(b: FunctionBuilder, node: ts.DeleteExpression): ValueId {
  assignTo(b, node.expression, b.constant(undefined, node), node);
  return b.constant(true, node);
}

function lowerCall(b: FunctionBuilder, node: ts.CallExpression): ValueId {
  const imported = importedModule(node);
  if (imported !== undefined) return b.emit({ op: 'import', module: imported, name: '*' }, node);
  if (isTemplateElement(b, node)) return lowerTemplateElement(b, node);
  const reflected = lowerReflected(b, node);
  if (reflected !== undefined) return reflected;
  const callee = lowerExpression(b, node.expression);
  return b.emit({ op: 'call', callee, ...lowerArguments(b, node.arguments), isNew: false }, node);
}

/** `Reflect.apply(fn, self, list)` is `fn.apply(self, list)`, `Reflect.construct(Made, list)` is `new Made(...list)`. */
function lowerReflected(b: FunctionBuilder, node: ts.CallExpression): ValueId | undefined {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return undefined;
  const name = expression.name.text;
  if (expression.expression.text !== 'Reflect' || (name !== 'apply' && name !== 'construct')) return undefined;
  if (b.file.bindings.of(expression.expression)) return undefined;
  const { args, spreads } = lowerArguments(b, node.arguments);
  const [callee, ...rest] = args;
  if (callee === undefined || spreads.length > 0) return undefined;
  if (name === 'construct')
    return b.emit({ op: 'call', callee, args: rest.slice(0, 1), spreads: [0], isNew: true }, node);
  const applied = b.emit({ op: 'get', of: callee, name: 'apply' }, expression);
  return b.emit({ op: 'call', callee: applied, args: rest, spreads: [], isNew: false }, node);
}

/** Gets the literal module of `require('x')` or `import('x')`. */
function importedModule(node: ts.CallExpression): string | undefined {
  const first = node.arguments[0];
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require');
  return loads && first && ts.isStringLiteralLike(first) ? first.text : undefined;
}

function lowerNew(b: FunctionBuilder, node: ts.NewExpression): ValueId {
  const callee = lowerExpression(b, node.expression);
  return b.emit({ op: 'call', callee, ...lowerArguments(b, node.arguments ?? []), isNew: true }, node);
}

function lowerArguments(b: FunctionBuilder, nodes: readonly ts.Expression[]): { args: ValueId[]; spreads: number[] } {
  const spreads: number[] = [];
  const args = nodes.map((argument, index) => {
    if (!ts.isSpreadElement(argument)) return lowerExpression(b, argument);
    spreads.push(index);
    return lowerExpression(b, argument.expression);
  });
  return { args, spreads };
}

function lowerBinary(b: FunctionBuilder, node: ts.BinaryExpression): ValueId {
  const operator = node.operatorToken.getText(b.file.source);
  if (isAssignmentOperator(node.operatorToken.kind)) return lowerAssignment(b, node, operator);
  if (operator === '&&' || operator === '||' || operator === '??') return lowerLogic(b, node, operator);
  const left = lowerExpression(b, node.left);
  const right = lowerExpression(b, node.right);
  if (operator === ',') return right;
  return b.emit({ op: COMPARISONS.has(operator) ? 'compare' : 'arithmetic', operator, left, right }, node);
}

function lowerLogic(b: FunctionBuilder, node: ts.BinaryExpression, operator: '&&' | '||' | '??'): ValueId {
  const left = lowerExpression(b, node.left);
  const right = lowerUnder(b, left, operator === '&&', () => lowerExpression(b, node.right), node);
  return b.emit({ op: 'logic', operator, left, right }, node);
}

/** Lowers what is evaluated only if `test` is truthy (or falsy), and joins the paths again. */
function lowerUnder(b: FunctionBuilder, test: ValueId, truthy: boolean, lower: () => ValueId, node: ts.Node): ValueId {
  const before = b.current;
  const env = new Map(b.env);
  b.current = b.all(before, b.test(test, truthy));
  const value = lower();
  b.env = b.mergeEnv(env, before, b.env, b.current, node);
  b.current = before;
  return value;
}

function lowerConditional(b: FunctionBuilder, node: ts.ConditionalExpression): ValueId {
  const test = lowerExpression(b, node.condition);
  const then = lowerUnder(b, test, true, () => lowerExpression(b, node.whenTrue), node);
  const otherwise = lowerUnder(b, test, false, () => lowerExpression(b, node.whenFalse), node);
  return b.emit({ op: 'choose', test, then, else: otherwise }, node);
}

function lowerAssignment(b: FunctionBuilder, node: ts.BinaryExpression, operator: string): ValueId {
  if (operator === '=') {
    const value = lowerExpression(b, node.right);
    assignTo(b, node.left, value, node);
    return value;
  }
  const old = lowerExpression(b, node.left);
  const joint = operator.slice(0, -1);
  const value =
    joint === '&&' || joint === '||' || joint === '??'
      ? b.emit(
          {
            op: 'logic',
            operator: joint,
            left: old,
            right: lowerUnder(b, old, joint === '&&', () => lowerExpression(b, node.right), node),
          },
          node,
        )
      : b.emit({ op: 'arithmetic', operator: joint, left: old, right: lowerExpression(b, node.right) }, node);
  assignTo(b, node.left, value, node);
  return value;
}

function lowerUnary(b: FunctionBuilder, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): ValueId {
  const of = lowerExpression(b, node.operand);
  if (node.operator === ts.SyntaxKind.ExclamationToken) return b.emit({ op: 'not', of }, node);
  if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) {
    const next = b.emit({ op: 'unary', operator: '++', of }, node);
    assignTo(b, node.operand, next, node);
    return next;
  }
  const negative = node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand);
  if (negative) return b.constant(-Number(node.operand.text), node);
  return b.emit({ op: 'unary', operator: ts.tokenToString(node.operator) ?? '?', of }, node);
}

function lowerAssertion(b: FunctionBuilder, node: ts.AsExpression | ts.TypeAssertion): ValueId {
  const of = lowerExpression(b, node.expression);
  const type = typeRef(node.type);
  return type ? b.emit({ op: 'typed', of, type }, node) : of;
}

function lowerObject(b: FunctionBuilder, node: ts.ObjectLiteralExpression): ValueId {
  const properties = node.properties
    .map((property) => lowerObjectMember(b, property))
    .filter((property) => property !== undefined);
  return b.emit({ op: 'object', properties }, node);
}

function lowerObjectMember(b: FunctionBuilder, property: ts.ObjectLiteralElementLike): PropertyFacts | undefined {
  if (ts.isSpreadAssignment(property)) return { value: lowerExpression(b, property.expression), spread: true };
  if (ts.isShorthandPropertyAssignment(property))
    return { name: property.name.text, value: lowerIdentifier(b, property.name) };
  if (ts.isComputedPropertyName(property.name) && ts.isPropertyAssignment(property)) {
    const key = lowerExpression(b, property.name.expression);
    const name = constantText(b, key);
    const value = lowerExpression(b, property.initializer);
    return name === undefined ? { key, value } : { name, value };
  }
  const name = propertyName(b, property.name);
  if (ts.isPropertyAssignment(property)) return { name, value: lowerExpression(b, property.initializer) };
  if (ts.isMethodDeclaration(property)) return { name, value: lowerFunction(b, property, name) };
  if (ts.isGetAccessorDeclaration(property)) return { name, value: lowerFunction(b, property, name) };
  return undefined;
}

/** Gets a literal property name; a computed one is evaluated for its effects and has none. */
export function propertyName(b: FunctionBuilder, name: ts.PropertyName): string | undefined {
  if (!ts.isComputedPropertyName(name)) return name.text;
  if (ts.isStringLiteralLike(name.expression)) return name.expression.text;
  lowerExpression(b, name.expression);
  return undefined;
}

function lowerArray(b: FunctionBuilder, node: ts.ArrayLiteralExpression): ValueId {
  const { args, spreads } = lowerArguments(b, node.elements);
  return b.emit({ op: 'array', elements: args, spreads }, node);
}

function lowerTemplate(b: FunctionBuilder, node: ts.TemplateExpression): ValueId {
  const parts = node.templateSpans.map((span) => lowerExpression(b, span.expression));
  const text = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  return b.emit({ op: 'template', parts, text }, node);
}

function lowerTagged(b: FunctionBuilder, node: ts.TaggedTemplateExpression): ValueId {
  const callee = lowerExpression(b, node.tag);
  const { template } = node;
  const texts = ts.isTemplateExpression(template)
    ? [template.head.text, ...template.templateSpans.map((span) => span.literal.text)]
    : [template.text];
  const elements = texts.map((text) => b.constant(text, template));
  const strings = b.emit({ op: 'array', elements, spreads: [] }, template);
  const values = ts.isTemplateExpression(template)
    ? template.templateSpans.map((span) => lowerExpression(b, span.expression))
    : [];
  return b.emit({ op: 'call', callee, args: [strings, ...values], spreads: [], isNew: false }, node);
}
