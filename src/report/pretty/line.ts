/**
 * Lines of styled text, measured in terminal columns.
 *
 * Holds: every piece of text enters through `span`, which makes it safe; there is no other way into a line.
 * Colours are no part of a line: a palette paints it at the very end, so widths are those of the text alone.
 */
import { safeText } from '../safe.js';

export type Style = 'plain' | 'strong' | 'dim' | 'error' | 'warning' | 'note' | 'good' | 'place' | 'accent';

export interface Span {
  readonly style: Style;
  readonly text: string;
}

export type Line = readonly Span[];

/** Gets a span of safe text. */
export function span(style: Style, raw: string): Span {
  return { style, text: safeText(raw) };
}

/** Gets a line of one style. */
export function line(style: Style, raw: string): Line {
  return [span(style, raw)];
}

export function pad(columns: number): Span {
  return { style: 'plain', text: ' '.repeat(Math.max(0, columns)) };
}

/** Gets the text in at least so many columns. */
export function padded(style: Style, raw: string, columns: number): Line {
  const cell = span(style, raw);
  return [cell, pad(columns - textWidth(cell.text))];
}

export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0);
}

export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

const ZERO_WIDTH = /^\p{M}$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}$/u;

function charWidth(char: string): number {
  if (char < '\u0300') return 1;
  if (ZERO_WIDTH.test(char)) return 0;
  return WIDE.test(char) ? 2 : 1;
}

/** Gets the columns from `from` (included) to `to` (excluded). */
export function sliceColumns(spans: Line, from: number, to: number): Line {
  let column = 0;
  return spans.map(({ style, text }) => {
    let kept = '';
    for (const char of text) {
      const end = column + charWidth(char);
      const start = end > column ? column : Math.max(0, column - 1); // a mark stays with its letter
      if (start >= from && end <= to) kept += char;
      column = end;
    }
    return { style, text: kept };
  });
}

/** Gets `width` columns from `offset` on, with `…` where something was cut off. */
export function crop(spans: Line, offset: number, width: number): Line {
  const total = lineWidth(spans);
  const cutsStart = offset > 0 && total > 0;
  const cutsEnd = total > offset + width;
  const cut = span('dim', '…');
  return [
    ...(cutsStart ? [cut] : []),
    ...sliceColumns(spans, offset + (cutsStart ? 1 : 0), offset + width - (cutsEnd ? 1 : 0)),
    ...(cutsEnd ? [cut] : []),
  ];
}
