/**
 * Breaks lines at spaces so that they fit a width.
 *
 * A word wider than the room is cut where it must be: a path or an API name has no spaces, and no line may be too wide.
 */
import { lineWidth, pad, sliceColumns } from './line.js';
import type { Line, Span, Style } from './line.js';

/** Below this many columns, text stands under its label and not beside it. */
const MIN_BODY = 28;
const UNDER_LABEL = 2;

/** Gets the label with the body wrapped beside it, or below it where the label leaves too little room. */
export function beside(label: Line, body: Line, width: number): Line[] {
  const labelWidth = lineWidth(label);
  const room = width - labelWidth;
  if (room < MIN_BODY && lineWidth(body) > room) return below(label, body, width);
  const lines = wrap(body, room);
  return lines.map((text, index) => [...(index === 0 ? label : [pad(labelWidth)]), ...text]);
}

/** Gets the body wrapped after an indent. */
export function indented(columns: number, body: Line, width: number): Line[] {
  return beside([pad(columns)], body, width);
}

function below(label: Line, body: Line, width: number): Line[] {
  const margin = leadingSpaces(label);
  const words = label.filter(({ text }) => text.trim() !== '');
  return [
    ...wrap(words, width - margin).map((text) => [pad(margin), ...text]),
    ...wrap(body, width - margin - UNDER_LABEL).map((text) => [pad(margin + UNDER_LABEL), ...text]),
  ];
}

function leadingSpaces(spans: Line): number {
  const text = spans.map((part) => part.text).join('');
  return text.length - text.trimStart().length;
}

/** Gets at least one line, each within the width; runs of spaces become one. */
export function wrap(body: Line, width: number): Line[] {
  const room = Math.max(1, width);
  let current: Span[] = [];
  const lines = [current];
  for (const word of wordsOf(body).flatMap((word) => cutToFit(word, room))) {
    const used = lineWidth(current);
    if (used > 0 && used + 1 + lineWidth(word) > room) {
      current = [];
      lines.push(current);
    }
    if (current.length > 0) current.push({ style: styleBetween(current, word), text: ' ' });
    current.push(...word);
  }
  return lines;
}

/** A space inside text of one style has that style, so that the text stays in one piece. */
function styleBetween(before: Line, after: Line): Style {
  const style = before.at(-1)?.style ?? 'plain';
  return style === after[0]?.style ? style : 'plain';
}

/** Gets the words; one word may change its style in the middle. */
function wordsOf(body: Line): Line[] {
  const words: Span[][] = [];
  let word: Span[] | undefined;
  for (const { style, text } of body) {
    for (const piece of text.split(/( +)/)) {
      if (piece === '') continue;
      if (piece.startsWith(' ')) {
        word = undefined;
        continue;
      }
      if (word === undefined) words.push((word = []));
      word.push({ style, text: piece });
    }
  }
  return words;
}

function cutToFit(word: Line, room: number): Line[] {
  const size = lineWidth(word);
  if (size <= room) return [word];
  const pieces: Line[] = [];
  for (let from = 0; from < size;) {
    const piece = sliceColumns(word, from, from + room);
    pieces.push(piece);
    from += Math.max(1, lineWidth(piece));
  }
  return pieces;
}
