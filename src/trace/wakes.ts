/**
 * Says whether a stop outlasts the machine's sleep: what wakes up, gets a network or is shown again may start it anew.
 *
 * In: the places that let a capture run, and what a person's act runs until the stop. Out: the event that starts it again.
 * Holds: a start that asks something which the stop has set to no does not come; where it asks something else, it cannot
 * be told.
 */
import { type FunctionNode, type ValueRef, refKey } from '../link/program.js';
import { Callers } from '../link/callers.js';
import { Evaluator } from '../link/evaluate.js';
import type { Reached } from './drivers.js';
import { functionsAt, functionsCalled } from './glances.js';
import { type Context, calleePaths, conditionsHold, headRef } from './match.js';
import { type Run, onwardFrom } from './onward.js';
import type { Control, States } from './states.js';
import { parsePort } from '../catalogue/patterns.js';

export interface Wake {
  /** Where the event is listened to. */
  readonly at: ValueRef;
  /** A test on the way of which nobody can tell how it comes out after the stop. */
  readonly unread?: ValueRef;
}

/** `if (this.wasRunning)`, which was only set `if (this.running)`. */
const MAX_STEPS = 2;

export class Wakes {
  private readonly led = new Map<number, readonly Run[]>();
  private readonly found: ValueRef[] = [];
  /** Files are parsed as they are asked for, so there may be more calls than before. */
  private readonly looked = new Map<string, number>();

  private seen: Context | undefined;

  constructor(
    private readonly context: Context,
    private readonly states: States,
  ) {}

  /** Finds the event that lets the capture run again at one of `starts`; the surest, where there are several. */
  after(stopped: Reached, starts: readonly ValueRef[]): Wake | undefined {
    const stop = this.runBy(stopped);
    let doubtful: Wake | undefined;
    for (const at of this.listeners()) {
      for (const run of this.runsOf(at)) {
        for (const start of starts.filter(({ fn }) => fn === run.fn)) {
          const wake = this.through(at, this.states.controls([...callsTo(run), start]), stop);
          if (wake && !wake.unread) return wake;
          doubtful ??= wake;
        }
      }
    }
    return doubtful;
  }

  /** The program as far as files are there: what an event leads to is sought forward, and would lead to everything. */
  private get there(): Context {
    const { program } = this.context.callers.e;
    if (!this.seen) {
      const glance = new Callers(new Evaluator(program, (path) => program.has(path)));
      this.seen = { ...this.context, callers: glance, glance };
    }
    return this.seen;
  }

  /** Gets the calls, in the files that are there, that listen for such an event. */
  private listeners(): readonly ValueRef[] {
    const { index, callers } = this.context;
    for (const name of index.waking) {
      const calls = callers.e.program.calls.get(name) ?? [];
      for (const site of calls.slice(this.looked.get(name))) if (this.occasion(site)) this.found.push(site);
      this.looked.set(name, calls.length);
    }
    return this.found;
  }

  private occasion(site: ValueRef): string | undefined {
    return calleePaths(this.there, site)
      .flatMap((path) => this.context.index.runsAt(path))
      .find((model) => model.runs === 'platform' && conditionsHold(this.there, site, model.when) === 'yes')?.callback;
  }

  private runsOf(listener: ValueRef): readonly Run[] {
    const key = refKey(listener);
    let known = this.led.get(key);
    if (!known) {
      const handler = headRef(listener, parsePort(this.occasion(listener)!)[0]!);
      known = (handler ? functionsAt(this.there, handler) : []).flatMap((fn) => onwardFrom(this.there, fn));
      this.led.set(key, known);
    }
    return known;
  }

  private through(at: ValueRef, controls: readonly Control[], stop: ReadonlySet<FunctionNode>): Wake | undefined {
    const passed = controls.map((control) => ({ control, is: this.passes(control, stop, 0) }));
    if (passed.some(({ is }) => is === 'no')) return undefined;
    return { at, unread: passed.find(({ is }) => is === 'unread')?.control.at };
  }

  /** Says how a test comes out once the stop has run. */
  private passes(control: Control, stop: ReadonlySet<FunctionNode>, depth: number): 'yes' | 'no' | 'unread' {
    if (control.is === 'answer') return 'no';
    if (control.is !== 'flag') return 'unread';
    if (control.off.some(({ fn }) => stop.has(fn))) return 'no';
    if (control.on.some(({ fn }) => stop.has(fn))) return 'yes';
    const isKept = depth < MAX_STEPS && control.on.every((write) => this.isKeptOff(write, stop, depth + 1));
    return isKept ? 'no' : 'unread';
  }

  /** `if (this.running) this.wasRunning = true`, `this.wasRunning = this.running`: not after the stop. */
  private isKeptOff(write: ValueRef, stop: ReadonlySet<FunctionNode>, depth: number): boolean {
    return this.states.controls([write], write).some((control) => this.passes(control, stop, depth) === 'no');
  }

  /** Gets the functions that run on the way from the act to the stop, and what those call. */
  private runBy(stopped: Reached): ReadonlySet<FunctionNode> {
    const found = new Set<FunctionNode>();
    for (let at: Reached | undefined = stopped; at; at = at.inner) {
      found.add(at.fn);
      for (const fn of functionsCalled(this.there, at.fn)) found.add(fn);
    }
    return found;
  }
}

/** Gets the calls on the way to what is run. */
function callsTo(run: Run): readonly ValueRef[] {
  const calls: ValueRef[] = [];
  for (let at: Run | undefined = run; at; at = at.outer) if (at.site) calls.push(at.site);
  return calls;
}
