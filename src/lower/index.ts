/**
 * Lowers one file's text to FileFacts.
 *
 * In: path and text. Out: plain data. The only stage that knows the compiler; raw compiler nodes, since wrapping
 * every node costs a factor of thirty on many files.
 * Deliberately absent: other files, models, rules.
 */
import { ts } from './compiler.js';
import type { FileFacts } from '../model/facts.js';
import type { TemplateOwner } from '../model/source.js';
import { FileBuilder, FunctionBuilder } from './builder.js';
import { type ComponentCode, componentCode, inlineCode } from './components/index.js';
import { collectExports, collectImports, collectTypes } from './modules.js';
import { bind } from './scopes.js';
import { lowerStatements } from './statements.js';

/** Parses and lowers `text`. Syntax errors are recovered from and listed. */
export function lowerFile(path: string, text: string, owner?: TemplateOwner): FileFacts {
  const component = componentCode(path, text, owner);
  if (component) return lowerCode(path, parse(path, component.draft.text, component.kind), component);
  const source = parse(path, text, scriptKind(path));
  const withTemplates = text.includes('@Component(') ? inlineCode(source, text) : undefined;
  return withTemplates
    ? lowerCode(path, parse(path, withTemplates.draft.text, withTemplates.kind), withTemplates)
    : lowerCode(path, source);
}

function parse(path: string, text: string, kind: ts.ScriptKind): ts.SourceFile {
  return ts.createSourceFile(
    path,
    text,
    { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    true,
    kind,
  );
}

function lowerCode(path: string, source: ts.SourceFile, component?: ComponentCode): FileFacts {
  const file = new FileBuilder(source, bind(source), component?.draft);
  collectImports(file);
  collectTypes(file);
  const module = new FunctionBuilder(file, { kind: 'module', name: '<module>', node: source });
  lowerStatements(module, source.statements);
  collectExports(module);
  module.finish();
  const { imports, exports, exportAll, functions, classes, cells, types } = file;
  return {
    path,
    imports,
    exports,
    exportAll,
    functions,
    classes,
    cells,
    types,
    lineStarts: source.getLineStarts(),
    errors: syntaxErrors(source, component),
  };
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  // Flow annotations aside, JSX in .js files is common and a type assertion in one is impossible.
  return /\.[cm]?jsx?$/.test(path) ? ts.ScriptKind.JSX : ts.ScriptKind.TS;
}

function syntaxErrors(source: ts.SourceFile, component?: ComponentCode): { line: number; message: string }[] {
  const found =
    (source as unknown as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ?? [];
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const own = (component?.errors ?? []).map(({ at, message }) => ({ line: lineOf(at), message }));
  // 8000s: TypeScript syntax in a JavaScript file, which was parsed all the same.
  const inCode = found
    .filter((diagnostic) => diagnostic.code < 8000 || diagnostic.code >= 9000)
    .map(({ start, messageText }) => ({
      line: lineOf(component ? component.draft.locate([start, start])[0] : start),
      message: ts.flattenDiagnosticMessageText(messageText, ' '),
    }));
  return [...own, ...inCode];
}
