/** Files of rules: their texts, places in them, and what a reader of them is told that cannot be parsed. */
import type { Location } from '../model/result.js';

export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

export class PolicyError extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** Blocks nested deeper than this are not read. */
export const MAX_NESTING = 60;

/** Gets a function that says in which line of a text something stands. */
export function linesOf(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

export function at(file: string, line: number): Location {
  return { file, line, column: 1, endLine: line, endColumn: 1 };
}

/** Puts blanks in the place of comments, so that what is left stays where it was. */
export function withoutComments(text: string, comments: RegExp): string {
  return text.replace(comments, (whole, kept: string | undefined) => kept ?? whole.replace(/[^\n]/g, ' '));
}
