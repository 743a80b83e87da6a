/**
 * Follows content forward from where a sensor hands it over to every sink.
 *
 * In: places where content starts. Out: the sinks it reaches, each with the shortest way there, and whether a consent
 * check or a leaky redactor was passed on that way.
 * Holds: a fact is looked at once, so the search ends; calls and returns are matched while the frame is known.
 * Misses: see docs/known-limits.md.
 */
import type { Frame } from '../link/frames.js';
import { isDead } from '../link/dead.js';
import { isInside } from '../link/targets.js';
import type { CellId, Value } from '../model/facts.js';
import type { Step } from '../model/result.js';
import { type ValueRef, valueOf } from '../link/program.js';
import { followCall } from './calls.js';
import { isCleared } from './clearing.js';
import { enterSetter } from './enter.js';
import { isForOtherName, isInPair, isNameOf, nameStep, takeByName } from './entries.js';
import {
  type ContentFact,
  type SinkHit,
  factKey,
  isElement,
  KEYS,
  isHidden,
  limited,
  readMember,
  reshuffled,
} from './facts.js';
import type { Gates } from './gates.js';
import { Heap, isMadeHere } from './heap.js';
import { type Context, assignedPaths } from './match.js';
import { isForOtherKind, kindAfter, kindKept } from './message-kinds.js';
import { isNarrowed, isOfOtherType } from './narrowing.js';
import { followReturn } from './returns.js';
import { spellsOut } from './tables.js';
import { handToAssigned, showInReceiver } from './assignments.js';

/** A capture whose content is in more places than this is reported with what was found, and said to be cut. */
const MAX_FACTS = 6_000;

export interface FlowResult {
  readonly hits: readonly SinkHit[];
  /** Everywhere that content was found. */
  readonly facts: readonly ContentFact[];
  /** Holds if the search stopped at its limit. */
  readonly cut: boolean;
}

export interface Names {
  readonly redactor: RegExp;
  readonly notRedactor: RegExp;
  readonly sender: RegExp;
}

/** Finds the sinks that content starting at `starts` reaches. */
export function followContent(
  context: Context,
  gates: Gates,
  names: Names,
  starts: readonly ContentFact[],
): FlowResult {
  const search = new Search(context, gates, names);
  for (const start of starts) {
    if (start.shared) search.storeInto(start, start.ref, start.path, '', start.ref);
    else search.push(start);
  }
  return search.run();
}

export class Search {
  readonly heap: Heap;
  readonly hits: SinkHit[] = [];
  private readonly seen = new Set<string>();
  private readonly queue: ContentFact[] = [];

  constructor(
    readonly context: Context,
    readonly gates: Gates,
    readonly names: Names,
  ) {
    this.heap = new Heap(context);
  }

  push(fact: ContentFact): void {
    const key = factKey(fact);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.queue.push(fact);
  }

  /** Moves content on to another value, inside a function or out of it. */
  move(
    from: ContentFact,
    ref: ValueRef,
    path: readonly string[],
    note: string,
    change: Partial<Pick<ContentFact, 'frame' | 'leaky' | 'kind' | 'gate' | 'isReadBack' | 'entry'>> & {
      readonly at?: ValueRef;
      /** Holds if something else was made of it. */
      readonly isMade?: boolean;
    } = {},
  ): void {
    const frame = 'frame' in change ? change.frame : from.frame;
    const leaky = change.leaky ?? from.leaky;
    // Where a step is only taken after a yes, so is everything behind it.
    const gate = from.gate ?? change.gate ?? (change.at && this.gates.passedAt(change.at)) ?? this.gates.passedAt(ref);
    const kind = change.kind ?? kindAfter(from, ref, path);
    // Where a path is cut, what is there is an object that holds it.
    const raw = change.isMade || path.length > limited(path).length ? undefined : from.raw;
    const isReadBack = change.isReadBack ?? from.isReadBack;
    const isNamed = from.entry && (ref.fn === from.ref.fn || isInPair(path));
    const entry = 'entry' in change ? change.entry : isNamed ? from.entry : undefined;
    this.push({
      ref,
      path: limited(path),
      frame,
      gate,
      leaky,
      kept: from.kept,
      isReadBack,
      kind,
      raw,
      entry,
      from,
      note,
    });
  }

  hit(hit: SinkHit): void {
    if (isHidden(hit.fact.path)) return;
    this.hits.push(hit);
  }

  run(): FlowResult {
    for (let next = 0; next < this.queue.length && next < MAX_FACTS; next++) this.follow(this.queue[next]!);
    return { hits: this.hits, facts: this.queue, cut: this.queue.length > MAX_FACTS };
  }

  private follow(fact: ContentFact): void {
    const { program } = this.context.callers.e;
    for (const use of program.usesOf(fact.ref)) this.followUse(fact, { fn: fact.ref.fn, id: use });
  }

  /** Holds if a test in front of a use leaves this content out. */
  private isKeptOut(fact: ContentFact, use: ValueRef): boolean {
    const { ref, path, raw, kind, entry } = fact;
    return (
      (isPlain(path) && isNarrowed(this.context, use, ref.id)) ||
      isOfOtherType(use, ref.id, path.length === 0 ? raw : 'object') ||
      (kind !== undefined && isForOtherKind(this.context, fact, use)) ||
      (entry !== undefined && isForOtherName(this.context, entry, use, ref.id))
    );
  }

  private followUse(fact: ContentFact, use: ValueRef): void {
    const value = valueOf(use);
    const { id } = fact.ref;
    const same = (path: readonly string[] = fact.path): void => this.move(fact, use, path, fact.note);
    if (isDead(this.context.callers.e, use)) return;
    if (this.isKeptOut(fact, use) || isCleared(this.context, fact, use)) return;
    switch (value.op) {
      case 'get':
        if (value.of === id) return this.followGet(fact, use, value);
        return isPlain(fact.path) && spellsOut(this.context, { fn: use.fn, id: value.of })
          ? this.move(fact, use, [], 'looked up in a table', { isMade: true })
          : undefined;
      case 'call':
        return followCall(this, fact, use, value);
      case 'jsx':
        return followCall(this, fact, use, value);
      case 'element':
        if (fact.path.length === 0) return same([]);
        return isElement(fact.path[0]) ? same(fact.path.slice(1)) : undefined;
      case 'arithmetic':
        return this.followArithmetic(fact, use, value.operator);
      case 'template':
        return isPlain(fact.path) ? same([]) : undefined;
      case 'choose':
        return value.test === id && value.then !== id && value.else !== id ? undefined : same();
      case 'logic':
        // `content && other` gives content only where it is falsy.
        return value.operator === '&&' && value.left === id && value.right !== id ? undefined : same();
      case 'phi':
        return this.followPhi(fact, use, value);
      case 'typed':
      case 'await':
        return same();
      case 'unary':
        if (value.operator === 'in') return fact.path[0] === KEYS ? same([]) : undefined;
        return value.operator === '+' ? same() : undefined;
      case 'object':
        return this.followObject(fact, use, value);
      case 'updated':
        if (value.value === id) same([value.name, ...fact.path]);
        // What the name held before is gone.
        return value.of === id && fact.path[0] !== value.name ? same() : undefined;
      case 'array':
        return this.followArray(fact, use, value);
      case 'set':
        if (value.key === id && fact.path.length === 0)
          this.storeInto(fact, { fn: use.fn, id: value.of }, [KEYS], 'becomes the name of a property', use);
        return value.value === id ? this.followSet(fact, use) : handToAssigned(this, fact, use);
      case 'write':
        for (const read of this.heap.variableReads(use)) {
          this.move(fact, read, fact.path, `kept in ${use.fn.file.facts.cells[value.cell]!.name}`, {
            frame: frameOfVariable(use, value.cell, read, fact.frame),
            at: use,
            gate: this.gateOfClosure(use, read),
          });
        }
        return;
      case 'return':
      case 'yield':
        return followReturn(this, fact, use);
    }
  }

  private followPhi(fact: ContentFact, use: ValueRef, phi: Extract<Value, { op: 'phi' }>): void {
    phi.of.forEach((operand, index) => {
      const when = phi.when?.[index];
      if (operand !== fact.ref.id) return;
      const gate = when === undefined ? undefined : this.gates.passedUnder(use.fn, when);
      this.move(fact, use, fact.path, fact.note, { gate });
    });
  }

  private followObject(fact: ContentFact, use: ValueRef, { properties }: Extract<Value, { op: 'object' }>): void {
    const { ref, path, note } = fact;
    properties.forEach((property, index) => {
      if (property.key === ref.id && path.length === 0) this.move(fact, use, [KEYS], note);
      if (property.value !== ref.id) return;
      const isOverwritten =
        property.spread && properties.slice(index + 1).some(({ name }) => name !== undefined && name === path[0]);
      const name = property.name ?? nameStep(fact, use.fn, property.key) ?? '*';
      if (!isOverwritten) this.move(fact, use, property.spread ? path : [name, ...path], note);
    });
  }

  private followArray(fact: ContentFact, use: ValueRef, array: Extract<Value, { op: 'array' }>): void {
    const { elements, spreads } = array;
    elements.forEach((element, index) => {
      if (element !== fact.ref.id) return;
      const place = spreads.length > 0 ? '*' : String(index);
      const isRenamed = fact.entry && index === 1 && !isNameOf(fact.entry, use.fn, elements[0]!);
      const path = spreads.includes(index) ? reshuffled(fact.path) : [place, ...fact.path];
      this.move(fact, use, path, fact.note, isRenamed ? { entry: undefined } : {});
    });
  }

  /** What only runs after a yes takes its variables with it: `const go = () => send(text); allowed() && go();`. */
  private gateOfClosure(write: ValueRef, read: ValueRef): ContentFact['gate'] {
    return read.fn !== write.fn && isInside(read.fn, write.fn) ? this.gates.passedInto(read.fn) : undefined;
  }

  private followGet(fact: ContentFact, use: ValueRef, { name, key }: Extract<Value, { op: 'get' }>): void {
    // What a method does with content inside its receiver is for the call to say.
    if (this.context.callers.e.program.usesOf(use).some((id) => isCallOf(use, id)))
      return this.move(fact, use, fact.path, fact.note);
    if (key !== undefined) {
      const taken = takeByName(this.context, fact, use.fn, key);
      return taken && this.move(fact, use, taken.path, fact.note, taken);
    }
    const rest = readMember(fact.path, name);
    const note = fact.path.length > 0 && rest?.length === 0 && name ? `reads ${name}` : fact.note;
    const isValue = fact.entry && name === '1' && fact.path[0] === '1';
    if (rest) this.move(fact, use, rest, note, isValue ? { entry: { ...fact.entry, at: fact.ref } } : {});
  }

  private followArithmetic(fact: ContentFact, use: ValueRef, operator: string): void {
    if (!isPlain(fact.path)) return;
    // Bit tests and remainders of a code say less than the code; sums, differences and products are still where or what.
    if (operator === '+' || operator === '-' || operator === '*' || operator === '/')
      this.move(fact, use, [], fact.note);
  }

  private followSet(fact: ContentFact, use: ValueRef): void {
    const value = valueOf(use);
    if (value.op !== 'set') return;
    for (const path of assignedPaths(this.context, use)) {
      for (const model of this.context.index.sinksAt(path)) {
        this.hit({ model, kind: model.sink, api: path, site: use, fact });
        return;
      }
    }
    if (showInReceiver(this, fact, use)) return;
    const of = { fn: use.fn, id: value.of };
    const name = value.name ?? nameStep(fact, use.fn, value.key) ?? '*';
    enterSetter(this, fact, use, of, name);
    this.storeInto(fact, of, [name, ...fact.path], `stored in ${name}`, use);
  }

  /** Content was put into `of`: whatever shows that object shows it. */
  storeInto(fact: ContentFact, of: ValueRef, path: readonly string[], note: string, at: ValueRef): void {
    const gate = fact.gate ?? this.gates.passedAt(at);
    const stored: ContentFact = { ...fact, ref: at, path: [], gate, from: fact, note };
    for (const store of this.heap.store(of, path, fact.frame)) {
      const frame = store.frame ?? (store.ref.fn === fact.ref.fn ? fact.frame : undefined);
      this.push({
        ref: store.ref,
        path: limited(store.path),
        frame,
        gate: gate ?? this.gates.passedAt(store.ref),
        leaky: fact.leaky,
        kept: fact.kept || !isMadeHere(of),
        isReadBack: fact.isReadBack,
        kind: kindKept(fact.kind, store.path),
        from: stored,
        note: '',
      });
    }
  }
}

/** A local variable that a closure shares is of one run of its function: who reads it there knows that run's callers. */
function frameOfVariable(write: ValueRef, cell: CellId, read: ValueRef, frame: Frame | undefined): Frame | undefined {
  if (read.fn === write.fn) return frame;
  const { file } = write.fn;
  const owner = file.functions[file.facts.cells[cell]!.within]!;
  if (owner.facts.kind === 'module' || !isInside(read.fn, owner)) return undefined;
  for (let at = frame; at; at = at.below) if (at.fn === owner) return at;
  return undefined;
}

/** Holds if the value itself, or each of its elements, is content. */
export function isPlain(path: readonly string[]): boolean {
  return path.every(isElement);
}

function isCallOf(callee: ValueRef, id: number): boolean {
  const value = callee.fn.facts.values[id];
  return value?.op === 'call' && value.callee === callee.id;
}

/** Gets the steps from sensor to here: one for each place that adds something. */
export function traceOf(context: Context, fact: ContentFact): readonly Step[] {
  const steps: Step[] = [];
  for (let at: ContentFact | undefined = fact; at; at = at.from) {
    // A step that says what the one before it said adds nothing, and must not hide another on its line.
    if (at.note === '' || at.note === at.from?.note) continue;
    const step = { location: context.callers.e.program.locate(at.ref), note: at.note };
    const previous = steps.at(-1);
    if (previous && previous.location.file === step.location.file && previous.location.line === step.location.line)
      steps[steps.length - 1] = step;
    else if (previous?.note !== step.note || previous.location.file !== step.location.file) steps.push(step);
    else steps[steps.length - 1] = step;
  }
  return steps.reverse();
}
