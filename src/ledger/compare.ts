/**
 * Compares the ledger with the code.
 *
 * In: what the code records, and the entries. Out: what is new, gone and changed, each change in words.
 */
import type { CaptureRecord, LedgerEntry } from '../model/ledger.js';
import { matchEntries } from './match.js';

export interface Comparison {
  readonly added: readonly CaptureRecord[];
  readonly gone: readonly LedgerEntry[];
  readonly changed: readonly Change[];
}

export interface Change {
  readonly entry: LedgerEntry;
  readonly record: CaptureRecord;
  /** At least one. */
  readonly says: readonly string[];
}

/** `isLookedAt`: whether the scan would have seen a capture in this file, so that its absence says something. */
export function compareLedger(
  records: readonly CaptureRecord[],
  entries: readonly LedgerEntry[],
  isLookedAt: (file: string) => boolean,
): Comparison {
  const matched = matchEntries(records, entries);
  const kept = new Set(matched.values());
  return {
    added: records.filter(({ id }) => !matched.has(id)),
    gone: entries.filter((entry) => !kept.has(entry) && isLookedAt(entry.file)),
    changed: records.flatMap((record) => {
      const entry = matched.get(record.id);
      const says = entry === undefined ? [] : changesOf(entry, record);
      return entry === undefined || says.length === 0 ? [] : [{ entry, record, says }];
    }),
  };
}

export function isSame({ added, gone, changed }: Comparison): boolean {
  return added.length + gone.length + changed.length === 0;
}

function changesOf(entry: LedgerEntry, record: CaptureRecord): readonly string[] {
  const says = [
    ...(entry.file === record.file ? [] : [`moved here from ${entry.file}`]),
    ...(entry.within === record.within ? [] : [`it was in ${placeName(entry)}`]),
    ...(['reach', 'gate', 'redactor'] as const)
      .filter((field) => entry[field] !== record[field])
      .map((field) => `${field} was "${entry[field]}", is "${record[field]}"`),
    ...missing(record, entry).map((sink) => `new sink: ${sink}`),
    ...missing(entry, record).map((sink) => `no sink any more: ${sink}`),
  ];
  return says.length === 0 && entry.id !== record.id ? [`id was ${entry.id}, is ${record.id}`] : says;
}

function placeName({ within }: CaptureRecord): string {
  return within === '' ? 'no function' : within;
}

/** Gets the sinks of one that the other does not have. */
function missing(one: CaptureRecord, other: CaptureRecord): readonly string[] {
  return one.sinks.filter((sink) => !other.sinks.includes(sink));
}
