/**
 * What makes a function run, asked outwards: the person, a clock, an end that comes anyway, or somebody unknown.
 *
 * In: a function. Out: Ways into it, and the Drivers where its ways begin.
 * Holds: a function is looked at once, so a search ends.
 */
import { ITERATORS } from '../link/builtins.js';
import type { Invocation } from '../link/invocations.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from '../link/program.js';
import type { ModelIndex } from '../catalogue/patterns.js';
import type { Occasion, RunsModel } from '../model/catalogue.js';
import { isActItself } from './acts.js';
import { heardFrom } from './channels.js';
import { isExported } from './gates.js';
import { Controls } from './controls.js';
import { type Context, calleePaths, conditionsHold } from './match.js';
import type { CompiledNames } from './names.js';
import { isAddressedBy, literalsTested } from './messages.js';

/** One way into a function; without a site, nothing in the program shows where it is run. */
export interface Way {
  readonly by: 'call' | Exclude<Occasion, 'at-once'> | 'message' | 'event' | 'export' | 'module' | 'unreferenced';
  readonly site?: ValueRef;
  readonly model?: RunsModel;
}

/** A function that was reached, and what it runs on the way to where the search began. */
export interface Reached {
  readonly fn: FunctionNode;
  readonly inner?: Reached;
  /** The call in `fn` that runs `inner`; without one, the point that is asked about. */
  readonly site?: ValueRef;
}

export interface Driver {
  readonly way: Way;
  readonly reached: Reached;
}

const MAX_WAYS = 40;
const MAX_FUNCTIONS = 150;
const PROMISES = new Set(['then', 'catch', 'finally']);

export class Drivers {
  private readonly ways = new Map<FunctionNode, readonly Way[]>();
  private readonly known = new Map<number, readonly Driver[]>();
  private readonly above = new Map<FunctionNode, ReadonlySet<FunctionNode>>();
  private readonly callers = new Map<FunctionNode, ReadonlySet<FunctionNode>>();
  private readonly controls: Controls;

  constructor(
    private readonly context: Context,
    private readonly names: CompiledNames,
  ) {
    this.controls = new Controls(context);
  }

  /** Gets where the ways to a point begin. */
  of(point: ValueRef): readonly Driver[] {
    const known = this.known.get(refKey(point));
    if (known) return known;
    const found: Driver[] = [];
    this.climb({ fn: point.fn, site: point }, (way, reached) => {
      if (way.by === 'call') return way.site ? [way.site] : [];
      const senders = way.by === 'message' ? this.sendersTo(way, reached) : [];
      if (senders.length === 0) found.push({ way, reached });
      return senders;
    });
    this.known.set(refKey(point), found);
    return found;
  }

  /** Gets every function from which `fn` may come to run, at once or later. */
  ancestors(fn: FunctionNode): ReadonlySet<FunctionNode> {
    return this.reachedFrom(fn, this.above, (way, reached) => [
      ...(way.site ? [way.site] : []),
      ...(way.by === 'message' ? this.sendersTo(way, reached) : []),
    ]);
  }

  /** Gets the functions that run `fn` before they return. */
  callersOf(fn: FunctionNode): ReadonlySet<FunctionNode> {
    return this.reachedFrom(fn, this.callers, (way) => (way.by === 'call' && way.site ? [way.site] : []));
  }

  private reachedFrom(
    fn: FunctionNode,
    memo: Map<FunctionNode, ReadonlySet<FunctionNode>>,
    next: (way: Way, reached: Reached) => readonly ValueRef[],
  ): ReadonlySet<FunctionNode> {
    const known = memo.get(fn);
    if (known) return known;
    const found = new Set<FunctionNode>();
    memo.set(fn, found);
    this.climb({ fn }, (way, reached) => {
      found.add(reached.fn);
      return next(way, reached);
    });
    return found;
  }

  /** Goes outwards to the functions whose calls `next` gives, each once. */
  climb(start: Reached, next: (way: Way, reached: Reached) => readonly ValueRef[]): void {
    const seen = new Set([start.fn]);
    const queue: Reached[] = [start];
    for (let at = 0; at < queue.length && at < MAX_FUNCTIONS; at++) {
      const reached = queue[at]!;
      for (const way of this.into(reached.fn)) {
        for (const site of next(way, reached)) {
          if (seen.has(site.fn)) continue;
          seen.add(site.fn);
          queue.push({ fn: site.fn, inner: reached, site });
        }
      }
    }
  }

  /** Gets every way into a function. */
  into(fn: FunctionNode): readonly Way[] {
    const known = this.ways.get(fn);
    if (known) return known;
    const found = this.find(fn);
    this.ways.set(fn, found);
    return found;
  }

  private find(fn: FunctionNode): readonly Way[] {
    if (fn.facts.kind === 'module' || fn.facts.kind === 'static') return [{ by: 'module' }];
    const ways = this.context.callers
      .invocations(fn)
      .slice(0, MAX_WAYS)
      .flatMap((via) => this.through(via) ?? []);
    const all = [...ways, ...this.controls.of(fn).map((site): Way => ({ by: 'act', site }))];
    return all.length > 0 ? all : [this.unseen(fn)];
  }

  private through(via: Invocation): Way | undefined {
    const { site } = via;
    if (via.kind === 'call') return { by: 'call', site };
    const paths = calleePaths(this.context, site);
    const { index } = this.context;
    // Taking a listener off runs nothing.
    if (paths.some((path) => index.releasesAt(path).length > 0)) return undefined;
    if (isActItself(this.context, via)) return { by: 'act', site };
    if (via.kind === 'event') return { by: 'event', site };
    const port = via.prop === undefined ? `arg${via.position ?? 0}` : `.${via.prop}`;
    const model = this.runsAt(site, paths, port);
    if (model) return { by: model.runs === 'at-once' ? 'call' : model.runs, site, model };
    if (isPassing(site)) return { by: 'call', site };
    if (paths.some((path) => givesBack(index, path))) return undefined;
    return { by: paths.some((path) => index.receivesAt(path).length > 0) ? 'message' : 'event', site };
  }

  private runsAt(site: ValueRef, paths: readonly string[], port: string): RunsModel | undefined {
    return paths
      .flatMap((path) => this.context.index.runsAt(path))
      .find((model) => {
        if (port.startsWith('.') ? !model.callback.endsWith(port) : model.callback !== port) return false;
        const holding = conditionsHold(this.context, site, model.when);
        // A listener whose event is not known may as well hear the person.
        return model.runs === 'platform' ? holding === 'yes' : holding !== 'no';
      });
  }

  /** Nobody visible runs it. */
  private unseen(fn: FunctionNode): Way {
    const { facts } = fn;
    const cleanup = this.returnedTo(fn);
    if (cleanup) return cleanup;
    if (this.names.unmount.test(facts.name)) return { by: 'unmount' };
    const isPublic = facts.kind !== 'function' && facts.kind !== 'arrow' ? !isPrivate(fn) : isExported(fn);
    if (isPublic) return { by: 'export' };
    return { by: this.isUsed(fn) ? 'event' : 'unreferenced' };
  }

  /** Holds if the function is given to something, whatever that does with it. */
  private isUsed({ creation, file }: FunctionNode): boolean {
    if (!creation) return false;
    return this.context.callers.e.program.usesOf(creation).some((id) => {
      const use = creation.fn.facts.values[id]!;
      return use.op !== 'write' || (file.cellReads.get(use.cell) ?? []).length > 0;
    });
  }

  /** `useEffect(() => { …; return () => stop(); })`: whoever runs the outer function runs the inner one later. */
  private returnedTo(fn: FunctionNode): Way | undefined {
    const outer = fn.creation?.fn;
    if (!outer || !isReturned(fn)) return undefined;
    for (const via of this.context.callers.invocations(outer)) {
      if (via.kind !== 'callback' || via.prop !== undefined) continue;
      const model = this.runsAt(via.site, calleePaths(this.context, via.site), `arg${via.position ?? 0}.return`);
      if (model && model.runs !== 'at-once') return { by: model.runs, site: via.site, model };
    }
    return undefined;
  }

  /** Gets the calls that send what a listener acts on. */
  private sendersTo(way: Way, reached: Reached): readonly ValueRef[] {
    const senders = way.site ? (heardFrom(this.context, way.site) ?? []) : [];
    const wanted = literalsTested(reached);
    return senders.filter((sender) => isAddressedBy(sender, wanted));
  }
}

/** What a wrapper gives back is the function again, and is followed to where that is called. */
function givesBack(index: ModelIndex, path: string): boolean {
  return (
    index.throttlesAt(path).length > 0 ||
    index.propagatorsAt(path).some(({ propagates }) => propagates.some((each) => /^arg\d -> return/.test(each)))
  );
}

/** `promise.then(fn)`, `items.forEach(fn)`: it is run where it stands. */
function isPassing(site: ValueRef): boolean {
  const call = valueOf(site);
  const callee = call.op === 'call' ? site.fn.facts.values[call.callee] : undefined;
  if (callee?.op === 'get') return ITERATORS.has(callee.name ?? '') || PROMISES.has(callee.name ?? '');
  return callee?.op === 'global' && callee.name === 'Promise';
}

function isReturned(fn: FunctionNode): boolean {
  const { creation } = fn;
  return (
    creation !== undefined &&
    creation.fn.facts.values.some((value) => value.op === 'return' && value.value === creation.id)
  );
}

function isPrivate(fn: FunctionNode): boolean {
  if (fn.facts.class === undefined) return false;
  return fn.file.facts.classes[fn.facts.class]!.members.get(fn.facts.name)?.private === true;
}
