/** Renames what is local to a file: variables, parameters, functions, classes. */
import ts from 'typescript';
import type { Program } from '../model.js';
import { isMeaningful } from './meaningful.js';
import { type Edit, edited, exportsOf, isExported, mapFiles, namesIn, requiredIn, visit } from './syntax.js';

const NEW_NAMES = [
  'alder',
  'birch',
  'cedar',
  'elm',
  'fir',
  'hazel',
  'juniper',
  'larch',
  'maple',
  'oak',
  'pine',
  'rowan',
  'willow',
  'yew',
];

export function renamed(program: Program): Program {
  const checker = checkerOf(program);
  return mapFiles(program, (path, text) => {
    const file = checker.getSourceFile(path)!;
    return edited(text, editsOf(file, checker.getTypeChecker()));
  });
}

/** No library is loaded: only what the program itself declares is looked up. */
function checkerOf(program: Program): ts.Program {
  const options: ts.CompilerOptions = {
    noLib: true,
    noResolve: true,
    allowJs: true,
    jsx: ts.JsxEmit.Preserve,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  host.getSourceFile = (path) => {
    const text = program.files[path];
    return text === undefined ? undefined : ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  };
  host.fileExists = (path) => path in program.files;
  host.readFile = (path) => program.files[path];
  return ts.createProgram(Object.keys(program.files), options, host);
}

function editsOf(file: ts.SourceFile, checker: ts.TypeChecker): Edit[] {
  const chosen = namesFor(file, checker);
  const edits: Edit[] = [];
  visit(file, (node) => {
    if (!ts.isIdentifier(node)) return;
    const symbol = symbolAt(node, checker);
    const name = symbol && chosen.get(symbol);
    if (name === undefined) return;
    edits.push({ from: node.getStart(file), to: node.end, text: isShorthand(node) ? `${node.text}: ${name}` : name });
  });
  return edits;
}

function symbolAt(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (ts.isShorthandPropertyAssignment(node.parent)) return checker.getShorthandAssignmentValueSymbol(node.parent);
  return checker.getSymbolAtLocation(node);
}

/** `{ text }`, written or taken apart, names a property too. */
function isShorthand(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return (
    ts.isBindingElement(parent) &&
    parent.name === node &&
    !parent.propertyName &&
    !parent.dotDotDotToken &&
    ts.isObjectBindingPattern(parent.parent)
  );
}

function namesFor(file: ts.SourceFile, checker: ts.TypeChecker): Map<ts.Symbol, string> {
  const taken = namesIn(file);
  const kept = new Set(exportsOf(file)?.names ?? []);
  const chosen = new Map<ts.Symbol, string>();
  visit(file, (node) => {
    const name = declaredName(node);
    if (!name || kept.has(name.text) || isMeaningful(name.text)) return;
    const symbol = checker.getSymbolAtLocation(name);
    if (!symbol || chosen.has(symbol)) return;
    const next = freeName(taken, /^[A-Z]/.test(name.text));
    taken.add(next);
    chosen.set(symbol, next);
  });
  return chosen;
}

function declaredName(node: ts.Node): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return isExported(node) ? undefined : node.name;
  if (ts.isParameter(node)) return hasModifiers(node) ? undefined : plainName(node.name);
  if (ts.isVariableDeclaration(node)) return isFree(node) ? plainName(node.name) : undefined;
  return ts.isBindingElement(node) && isFree(variableOf(node)) ? plainName(node.name) : undefined;
}

const hasModifiers = (node: ts.ParameterDeclaration): boolean => (ts.getModifiers(node) ?? []).length > 0;

function plainName(name: ts.BindingName): ts.Identifier | undefined {
  return ts.isIdentifier(name) && name.text !== 'this' ? name : undefined;
}

function variableOf(node: ts.Node): ts.Node {
  return ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)
    ? variableOf(node.parent)
    : node;
}

/** Not exported, not only declared, and no module's name. */
function isFree(node: ts.Node): boolean {
  if (!ts.isVariableDeclaration(node)) return true;
  const statement = node.parent.parent;
  if (ts.isVariableStatement(statement) && (isExported(statement) || isAmbient(statement))) return false;
  return requiredIn(node.initializer) === undefined;
}

function isAmbient(node: ts.VariableStatement): boolean {
  return (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
}

function freeName(taken: ReadonlySet<string>, isCapital: boolean): string {
  for (let round = 0; ; round++) {
    for (const word of NEW_NAMES) {
      const name = `${isCapital ? word[0]!.toUpperCase() + word.slice(1) : word}${round === 0 ? '' : round + 1}`;
      if (!taken.has(name)) return name;
    }
  }
}
