/**
 * The call graph, asked backwards: who runs this function, and with which arguments?
 *
 * In: a function. Out: its Invocations, found by following where the function value goes: called, passed as a
 * callback, put under a property name, bound, rendered as a component.
 * Holds: files that could call it are loaded first, through barrels.
 */
import type { Value, ValueId } from '../model/facts.js';
import { type Evaluator, argumentRef } from './evaluate.js';
import { ITERATORS } from './builtins.js';
import { elementsOf } from './collections.js';
import { isProvider } from './contexts.js';
import { isDead } from './dead.js';
import { CycleMemo } from './memo.js';
import { isDeclaredAsInterfaceOf, isDeclaredOtherwise } from './nominal.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from './program.js';
import { type Making, type Target, UNKNOWN, distinct, isInside, pathInUnknown } from './targets.js';

type Call = Extract<Value, { op: 'call' }>;
type Param = Extract<Target, { kind: 'param' }>;

export interface Invocation {
  /**
   * `call`: a call that runs it. `callback`: handed to a function outside the program, which runs it.
   * `event`: put on an element, or on a component from outside the program, as a JSX prop.
   */
  readonly kind: 'call' | 'callback' | 'event';
  readonly site: ValueRef;
  /** Position of the function among a callback's arguments. */
  readonly position?: number;
  /** Name of the JSX prop or option that holds it. */
  readonly prop?: string;
  /** The options among which `prop` is. */
  readonly options?: ValueRef;
  /** Gets the value passed for a parameter. */
  readonly argument: (index: number) => ValueRef | undefined;
}

/** The calls that led into a function, innermost first. */
export interface Frame {
  readonly fn: FunctionNode;
  readonly via: Invocation;
  readonly below?: Frame;
}

const MAX_EXPANSION = 3;
/** Whole teams do not ask the same person at so many places. */
const MANY_FILES = 24;
const MAX_FRAMES = 5;
const MAX_DEPTH = 60;
/** Menus within menus. */
const MAX_NESTING = 4;

/**
 * Adds a frame; beyond the limit the outermost is forgotten, and its callers are all callers again.
 * A function that calls itself is in it once, however deep it is.
 */
export function pushFrame(frame: Frame | undefined, fn: FunctionNode, via: Invocation): Frame {
  for (let at = frame; at; at = at.below) if (at.fn === fn && refKey(at.via.site) === refKey(via.site)) return at;
  const kept: Frame[] = [];
  for (let at = frame; at && kept.length < MAX_FRAMES - 1; at = at.below) kept.push(at);
  const below = kept.reduceRight<Frame | undefined>(
    (rest, each) => ({ fn: each.fn, via: each.via, below: rest }),
    undefined,
  );
  return { fn, via, below };
}

/** The calls inside which a closure runs: those that made it, on top of where it was handed over. */
export function closureFrame(frame: Frame | undefined, made: Making | undefined): Frame | undefined {
  if (!made) return frame;
  const call = directCall(made.site, 0);
  return pushFrame(closureFrame(frame, made.within), made.fn, call);
}

export function frameKey(frame: Frame | undefined): string {
  let key = '';
  for (let at = frame; at; at = at.below) key += `${refKey(at.via.site)}/`;
  return key;
}

export class Callers {
  private readonly memo = new CycleMemo<FunctionNode, readonly Invocation[]>([], MAX_DEPTH);
  private readonly passedMemo = new CycleMemo<string, readonly Target[]>([], MAX_DEPTH);

  private readonly widelyUsed = new Map<FunctionNode, boolean>();

  constructor(readonly e: Evaluator) {}

  /** Gets every way that `fn` is run, as far as the program shows. */
  invocations(fn: FunctionNode): readonly Invocation[] {
    return this.memo.get(fn, () => {
      this.loadCallers(fn);
      return distinctSites(this.find(fn)).filter(({ site }) => !isDead(this.e, site));
    });
  }

  /** Holds for a helper that so many files use that its callers say nothing about it together. */
  isWidelyUsed(fn: FunctionNode): boolean {
    let known = this.widelyUsed.get(fn);
    if (known === undefined) {
      const { name, kind } = fn.facts;
      const { path } = fn.file.facts;
      known = name !== '' && kind !== 'module' && this.e.program.countDependents(path, name, MANY_FILES) >= MANY_FILES;
      this.widelyUsed.set(fn, known);
    }
    return known;
  }

  // Resolution -------------------------------------------------------------------------------------------------------

  /** Gets what `ref` may stand for, with the arguments of `frame` (or of all callers) in place of parameters. */
  resolve(ref: ValueRef, frame?: Frame): readonly Target[] {
    return this.substitute(this.e.evaluate(ref), frame);
  }

  substitute(targets: readonly Target[], frame?: Frame, depth = 0): readonly Target[] {
    if (!targets.some((target) => target.kind === 'param')) return targets;
    return distinct(
      targets.flatMap((target) =>
        target.kind === 'param' ? [...this.argumentTargets(target, frame, depth)] : [target],
      ),
    );
  }

  private argumentTargets(param: Param, frame: Frame | undefined, depth: number): readonly Target[] {
    const passed = this.passedIn(param, frame);
    if (passed.length === 0) return this.declared(param);
    const reached = this.e.along(passed, param.path);
    // A member or result may be a parameter again: of a method of what was passed.
    return depth >= MAX_EXPANSION
      ? reached.filter((target) => target.kind !== 'param')
      : this.substitute(reached, undefined, depth + 1);
  }

  private passedIn(param: Param, frame: Frame | undefined): readonly Target[] {
    for (let at = frame; at; at = at.below) if (at.fn === param.fn) return this.passedBy(at.via, param.index, at.below);
    if (this.isWidelyUsed(param.fn)) return [];
    return this.passedMemo.get(`${param.fn.index}.${param.index}`, () =>
      distinct(this.invocations(param.fn).flatMap((via) => [...this.passedBy(via, param.index, undefined)])),
    );
  }

  private passedBy(via: Invocation, index: number, below: Frame | undefined): readonly Target[] {
    const arg = via.argument(index);
    const targets = arg ? this.resolve(arg, below) : this.iterated(via, index);
    return targets.filter((target) => target !== UNKNOWN);
  }

  /** `EVENTS.forEach((type) => …)`: the parameter is an element of the receiver. */
  private iterated(via: Invocation, index: number): readonly Target[] {
    const call = valueOf(via.site);
    if (via.kind !== 'callback' || call.op !== 'call' || index !== 0) return [];
    const callee = via.site.fn.facts.values[call.callee];
    return callee?.op === 'get' && ITERATORS.has(callee.name ?? '')
      ? elementsOf(this.e, { fn: via.site.fn, id: callee.of })
      : [];
  }

  /** Nobody visible passes it: its written type, or a receiver about which only the members are known. */
  private declared(param: Param): readonly Target[] {
    const type = this.e.type(param.fn.file, param.fn.facts.params[param.index]?.type);
    if (type.length > 0) return this.e.along(type, param.path);
    return [
      {
        kind: 'external',
        path: pathInUnknown(param.path),
      },
    ];
  }

  // Search -----------------------------------------------------------------------------------------------------------

  private loadCallers(fn: FunctionNode): void {
    const { facts, file } = fn;
    const name =
      facts.kind === 'constructor' || facts.kind === 'fields' ? file.classes[facts.class!]!.facts.name : facts.name;
    if (name === '' || facts.kind === 'module') return;
    if (facts.class !== undefined && file.facts.classes[facts.class]!.members.get(name)?.private) return;
    const wanted = isDefaultExport(fn) ? '' : name;
    this.e.program.loadDependents(file.facts.path, wanted, this.e.mayLoad);
    if (facts.kind === 'method') this.loadThroughInterfaces(fn, wanted);
  }

  /** Callers may know no more than an interface that the method's class implements. */
  private loadThroughInterfaces(fn: FunctionNode, wanted: string): void {
    const { program, mayLoad } = this.e;
    const { facts } = fn.file;
    for (const name of facts.classes[fn.facts.class!]!.implements) {
      const imported = facts.imports.get(name);
      const resolved = imported && program.resolver.resolve(facts.path, imported.module);
      if (resolved?.kind !== 'file') continue;
      program.loadDependents(resolved.path, wanted, (path) => mayLoad(path) && program.mentions(path, imported!.name));
    }
  }

  private find(fn: FunctionNode): Invocation[] {
    if (fn.facts.kind === 'constructor' || fn.facts.kind === 'fields') return this.constructions(fn);
    if (fn.facts.kind === 'module' || fn.facts.kind === 'static') return [];
    const found: Invocation[] = [];
    const seen = new Set<number>();
    for (const occurrence of this.occurrences(fn)) this.followValue(fn, occurrence, 0, found, seen);
    return found;
  }

  private constructions(fn: FunctionNode): Invocation[] {
    const cls = fn.file.classes[fn.facts.class!]!;
    const candidates = [
      ...(this.e.program.calls.get(cls.facts.name) ?? []),
      ...(this.e.program.calls.get('default') ?? []),
      ...(this.e.program.calls.get('super') ?? []),
    ];
    const direct = candidates.filter((site) => {
      const call = valueOf(site) as Call;
      const targets = this.e.evaluate({ fn: site.fn, id: call.callee });
      return targets.some(
        (target) => (target.kind === 'class' || (target.kind === 'instance' && !call.isNew)) && target.cls === cls,
      );
    });
    return direct.map((site) => directCall(site, 0));
  }

  /** Gets the places where the function's value is read. */
  private occurrences(fn: FunctionNode): ValueRef[] {
    const found: ValueRef[] = [];
    const program = this.e.program;
    if (fn.creation) {
      found.push(fn.creation);
      for (const use of program.usesOf(fn.creation)) {
        const value = fn.creation.fn.facts.values[use]!;
        if (value.op === 'write') found.push(...(fn.file.cellReads.get(value.cell) ?? []));
      }
    }
    const holds = (ref: ValueRef): boolean => this.standsFor(ref, fn);
    if (fn.facts.name !== '') {
      for (const get of program.gets.get(fn.facts.name) ?? []) if (this.isOn(fn, get) ?? holds(get)) found.push(get);
      for (const read of program.importReads.get(fn.facts.name) ?? []) if (holds(read)) found.push(read);
      // `commands[name]()`: any of them.
      for (const get of program.gets.get('') ?? []) if (this.isCalled(get) && holds(get)) found.push(get);
    }
    if (isDefaultExport(fn)) {
      for (const read of program.importReads.get('default') ?? []) if (holds(read)) found.push(read);
      for (const read of program.importReads.get('*') ?? []) if (holds(read)) found.push(read);
    }
    return found;
  }

  private isCalled(get: ValueRef): boolean {
    return this.e.program.usesOf(get).some((id) => {
      const use = get.fn.facts.values[id];
      return use?.op === 'call' && use.callee === get.id;
    });
  }

  /** Says whether the receiver is of the method's class, as far as its written type does. */
  private isOn(method: FunctionNode, get: ValueRef): boolean | undefined {
    const value = valueOf(get);
    if (method.facts.class === undefined || value.op !== 'get') return undefined;
    const cls = method.file.classes[method.facts.class]!;
    const receiver = { fn: get.fn, id: value.of };
    if (isDeclaredAsInterfaceOf(receiver, cls)) return true;
    return isDeclaredOtherwise(this.e, receiver, cls) ? false : undefined;
  }

  private followValue(fn: FunctionNode, ref: ValueRef, bound: number, found: Invocation[], seen: Set<number>): void {
    if (seen.has(refKey(ref))) return;
    seen.add(refKey(ref));
    for (const use of this.e.program.usesOf(ref)) this.followUse(fn, ref, { fn: ref.fn, id: use }, bound, found, seen);
  }

  private followUse(
    fn: FunctionNode,
    ref: ValueRef,
    use: ValueRef,
    bound: number,
    found: Invocation[],
    seen: Set<number>,
  ): void {
    const value = valueOf(use);
    switch (value.op) {
      case 'call':
        if (value.callee === ref.id) found.push(directCall(use, -bound));
        value.args.forEach((arg, position) => {
          if (arg === ref.id) this.followArgument(fn, use, value, position, found, seen);
        });
        return;
      case 'get':
        return this.followMember(fn, use, value.name, bound, found, seen);
      case 'jsx':
        if (value.tag === ref.id) found.push(rendering(use, value.props));
        return;
      case 'object':
        for (const property of value.properties) {
          if (property.value === ref.id && property.name !== undefined)
            this.followProperty(fn, use, property.name, found);
        }
        return;
      case 'array':
        // Of what a wrapper gave back only its calls are known to run the function.
        if (this.standsFor(ref, fn)) found.push(...this.callsOfElements(fn, use));
        return;
      case 'set':
        if (value.value === ref.id && value.name !== undefined) found.push(...this.callsNamed(fn, value.name));
        return;
      case 'write':
        for (const read of use.fn.file.cellReads.get(value.cell) ?? []) this.followValue(fn, read, bound, found, seen);
        return;
      case 'logic':
      case 'choose':
      case 'phi':
      case 'typed':
        return this.followValue(fn, use, bound, found, seen);
      case 'return':
        return this.followReturned(fn, ref.fn, bound, found, seen);
    }
  }

  /** A closure goes where the function that made it is called. */
  private followReturned(
    fn: FunctionNode,
    maker: FunctionNode,
    bound: number,
    found: Invocation[],
    seen: Set<number>,
  ): void {
    for (const via of this.invocations(maker))
      if (via.kind === 'call') this.followValue(fn, via.site, bound, found, seen);
  }

  /** `fn.bind(this, a)` is the function with arguments fixed; `fn.call(this, a)` runs it. */
  private followMember(
    fn: FunctionNode,
    get: ValueRef,
    name: string | undefined,
    bound: number,
    found: Invocation[],
    seen: Set<number>,
  ): void {
    if (name !== 'bind' && name !== 'call' && name !== 'apply') return;
    for (const use of this.e.program.usesOf(get)) {
      const call = get.fn.facts.values[use]!;
      if (call.op !== 'call' || call.callee !== get.id) continue;
      const site = { fn: get.fn, id: use };
      if (name === 'call') found.push(directCall(site, 1 - bound));
      else if (name === 'apply') found.push({ kind: 'call', site, argument: () => undefined });
      else this.followValue(fn, site, bound + Math.max(0, call.args.length - 1), found, seen);
    }
  }

  /** A callback: run where the callee calls that parameter, or by code outside the program. */
  private followArgument(
    fn: FunctionNode,
    site: ValueRef,
    call: Call,
    position: number,
    found: Invocation[],
    seen: Set<number>,
  ): void {
    const callees = this.e.evaluate({ fn: site.fn, id: call.callee });
    const inside = callees.flatMap((target) => this.parameterCalls(target, position));
    found.push(...inside);
    if (inside.length === 0) {
      found.push({ kind: 'callback', site, position, argument: promised(site, call, position) });
      // What an unknown wrapper returns may be the function again: `const onKey = debounce(handler)`.
      if (!callees.some((target) => target.kind === 'function')) this.followValue(fn, site, 0, found, seen);
    }
  }

  /** Calls of parameter `position`, inside the function (or the class's functions) that has it. */
  private parameterCalls(target: Target, position: number): Invocation[] {
    const callee = target.kind === 'function' ? target.fn : target.kind === 'class' ? constructorOf(target) : undefined;
    const name = callee?.facts.params[position]?.name;
    if (!callee || !name) return [];
    const names = new Set([name, ...storedUnder(callee, position)]);
    const calls = [...names].flatMap((each) =>
      (this.e.program.calls.get(each) ?? [])
        .filter((site) => this.callsParameter(site, callee, position))
        .map((site) => directCall(site, 0)),
    );
    return isComponentName(name) ? [...calls, ...renderingsOf(callee, position)] : calls;
  }

  private callsParameter(site: ValueRef, callee: FunctionNode, position: number): boolean {
    const call = valueOf(site) as Call;
    return this.e
      .evaluate({ fn: site.fn, id: call.callee })
      .some((each) => each.kind === 'param' && each.fn === callee && each.index === position && each.path.length === 0);
  }

  private followProperty(fn: FunctionNode, object: ValueRef, name: string, found: Invocation[]): void {
    for (const site of this.handedOver(object, 0)) {
      const value = valueOf(site);
      // A context runs nothing of what it holds.
      if (isProvider(site)) continue;
      if (value.op === 'jsx' && (typeof value.tag === 'string' || this.isOutside(site, value.tag)))
        found.push({ kind: 'event', site, prop: name, argument: () => undefined });
      else if (value.op === 'call' && this.isOutside(site, value.callee))
        found.push({ kind: 'callback', site, prop: name, options: object, argument: () => undefined });
    }
    found.push(...this.callsNamed(fn, name));
  }

  private standsFor(ref: ValueRef, fn: FunctionNode): boolean {
    return this.e.evaluate(ref).some((target) => target.kind === 'function' && target.fn === fn);
  }

  /** `for (const step of [ask, start]) step()`, `app.use([ask, start])`: what takes it out of a list, or is given the list. */
  private callsOfElements(fn: FunctionNode, list: ValueRef): Invocation[] {
    const given = this.handedOver(list, 0).flatMap((site): Invocation[] => {
      const call = valueOf(site);
      if (call.op !== 'call' || !this.isOutside(site, call.callee)) return [];
      return [{ kind: 'callback', site, position: call.args.indexOf(list.id), argument: () => undefined }];
    });
    const taken = list.fn.file.functions.flatMap((caller) =>
      caller.facts.values.flatMap((value, id) => {
        if (value.op !== 'call' || !isTaken({ fn: caller, id: value.callee })) return [];
        const targets = this.resolve({ fn: caller, id: value.callee });
        const isRun = targets.some((target) => target.kind === 'function' && target.fn === fn);
        return isRun ? [directCall({ fn: caller, id }, 0)] : [];
      }),
    );
    return [...given, ...taken];
  }

  /** Gets the uses of an options object, also inside lists and other options: `buildFromTemplate([{ label, click }])`. */
  private handedOver(object: ValueRef, depth: number): readonly ValueRef[] {
    return this.e.program.usesOf(object).flatMap((id) => {
      const site = { fn: object.fn, id };
      const { op } = valueOf(site);
      return (op === 'array' || op === 'object') && depth < MAX_NESTING ? this.handedOver(site, depth + 1) : [site];
    });
  }

  private isOutside(site: ValueRef, callee: number): boolean {
    return this.e.evaluate({ fn: site.fn, id: callee }).every((target) => target.kind === 'external');
  }

  /** Calls under a property name that resolve to the function. */
  private callsNamed(fn: FunctionNode, name: string): Invocation[] {
    const candidates = this.e.program.calls.get(name) ?? [];
    return candidates
      .filter((site) =>
        this.resolve({ fn: site.fn, id: (valueOf(site) as Call).callee }).some(
          (target) => target.kind === 'function' && target.fn === fn,
        ),
      )
      .map((site) => directCall(site, 0));
  }
}

/** `promise.then(callback)`: the callback is given what the promise holds. */
function promised(site: ValueRef, call: Call, position: number): Invocation['argument'] {
  const callee = site.fn.facts.values[call.callee];
  if (callee?.op !== 'get' || callee.name !== 'then' || position !== 0) return () => undefined;
  return (index) => (index === 0 ? { fn: site.fn, id: callee.of } : undefined);
}

/** `const gated = (Inner) => function Gated() { return <Inner />; }`: whatever type of component it is said to be. */
function renderingsOf(callee: FunctionNode, position: number): Invocation[] {
  const inside = callee.file.functions.filter((fn) => isInside(fn, callee));
  return inside.flatMap((fn) =>
    fn.facts.values.flatMap((value, id) =>
      value.op === 'jsx' && typeof value.tag === 'number' && isParameterOf({ fn, id: value.tag }, callee, position)
        ? [rendering({ fn, id }, value.props)]
        : [],
    ),
  );
}

function isParameterOf(ref: ValueRef, callee: FunctionNode, position: number): boolean {
  const read = valueOf(ref);
  const writes = read.op === 'cell' ? (ref.fn.file.cellWrites.get(read.cell) ?? []) : [ref];
  return writes.every((write) => {
    const value = valueOf(write);
    return value.op === 'param' && write.fn === callee && value.index === position;
  });
}

/** A component is called with its props. */
function rendering(site: ValueRef, props: ValueId): Invocation {
  return { kind: 'call', site, argument: (index) => (index === 0 ? { fn: site.fn, id: props } : undefined) };
}

/** Only what is written with a capital letter is rendered as a component. */
function isComponentName(name: string): boolean {
  return /^[A-Z]/.test(name);
}

function directCall(site: ValueRef, shift: number): Invocation {
  const call = valueOf(site) as Call;
  return { kind: 'call', site, argument: (index) => argumentRef(site.fn, call, index + shift) };
}

/** Holds for what may come out of a list: `steps[0]`, the variable of a loop, the parameter of a callback. */
function isTaken(ref: ValueRef): boolean {
  const value = valueOf(ref);
  switch (value.op) {
    case 'element':
      return true;
    case 'get':
      return value.key !== undefined || /^\d+$/.test(value.name ?? '');
    case 'param':
      return ref.fn.facts.name === '';
    case 'cell':
      return (ref.fn.file.cellWrites.get(value.cell) ?? []).some(
        (write) => valueOf(write).op !== 'cell' && isTaken(write),
      );
    default:
      return false;
  }
}

function constructorOf(target: Extract<Target, { kind: 'class' }>): FunctionNode | undefined {
  const id = target.cls.facts.constructor_;
  return id === undefined ? undefined : target.cls.file.functions[id];
}

/** Names of fields and variables that a parameter is stored under. */
function storedUnder(fn: FunctionNode, position: number): string[] {
  const { values } = fn.facts;
  return values.flatMap((value) => {
    if (value.op !== 'set' && value.op !== 'write') return [];
    const stored = values[value.value];
    const from =
      stored?.op === 'logic' || stored?.op === 'typed'
        ? values[stored.op === 'logic' ? stored.left : (stored.of ?? -1)]
        : stored;
    if (from?.op !== 'param' || from.index !== position) return [];
    return value.op === 'set'
      ? value.name === undefined
        ? []
        : [value.name]
      : [fn.file.facts.cells[value.cell]!.name];
  });
}

function isDefaultExport(fn: FunctionNode): boolean {
  const exported = [fn.file.facts.exports.get('default'), fn.file.facts.exports.get('=')];
  return exported.some(
    (each) =>
      each?.kind === 'cell' &&
      fn.file.cellWrites.get(each.cell)?.some((write) => {
        const value = valueOf(write);
        return value.op === 'function' && fn.file.functions[value.function] === fn;
      }),
  );
}

function distinctSites(invocations: readonly Invocation[]): readonly Invocation[] {
  const seen = new Set<string>();
  return invocations.filter((invocation) => {
    const key = `${invocation.kind}${refKey(invocation.site)}:${invocation.position ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}
