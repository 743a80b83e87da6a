/**
 * Writes a new ledger, and the text of a new entry.
 */
import { Document, Scalar, YAMLMap } from 'yaml';
import type { CaptureRecord } from '../model/ledger.js';

const HEADER = `# What this code records of people, and what for. Read it as a promise to them.
# consentlint writes each entry from id to sinks; people write it from why to allowedSinks.
# After a change of the code: consentlint ledger --update. In CI: consentlint ledger --check.

version: 1
formerOwners: []
`;

/** What is read from the code, in the order in which it is written. */
export const RECORDED = ['id', 'sensor', 'api', 'reach', 'file', 'within', 'gate', 'redactor'] as const;
const DECLARED = ['why', 'owner', 'retention', 'audience', 'expires', 'allowedSinks'] as const;

/** One line for each value, however long; what nobody has filled in is left blank. */
const STYLE = { lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity, nullStr: '', singleQuote: true };
const INDENT = 2;

export function newLedger(records: readonly CaptureRecord[]): string {
  if (records.length === 0) return `${HEADER}captures: []\n`;
  return `${HEADER}captures:\n${records.map((record) => entryText(record, INDENT)).join('\n')}`;
}

/** Gets an entry's lines, each after the indent. */
export function entryText(record: CaptureRecord, indent: number): string {
  const document = new Document();
  const entry = new YAMLMap(document.schema);
  for (const field of RECORDED) if (record[field] !== '') entry.set(field, scalarOf(record[field]));
  entry.set('sinks', document.createNode(record.sinks.map(scalarOf)));
  for (const field of DECLARED) entry.set(field, null);
  document.contents = document.createNode([entry]);
  return indented(written(document), indent);
}

/** Gets a value as it stands behind its field. */
export function valueText(value: string): string {
  return written(new Document(scalarOf(value))).trimEnd();
}

/** Control, format (bidi, zero-width), line and paragraph separators, lone surrogates: names in code may hold them. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Quotes what a reviewer could not see, so that it can be escaped. */
function scalarOf(value: string): Scalar<string> {
  const scalar = new Scalar(value);
  if (value.search(UNSAFE) >= 0) scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function written(document: Document): string {
  return document.toString(STYLE).replace(UNSAFE, (char) => (char === '\n' ? char : escaped(char)));
}

function escaped(char: string): string {
  return `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
}

function indented(text: string, columns: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(columns));
}
