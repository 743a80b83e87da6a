/**
 * Writes templates as code reads: `code` takes the common indentation off, and gives what is put in at a place the
 * indentation of that place. Backslashes stay as they are written, but for those before a backtick or `${`.
 */
export function code(parts: TemplateStringsArray, ...values: readonly (string | number | undefined)[]): string {
  const template = dedent(parts.raw.map((part) => part.replaceAll('\\`', '`').replaceAll('\\${', '${')));
  let text = template[0]!;
  values.forEach((value, index) => {
    const indent = /(?:^|\n)([ \t]*)[^\n]*$/.exec(text)?.[1] ?? '';
    text += String(value ?? '').replaceAll('\n', `\n${indent}`) + template[index + 1]!;
  });
  return tidy(text);
}

function dedent(parts: readonly string[]): string[] {
  const lines = parts.join('\0').split('\n');
  const indents = lines.slice(1).flatMap((line) => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)![0].length]));
  const common = Math.min(...indents, Infinity);
  return lines
    .map((line, index) => (index === 0 ? line : line.slice(common === Infinity ? 0 : common)))
    .join('\n')
    .split('\0');
}

/** Takes off blank lines at the ends and the empty lines that an empty value leaves. */
export function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\{\n\n/g, '{\n')
    .replace(/\n\n([ \t]*)\}/g, '\n$1}')
    .replace(/^\n+|\n+$/g, '');
}

/** Joins what is there with an empty line between. */
export function paragraphs(...blocks: readonly (string | undefined)[]): string {
  return blocks.filter((block) => block !== undefined && block !== '').join('\n\n');
}

/** Joins what is there, a line each. */
export function lines(...blocks: readonly (string | undefined)[]): string {
  return blocks.filter((block) => block !== undefined && block !== '').join('\n');
}

/** The word before an arrow function around these statements: whether one of them waits. */
export function asyncIfWaiting(statements: string): string {
  return /^(?![\s/])(?:(?!\basync\b).)*\bawait\b/m.test(statements) ? 'async ' : '';
}
