/**
 * Which names may matter to a verdict, so that renaming them is no mere rewriting.
 *
 * Read from the data that decides it: the lists of names (docs/names.md), and the receivers that models know by
 * name alone (`*.logger.info`).
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../root.js';

type NameList = readonly (string | { readonly names: string })[];

/** Lists that are matched against questions and labels, and never against names. */
const OF_TEXTS = new Set(['observing', 'refuseButton']);

let lists: readonly RegExp[] | undefined;
let receivers: ReadonlySet<string> | undefined;

/** Holds if a name says something about consent, redaction or recording, or stands for a receiver in a model. */
export function isMeaningful(name: string): boolean {
  lists ??= readLists();
  receivers ??= readReceivers();
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return receivers.has(name) || lists.some((list) => list.test(name) || list.test(words));
}

function readLists(): readonly RegExp[] {
  const all = parse(readFileSync(join(ROOT, 'rules/names.yaml'), 'utf8')) as Record<string, NameList>;
  return Object.entries(all)
    .flatMap(([list, entries]) => (OF_TEXTS.has(list) ? [] : entries))
    .map((entry) => new RegExp(typeof entry === 'string' ? entry : entry.names, 'i'));
}

/** Of patterns that match on any receiver, the segments before the last: `logger` of `*.logger.info`. */
function readReceivers(): ReadonlySet<string> {
  const folder = join(ROOT, 'rules/models');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const patterns = files.flatMap((file) => patternsIn(parse(readFileSync(join(folder, file), 'utf8')), false));
  return new Set(
    patterns
      .filter((pattern) => pattern.startsWith('*.'))
      .flatMap((pattern) => pattern.replaceAll('()', '').split('.').slice(1, -1)),
  );
}

/** Gets every text under a key `api`, however deep. */
function patternsIn(value: unknown, isApi: boolean): string[] {
  if (typeof value === 'string') return isApi ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => patternsIn(inner, isApi || key === 'api'));
}
