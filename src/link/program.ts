/**
 * The program as far as it has been asked for: lowers files on demand and indexes what they call, read and store.
 *
 * In: a SourceTree. Out: nodes that other parts of `link` and `trace` refer to by identity.
 * Holds: a file is lowered once; indexes grow, nothing is ever removed.
 * Deliberately absent: models, rules, what any call means.
 */
import { attempt } from '../lower/attempt.js';
import type { CellId, ClassFacts, FileFacts, FunctionFacts, Span, Value, ValueId } from '../model/facts.js';
import type { Diagnostic, Location } from '../model/result.js';
import type { SourceFile, SourceTree } from '../model/source.js';
import { Texts } from './texts.js';
import { buildImportGraph, createModuleResolver, type ImportGraph, type ModuleResolver } from './modules/index.js';

/** `import * as commands …; commands[name](…)`, with or without a cast: it may mean any name. */
const COMPUTED_CALL = /\*\s*as\s+([\w$]+)\s+from\b[^]*\b\1(?:\s+as\s+[\w$]+\s*\))?\[[^\]\n]+\]\s*\(/;

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

/** Gets the values that a function may return. */
export function returnsOf(fn: FunctionNode): readonly ValueRef[] {
  return fn.facts.values.flatMap((value) => (value.op === 'return' ? [{ fn, id: value.value }] : []));
}

/** Gets the places in which a function reads a parameter. */
export function paramReads(fn: FunctionNode, index: number): readonly ValueRef[] {
  return fn.facts.values.flatMap((value, id) => (value.op === 'param' && value.index === index ? [{ fn, id }] : []));
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
  /** Classes that extend something. */
  readonly derived: ClassNode[] = [];
  /** By the name of an interface. */
  readonly implementers = new Map<string, ClassNode[]>();
  private readonly files = new Map<string, LoadedFile | undefined>();
  private readonly texts: Texts;
  private readonly computed = new Map<string, boolean>();
  private readonly seeds: ReadonlySet<string>;
  private functionCount = 0;
  private allowance = Infinity;
  /** Holds once a file was left unparsed for that. */
  isCutShort = false;

  constructor(
    readonly tree: SourceTree,
    /** Packages that models describe: what they are said to do counts, also where they are part of the tree. */
    readonly described: ReadonlySet<string>,
    /** Words by which files are likely to be looked for. */
    words: Iterable<string> = [],
  ) {
    this.texts = new Texts(tree.files, words);
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

  /** Holds if the file is there already. */
  has(path: string): boolean {
    return this.files.has(path);
  }

  get loaded(): readonly LoadedFile[] {
    return [...this.files.values()].filter((file) => file !== undefined);
  }

  /** Gets a file's facts, lowering it at the first call; undefined where it is no source file or cannot be parsed. */
  load(path: string): LoadedFile | undefined {
    if (this.files.has(path)) return this.files.get(path);
    const source = this.tree.files.get(path);
    if (source && this.allowance === 0) {
      this.isCutShort = true;
      return undefined;
    }
    if (source) this.allowance--;
    const loaded = source && this.lower(source);
    this.files.set(path, loaded);
    return loaded;
  }

  private lower({ path, text, owner }: SourceFile): LoadedFile | undefined {
    const lowered = attempt(path, text, owner);
    if (!lowered.ok) {
      this.diagnostics.push({ kind: lowered.kind, file: path, message: lowered.message });
      return undefined;
    }
    const first = lowered.facts.errors[0];
    if (first) this.diagnostics.push({ kind: 'parse-error', file: path, line: first.line, message: first.message });
    return this.index(lowered.facts);
  }

  private index(facts: FileFacts): LoadedFile {
    const functions: FunctionNode[] = [];
    const classes: ClassNode[] = [];
    const cellWrites = new Map<CellId, ValueRef[]>();
    const cellReads = new Map<CellId, ValueRef[]>();
    const file: LoadedFile = { facts, functions, classes, cellWrites, cellReads };
    for (const fn of facts.functions) functions.push({ index: this.functionCount++, file, facts: fn });
    facts.classes.forEach((cls, id) => classes.push({ key: `${facts.path}:${id}`, file, facts: cls }));
    classes.forEach((cls) => this.indexClass(cls));
    for (const fn of functions) this.indexFunction(fn, file, cellWrites, cellReads);
    return file;
  }

  private indexClass(cls: ClassNode): void {
    if (cls.facts.extends !== undefined) this.derived.push(cls);
    for (const name of cls.facts.implements) add(this.implementers, name, cls);
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

  mentions(path: string, word: string): boolean {
    return this.tree.files.get(path)?.text.includes(word) ?? false;
  }

  /** Holds if the file's text matches. */
  isAbout(path: string, expression: RegExp): boolean {
    return expression.test(this.tree.files.get(path)?.text ?? '');
  }

  /** Counts the files that could mention `name` of the exports of `path`, without parsing any; stops at `limit`. */
  countDependents(path: string, name: string, limit: number): number {
    let count = 0;
    for (const dependent of this.imports.dependents(path)) {
      if (this.tree.files.get(dependent)?.text.includes(name) && ++count >= limit) break;
    }
    return count;
  }

  /** Loads the files that could mention `name` of the exports of `path`: its importers, through barrels. */
  loadDependents(path: string, name: string, mayLoad: (path: string) => boolean = () => true): void {
    for (const dependent of this.imports.dependents(path)) {
      if (this.files.has(dependent) || !mayLoad(dependent)) continue;
      if (this.mentions(dependent, name) || this.callsAnyName(dependent)) this.load(dependent);
    }
  }

  private callsAnyName(path: string): boolean {
    let known = this.computed.get(path);
    if (known === undefined) this.computed.set(path, (known = this.isAbout(path, COMPUTED_CALL)));
    return known;
  }

  /** Does something for which only so many further files are parsed. */
  within<T>(files: number, work: () => T): T {
    this.allowance = files;
    try {
      return work();
    } finally {
      this.allowance = Infinity;
    }
  }

  /** Loads every file whose text has all of these words, the most shared one last, and about which `mayMatter` holds. */
  loadMentioning(words: readonly string[], mayMatter: (text: string) => boolean = () => true): void {
    if (this.allowance === 0) {
      this.isCutShort = true;
      return;
    }
    for (const { path, text } of this.texts.having(words))
      if (!this.files.has(path) && mayMatter(text)) this.load(path);
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

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
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

/** Holds if a value is the global of this name. */
export function isGlobal(fn: FunctionNode, id: ValueId | undefined, name: string): boolean {
  const value = id === undefined ? undefined : fn.facts.values[id];
  return value?.op === 'global' && value.name === name;
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
      return value.properties.flatMap((property) =>
        property.key === undefined ? [property.value] : [property.key, property.value],
      );
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
