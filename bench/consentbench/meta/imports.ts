/** Turns ES modules into CommonJS and back. */
import ts from 'typescript';
import type { Program } from '../model.js';
import { type Edit, edited, exportsOf, isExported, parse, requiredIn } from './syntax.js';

export function otherImports(program: Program): Program | undefined {
  const paths = Object.keys(program.files);
  if (paths.some((path) => path.endsWith('.tsx'))) return undefined;
  return paths.every((path) => path.endsWith('.js')) ? toEsm(program) : toCommonJs(program);
}

/** Packages whose exports are used as `x.member` without a default export. */
const NAMESPACES = new Set([
  'vscode',
  'rrweb',
  '@sentry/browser',
  'launchdarkly-node-client-sdk',
  '@amplitude/analytics-node',
  'vanilla-cookieconsent',
]);

function toEsm(program: Program): Program {
  const files = Object.fromEntries(Object.entries(program.files).map(([path, text]) => [path, esmOf(path, text)]));
  return { ...program, files };
}

function esmOf(path: string, text: string): string {
  const file = parse(path, text);
  const edits: Edit[] = [];
  for (const statement of file.statements) {
    const line = importLine(statement, file);
    if (line !== undefined) edits.push({ from: statement.getStart(file), to: statement.end, text: line });
  }
  const exported = exportsOf(file);
  if (exported) {
    const { statement, names } = exported;
    edits.push({ from: statement.getStart(file), to: statement.end, text: `export { ${names.join(', ')} };` });
  }
  return edited(text, edits);
}

function importLine(statement: ts.Statement, file: ts.SourceFile): string | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  const from = requiredIn(declaration?.initializer);
  if (!declaration || from === undefined) return undefined;
  const name = declaration.name.getText(file);
  const isWhole = ts.isIdentifier(declaration.name) && NAMESPACES.has(from);
  return `import ${isWhole ? `* as ${name}` : name} from '${from}';`;
}

function toCommonJs(program: Program): Program {
  const renamedPath = (path: string): string => path.replace(/\.ts$/, '.js');
  return {
    ...program,
    entries: program.entries.map(renamedPath),
    files: Object.fromEntries(
      Object.entries(program.files).map(([path, text]) => [renamedPath(path), commonJsOf(path, text)]),
    ),
  };
}

function commonJsOf(path: string, text: string): string {
  const file = parse(path, text);
  const edits: Edit[] = [];
  const names: string[] = [];
  const again: string[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement))
      edits.push({ from: statement.getStart(file), to: statement.end, text: requireLines(statement, file) });
    else if (ts.isExportDeclaration(statement)) {
      again.push(`...require(${statement.moduleSpecifier?.getText(file)})`);
      edits.push({ from: statement.getStart(file), to: statement.end, text: '' });
    } else if (isExported(statement)) {
      names.push(...declaredBy(statement));
      const at = statement.getStart(file);
      edits.push({ from: at, to: at + 'export '.length, text: '' });
    }
  }
  const out = [...again, ...names];
  const tail = out.length > 0 ? `\nmodule.exports = { ${out.join(', ')} };\n` : '';
  return `${withoutTypes(edited(text, edits))}${tail}`;
}

function requireLines(statement: ts.ImportDeclaration, file: ts.SourceFile): string {
  const from = statement.moduleSpecifier.getText(file);
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  const whole = clause?.name?.text ?? (bindings && ts.isNamespaceImport(bindings) ? bindings.name.text : undefined);
  const parts = bindings && ts.isNamedImports(bindings) ? `const ${bindings.getText(file)} = require(${from});` : '';
  return [whole === undefined ? '' : `const ${whole} = require(${from});`, parts]
    .filter((line) => line !== '')
    .join('\n');
}

function declaredBy(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name
    ? [statement.name.text]
    : [];
}

function withoutTypes(text: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, alwaysStrict: false };
  return ts.transpileModule(text, { compilerOptions }).outputText.replace(/^(?:export \{\};|"use strict";)\n?/gm, '');
}
