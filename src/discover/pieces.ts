/**
 * Says whether a text puts a word together: `` `${PREFIX}down` ``, `'key' + 'down'`.
 *
 * Holds: both halves are spelt out in the text, and one of them stands where something is joined to it.
 */

/** A half of two letters or more beside a joint: the latter one in the groups 1 and 2, the former one in 3 and 4. */
const JOINT = /\}(\w{2,})`|\+\s*['"`](\w{2,})['"`]|`(\w{2,})\$\{|['"`](\w{2,})['"`]\s*\+/g;
const MIN_HALF = 2;

export function putsTogether(words: readonly string[]): (text: string) => boolean {
  return (text) => {
    for (const [, ...[end, added, start, first]] of text.matchAll(JOINT)) {
      const latter = end ?? added;
      const former = start ?? first;
      if (words.some((word) => isMade(text, word, former, latter))) return true;
    }
    return false;
  };
}

function isMade(text: string, word: string, former: string | undefined, latter: string | undefined): boolean {
  if (latter !== undefined) return word.endsWith(latter) && isSpelt(text, word.slice(0, -latter.length));
  return former !== undefined && word.startsWith(former) && isSpelt(text, word.slice(former.length));
}

/** Holds if a half stands by itself between quotes, or at an end of a template. */
function isSpelt(text: string, half: string): boolean {
  return half.length >= MIN_HALF && SPELLINGS.some(([before, after]) => text.includes(before + half + after));
}

const SPELLINGS = [
  ["'", "'"],
  ['"', '"'],
  ['`', '`'],
  ['`', '${'],
  ['}', '`'],
] as const;
