/** Which string operations leave nothing of the content. */
import type { ValueRef } from '../link/program.js';
import type { CallValue } from './match.js';

/** Character classes that between them cover every character. */
const WHOLE =
  /^(\.|\[\s\\s\\S\]|\[\\s\\S\]|\[\\S\\s\]|\[\\w\\W\]|\[\\d\\D\]|\[\^\]|\\S|\[\^\\s\]|\(\?:\.\|\\n\)|\.\+|\.\*|\[\\s\\S\]\+|\[\\s\\S\]\*|\\S\+)$/;

/** Holds for `text.replace(/./g, '*')`: every character is replaced by something that is not derived from it. */
export function removesEverything(site: ValueRef, call: CallValue, method: string): boolean {
  if (method !== 'replace' && method !== 'replaceAll') return false;
  const [pattern, replacement] = call.args.map((id) => site.fn.facts.values[id]);
  if (pattern?.op !== 'regex' || replacement?.op !== 'const' || typeof replacement.value !== 'string') return false;
  return pattern.flags.includes('g') && WHOLE.test(pattern.pattern) && !/\$[&\d`'<]/.test(replacement.value);
}
