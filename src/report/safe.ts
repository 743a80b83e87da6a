/**
 * Makes text from scanned code safe to show.
 *
 * File names, source lines and messages are under the control of whoever wrote the scanned code: an escape sequence
 * could repaint the terminal, a bidi mark could reorder a line, a newline could forge another one.
 */

/** Control, format (bidi, zero-width), line and paragraph separators, lone surrogates. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const TAB = '  ';

/** Gets the text on one line, tabs as two spaces and every unsafe character visible as `\u{…}`. */
export function safeText(raw: string): string {
  return raw.replaceAll('\t', TAB).replace(UNSAFE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** What JSON.stringify leaves raw although a terminal acts on it. */
const UNSAFE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Gets two-space JSON with a final newline; unsafe characters are escaped, so the value is unchanged. */
export function safeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(UNSAFE_IN_JSON, escapeUnits)}\n`;
}

function escapeUnits(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
