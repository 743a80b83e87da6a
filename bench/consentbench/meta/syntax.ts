/** Reads programs as syntax trees, and writes changes back into their texts. */
import ts from 'typescript';
import type { Program } from '../model.js';

export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, kindOf(path));
}

function kindOf(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  if (path.endsWith('.jsx')) return ts.ScriptKind.JSX;
  return path.endsWith('.js') ? ts.ScriptKind.JS : ts.ScriptKind.TS;
}

/** Applies edits that do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => b.from - a.from || b.to - a.to);
  return ordered.reduce((whole, { from, to, text: put }) => whole.slice(0, from) + put + whole.slice(to), text);
}

/** Rewrites each file; the same program if none changes. */
export function mapFiles(program: Program, rewrite: (path: string, text: string) => string): Program {
  const files = Object.fromEntries(Object.entries(program.files).map(([path, text]) => [path, rewrite(path, text)]));
  return { ...program, files };
}

export function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  node.forEachChild((child) => visit(child, each));
}

/** Gets every name that a file uses, of whatever kind. */
export function namesIn(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  visit(file, (node) => {
    if (ts.isIdentifier(node)) names.add(node.text);
  });
  return names;
}

export function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** `require('x')`: gets x. */
export function requiredIn(node: ts.Expression | undefined): string | undefined {
  if (!node || !ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const [first] = node.arguments;
  return node.expression.text === 'require' && first && ts.isStringLiteral(first) ? first.text : undefined;
}

/** `module.exports = { a, b }`: gets the statement and the names. */
export function exportsOf(
  file: ts.SourceFile,
): { readonly statement: ts.Statement; readonly names: readonly string[] } | undefined {
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, right } = statement.expression;
    if (left.getText(file) !== 'module.exports' || !ts.isObjectLiteralExpression(right)) continue;
    return { statement, names: right.properties.map((property) => property.name!.getText(file)) };
  }
  return undefined;
}
