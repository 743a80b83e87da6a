/**
 * The ledger, consentlint.ledger.yaml: each capture of the code, and what people have declared it for.
 *
 * A record is what the code says; the other fields of an entry are people's. Published as schema/ledger.schema.json.
 */
import type { Capture, SinkKind } from './result.js';

/** At the scan root, as captures' ids and files are relative to it. */
export const LEDGER_NAME = 'consentlint.ledger.yaml';

/** What is read from the code. No lines: an edit above a capture must not change the ledger. */
export interface CaptureRecord extends Pick<Capture, 'id' | 'sensor' | 'api' | 'reach'> {
  readonly file: string;
  /** Empty at the top level of the file. */
  readonly within: string;
  readonly gate: string;
  readonly redactor: string;
  /** Such as `network fetch in src/send.ts`, in order, each once. */
  readonly sinks: readonly string[];
}

/** What people say, and nobody has said yet where it is absent. */
export interface Declaration {
  readonly why?: string;
  readonly owner?: string;
  readonly retention?: string;
  readonly audience?: string;
  /** The last day on which it holds, as `2027-01-31`. */
  readonly expires?: string;
  readonly allowedSinks?: readonly SinkKind[];
}

export interface LedgerEntry extends CaptureRecord, Declaration {
  /** Where it stands in the ledger. */
  readonly line: number;
}

export interface Ledger {
  /** Owners who answer for nothing any more. */
  readonly formerOwners: readonly string[];
  readonly entries: readonly LedgerEntry[];
}

/** A ledger, and the day it is read on: the one thing besides the scanned bytes that a verdict may depend on. */
export interface DatedLedger extends Ledger {
  /** As `2026-11-21`. */
  readonly today: string;
}
