/**
 * Named stores: tables, collections and folders. What is written under a name can be read back by whoever names it.
 *
 * In: a call. Out: the names it writes, reads or serves; for a name, the calls that read or serve it.
 * Misses: stores whose names are put together while the program runs.
 */
import { parsePort } from '../catalogue/patterns.js';
import type { StoreModel } from '../model/catalogue.js';
import type { Frame } from '../link/frames.js';
import { type FunctionNode, type ValueRef, calledName, valueOf } from '../link/program.js';
import { type CallValue, type Context, calleePaths, conditionsHold, headRef } from './match.js';
import { namesOf } from './names.js';
import { textOf } from './url.js';

export type Use = 'write' | 'read' | 'save' | 'serve' | 'open';

/** More files than this name it: the word is an everyday one, and says nothing. */
const MANY_FILES = 24;
const MIN_NAME = 3;

/** Gets the stores that a call uses in this way. */
export function storesAt(context: Context, site: ValueRef, api: string, use: Use, frame?: Frame): readonly string[] {
  return context.index.storesAt(api).flatMap((model) => {
    if (model.store === 'statement')
      return use === 'write' || use === 'read' ? tablesIn(textAt(context, site, model.named, frame), use) : [];
    // That anybody may read it is said by an option.
    if (use === 'open' && conditionsHold(context, site, model.when, frame) !== 'yes') return [];
    return model.store === use ? namesFor(context, site, api, model, frame) : [];
  });
}

/** Gets the names of a store that a model says where to find. */
export function namesFor(
  context: Context,
  site: ValueRef,
  api: string,
  { store, named }: StoreModel,
  frame: Frame | undefined,
): readonly string[] {
  if (named === 'segment') return known(api.replace(/\(\)/g, '').split(/[.#]/).at(-2) ?? '');
  if (named === 'receiver') return known(lookedUpBy(context, site, frame));
  const start = headRef(site, parsePort(named)[0]!);
  if (!start) return [];
  return store === 'save' || store === 'serve'
    ? foldersIn(context, start, frame, store)
    : known(nameOfValue(context, start, frame));
}

function known(name: string): readonly string[] {
  return name.length < MIN_NAME ? [] : [name];
}

/** `query(statement)`, or `prepare(statement).all()`. */
function textAt(context: Context, site: ValueRef, port: string, frame: Frame | undefined): string {
  const start = headRef(site, parsePort(port)[0]!);
  const value = start && valueOf(start);
  const prepared = value?.op === 'call' && value.args[0] !== undefined ? { fn: site.fn, id: value.args[0] } : start;
  return prepared ? textOf(context, prepared, frame, 0) : '';
}

const WRITTEN = /\b(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update|copy)\s+(?:["`[]?\w+["`\]]?\.)?["`[]?(\w+)/gi;
const READ = /\b(?:from|join)\s+(?:["`[]?\w+["`\]]?\.)?["`[]?(\w+)/gi;

function tablesIn(statement: string, use: 'write' | 'read'): readonly string[] {
  if (use === 'read' && !/^\s*(?:with|select)\b/i.test(statement)) return [];
  return [...statement.matchAll(use === 'read' ? READ : WRITTEN)].flatMap(([, table]) => known(table!));
}

/** `from('captures').insert(…)`, `insert(captures).values(…)`, `this.captures.save(…)`: the name nearest to the left. */
function lookedUpBy(context: Context, site: ValueRef, frame: Frame | undefined): string {
  const call = valueOf(site) as CallValue;
  const callee = site.fn.facts.values[call.callee];
  if (callee?.op !== 'get') return '';
  return nearestName(context, { fn: site.fn, id: callee.of }, frame, 0);
}

const LOOKING_UP =
  /^(?:from|into|insert|insertInto|selectFrom|collection|table|model|ref|db|getCollection|getRepository|update|select|doc|child|knex)$/;

function nearestName(context: Context, ref: ValueRef, frame: Frame | undefined, depth: number): string {
  const value = valueOf(ref);
  const next = (id: number): string => nearestName(context, { fn: ref.fn, id }, frame, depth + 1);
  if (depth > 8) return '';
  if (value.op === 'call') {
    const callee = ref.fn.facts.values[value.callee];
    const [first] = value.args;
    // `new Key(…)` is called what its class is.
    if (value.isNew) return next(value.callee);
    const isLookUp = callee?.op !== 'get' || LOOKING_UP.test(callee.name ?? '');
    if (first !== undefined && isLookUp) {
      const name = nameOfValue(context, { fn: ref.fn, id: first }, frame);
      if (name !== '') return name;
    }
    return callee?.op === 'get' ? next(callee.of) : '';
  }
  if (value.op === 'await' || value.op === 'updated') return next(value.of);
  if (value.op === 'typed') return value.of === undefined ? '' : next(value.of);
  if (value.op === 'cell') {
    const writes = ref.fn.file.cellWrites.get(value.cell) ?? [];
    const held =
      writes.length === 1 && valueOf(writes[0]!).op === 'call'
        ? nearestName(context, writes[0]!, frame, depth + 1)
        : '';
    if (held !== '') return held;
  }
  // A default import is called what its file is called.
  if (value.op === 'import' && value.name === 'default') return lastName(value.module);
  return lastName(namesOf(ref));
}

/** A literal, or what a variable that stands for the table is called. */
function nameOfValue(context: Context, ref: ValueRef, frame: Frame | undefined): string {
  const text = textOf(context, ref, frame, 0);
  return text.includes('\0') ? lastName(namesOf(ref)) : text.replace(/^.*[./]/, '');
}

function lastName(names: string): string {
  return /(\w+)\W*$/.exec(names)?.[1] ?? '';
}

/**
 * Gets the folder that a path spells out up to what could not be read, and for a file the folders around it: two paths
 * are the same only if they start at the same place.
 */
function foldersIn(
  context: Context,
  ref: ValueRef,
  frame: Frame | undefined,
  use: 'save' | 'serve',
): readonly string[] {
  const [start, ...more] = partsOf(context, ref, frame, 0);
  if (start === undefined) return [];
  const rest = start.text === undefined ? more : [start, ...more];
  const segments: string[] = [];
  for (const { text } of rest) {
    if (text === undefined) break;
    segments.push(...text.split('/').filter((each) => each !== '' && each !== '.'));
  }
  const base = baseOf(ref, start);
  const from = use === 'save' ? 1 : segments.length;
  return segments.slice(from - 1).map((_, index) => `${base}/${segments.slice(0, from + index).join('/')}`);
}

interface Part {
  /** Absent where it could not be read. */
  readonly text?: string;
  readonly ref: ValueRef;
}

/** Where a path starts: at the working directory, at the root, at a file's own folder, or at what a call gives. */
function baseOf(ref: ValueRef, start: Part): string {
  if (start.text !== undefined) return start.text.startsWith('/') ? '/' : '.';
  const name = namesOf(start.ref);
  if (name === 'process.cwd()') return '.';
  return name === '__dirname' ? `${name} ${ref.fn.file.facts.path.replace(/[^/]*$/, '')}` : name;
}

function partsOf(context: Context, ref: ValueRef, frame: Frame | undefined, depth: number): readonly Part[] {
  const value = valueOf(ref);
  if (depth > 5) return [];
  const text = textOf(context, ref, frame, 0);
  if (!text.includes('\0')) return [{ text, ref }];
  if (value.op === 'call' && /^(?:join|resolve)$/.test(calledName(ref.fn.facts, value.callee, ref.fn.file)))
    return value.args.flatMap((id) => partsOf(context, { fn: ref.fn, id }, frame, depth + 1));
  if (value.op === 'cell') {
    const writes = ref.fn.file.cellWrites.get(value.cell) ?? [];
    if (writes.length === 1) return partsOf(context, writes[0]!, frame, depth + 1);
  }
  return [{ ref }];
}

// The other end ------------------------------------------------------------------------------------------------------

/** Gets the calls that read or serve what is stored under a name. */
export function usersOf(context: Context, name: string, use: 'read' | 'serve' | 'open'): readonly ValueRef[] {
  const { program } = context.callers.e;
  const calls = context.index.storing(use);
  loadUsers(context, name, calls);
  return calls.flatMap((called) =>
    (program.calls.get(called) ?? []).filter((site) =>
      calleePaths(context, site).some((api) =>
        storesAt(context, site, api, use).some((each) => each.toLowerCase() === name.toLowerCase()),
      ),
    ),
  );
}

/** Files that name the store beside a call that could use it. */
function loadUsers(context: Context, name: string, called: readonly string[]): void {
  const { program } = context.callers.e;
  const calls = new RegExp(`\\b(?:${called.join('|')})\\s*(?:<[^>\\n]*>)?\\(`);
  const word = new RegExp(`(?<![\\w-])${escaped(lastSegment(name))}(?![\\w-])`, 'i');
  const files = [...program.tree.files.values()].filter(
    ({ text }) => called.some((each) => text.includes(each)) && word.test(text) && calls.test(text),
  );
  if (files.length <= MANY_FILES) for (const { path } of files) program.load(path);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What a folder is called; a table's name is one word. */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Gets where what was read can be: the result, and the parameters of a callback. */
export function readPlaces(context: Context, site: ValueRef): readonly ValueRef[] {
  const call = valueOf(site) as CallValue;
  const last = call.args.at(-1);
  const callbacks = last === undefined ? [] : context.callers.e.evaluate({ fn: site.fn, id: last });
  const given = callbacks.flatMap((target) => (target.kind === 'function' ? parametersOf(target.fn) : []));
  return [site, ...given];
}

/** `(error, rows) => …` */
function parametersOf(fn: FunctionNode): readonly ValueRef[] {
  return fn.facts.values.flatMap((value, id) => (value.op === 'param' && value.index > 0 ? [{ fn, id }] : []));
}

/** Gets the words that a read is limited by: its statement, and the names and literals of its arguments. */
export function conditionWords(context: Context, site: ValueRef): string {
  const words: string[] = [];
  collect(context, site, words, 0);
  return words.join(' ');
}

function collect(context: Context, ref: ValueRef, words: string[], depth: number): void {
  const value = valueOf(ref);
  const next = (id: number): void => collect(context, { fn: ref.fn, id }, words, depth + 1);
  if (depth > 6) return;
  switch (value.op) {
    case 'call':
      value.args.forEach(next);
      return next(value.callee);
    case 'get':
      return next(value.of);
    case 'object':
      return value.properties.forEach((property) => {
        words.push(property.name ?? '');
        next(property.value);
      });
    case 'array':
      return value.elements.forEach(next);
    default: {
      const text = textOf(context, ref, undefined, 0);
      // Of a statement only what comes after `where` chooses whose rows are read.
      words.push(/^\s*(?:with|select)\b/i.test(text) ? (/\bwhere\b(.*)$/is.exec(text)?.[1] ?? '') : text, namesOf(ref));
    }
  }
}
