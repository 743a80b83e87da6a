/**
 * Paints lines: the only place where styles become escape codes.
 */
import type { Line, Span, Style } from './line.js';

/** What each style does to text; the caller decides whether that is a colour. */
export type Palette = Readonly<Record<Style, (text: string) => string>>;

/** How text is to look: where it wraps, and in which colours. */
export interface Looks {
  readonly width: number;
  readonly palette: Palette;
}

const asItIs = (text: string): string => text;

/** No colours. */
export const PLAIN: Palette = {
  plain: asItIs,
  strong: asItIs,
  dim: asItIs,
  error: asItIs,
  warning: asItIs,
  note: asItIs,
  good: asItIs,
  place: asItIs,
  accent: asItIs,
};

/** Gets the text of all lines, each ended by a newline, without trailing spaces. */
export function paint(lines: readonly Line[], palette: Palette): string {
  return lines.map((spans) => `${paintLine(withoutTrailingSpaces(spans), palette)}\n`).join('');
}

function paintLine(spans: Line, palette: Palette): string {
  const text = spans.map((part) => part.text).join('');
  if (isWorkflowCommand(text)) return palette.plain(disarmed(text));
  return merged(spans)
    .map(({ style, text }) => palette[style](text))
    .join('');
}

/** Gets as few spans as show the same, for fewer escape codes. */
function merged(spans: Line): Line {
  const kept: Span[] = [];
  for (const { style, text } of spans) {
    const last = kept.at(-1);
    if (last?.style === style) kept[kept.length - 1] = { style, text: last.text + text };
    else if (text !== '') kept.push({ style, text });
  }
  return kept;
}

/** CI runners obey printed lines such as `::add-mask::` (after any indent) and `##[command]` or `##vso[…]` (anywhere). */
const WORKFLOW_COMMAND = /^(\s*):(?=:)|#(?=#(?:\[|vso\[))/g;

function isWorkflowCommand(text: string): boolean {
  return text.search(WORKFLOW_COMMAND) >= 0;
}

/** Gets text of the same width that no runner obeys. */
function disarmed(text: string): string {
  return text.replace(WORKFLOW_COMMAND, '$1·');
}

function withoutTrailingSpaces(spans: Line): Line {
  const kept: Span[] = [...spans];
  for (let last = kept.pop(); last !== undefined; last = kept.pop()) {
    const text = last.text.trimEnd();
    if (text !== '') return [...kept, { ...last, text }];
  }
  return [];
}
