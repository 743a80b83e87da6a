/**
 * The program as far as it has been asked for: lowers files on demand and indexes what they call, read and store.
 *
 * In: a SourceTree. Out: nodes that other parts of `link` and `trace` refer to by identity.
 * Holds: a file is lowered once; indexes grow, nothing is ever removed.
 * Deliberately absent: models, rules, what any call means.
 */
import { nestingDepth } from '../discover/depth.js';
import { MAX_PARSED_SIZE } from '../discover/load.js';
import { lowerFile } from '../lower/index.js';
import type { CellId, ClassFacts, FileFacts, FunctionFacts, Span, Value, ValueId } from '../model/facts.js';
import type { Diagnostic, Location } from '../model/result.js';
import type { SourceTree } from '../model/source.js';
import { buildImportGraph, createModuleResolver, type ImportGraph, type ModuleResolver } from './modules/index.js';

/** Deeper bracket nesting than any person writes; a parser's stack may not survive it. */
const MAX_NESTING = 500;
const EXPORT_ALL = /\bexport\s*\*/;

export interface LoadedFile {
  readonly facts: FileFacts;
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  /** Per cell: the values written to it, and the values that read it. */
  readonly cellWrites: ReadonlyMap<CellId, readonly ValueRef[]>;
  readonly cellReads: ReadonlyMap<CellId, readonly ValueRef[]>;
}

export interface FunctionNode {
  /** Unique in the program; numbers are given in loading order. */
  readonly index: number;
  readonly file: LoadedFile;
  readonly facts: FunctionFacts;
  /** Object literal or value that holds this function as a property, so that `this` in it can be known. */
  holder?: ValueRef;
  /** Where the function value is created. */
  creation?: ValueRef;
  uses?: ReadonlyMap<ValueId, readonly ValueId[]>;
}

export interface ClassNode {
  readonly key: string;
  readonly file: LoadedFile;
  readonly facts: ClassFacts;
}

export interface ValueRef {
  readonly fn: FunctionNode;
  readonly id: ValueId;
}

/** Gets a number that is the same for the same value. */
export function refKey(ref: ValueRef): number {
  return ref.fn.index * 0x100000 + ref.id;
}

export function valueOf(ref: ValueRef): Value {
  return ref.fn.facts.values[ref.id]!;
}

export class Program {
  readonly diagnostics: Diagnostic[] = [];
  readonly imports: ImportGraph;
  readonly resolver: ModuleResolver;
  /** By the name called: `a.b.send()` and `send()` are both under `send`. */
  readonly calls = new Map<string, ValueRef[]>();
  readonly jsx: ValueRef[] = [];
  /** Property reads and writes by name. */
  readonly gets = new Map<string, ValueRef[]>();
  readonly sets = new Map<string, ValueRef[]>();
  /** Uses of imported names, by the name exported. */
  readonly importReads = new Map<string, ValueRef[]>();
  readonly decorations: ValueRef[] = [];
  readonly classes: ClassNode[] = [];
  private readonly files = new Map<string, LoadedFile | undefined>();
  private readonly mentioned = new Set<string>();
  private readonly barrels = new Map<string, boolean>();
  private readonly seeds: ReadonlySet<string>;
  private functionCount = 0;

  constructor(readonly tree: SourceTree) {
    this.seeds = new Set(tree.seeds);
    this.resolver = createModuleResolver(tree);
    this.imports = buildImportGraph(tree, this.resolver);
  }

  /** Holds if the file names a sensor. */
  isSeed(path: string): boolean {
    return this.seeds.has(path);
  }

  /** Holds if the file names a sensor, hands on what others export, or is there already. */
  mayLeadToSensor(path: string): boolean {
    return this.seeds.has(path) || this.files.has(path) || this.imports.isBarrel(path);
  }

  get loaded(): readonly LoadedFile[] {
    return [...this.files.values()].filter((file) => file !== undefined);
  }

  /** Gets a file's facts, lowering it at the first call; undefined where it is no source file or cannot be parsed. */
  load(path: string): LoadedFile | undefined {
    if (this.files.has(path)) return this.files.get(path);
    const source = this.tree.files.get(path);
    const loaded = source && this.lower(path, source.text);
    this.files.set(path, loaded);
    return loaded;
  }

  private lower(path: string, text: string): LoadedFile | undefined {
    if (nestingDepth(text) > MAX_NESTING) {
      this.diagnostics.push({
        kind: 'too-deep',
        file: path,
        message: `nested deeper than ${MAX_NESTING} brackets; not analysed`,
      });
      return undefined;
    }
    if (text.length > MAX_PARSED_SIZE) {
      this.diagnostics.push({ kind: 'too-large', file: path, message: 'larger than 1 MiB; not analysed' });
      return undefined;
    }
    const facts = this.facts(path, text);
    if (!facts) return undefined;
    const first = facts.errors[0];
    if (first) this.diagnostics.push({ kind: 'parse-error', file: path, line: first.line, message: first.message });
    return this.index(facts);
  }

  /** Long chains (`a + a + …`, `else if …`) nest without brackets; a parser's stack ends where nobody's code does. */
  private facts(path: string, text: string): FileFacts | undefined {
    try {
      return lowerFile(path, text);
    } catch (error) {
      const isDeep = error instanceof RangeError;
      const message = isDeep
        ? 'nested too deeply; not analysed'
        : `could not be analysed: ${error instanceof Error ? error.message : String(error)}`;
      this.diagnostics.push({ kind: isDeep ? 'too-deep' : 'internal', file: path, message });
      return undefined;
    }
  }

  private index(facts: FileFacts): LoadedFile {
    const functions: FunctionNode[] = [];
    const classes: ClassNode[] = [];
    const cellWrites = new Map<CellId, ValueRef[]>();
    const cellReads = new Map<CellId, ValueRef[]>();
    const file: LoadedFile = { facts, functions, classes, cellWrites, cellReads };
    for (const fn of facts.functions) functions.push({ index: this.functionCount++, file, facts: fn });
    facts.classes.forEach((cls, id) => classes.push({ key: `${facts.path}:${id}`, file, facts: cls }));
    this.classes.push(...classes);
    for (const fn of functions) this.indexFunction(fn, file, cellWrites, cellReads);
    return file;
  }

  private indexFunction(
    fn: FunctionNode,
    file: LoadedFile,
    cellWrites: Map<CellId, ValueRef[]>,
    cellReads: Map<CellId, ValueRef[]>,
  ): void {
    fn.facts.values.forEach((value, id) => {
      const ref = { fn, id };
      if (value.op === 'call') add(this.calls, calledName(fn.facts, value.callee, file), ref);
      else if (value.op === 'get') add(this.gets, value.name ?? '', ref);
      else if (value.op === 'set') add(this.sets, value.name ?? '', ref);
      else if (value.op === 'cell') add(cellReads, value.cell, ref);
      else if (value.op === 'write') add(cellWrites, value.cell, { fn, id: value.value });
      else if (value.op === 'import') add(this.importReads, value.name, ref);
      else if (value.op === 'jsx') this.jsx.push(ref);
      else if (value.op === 'decorate') this.decorations.push(ref);
      else if (value.op === 'function') file.functions[value.function]!.creation = ref;
      else if (value.op === 'object') {
        for (const property of value.properties) {
          const held = fn.facts.values[property.value];
          if (held?.op === 'function') file.functions[held.function]!.holder = ref;
        }
      }
    });
  }

  private isBarrel(path: string, text: string): boolean {
    let known = this.barrels.get(path);
    if (known === undefined) this.barrels.set(path, (known = EXPORT_ALL.test(text)));
    return known;
  }

  /** Holds if the file's text leaves it possible that it exports this name; asked of each file behind an `export *`. */
  mayExport(path: string, name: string): boolean {
    const text = this.tree.files.get(path)?.text;
    return text !== undefined && (declares(text, name) || this.isBarrel(path, text));
  }

  /** Loads the files that could mention `name` of the exports of `path`: its importers, through barrels. */
  loadDependents(path: string, name: string, mayLoad: (path: string) => boolean = () => true): void {
    for (const dependent of this.imports.dependents(path)) {
      if (!this.files.has(dependent) && mayLoad(dependent) && this.tree.files.get(dependent)?.text.includes(name))
        this.load(dependent);
    }
  }

  /** Loads every file whose text has all of these words. */
  loadMentioning(...words: readonly string[]): void {
    const key = words.join(' ');
    if (this.mentioned.has(key)) return;
    this.mentioned.add(key);
    for (const [path, source] of this.tree.files) {
      if (!this.files.has(path) && words.every((word) => source.text.includes(word))) this.load(path);
    }
  }

  /** Gets the values that have `ref` as an operand. */
  usesOf(ref: ValueRef): readonly ValueId[] {
    ref.fn.uses ??= indexUses(ref.fn.facts);
    return ref.fn.uses.get(ref.id) ?? [];
  }

  locate(ref: ValueRef): Location {
    return locateSpan(ref.fn.file.facts, ref.fn.facts.spans[ref.id]!);
  }
}

export function locateSpan(facts: FileFacts, [start, end]: Span): Location {
  const from = position(facts.lineStarts, start);
  const to = position(facts.lineStarts, end);
  return { file: facts.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

function position(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - lineStarts[low]! + 1 };
}

const DECLARING =
  /(?:\b(?:class|interface|type|const|let|var|function|enum|namespace|as|default)\s*\*?\s|[{,]\s*|\bexports\.)$/;

/** Holds if the text may declare or list an export of this name. */
function declares(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (DECLARING.test(text.slice(Math.max(0, at - 24), at))) return true;
  }
  return false;
}

function add<K>(map: Map<K, ValueRef[]>, key: K, ref: ValueRef): void {
  const known = map.get(key);
  if (known) known.push(ref);
  else map.set(key, [ref]);
}

/** Gets the last name of what is called: a property, a variable or an import; empty for anything computed. */
export function calledName(fn: FunctionFacts, callee: ValueId, file: LoadedFile): string {
  const value = fn.values[callee];
  switch (value?.op) {
    case 'get':
      // `fn.call(x)` is a call of `fn`.
      return value.name === 'call' || value.name === 'apply' ? calledName(fn, value.of, file) : (value.name ?? '');
    case 'global':
      return value.name;
    case 'cell':
      return file.facts.cells[value.cell]!.name;
    case 'import':
      return value.name;
    case 'function':
      return file.facts.functions[value.function]!.name;
    case 'class':
      return file.facts.classes[value.class]!.name;
    case 'param':
      return fn.params[value.index]?.name ?? '';
    case 'super':
      return 'super';
    case 'logic':
      return calledName(fn, value.left, file);
    case 'typed':
      return value.of === undefined ? '' : calledName(fn, value.of, file);
    default:
      return '';
  }
}

/** Gets the operands of a value, in order. */
export function operands(value: Value): readonly ValueId[] {
  switch (value.op) {
    case 'get':
      return value.key === undefined ? [value.of] : [value.of, value.key];
    case 'call':
      return [value.callee, ...value.args];
    case 'jsx':
      return typeof value.tag === 'string' ? [value.props] : [value.tag, value.props];
    case 'await':
    case 'yield':
    case 'element':
    case 'not':
    case 'unary':
      return [value.of];
    case 'updated':
      return [value.of, value.value];
    case 'compare':
    case 'arithmetic':
    case 'logic':
      return [value.left, value.right];
    case 'choose':
      return [value.test, value.then, value.else];
    case 'phi':
      return value.of;
    case 'template':
      return value.parts;
    case 'object':
      return value.properties.map((property) => property.value);
    case 'array':
      return value.elements;
    case 'typed':
      return value.of === undefined ? [] : [value.of];
    case 'set':
      return value.key === undefined ? [value.of, value.value] : [value.of, value.key, value.value];
    case 'write':
    case 'return':
      return [value.value];
    case 'decorate':
      return [value.decorator];
    default:
      return [];
  }
}

function indexUses(fn: FunctionFacts): ReadonlyMap<ValueId, readonly ValueId[]> {
  const uses = new Map<ValueId, ValueId[]>();
  fn.values.forEach((value, id) => {
    for (const operand of new Set(operands(value))) {
      const known = uses.get(operand);
      if (known) known.push(id);
      else uses.set(operand, [id]);
    }
  });
  return uses;
}
