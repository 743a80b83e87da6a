/**
 * Says from its content whether a file is no hand-written source: a video, a translation table, generated, minified.
 *
 * `.ts` is also an MPEG transport stream and a Qt translation, `.mts` a camera's video.
 */

const HEADER = 500;
const MINIFIED_SIZE = 20_000;
const MINIFIED_LINE = 500;

/** Distance of sync bytes, and where the first one is: transport stream, and the form that cameras write. */
const PACKETS = [
  { size: 188, first: 0 },
  { size: 192, first: 4 },
] as const;
const SYNC = 0x47;

export function isVideo(bytes: Buffer): boolean {
  return PACKETS.some(({ size, first }) => [0, 1, 2].every((packet) => bytes[first + packet * size] === SYNC));
}

/** Holds if the text is an XML document, as Qt's translations are: no TypeScript begins like this. */
export function isMarkup(text: string): boolean {
  return /^\s*(?:<\?xml\b|<!DOCTYPE\b|<TS version\b)/.test(text.slice(0, HEADER));
}

/** Holds if a declaration file holds values of its own: only a `const enum` is inlined from where it is declared. */
export function declaresValues(text: string): boolean {
  return /\bconst\s+enum\b/.test(text);
}

const LEADING = /^(?:\s|#![^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(['"])use [\w ]+\1;?)+/;

/** Holds if the comment that the file begins with says that a tool wrote it. */
export function isGenerated(text: string): boolean {
  const comment = LEADING.exec(text.slice(0, HEADER))?.[0] ?? '';
  if (/@generated(?![\w-])|DO NOT EDIT/.test(comment)) return true;
  return /generated/i.test(comment) && /\bdo not (?:edit|modify|change)\b/i.test(comment);
}

/**
 * Holds if the text is code with its line breaks removed.
 * A long line alone is not enough: an image or a data table in a string must not hide the code around it.
 */
export function isMinified(text: string, lines: number): boolean {
  if (text.length < MINIFIED_SIZE || text.length / Math.max(lines, 1) <= MINIFIED_LINE) return false;
  return text.split('\n').some((line) => line.length > MINIFIED_LINE && isDenseCode(line));
}

function isDenseCode(line: string): boolean {
  if (!/\bfunction\b|=>|\breturn\b/.test(line)) return false;
  const marks = line.match(/[{};]/g)?.length ?? 0;
  return marks > line.length / 200;
}
