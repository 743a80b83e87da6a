/**
 * Shows a place in the code: numbered lines, one of context on each side, carets under what is meant.
 *
 * Lines are cut at both ends rather than wrapped, all at the same column, so that the carets stay under their code.
 */
import type { Location } from '../../model/result.js';
import { counted } from '../tally.js';
import { crop, lineWidth, pad, sliceColumns, span } from './line.js';
import type { Line } from './line.js';

const CONTEXT = 1;
/** A call over more lines than this is shown by its first ones. */
const MAX_MARKED = 3;
/** Columns kept before the marked code when a line must be cut at its start. */
const LEAD = 12;
/** No more than this of a source line is looked at: a minified file is one line of megabytes. */
const LONGEST = 2000;
/** The line breaks that TypeScript counts. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

interface CodeLine {
  readonly number: number;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** Gets the frame, or nothing if the place is not in the text. */
export function codeFrame(text: string, place: Location, width: number): Line[] {
  const source = text.split(LINE_BREAK);
  const lastMarked = Math.min(place.endLine, place.line + MAX_MARKED - 1);
  const isWhole = lastMarked === place.endLine;
  const first = Math.max(1, place.line - CONTEXT);
  const last = Math.min(source.length, isWhole ? lastMarked + CONTEXT : lastMarked);
  const lines = source.slice(first - 1, last).map((raw, index) => codeLine(raw, first + index, place));
  const marked = lines.find(({ number }) => number === place.line);
  if (marked === undefined) return [];

  const digits = String(last).length;
  const room = width - digits - GUTTER.length;
  const offset = offsetFor(marked, room);
  const rows = lines.flatMap((code) => [
    [...gutter(String(code.number), digits), ...crop(styled(code), offset, room)],
    ...(code === marked ? [[...gutter('', digits), ...sliceColumns(carets(code), offset, offset + room)]] : []),
  ]);
  return isWhole ? rows : [...rows, gutter(`⋮ ${counted(place.endLine - lastMarked, 'more line')}`, digits, '')];
}

function codeLine(raw: string, number: number, place: Location): CodeLine {
  const base = place.column > LONGEST / 2 ? place.column - LEAD * 2 : 0;
  const isMarked = number >= place.line && number <= place.endLine;
  const start = number === place.line ? place.column - 1 : 0;
  const end = number === place.endLine ? Math.max(place.endColumn - 1, start + 1) : raw.length;
  const limit = base + LONGEST;
  const from = isMarked ? start : raw.length;
  const to = isMarked ? end : raw.length;
  return {
    number,
    before: raw.slice(base, Math.min(from, limit)),
    marked: raw.slice(Math.max(from, base), Math.min(to, limit)),
    after: raw.slice(Math.max(to, base), limit),
  };
}

function styled({ before, marked, after }: CodeLine): Line {
  return [span('plain', before), span('strong', marked), span('plain', after)];
}

function carets({ before, marked }: CodeLine): Line {
  const size = Math.max(1, lineWidth([span('plain', marked.trimEnd())]));
  return [pad(lineWidth([span('plain', before)])), span('error', '^'.repeat(size))];
}

function offsetFor(code: CodeLine, room: number): number {
  const start = lineWidth([span('plain', code.before)]);
  const end = start + lineWidth([span('plain', code.marked)]);
  return end <= room || start <= LEAD ? 0 : start - LEAD;
}

const GUTTER = ' │ ';

function gutter(text: string, width: number, bar = GUTTER): Line {
  return [span('dim', `${text.padStart(width)}${bar}`)];
}
