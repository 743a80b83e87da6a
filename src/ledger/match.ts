/**
 * Finds the entry that a capture was declared in.
 *
 * By its id; and where that has changed, by what a move of the file or a new name of the function leaves the same.
 * Holds: a likeness counts only between one capture and one entry that are both left over, so that a new capture is
 * never taken for one that is still there.
 */
import type { CaptureRecord, LedgerEntry } from '../model/ledger.js';

/** From the closest likeness to the furthest. */
const LIKENESSES: readonly ((record: CaptureRecord) => string)[] = [
  ({ id }) => id,
  ({ sensor, api, within, file }) => JSON.stringify([sensor, api, within, baseName(file)]),
  ({ sensor, api, within }) => JSON.stringify([sensor, api, within]),
  ({ sensor, api, file }) => JSON.stringify([sensor, api, file]),
];

/** Gets each capture's entry, by the capture's id. */
export function matchEntries(
  records: readonly CaptureRecord[],
  entries: readonly LedgerEntry[],
): ReadonlyMap<string, LedgerEntry> {
  const matched = new Map<string, LedgerEntry>();
  const taken = new Set<LedgerEntry>();
  for (const likeness of LIKENESSES) {
    const captures = alone(
      records.filter(({ id }) => !matched.has(id)),
      likeness,
    );
    const declared = alone(
      entries.filter((entry) => !taken.has(entry)),
      likeness,
    );
    for (const [key, { id }] of captures) {
      const entry = declared.get(key);
      if (entry === undefined) continue;
      matched.set(id, entry);
      taken.add(entry);
    }
  }
  return matched;
}

/**
 * Gets the sinks that the entry does not list.
 *
 * A sink moves with its file: into another folder, and to the new name of the capture's own file.
 */
export function unlistedSinks(record: CaptureRecord, entry: LedgerEntry): readonly string[] {
  const left = entry.sinks.filter((sink) => !record.sinks.includes(sink));
  const moved = new Set(left.map((sink) => withoutFolder(sink.replace(` in ${entry.file}`, ` in ${record.file}`))));
  return record.sinks.filter((sink) => !entry.sinks.includes(sink) && !moved.has(withoutFolder(sink)));
}

/** `network fetch in src/send.ts` becomes `network fetch in send.ts`. */
function withoutFolder(sink: string): string {
  return sink.replace(/ in (?:.*\/)?([^/]*)$/, ' in $1');
}

/** Gets what no other one is like. */
function alone<T extends CaptureRecord>(
  records: readonly T[],
  likeness: (record: T) => string,
): ReadonlyMap<string, T> {
  const found = new Map<string, T | undefined>();
  for (const record of records) {
    const key = likeness(record);
    found.set(key, found.has(key) ? undefined : record);
  }
  return new Map([...found].flatMap(([key, record]) => (record === undefined ? [] : [[key, record] as const])));
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
