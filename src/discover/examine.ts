/**
 * Says what one file is, by its name and text: source in scope, a page, left out by content, or a diagnostic.
 *
 * A file too large to parse stays in scope as long as it names no sensor, since it has then been searched like any other;
 * `lower` refuses it all the same.
 */
import type { DiagnosticKind } from '../model/result.js';
import { MAX_PARSED_SIZE } from '../model/source.js';
import { heardIn } from './heard.js';
import { isDeclaration, isPage } from './names.js';
import { holdsCode } from './pages.js';
import type { Reader, Reading } from './read.js';
import { declaresValues, isGenerated, isMarkup, isMinified } from './sniff.js';
import type { NamesSensor } from './triage.js';
import type { FoundFile } from './walk.js';

/** Plain data: it may come from another thread. */
export type Examined =
  | { readonly is: 'source'; readonly text: string; readonly lines: number; readonly seed: boolean }
  /** Without code of its own; it may be the template of a component. */
  | { readonly is: 'page'; readonly text: string }
  | { readonly is: 'left-out' }
  | { readonly is: 'diagnostic'; readonly kind: DiagnosticKind; readonly message: string };

export function examine({ path, disk, named }: FoundFile, read: Reader, namesSensor: NamesSensor): Examined {
  const reading = read(disk);
  if (isPage(path) && reading.kind === 'text' && !holdsCode(reading.text)) return { is: 'page', text: reading.text };
  return isDeclaration(path) ? judgeDeclaration(reading, namesSensor) : judge(path, reading, named, namesSensor);
}

export function countLines(text: string): number {
  let count = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function judge(path: string, reading: Reading, named: boolean, namesSensor: NamesSensor): Examined {
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

function judgeText(path: string, text: string, named: boolean, namesSensor: NamesSensor): Examined {
  if (isMarkup(text) && !isPage(path)) return NOT_TYPESCRIPT;
  const lines = countLines(text);
  if (!named && (isGenerated(text) || isMinified(text, lines))) return { is: 'left-out' };
  const seed = namesSensor(heardIn(path, text));
  return seed && text.length > MAX_PARSED_SIZE ? TOO_LARGE : { is: 'source', text, lines, seed };
}

/** A declaration runs nothing: one that cannot be read, or that holds no values, loses no evidence. */
function judgeDeclaration(reading: Reading, namesSensor: NamesSensor): Examined {
  if (reading.kind !== 'text' || reading.text.length > MAX_PARSED_SIZE || !declaresValues(reading.text))
    return { is: 'left-out' };
  const { text } = reading;
  return { is: 'source', text, lines: countLines(text), seed: namesSensor(text) };
}

function judgeHead(head: string, named: boolean): Examined {
  if (isMarkup(head)) return NOT_TYPESCRIPT;
  const leftOut = !named && (isGenerated(head) || isMinified(head, countLines(head)));
  return leftOut ? { is: 'left-out' } : TOO_LARGE;
}

function diagnostic(kind: DiagnosticKind, message: string): Examined {
  return { is: 'diagnostic', kind, message };
}

const NOT_TYPESCRIPT = diagnostic('not-source', 'The file is an XML document, not TypeScript.');
const TOO_LARGE = diagnostic('too-large', 'The file is larger than 1 MiB and was not analysed.');
