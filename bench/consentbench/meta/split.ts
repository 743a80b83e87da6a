/** Moves one function of a file into a file of its own. */
import { posix } from 'node:path';
import ts from 'typescript';
import type { Program } from '../model.js';
import { edited, exportsOf, isExported, parse, requiredIn, visit } from './syntax.js';

const MOVED = 'moved';

export function splitUp(program: Program): Program | undefined {
  for (const [path, text] of Object.entries(program.files)) {
    const file = parse(path, text);
    const moved = file.statements.find((each) => ts.isFunctionDeclaration(each) && canMove(each, file));
    if (moved) return withMoved(program, path, file, moved as ts.FunctionDeclaration);
  }
  return undefined;
}

interface Known {
  /** Names that the file declares at its top, and whether each is exported by now. */
  readonly declared: ReadonlyMap<string, boolean>;
  /** Names that the file imports, and the text that does it for one of them. */
  readonly imported: ReadonlyMap<string, string>;
}

/** A function that is used by name, and that changes nothing of the file it stands in. */
function canMove(statement: ts.FunctionDeclaration, file: ts.SourceFile): boolean {
  const { declared } = knownIn(file);
  let isBound = statement.name === undefined;
  visit(statement, (node) => {
    if (ts.isBinaryExpression(node) && isAssignment(node) && declared.has(node.left.getText(file))) isBound = true;
    if (ts.isPostfixUnaryExpression(node) && declared.has(node.operand.getText(file))) isBound = true;
    if (ts.isTypeReferenceNode(node) && declared.has(node.typeName.getText(file))) isBound = true;
  });
  return !isBound;
}

function isAssignment(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function knownIn(file: ts.SourceFile): Known {
  const declared = new Map<string, boolean>();
  const imported = new Map<string, string>();
  const exported = new Set(exportsOf(file)?.names ?? []);
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, file, imported);
    else if (ts.isVariableStatement(statement)) readVariables(statement, file, declared, imported, exported);
    else if (isNamed(statement))
      declared.set(statement.name.text, isExported(statement) || exported.has(statement.name.text));
  }
  return { declared, imported };
}

type Named = ts.Statement & { readonly name: ts.Identifier };

function isNamed(node: ts.Statement): node is Named {
  const isKind =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node);
  return isKind && node.name !== undefined;
}

function readImport(statement: ts.ImportDeclaration, file: ts.SourceFile, imported: Map<string, string>): void {
  const from = statement.moduleSpecifier.getText(file);
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  if (clause?.name) imported.set(clause.name.text, `import ${clause.name.text} from ${from};`);
  if (bindings && ts.isNamespaceImport(bindings))
    imported.set(bindings.name.text, `import * as ${bindings.name.text} from ${from};`);
  if (bindings && ts.isNamedImports(bindings)) {
    for (const { name } of bindings.elements) imported.set(name.text, `import { ${name.text} } from ${from};`);
  }
}

function readVariables(
  statement: ts.VariableStatement,
  file: ts.SourceFile,
  declared: Map<string, boolean>,
  imported: Map<string, string>,
  exported: ReadonlySet<string>,
): void {
  for (const { name, initializer } of statement.declarationList.declarations) {
    const from = requiredIn(initializer);
    if (ts.isIdentifier(name)) {
      if (from === undefined) declared.set(name.text, isExported(statement) || exported.has(name.text));
      else imported.set(name.text, `const ${name.text} = require('${from}');`);
    } else if (from !== undefined && ts.isObjectBindingPattern(name)) {
      for (const each of name.elements)
        imported.set(each.name.getText(file), `const { ${each.name.getText(file)} } = require('${from}');`);
    }
  }
}

function withMoved(
  program: Program,
  path: string,
  file: ts.SourceFile,
  moved: ts.FunctionDeclaration,
): Program | undefined {
  const { declared, imported } = knownIn(file);
  const used = new Set<string>();
  visit(moved, (node) => {
    if (ts.isIdentifier(node)) used.add(node.text);
  });
  const name = moved.name!.text;
  const back = [...declared].filter(([each]) => used.has(each) && each !== name);
  // CommonJS hands out values, not bindings: what is not there yet when it is asked for stays away.
  const isCjs = path.endsWith('.js');
  if (isCjs && back.length > 0) return undefined;
  const here = `./${posix.basename(path).replace(/\.[jt]sx?$/, '')}`;
  const needed = [...imported].filter(([each]) => used.has(each)).map(([, text]) => text);
  const fromHere = back.length > 0 ? [`import { ${back.map(([each]) => each).join(', ')} } from '${here}';`] : [];
  const text = moved.getText(file).replace(/^export /, '');
  const newFile = posix.join(posix.dirname(path), `${MOVED}${posix.extname(path)}`);
  const body = isCjs ? `${text}\n\nmodule.exports = { ${name} };` : `export ${text}`;
  return {
    ...program,
    files: {
      ...program.files,
      [path]: rest(
        file,
        moved,
        name,
        back.flatMap(([each, isOut]) => (isOut ? [] : [each])),
        isCjs,
      ),
      [newFile]: `${[...needed, ...fromHere, '', body].join('\n')}\n`,
    },
  };
}

/** What stays: without the function, with an import of it, and with exports of what the function needs. */
function rest(
  file: ts.SourceFile,
  moved: ts.FunctionDeclaration,
  name: string,
  toExport: readonly string[],
  isCjs: boolean,
): string {
  const text = edited(file.text, [{ from: moved.getFullStart(), to: moved.end, text: '' }]);
  const out = [...toExport, ...(isExported(moved) ? [name] : [])];
  const head = isCjs ? `const { ${name} } = require('./${MOVED}');` : `import { ${name} } from './${MOVED}';`;
  const tail = out.length > 0 ? `\nexport { ${out.join(', ')} };\n` : '';
  return `${head}\n${text}${tail}`;
}
