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

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

export function at(file: string, line: number): Location {
  return { file, line, column: 1, endLine: line, endColumn: 1 };
}

/** Puts blanks in the place of comments, so that what is left stays where it was. */
export function withoutComments(text: string, comments: RegExp): string {
  return text.replace(comments, (whole, kept: string | undefined) => kept ?? whole.replace(/[^\n]/g, ' '));
}
