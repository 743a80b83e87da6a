/**
 * Reads the files that the walk found and sorts them: source in scope, left out by content, or a diagnostic.
 *
 * A file too large to parse stays in scope as long as it names no sensor, since it has then been searched like any other;
 * `lower` refuses it all the same.
 */
import type { Diagnostic, DiagnosticKind } from '../model/result.js';
import { MAX_PARSED_SIZE, type SourceFile, type SourceTree } from '../model/source.js';
import type { Reader, Reading } from './read.js';
import { heardIn, heardInTemplate } from './heard.js';
import { isDeclaration, isPage } from './names.js';
import { type Template, holdsCode, templatesAmong } from './pages.js';
import { declaresValues, isGenerated, isMarkup, isMinified } from './sniff.js';
import type { NamesSensor } from './triage.js';
import type { FoundFile } from './walk.js';

export type LoadedFiles = Pick<SourceTree, 'files' | 'seeds' | 'skipped' | 'lines' | 'diagnostics'>;

type Outcome =
  | { readonly is: 'source'; readonly text: string; readonly lines: number; readonly seed: boolean }
  | { readonly is: 'left-out' }
  | { readonly is: 'diagnostic'; readonly kind: DiagnosticKind; readonly message: string };

/** In: files in the order in which they are to appear. */
export function loadFiles(found: readonly FoundFile[], read: Reader, namesSensor: NamesSensor): LoadedFiles {
  const files = new Map<string, SourceFile>();
  const seeds: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let skipped = 0;
  let lines = 0;
  const pages: SourceFile[] = [];
  for (const { path, disk, named } of found) {
    const reading = read(disk);
    if (isPage(path) && reading.kind === 'text' && !holdsCode(reading.text)) {
      pages.push({ path, text: reading.text });
      continue;
    }
    const outcome = isDeclaration(path)
      ? judgeDeclaration(reading, namesSensor)
      : judge(path, reading, named, namesSensor);
    if (outcome.is === 'source') {
      files.set(path, { path, text: outcome.text });
      lines += outcome.lines;
      if (outcome.seed) seeds.push(path);
    } else if (outcome.is === 'diagnostic') {
      diagnostics.push({ kind: outcome.kind, file: path, message: outcome.message });
    }
    if (outcome.is === 'left-out' || (outcome.is === 'diagnostic' && outcome.kind === 'not-source')) skipped += 1;
  }
  const templates = templatesAmong(pages, files);
  for (const { path, text, owner } of templates) {
    lines += countLines(text);
    if (namesSensor(heardInTemplate(text), files.get(owner.path)?.text)) seeds.push(path);
  }
  return { files: withTemplates(files, templates), seeds: seeds.sort(), skipped, lines, diagnostics };
}

function withTemplates(files: ReadonlyMap<string, SourceFile>, templates: readonly Template[]): SourceTree['files'] {
  if (templates.length === 0) return files;
  const all = [...files.values(), ...templates].sort((a, b) => (a.path < b.path ? -1 : 1));
  return new Map(all.map((file) => [file.path, file]));
}

function judge(path: string, reading: Reading, named: boolean, namesSensor: NamesSensor): Outcome {
  switch (reading.kind) {
    case 'text':
      return judgeText(path, reading.text, named, namesSensor);
    case 'oversize':
      return judgeHead(reading.head, named);
    case 'video':
      return diagnostic('not-source', 'The file is a video, not TypeScript.');
    case 'encoding':
      return diagnostic('encoding', 'The file is neither UTF-8 nor UTF-16 with a byte order mark.');
    case 'unreadable':
      return diagnostic('unreadable', `The file could not be read (${reading.code}).`);
  }
}

function judgeText(path: string, text: string, named: boolean, namesSensor: NamesSensor): Outcome {
  if (isMarkup(text) && !isPage(path)) return NOT_TYPESCRIPT;
  const lines = countLines(text);
  if (!named && (isGenerated(text) || isMinified(text, lines))) return { is: 'left-out' };
  const seed = namesSensor(heardIn(path, text));
  return seed && text.length > MAX_PARSED_SIZE ? TOO_LARGE : { is: 'source', text, lines, seed };
}

/** A declaration runs nothing: one that cannot be read, or that holds no values, loses no evidence. */
function judgeDeclaration(reading: Reading, namesSensor: NamesSensor): Outcome {
  if (reading.kind !== 'text' || reading.text.length > MAX_PARSED_SIZE || !declaresValues(reading.text))
    return { is: 'left-out' };
  const { text } = reading;
  return { is: 'source', text, lines: countLines(text), seed: namesSensor(text) };
}

function judgeHead(head: string, named: boolean): Outcome {
  if (isMarkup(head)) return NOT_TYPESCRIPT;
  const leftOut = !named && (isGenerated(head) || isMinified(head, countLines(head)));
  return leftOut ? { is: 'left-out' } : TOO_LARGE;
}

function diagnostic(kind: DiagnosticKind, message: string): Outcome {
  return { is: 'diagnostic', kind, message };
}

const NOT_TYPESCRIPT = diagnostic('not-source', 'The file is an XML document, not TypeScript.');
const TOO_LARGE = diagnostic('too-large', 'The file is larger than 1 MiB and was not analysed.');

function countLines(text: string): number {
  let count = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
