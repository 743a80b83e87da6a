/**
 * Brings the text of a ledger up to date.
 *
 * In: the text, which was read without a problem, and how it differs from the code. Out: the new text.
 * Holds: only values that the code decides are replaced, in place; people's fields, comments, quotes and order stay as they
 * are, byte for byte. New entries go to their file's place, so that two branches seldom write in the same one.
 */
import { type Pair, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq, isMap, isSeq, parseDocument } from 'yaml';
import { UsageError } from '../model/errors.js';
import type { CaptureRecord, LedgerEntry } from '../model/ledger.js';
import type { Comparison } from './compare.js';
import { type Edit, edited, lineEnd, lineStart } from './edits.js';
import { RECORDED, entryText, valueText } from './write.js';

type Entry = YAMLMap.Parsed<Scalar.Parsed>;
interface Field extends Pair<Scalar.Parsed, ParsedNode> {
  /** A blank one is a node as well. */
  value: ParsedNode;
}

export function updatedLedger(text: string, { added, gone, changed }: Comparison): string {
  // Windows ends lines in two characters; what is written between them must do so too.
  if (text.includes('\r\n'))
    return updatedLedger(text.replaceAll('\r\n', '\n'), { added, gone, changed }).replaceAll('\n', '\r\n');
  const source = text.endsWith('\n') ? text : `${text}\n`;
  const ledger = new LedgerText(source);
  return edited(source, [
    ...changed.flatMap(({ entry, record }) => ledger.change(entry, record)),
    ...ledger.insert(added, gone),
    ...gone.map((entry) => ledger.remove(entry)),
  ]);
}

class LedgerText {
  private readonly captures: Field;
  private readonly entries: readonly Entry[];

  constructor(private readonly source: string) {
    const root = parseDocument(source).contents as Entry;
    this.captures = fieldOf(root, 'captures')!;
    this.entries = isSeq(this.captures.value) ? (this.captures.value.items as Entry[]) : [];
    const { flow } = this.captures.value as YAMLSeq.Parsed;
    if (this.entries.some((entry) => flow === true || entry.flow === true)) throw inOneLine();
  }

  change({ id }: LedgerEntry, record: CaptureRecord): readonly Edit[] {
    const entry = this.entryOf(id);
    const values = RECORDED.flatMap((field) => this.setValue(entry, field, record[field]));
    return [...values, ...this.setSinks(fieldOf(entry, 'sinks')!, record.sinks)];
  }

  remove({ id }: LedgerEntry): Edit {
    const entry = this.entryOf(id);
    const start = lineStart(this.source, this.dashOf(entry));
    const end = this.endOf(entry);
    const isLast = entry === this.entries.at(-1);
    return isLast
      ? { start: this.beforeBlanks(start), end, text: '' }
      : { start, end: this.afterBlanks(end), text: '' };
  }

  /** New entries stand before the first entry of a later file that stays. */
  insert(added: readonly CaptureRecord[], gone: readonly LedgerEntry[]): readonly Edit[] {
    const left = new Set(gone.map(({ id }) => id));
    const kept = this.entries.filter((entry) => !left.has(textOf(entry, 'id')));
    const first = this.entries[0];
    const indent = first === undefined ? 2 : this.columnOf(this.dashOf(first));
    const edits = added.map((record): Edit => {
      const later = kept.findIndex((entry) => textOf(entry, 'file') > record.file);
      const before = later === -1 ? kept.at(-1) : kept[later - 1];
      const text = entryText(record, indent);
      if (before !== undefined) return at(this.endOf(before), `\n${text}`);
      return at(this.startOf(this.captures), kept.length > 0 ? `${text}\n` : text);
    });
    if (edits.length === 0 || kept.length > 0) return edits;
    return this.entries.length > 0 ? spaced(edits) : [this.blank(this.captures), ...spaced(edits)];
  }

  private setValue(entry: Entry, name: (typeof RECORDED)[number], value: string): readonly Edit[] {
    const field = fieldOf(entry, name);
    if (field !== undefined) {
      const [start, end] = field.value.range;
      if (textOf(entry, name) === value) return [];
      if (value === '' && field !== entry.items[0]) return [this.lineOf(field)];
      return [{ start, end: this.trimmedEnd(start, end), text: valueText(value) }];
    }
    if (value === '') return [];
    const previous = fieldOf(entry, RECORDED[RECORDED.indexOf(name) - 1]!)!;
    const indent = ' '.repeat(this.columnOf(previous.key.range[0]));
    return [at(lineEnd(this.source, previous.value.range[1]), `${indent}${name}: ${valueText(value)}\n`)];
  }

  private setSinks(field: Field, sinks: readonly string[]): readonly Edit[] {
    const list = field.value as YAMLSeq.Parsed<Scalar.Parsed>;
    const listed = list.items.map(({ value }) => String(value));
    const wanted = sinks.filter((sink) => !listed.includes(sink));
    const gone = list.items.filter((_, index) => !sinks.includes(listed[index]!));
    if (wanted.length === 0 && gone.length === 0) return [];
    const none = sinks.length === 0 ? [at(this.colonOf(field) + 1, ' []')] : [];
    if (list.flow === true) {
      const column = this.columnOf(field.key.range[0]) + 2;
      return [...none, this.blank(field), at(this.startOf(field), linesOf(sinks, column))];
    }
    const removed = gone.map((item) => ({
      start: lineStart(this.source, this.dashOf(item)),
      end: this.endOf(item),
      text: '',
    }));
    const added = linesOf(wanted, this.columnOf(list.range[0]));
    return [...none, ...removed, at(this.endOf(list.items.at(-1)!), added)];
  }

  /** Where the first line of a list begins; after the brackets of one that is empty or in one line. */
  private startOf(field: Field): number {
    const list = field.value as YAMLSeq.Parsed;
    const isBlock = isSeq(list) && list.flow !== true;
    return lineEnd(this.source, isBlock ? this.colonOf(field) : list.range[1]);
  }

  /** Takes the value away that stands behind a field on its line. */
  private blank(field: Field): Edit {
    const [start, end] = field.value.range;
    return { start: Math.min(this.colonOf(field) + 1, start), end, text: '' };
  }

  private lineOf({ key, value }: Field): Edit {
    return { start: lineStart(this.source, key.range[0]), end: lineEnd(this.source, value.range[1]), text: '' };
  }

  private entryOf(id: string): Entry {
    return this.entries.find((entry) => textOf(entry, 'id') === id)!;
  }

  private colonOf({ key }: Field): number {
    return this.source.indexOf(':', key.range[1]);
  }

  private dashOf({ range }: ParsedNode): number {
    return this.source.lastIndexOf('-', range[0] - 1);
  }

  private columnOf(place: number): number {
    return place - lineStart(this.source, place);
  }

  /** Where the line after it begins; a text of several lines ends with its line break. */
  private endOf(node: ParsedNode): number {
    const end = lastOf(node).range[1];
    return this.source[end - 1] === '\n' ? end : lineEnd(this.source, end);
  }

  private trimmedEnd(start: number, end: number): number {
    return start + this.source.slice(start, end).trimEnd().length;
  }

  private afterBlanks(place: number): number {
    return place + (/^(?:[ \t]*\n)*/.exec(this.source.slice(place))?.[0].length ?? 0);
  }

  private beforeBlanks(place: number): number {
    return place - (/(?<=\n)(?:[ \t]*\n)*$/.exec(this.source.slice(0, place))?.[0].length ?? 0);
  }
}

/** A list or mapping ends where its last value does: the parser counts the comments below it as well. */
function lastOf(node: ParsedNode): ParsedNode {
  if (isMap(node) && node.flow !== true) return lastOf(node.items.at(-1)!.value!);
  return isSeq(node) && node.flow !== true ? lastOf(node.items.at(-1)!) : node;
}

function inOneLine(): UsageError {
  return new UsageError(
    'the ledger cannot be updated: captures must be a list with each field on a line of its own, as consentlint ledger writes it',
  );
}

function linesOf(sinks: readonly string[], indent: number): string {
  return sinks.map((sink) => `${' '.repeat(indent)}- ${valueText(sink)}\n`).join('');
}

function at(place: number, text: string): Edit {
  return { start: place, end: place, text };
}

/** The first of a list needs no blank line before it. */
function spaced(edits: readonly Edit[]): readonly Edit[] {
  return edits.map((edit, index) => (index === 0 ? edit : { ...edit, text: `\n${edit.text}` }));
}

function fieldOf(entry: Entry, name: string): Field | undefined {
  return entry.items.find(({ key }) => key.value === name) as Field | undefined;
}

function textOf(entry: Entry, name: string): string {
  return String(entry.get(name) ?? '');
}
