/** What a component file is lowered as. */
import { ts } from '../compiler.js';
import type { Draft } from './draft.js';
import type { CodeError } from './write.js';

export interface ComponentCode {
  readonly draft: Draft;
  readonly kind: ts.ScriptKind;
  readonly errors: readonly CodeError[];
}

const KINDS: Readonly<Record<string, ts.ScriptKind>> = { ts: ts.ScriptKind.TS, tsx: ts.ScriptKind.TSX };

/** Gets the kind of a script by its `lang`. */
export function kindOf(lang: string | undefined): ts.ScriptKind {
  return KINDS[(lang ?? '').replace('typescript', 'ts')] ?? ts.ScriptKind.JSX;
}

/** Gets the names that a module declares or imports at its top level. */
export function topLevelNames(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of source.statements) for (const name of declaredBy(statement)) names.add(name);
  return names;
}

function declaredBy(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  if (ts.isImportDeclaration(statement)) return importedNames(statement.importClause);
  const named =
    ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
  return named && statement.name ? [statement.name.text] : [];
}

export function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function importedNames(clause: ts.ImportClause | undefined): readonly string[] {
  const named = clause?.namedBindings;
  const others = named ? (ts.isNamespaceImport(named) ? [named.name] : named.elements.map(({ name }) => name)) : [];
  return [...(clause?.name ? [clause.name] : []), ...others].map(({ text }) => text);
}
