/**
 * Says whether a text names a sensor, in the catalogue's own words.
 *
 * One pass over a text that names none, which is nearly every text, is one search of one regular expression.
 */
import type { VocabularyEntry } from '../model/catalogue.js';
import { putsTogether } from './pieces.js';

/** `company` is a text in which the company of a word may be found as well. */
export type NamesSensor = (text: string, company?: string) => boolean;

/** Words that count only in some company. */
interface Companied {
  readonly words: RegExp;
  readonly count: (text: string, company: string) => boolean;
}

export function compileVocabulary(entries: readonly VocabularyEntry[]): NamesSensor {
  if (entries.length === 0) return () => false;
  const any = anyOf(entries.map((entry) => (typeof entry === 'string' ? entry : entry.word)));
  const certain = anyOf(entries.filter((entry) => typeof entry === 'string'));
  const companied = companiedOf(entries);
  return (text, company = '') => {
    const first = text.search(any);
    if (first === -1) return false;
    const rest = text.slice(first); // a word boundary, and so it stays one
    return certain.test(rest) || companied.some(({ words, count }) => words.test(rest) && count(text, company));
  };
}

/** A template binds, `(input)=`; that its component calls `addEventListener` makes no event of its own a sensor. */
export function countsInTemplate(entry: VocabularyEntry): boolean {
  return typeof entry === 'string' || entry.word.endsWith('=');
}

/** One expression for all words with the same company: vocabularies repeat it, and each costs two searches. */
function companiedOf(entries: readonly VocabularyEntry[]): readonly Companied[] {
  const wordsByCompany = new Map<string, string[]>();
  for (const entry of entries) {
    if (typeof entry === 'string') continue;
    const { word, ...company } = entry;
    const key = JSON.stringify(company);
    const words = wordsByCompany.get(key);
    if (words === undefined) wordsByCompany.set(key, [word]);
    else words.push(word);
  }
  return [...wordsByCompany].map(([key, words]) => ({
    words: anyOf(words),
    count: companyTest(JSON.parse(key) as Company),
  }));
}

type Company = Omit<Exclude<VocabularyEntry, string>, 'word'>;

function companyTest({ near, apart, pieces }: Company): Companied['count'] {
  const beside = near && anyOf(near);
  const without = apart && anyOf(apart);
  const together = pieces && putsTogether(pieces);
  return (text, company) =>
    (!beside || beside.test(text) || beside.test(company)) &&
    !without?.test(text) &&
    (!together || together(text) || together(company));
}

const NOTHING = /(?!)/;

/**
 * Matches any of the words where it does not continue an identifier.
 * Leading signs (`@scope/…`, `$x`) are not compared: a pattern that starts at a word boundary is found twice as fast.
 * Sorted, so that the engine can merge common beginnings.
 */
function anyOf(words: readonly string[]): RegExp {
  const sorted = [...new Set(words.map((word) => word.replace(/^\W+/, '')))].filter((word) => word !== '').sort();
  if (sorted.length === 0) return NOTHING;
  return new RegExp(`\\b(?:${sorted.map(withEnd).join('|')})`);
}

function withEnd(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&') + (/[\w$]$/.test(word) ? '(?![\\w$])' : '');
}
