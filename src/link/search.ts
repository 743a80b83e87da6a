/**
 * Follows a function's value from where it is read to what runs it: called, passed as a callback, put under a name,
 * bound, returned, rendered.
 */
import type { Value } from '../model/facts.js';
import type { Callers } from './callers.js';
import { isProvider } from './contexts.js';
import type { Evaluator } from './evaluate.js';
import { type Invocation, directCall, isComponentName, promised, rendering, renderingsOf } from './invocations.js';
import { occurrences, standsFor } from './occurrences.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from './program.js';
import type { Target } from './targets.js';

type Call = Extract<Value, { op: 'call' }>;

/** Menus within menus. */
const MAX_NESTING = 4;

export class CallerSearch {
  private readonly e: Evaluator;

  constructor(private readonly callers: Callers) {
    this.e = callers.e;
  }

  /** Gets the ways in which the function is run, the same one perhaps more than once. */
  find(fn: FunctionNode): Invocation[] {
    if (fn.facts.kind === 'constructor' || fn.facts.kind === 'fields') return this.constructions(fn);
    if (fn.facts.kind === 'module' || fn.facts.kind === 'static') return [];
    const found: Invocation[] = [];
    const seen = new Set<number>();
    for (const occurrence of occurrences(this.e, fn)) this.followValue(fn, occurrence, 0, found, seen);
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
        if (standsFor(this.e, ref, fn)) found.push(...this.callsOfElements(fn, use));
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
    for (const via of this.callers.invocations(maker))
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
        const targets = this.callers.resolve({ fn: caller, id: value.callee });
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
        this.callers
          .resolve({ fn: site.fn, id: (valueOf(site) as Call).callee })
          .some((target) => target.kind === 'function' && target.fn === fn),
      )
      .map((site) => directCall(site, 0));
  }
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
