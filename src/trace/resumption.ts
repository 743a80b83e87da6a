/**
 * Says whether a stop lasts: a capture may be switched on again at once, or by a timer that was set on the way.
 *
 * In: what a person's act runs until a release, and the calls that switch the capture on. Out: where it is resumed.
 */
import { ALWAYS } from '../model/facts.js';
import { type FunctionNode, type ValueRef, refKey } from '../link/program.js';
import { type Drivers, type Reached } from './drivers.js';
import { excludes } from './freshness.js';
import { functionsAt, functionsCalled } from './glances.js';
import { type CallValue, type Context, calleePaths, conditionsHold } from './match.js';

export class Resumption {
  constructor(
    private readonly context: Context,
    private readonly drivers: Drivers,
    readonly acquires: readonly ValueRef[],
  ) {}

  /** Holds if this call switches the capture on. */
  isAcquire(site: ValueRef): boolean {
    return this.acquires.some((acquire) => refKey(acquire) === refKey(site));
  }

  /** `clearTimeout(timer); timer = setTimeout(look, 5000)`: what is switched off is switched on again at once. */
  isReset(release: ValueRef, reached: Reached): boolean {
    for (let at: Reached | undefined = reached; at; at = at.inner) {
      const { fn, site: stop = release } = at;
      const isAgain = fn.facts.values.some(
        (value, id) => value.op === 'call' && id > stop.id && this.switchesOn({ fn, id }, value, stop),
      );
      if (isAgain) return true;
    }
    return false;
  }

  private switchesOn(site: ValueRef, call: CallValue, stop: ValueRef): boolean {
    const { when } = site.fn.facts;
    if (this.isAcquire(site)) return !excludes(site.fn, when[site.id]!, when[stop.id]!);
    // A start that depends on something more may as well not come.
    if (when[site.id] !== ALWAYS && when[site.id] !== when[stop.id]) return false;
    return this.functions({ fn: site.fn, id: call.callee }).some((fn) =>
      this.acquires.some((acquire) => this.drivers.callersOf(acquire.fn).has(fn)),
    );
  }

  /** Finds a timer, set on the way from the act to the release, that leads back to where the capture is switched on. */
  timer(reached: Reached): ValueRef | undefined {
    for (let at: Reached | undefined = reached; at; at = at.inner) {
      for (const fn of [at.fn, ...functionsCalled(this.context, at.fn)]) {
        const id = fn.facts.values.findIndex(
          (value, each) => value.op === 'call' && this.resumes({ fn, id: each }, value),
        );
        if (id !== -1) return { fn, id };
      }
    }
    return undefined;
  }

  private resumes(site: ValueRef, call: CallValue): boolean {
    if (this.isAcquire(site)) return false;
    const given = call.args.flatMap((id) => this.functions({ fn: site.fn, id }));
    // What starts a capture is sought through the whole program: last, and only for what a timer runs.
    return given.length > 0 && this.isTimer(site) && given.some((fn) => this.isStarter(fn));
  }

  private isStarter(fn: FunctionNode): boolean {
    return this.acquires.some((acquire) => this.drivers.ancestors(acquire.fn).has(fn));
  }

  private isTimer(site: ValueRef): boolean {
    return calleePaths(this.context, site).some((path) =>
      this.context.index
        .runsAt(path)
        .some((model) => model.runs === 'timer' && conditionsHold(this.context, site, model.when) !== 'no'),
    );
  }

  private functions(ref: ValueRef): readonly FunctionNode[] {
    return functionsAt(this.context, ref);
  }
}
