/**
 * Finds files by words in their texts, without parsing any.
 *
 * Holds: a word is looked for once. Words that are likely to be asked for are looked for together: one search for a dozen
 * takes about as long as three for one each.
 */
import type { SourceFile } from '../model/source.js';

export class Texts {
  private readonly found = new Map<string, readonly SourceFile[]>();
  private readonly likely: ReadonlySet<string>;

  /** In: all files, and the words that are likely to be asked for. */
  constructor(
    private readonly files: ReadonlyMap<string, SourceFile>,
    likely: Iterable<string>,
  ) {
    this.likely = new Set(likely);
  }

  /** Gets the files whose text has all of these words, the most shared one last. */
  having(words: readonly string[]): readonly SourceFile[] {
    const key = words.join(' ');
    const known = this.found.get(key);
    if (known !== undefined) return known;
    if (words.length === 1 && this.likely.has(key)) return this.findLikely().get(key)!;
    const [last, ...rest] = [...words].reverse();
    const among = rest.length === 0 ? [...this.files.values()] : this.having([last!]);
    const files = among.filter(({ text }) => words.every((word) => text.includes(word)));
    this.found.set(key, files);
    return files;
  }

  private findLikely(): ReadonlyMap<string, readonly SourceFile[]> {
    const words = [...this.likely].sort((a, b) => b.length - a.length);
    const any = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
    const files = new Map(words.map((word): [string, SourceFile[]] => [word, []]));
    for (const file of this.files.values())
      for (const word of wordsIn(file.text, any, words)) files.get(word)!.push(file);
    for (const [word, having] of files) this.found.set(word, having);
    return files;
  }
}

/** Words may overlap, and the longest at a place hides those that it begins with. */
function wordsIn(text: string, any: RegExp, words: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  any.lastIndex = 0;
  for (let match = any.exec(text); match !== null; match = any.exec(text)) {
    found.add(match[0]);
    any.lastIndex = match.index + 1;
  }
  for (const word of words) if ([...found].some((longer) => longer.startsWith(word))) found.add(word);
  return found;
}
