/** Lowers what is on the left of an assignment: names, members and destructuring patterns. */
import { ts } from './compiler.js';
import type { TypeRef, ValueId } from '../model/facts.js';
import type { FunctionBuilder } from './builder.js';
import { constantText, lowerExpression, propertyName } from './expressions.js';

/** Binds the names of a declared pattern to the parts of `value`. */
export function declarePattern(b: FunctionBuilder, name: ts.BindingName, value: ValueId, type?: TypeRef): void {
  if (ts.isIdentifier(name)) {
    const binding = b.file.bindings.of(name);
    if (binding) b.assign(binding, value, name, type);
    return;
  }
  name.elements.forEach((element, index) => {
    if (!ts.isBindingElement(element)) return;
    const part = element.dotDotDotToken
      ? restOf(b, name, value, element)
      : elementPart(b, element, value, index, ts.isArrayBindingPattern(name));
    declarePattern(b, element.name, withDefault(b, part, element.initializer, element));
  });
}

/** What is left: a list of any of the elements, or the object without the properties that were named. */
function restOf(b: FunctionBuilder, pattern: ts.BindingPattern, value: ValueId, node: ts.BindingElement): ValueId {
  if (ts.isArrayBindingPattern(pattern)) return value;
  const taken = pattern.elements.flatMap((element) => {
    const key = element.dotDotDotToken ? undefined : (element.propertyName ?? element.name);
    return key && (ts.isIdentifier(key) || ts.isStringLiteral(key)) ? [key.text] : [];
  });
  const nothing = b.constant(undefined, node);
  return b.emit(
    { op: 'object', properties: [{ value, spread: true }, ...taken.map((name) => ({ name, value: nothing }))] },
    node,
  );
}

function elementPart(
  b: FunctionBuilder,
  element: ts.BindingElement,
  of: ValueId,
  index: number,
  isArray: boolean,
): ValueId {
  if (isArray) return b.emit({ op: 'get', of, name: String(index) }, element);
  const key = element.propertyName ?? (element.name as ts.Identifier);
  return b.emit({ op: 'get', of, name: propertyName(b, key) }, element);
}

function withDefault(
  b: FunctionBuilder,
  value: ValueId,
  initializer: ts.Expression | undefined,
  node: ts.Node,
): ValueId {
  if (!initializer) return value;
  return b.emit({ op: 'logic', operator: '??', left: value, right: lowerExpression(b, initializer) }, node);
}

/** Stores `value` into an assignment target. */
export function assignTo(b: FunctionBuilder, target: ts.Expression, value: ValueId, node: ts.Node): void {
  if (ts.isParenthesizedExpression(target) || ts.isAsExpression(target) || ts.isNonNullExpression(target)) {
    return assignTo(b, target.expression, value, node);
  }
  if (ts.isIdentifier(target)) return assignName(b, target, value, node);
  if (ts.isPropertyAccessExpression(target)) return assignMember(b, target, target.name.text, value, node);
  if (ts.isElementAccessExpression(target)) {
    const argument = target.argumentExpression;
    if (ts.isStringLiteralLike(argument)) return assignMember(b, target, argument.text, value, node);
    const key = lowerExpression(b, argument);
    const name = constantText(b, key);
    if (name !== undefined) return assignMember(b, target, name, value, node);
    b.emit({ op: 'set', of: lowerExpression(b, target.expression), key, value }, node);
    return;
  }
  if (ts.isObjectLiteralExpression(target)) return assignObject(b, target, value);
  if (ts.isArrayLiteralExpression(target)) {
    target.elements.forEach((element, index) => {
      if (ts.isSpreadElement(element)) return assignTo(b, element.expression, value, element);
      if (!ts.isOmittedExpression(element))
        assignTo(b, element, b.emit({ op: 'get', of: value, name: String(index) }, element), element);
    });
  }
}

function assignName(b: FunctionBuilder, target: ts.Identifier, value: ValueId, node: ts.Node): void {
  const binding = b.file.bindings.of(target);
  if (binding) return b.assign(binding, value, node);
  const of = b.emit({ op: 'global', name: 'globalThis' }, target);
  b.emit({ op: 'set', of, name: target.text, value }, node);
}

function assignMember(
  b: FunctionBuilder,
  target: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  name: string,
  value: ValueId,
  node: ts.Node,
): void {
  if (assignExport(b, target.expression, name, value, node)) return;
  const of = lowerExpression(b, target.expression);
  b.emit({ op: 'set', of, name, value }, node);
  const binding = ts.isIdentifier(target.expression) ? b.file.bindings.of(target.expression) : undefined;
  if (binding && binding.kind !== 'import' && !b.isCell(binding))
    b.env.set(binding, b.emit({ op: 'updated', of, name, value }, node));
}

/** CommonJS: `module.exports = v`, `exports.name = v`, `module.exports.name = v`. */
function assignExport(b: FunctionBuilder, of: ts.Expression, name: string, value: ValueId, node: ts.Node): boolean {
  const isFree = (expression: ts.Expression, text: string): boolean =>
    ts.isIdentifier(expression) && expression.text === text && !b.file.bindings.of(expression);
  const isModuleExports =
    ts.isPropertyAccessExpression(of) && of.name.text === 'exports' && isFree(of.expression, 'module');
  const exported =
    isFree(of, 'module') && name === 'exports' ? '=' : isModuleExports || isFree(of, 'exports') ? name : undefined;
  if (exported === undefined) return false;
  const cell = b.file.cellNamed(`export ${exported}`);
  b.emit({ op: 'write', cell, value }, node);
  if (!b.file.exports.has(exported)) b.file.exports.set(exported, { kind: 'cell', cell });
  return true;
}

function assignObject(b: FunctionBuilder, target: ts.ObjectLiteralExpression, value: ValueId): void {
  for (const property of target.properties) {
    if (ts.isShorthandPropertyAssignment(property)) {
      const part = b.emit({ op: 'get', of: value, name: property.name.text }, property);
      assignName(b, property.name, withDefault(b, part, property.objectAssignmentInitializer, property), property);
    } else if (ts.isPropertyAssignment(property)) {
      const part = b.emit({ op: 'get', of: value, name: propertyName(b, property.name) }, property);
      assignTo(b, property.initializer, part, property);
    } else if (ts.isSpreadAssignment(property)) assignTo(b, property.expression, value, property);
  }
}
