/**
 * Lowers one file's text to FileFacts.
 *
 * In: path and text. Out: plain data. The only stage that knows the compiler; raw compiler nodes, since wrapping
 * every node costs a factor of thirty on many files.
 * Deliberately absent: other files, models, rules.
 */
import { ts } from './compiler.js';
import type { FileFacts } from '../model/facts.js';
import { FileBuilder, FunctionBuilder } from './builder.js';
import { collectExports, collectImports, collectTypes } from './modules.js';
import { bind } from './scopes.js';
import { lowerStatements } from './statements.js';

/** Parses and lowers `text`. Syntax errors are recovered from and listed. */
export function lowerFile(path: string, text: string): FileFacts {
  const source = ts.createSourceFile(
    path,
    text,
    { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone },
    true,
    scriptKind(path),
  );
  const file = new FileBuilder(source, bind(source));
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
    errors: syntaxErrors(source),
  };
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  // Flow annotations aside, JSX in .js files is common and a type assertion in one is impossible.
  return /\.[cm]?jsx?$/.test(path) ? ts.ScriptKind.JSX : ts.ScriptKind.TS;
}

function syntaxErrors(source: ts.SourceFile): { line: number; message: string }[] {
  const found =
    (source as unknown as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ?? [];
  // 8000s: TypeScript syntax in a JavaScript file, which was parsed all the same.
  return found
    .filter((diagnostic) => diagnostic.code < 8000 || diagnostic.code >= 9000)
    .map((diagnostic) => ({
      line: source.getLineAndCharacterOfPosition(diagnostic.start).line + 1,
      message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
    }));
}
