/**
 * Reads the ledger of the scanned tree.
 *
 * In: the scan root, or a file. Out: a Ledger, or nothing where there is none.
 * Holds: a ledger that cannot be read as a whole is the user's to mend, told in one line; none of it is used.
 */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_NAME, type Ledger, type LedgerEntry } from '../model/ledger.js';
import { UsageError } from '../model/errors.js';
import type { Labelled, LabelledProblem } from './check.js';
import { type Source, readData, throwIfAny } from './load.js';
import { fieldName } from './yaml.js';

type Blank<T> = { readonly [Field in keyof T]: T[Field] | null };

interface Written {
  readonly formerOwners?: readonly string[] | null;
  readonly captures?: readonly Blank<Omit<LedgerEntry, 'line'>>[] | null;
}

/** Reads the ledger at the scan root. */
export function loadLedger(root: string): Ledger | undefined {
  const path = join(root, LEDGER_NAME);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // The tree is somebody else's: a link would let it show what lies outside of it.
  if (!found.isFile())
    throw new UsageError(`${LEDGER_NAME}: must be a file of the scanned tree, not a link or a folder`);
  return readLedger({ path, label: LEDGER_NAME });
}

export function readLedger(source: Source): Ledger {
  const problems: LabelledProblem[] = [];
  const labelled = readData<Written>(source, 'ledger', problems);
  if (labelled !== undefined) problems.push(...repeatedIds(labelled));
  throwIfAny(problems.slice(0, 1).map((first) => ({ ...first, message: first.message + more(problems.length - 1) })));
  if (labelled === undefined) throw new Error('unreachable: a file that cannot be read is a problem');
  const { data, file } = labelled;
  return {
    formerOwners: data.formerOwners ?? [],
    entries: (data.captures ?? []).map((entry, at) => toEntry(entry, file.lineOf(['captures', at]))),
  };
}

/** One line is what a person mends next; the others are told when it is their turn. */
function more(count: number): string {
  return count === 0 ? '' : ` (and ${count} more)`;
}

function repeatedIds({ label, file, data }: Labelled<Written>): readonly LabelledProblem[] {
  const lines = new Map<string, number>();
  return (data.captures ?? []).flatMap(({ id }, at) => {
    const path = ['captures', at, 'id'];
    const first = lines.get(String(id));
    if (first === undefined) lines.set(String(id), file.lineOf(path));
    if (first === undefined) return [];
    return [{ label, line: file.lineOf(path), field: fieldName(path), message: `repeats the id on line ${first}` }];
  });
}

/** A field without words is one that nobody has filled in. */
function toEntry(written: Blank<Omit<LedgerEntry, 'line'>>, line: number): LedgerEntry {
  const said = Object.entries(written).filter(
    ([, value]) => value !== null && (typeof value !== 'string' || value.trim() !== ''),
  );
  return { within: '', ...(Object.fromEntries(said) as unknown as Omit<LedgerEntry, 'line' | 'within'>), line };
}
