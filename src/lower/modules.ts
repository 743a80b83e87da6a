/** Lowers imports, exports, enums and namespaces. */
import { ts } from './compiler.js';
import type { PropertyFacts, ValueId } from '../model/facts.js';
import type { FileBuilder, FunctionBuilder } from './builder.js';
import { lowerExpression } from './expressions.js';
import { has } from './functions.js';
import { forEachBoundName } from './scopes.js';
import { lowerStatements } from './statements.js';
import { memberTypes, typeRef } from './types.js';

/** Records what each imported name stands for, before anything is lowered. */
export function collectImports(file: FileBuilder): void {
  for (const statement of file.source.statements) {
    if (ts.isImportDeclaration(statement)) collectImport(file, statement);
    else if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) {
      const module = statement.moduleReference.expression;
      if (ts.isStringLiteralLike(module)) file.imports.set(statement.name.text, { module: module.text, name: '*' });
    }
  }
}

function collectImport(file: FileBuilder, node: ts.ImportDeclaration): void {
  const module = (node.moduleSpecifier as ts.StringLiteral).text;
  const clause = node.importClause;
  if (clause?.name) file.imports.set(clause.name.text, { module, name: 'default' });
  const named = clause?.namedBindings;
  if (!named) return;
  if (ts.isNamespaceImport(named)) file.imports.set(named.name.text, { module, name: '*' });
  else
    for (const element of named.elements)
      file.imports.set(element.name.text, { module, name: (element.propertyName ?? element.name).text });
}

/** Records interfaces and type aliases, wherever they stand. */
export function collectTypes(file: FileBuilder): void {
  for (const statement of file.source.statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      const names =
        statement.heritageClauses?.flatMap((clause) => clause.types.map((type) => type.expression.getText())) ?? [];
      file.types.set(statement.name.text, { names, members: memberTypes(statement.members) });
    } else if (ts.isTypeAliasDeclaration(statement)) {
      const ref = typeRef(statement.type);
      if (ref) file.types.set(statement.name.text, { names: [...ref.names], members: ref.members ?? new Map() });
    }
  }
}

/** Records the exports that only name things; must run after the names were bound. */
export function collectExports(b: FunctionBuilder): void {
  const file = b.file;
  for (const statement of file.source.statements) {
    if (ts.isExportDeclaration(statement)) collectExportList(b, statement);
    else if (has(statement, ts.SyntaxKind.ExportKeyword)) collectExported(b, statement);
  }
}

function collectExportList(b: FunctionBuilder, node: ts.ExportDeclaration): void {
  const module =
    node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  const clause = node.exportClause;
  if (!clause) {
    if (module !== undefined) b.file.exportAll.push(module);
  } else if (ts.isNamespaceExport(clause))
    b.file.exports.set(clause.name.text, { kind: 'from', module: module!, name: '*' });
  else {
    for (const element of clause.elements) {
      const local = element.propertyName ?? element.name;
      if (module !== undefined) b.file.exports.set(element.name.text, { kind: 'from', module, name: local.text });
      else exportLocal(b, element.name.text, local);
    }
  }
}

function exportLocal(b: FunctionBuilder, name: string, local: ts.ModuleExportName): void {
  const imported = b.file.imports.get(local.text);
  const binding = b.file.bindings.of(local);
  if (imported) b.file.exports.set(name, { kind: 'from', module: imported.module, name: imported.name });
  else if (binding) b.file.exports.set(name, { kind: 'cell', cell: b.file.cellOf(binding, b.id) });
}

function collectExported(b: FunctionBuilder, node: ts.Statement): void {
  const add = (name: ts.Identifier): void => {
    const binding = b.file.bindings.of(name);
    if (!binding) return;
    const exported = has(node, ts.SyntaxKind.DefaultKeyword) ? 'default' : name.text;
    b.file.exports.set(exported, { kind: 'cell', cell: b.file.cellOf(binding, b.id) });
  };
  if (ts.isVariableStatement(node))
    node.declarationList.declarations.forEach((declaration) => forEachBoundName(declaration.name, add));
  else if ((ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name) add(node.name);
  else if (ts.isEnumDeclaration(node)) add(node.name);
  else if (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name)) add(node.name);
}

/** `export default function () {}`: no name, so the value goes into a cell of its own. */
export function declareModuleMember(
  b: FunctionBuilder,
  node: ts.FunctionDeclaration | ts.ClassDeclaration,
  value: ValueId,
): void {
  if (node.name || !has(node, ts.SyntaxKind.DefaultKeyword)) return;
  exportValue(b, 'default', value, node);
}

function exportValue(b: FunctionBuilder, name: string, value: ValueId, node: ts.Node): void {
  const cell = b.file.cellNamed(`export ${name}`);
  b.emit({ op: 'write', cell, value }, node);
  b.file.exports.set(name, { kind: 'cell', cell });
}

export function lowerExport(b: FunctionBuilder, node: ts.Statement): void {
  if (ts.isExportAssignment(node))
    exportValue(b, node.isExportEquals ? '=' : 'default', lowerExpression(b, node.expression), node);
  else if (ts.isEnumDeclaration(node)) lowerEnum(b, node);
  else if (ts.isModuleDeclaration(node)) lowerNamespace(b, node);
}

function lowerEnum(b: FunctionBuilder, node: ts.EnumDeclaration): void {
  let next = 0;
  const properties: PropertyFacts[] = node.members.map((member) => {
    const initializer = member.initializer;
    if (initializer && ts.isNumericLiteral(initializer)) next = Number(initializer.text);
    const value = initializer ? lowerExpression(b, initializer) : b.constant(next, member);
    next++;
    return { name: (member.name as ts.Identifier).text, value };
  });
  const binding = b.file.bindings.of(node.name);
  if (binding) b.assign(binding, b.emit({ op: 'object', properties }, node), node);
}

function lowerNamespace(b: FunctionBuilder, node: ts.ModuleDeclaration): void {
  if (!node.body || !ts.isModuleBlock(node.body)) return;
  lowerStatements(b, node.body.statements);
  const properties: PropertyFacts[] = [];
  for (const statement of node.body.statements) {
    if (!has(statement, ts.SyntaxKind.ExportKeyword)) continue;
    const add = (name: ts.Identifier): void => {
      const binding = b.file.bindings.of(name);
      if (binding) properties.push({ name: name.text, value: b.read(binding, name) });
    };
    if (ts.isVariableStatement(statement))
      statement.declarationList.declarations.forEach((declaration) => forEachBoundName(declaration.name, add));
    else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      add(statement.name);
  }
  const binding = ts.isIdentifier(node.name) ? b.file.bindings.of(node.name) : undefined;
  if (binding) b.assign(binding, b.emit({ op: 'object', properties }, node), node);
}
