/**
 * Small pieces that several parts of the review share.
 */
import type { Finding, Location, Severity } from '../../model/result.js';
import { line, span } from './line.js';
import type { Line, Span } from './line.js';

/** Gets `file:line` in one piece, so that a terminal can open it. */
export function placeOf({ file, line }: Pick<Location, 'file' | 'line'>): Span {
  return span('place', `${file}:${line}`);
}

export function heading(text: string): Line {
  return line('strong', text);
}

export function severitySpan(severity: Severity, text: string = severity): Span {
  return span(severity, text);
}

/** Gets why a finding does not fail the build, with a leading space. */
export function acceptance({ suppression, baseline }: Finding): string {
  if (suppression !== null)
    return ` suppressed: ${suppression.reason} (${suppression.location.file}:${suppression.location.line})`;
  return baseline === 'known' ? ' known to the baseline' : '';
}

export interface Sample<T> {
  readonly first: readonly T[];
  readonly omitted: number;
  readonly last: readonly T[];
}

/** Gets everything, or so many from both ends. */
export function sampled<T>(items: readonly T[], most: number): Sample<T> {
  if (items.length <= most) return { first: items, omitted: 0, last: [] };
  const tail = Math.floor(most / 2);
  const head = most - tail;
  return {
    first: items.slice(0, head),
    omitted: items.length - most,
    last: items.slice(items.length - tail),
  };
}
