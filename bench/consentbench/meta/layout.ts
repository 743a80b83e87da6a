/** Changes how a program looks and nothing that runs: format, comments, code that is never reached, order. */
import ts from 'typescript';
import type { Program } from '../model.js';
import { type Edit, edited, mapFiles, parse, visit } from './syntax.js';

/** The compiler's own printer: no blank lines, other line breaks, tabs, other line ends. */
export function reformatted(program: Program): Program {
  const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });
  return mapFiles(program, (path, text) =>
    printer
      .printFile(parse(path, text))
      .replace(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4))
      .replaceAll('\n', '\r\n'),
  );
}

const COMMENTS = ['// See the handbook, chapter 4.', '/* Kept short on purpose. */', '// Reviewed twice a year.'];
const DEAD = ["if (false) { console.debug('never'); }", 'const spare = [1, 2, 3].length; void spare;'];

/** Comments before statements, code without effect at the head of function bodies, a function nobody calls. */
export function padded(program: Program): Program {
  return mapFiles(program, (path, text) => {
    const file = parse(path, text);
    const edits: Edit[] = [];
    visit(file, (node) => {
      if (ts.isBlock(node) && ts.isFunctionLike(node.parent)) edits.push(...paddingOf(node, file, edits.length));
    });
    file.statements.forEach((statement, index) => {
      const at = statement.getStart(file);
      if (!ts.isImportDeclaration(statement))
        edits.push({ from: at, to: at, text: `${COMMENTS[index % COMMENTS.length]}\n` });
    });
    return `${edited(text, edits)}\nfunction spareHelper(first, second) {\n  return first + second;\n}\n`;
  });
}

function paddingOf(block: ts.Block, file: ts.SourceFile, index: number): Edit[] {
  const at = block.getStart(file) + 1;
  return [{ from: at, to: at, text: `\n${COMMENTS[index % COMMENTS.length]}\n${DEAD[index % DEAD.length]}\n` }];
}

/** Imports the other way round; functions, which are there from the start wherever they stand, at the end. */
export function reordered(program: Program): Program {
  return mapFiles(program, (path, text) => {
    const file = parse(path, text);
    const isImport = (each: ts.Statement): boolean => ts.isImportDeclaration(each);
    const imports = file.statements.filter(isImport).reverse();
    const functions = file.statements.filter((each) => ts.isFunctionDeclaration(each)).reverse();
    const rest = file.statements.filter((each) => !isImport(each) && !ts.isFunctionDeclaration(each));
    return `${[...imports, ...rest, ...functions].map((each) => text.slice(each.getFullStart(), each.end).trim()).join('\n\n')}\n`;
  });
}
