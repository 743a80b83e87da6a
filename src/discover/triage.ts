/**
 * Says whether a text names a sensor, in the catalogue's own words.
 *
 * One pass over a text that names none, which is nearly every text, is one search of one regular expression.
 */
import type { VocabularyEntry } from '../model/catalogue.js';
import { putsTogether } from './pieces.js';

/** `company` is a text in which the company of a word may be found as well. */
export type NamesSensor = (text: string, company?: string) => boolean;

/** Words that count only beside something else. */
interface Pair {
  readonly words: RegExp;
  readonly isNear: (text: string) => boolean;
}

export function compileVocabulary(entries: readonly VocabularyEntry[]): NamesSensor {
  if (entries.length === 0) return () => false;
  const any = anyOf(entries.map((entry) => (typeof entry === 'string' ? entry : entry.word)));
  const certain = anyOf(entries.filter((entry) => typeof entry === 'string'));
  const pairs = pairsOf(entries);
  return (text, company = '') => {
    const first = text.search(any);
    if (first === -1) return false;
    const rest = text.slice(first); // a word boundary, and so it stays one
    return (
      certain.test(rest) || pairs.some(({ words, isNear }) => words.test(rest) && (isNear(text) || isNear(company)))
    );
  };
}

/** One pair for all words with the same company: vocabularies repeat it, and each pair costs two searches. */
function pairsOf(entries: readonly VocabularyEntry[]): readonly Pair[] {
  const wordsByCompany = new Map<string, string[]>();
  for (const entry of entries) {
    if (typeof entry === 'string') continue;
    const company = 'near' in entry ? ['near', ...entry.near] : ['pieces', ...entry.pieces];
    const words = wordsByCompany.get(company.join('\n'));
    if (words === undefined) wordsByCompany.set(company.join('\n'), [entry.word]);
    else words.push(entry.word);
  }
  return [...wordsByCompany].map(([key, words]) => {
    const [kind, ...company] = key.split('\n');
    if (kind === 'pieces') return { words: anyOf(words), isNear: putsTogether(company) };
    const near = anyOf(company);
    return { words: anyOf(words), isNear: (text) => near.test(text) };
  });
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
