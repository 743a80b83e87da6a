/** Lowers functions: parameters, body, and the name the function is known by. */
import { ts } from './compiler.js';
import { NEVER, type FunctionId, type FunctionKind, type ValueId } from '../model/facts.js';
import { FunctionBuilder, type FunctionShape } from './builder.js';
import { lowerExpression } from './expressions.js';
import { declarePattern } from './patterns.js';
import { lowerStatements } from './statements.js';
import { typeRef } from './types.js';

type FunctionNode = ts.FunctionLikeDeclaration;

/** Emits a function value and lowers its body. */
export function lowerFunction(b: FunctionBuilder, node: FunctionNode, name = nameOf(node)): ValueId {
  const kind: FunctionKind = ts.isArrowFunction(node) ? 'arrow' : 'function';
  return b.emit({ op: 'function', function: lowerBody(b, node, { kind, name }) }, node);
}

/** Lowers a function-like node and gets its id. */
export function lowerBody(
  b: FunctionBuilder,
  node: FunctionNode,
  shape: Pick<FunctionShape, 'kind' | 'name' | 'class' | 'static'>,
): FunctionId {
  const inner = new FunctionBuilder(b.file, {
    ...shape,
    node,
    parent: b.id,
    async: has(node, ts.SyntaxKind.AsyncKeyword),
    generator: !!(node as ts.FunctionDeclaration).asteriskToken,
  });
  lowerParameters(inner, node);
  const own = ts.isFunctionExpression(node) && node.name ? b.file.bindings.of(node.name) : undefined;
  if (own) inner.assign(own, inner.emit({ op: 'function', function: inner.id }, node), node);
  if (node.body && ts.isBlock(node.body)) lowerStatements(inner, node.body.statements);
  else if (node.body) lowerConciseBody(inner, node.body);
  inner.finish();
  return inner.id;
}

function lowerConciseBody(b: FunctionBuilder, body: ts.Expression): void {
  const value = lowerExpression(b, body);
  b.emit({ op: 'return', value }, body);
}

function lowerParameters(b: FunctionBuilder, node: FunctionNode): void {
  const parameters = node.parameters.filter(
    (parameter) => !(ts.isIdentifier(parameter.name) && parameter.name.text === 'this'),
  );
  parameters.forEach((parameter, index) => {
    const type = typeRef(parameter.type);
    const isField = ts.isParameterPropertyDeclaration(parameter, node);
    const name = ts.isIdentifier(parameter.name) ? parameter.name.text : '';
    b.params.push({ name, type, rest: !!parameter.dotDotDotToken, field: isField });
    let value = b.emit({ op: 'param', index }, parameter);
    if (parameter.initializer) {
      value = b.emit(
        { op: 'logic', operator: '??', left: value, right: lowerExpression(b, parameter.initializer) },
        parameter,
      );
    }
    declarePattern(b, parameter.name, value, type);
    if (isField) {
      const of = b.emit({ op: 'this' }, parameter);
      b.emit({ op: 'set', of, name, value }, parameter);
    }
  });
}

/** Gets the name of the variable, property or member a function expression is put into. */
function nameOf(node: FunctionNode): string {
  if (node.name && ts.isIdentifier(node.name)) return node.name.text;
  const parent = node.parent;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return memberName(parent.name);
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    const left = parent.left;
    return ts.isIdentifier(left) ? left.text : ts.isPropertyAccessExpression(left) ? left.name.text : '';
  }
  // `useCallback(() => …)`, `debounce(() => …)`: known by what the wrapper's result is called.
  if (ts.isCallExpression(parent) && ts.isVariableDeclaration(parent.parent) && ts.isIdentifier(parent.parent.name)) {
    return parent.parent.name.text;
  }
  return '';
}

export function memberName(name: ts.PropertyName): string {
  return ts.isComputedPropertyName(name) ? '' : name.text;
}

export function has(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some((modifier) => modifier.kind === kind);
}

/** Marks the rest of a block as unreachable. */
export function leave(b: FunctionBuilder): void {
  b.current = NEVER;
}
