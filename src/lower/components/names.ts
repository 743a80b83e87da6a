/** Reads the expressions of templates: their shape, and the names in them that they do not declare themselves. */
import { ts } from '../compiler.js';
import { bind } from '../scopes.js';

export interface FreeName {
  readonly name: string;
  /** Offset in the text. */
  readonly at: number;
  /** Holds in `{ name }`, which is the property's name as well. */
  readonly isShorthand: boolean;
}

export interface Reading {
  readonly free: readonly FreeName[];
  /** Holds if the whole is a name, a member or a function: what can be called. */
  readonly isCallable: boolean;
}

/** Reads an expression; undefined where it is none. */
export function readExpression(text: string): Reading | undefined {
  const source = parse(`(${text}\n)`);
  const [statement] = source.statements;
  if (hasErrors(source) || source.statements.length !== 1 || !statement || !ts.isExpressionStatement(statement))
    return undefined;
  return { free: freeNames(source, 1), isCallable: isCallable(statement.expression) };
}

export function readStatements(text: string): Reading | undefined {
  const source = parse(`{${text}\n}`);
  return hasErrors(source) ? undefined : { free: freeNames(source, 1), isCallable: false };
}

/** Gets the names that a list of parameters binds. */
export function parameterNames(text: string): readonly string[] {
  return bind(parse(`((${text}) => 0)`)).all.map((binding) => binding.name);
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('template.ts', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

export function hasErrors(source: ts.SourceFile): boolean {
  return (source as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length > 0;
}

function freeNames(source: ts.SourceFile, shift: number): readonly FreeName[] {
  const names = bind(source).free.map((node) => ({
    name: node.text,
    at: node.getStart(source) - shift,
    isShorthand: ts.isShorthandPropertyAssignment(node.parent),
  }));
  return [...names, ...ownThis(source, shift)].sort((a, b) => a.at - b.at);
}

/** Finds `this`, but for that of inner functions. */
function ownThis(source: ts.SourceFile, shift: number): readonly FreeName[] {
  const found: FreeName[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword)
      found.push({ name: 'this', at: node.getStart(source) - shift, isShorthand: false });
    if (!ts.isFunctionExpression(node) && !ts.isClassLike(node)) ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isCallable(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
    return isCallable(node.expression);
  return (
    ts.isIdentifier(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node)
  );
}
