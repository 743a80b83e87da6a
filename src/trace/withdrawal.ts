/**
 * Can the person make it stop? Pairs what switches a capture on with what switches it off, and asks who runs that.
 *
 * In: a sensor and the ways of its content. Out: a WithdrawalTrace.
 * Holds: unmounting, quitting and clocks are nobody's choice. A stop that a clock undoes is a pause.
 * Where it cannot be told who runs a release, that is what is said.
 */
import { type ValueRef, refKey } from '../link/program.js';
import type { Step } from '../model/result.js';
import type { ConsentTrace, WithdrawalTrace } from '../model/trace.js';
import type { Checks } from './checks.js';
import type { Driver, Drivers } from './drivers.js';
import type { ContentFact, SinkHit } from './facts.js';
import type { Context } from './match.js';
import { Releases } from './releases.js';
import { Resumption } from './resumption.js';
import type { SensorSite } from './sensors.js';
import { spokenName } from './spoken.js';
import { startsSeen } from './starts.js';
import { type Control, States } from './states.js';
import { switchedOn } from './switches.js';
import { testsAt } from './tests.js';
import { Wakes } from './wakes.js';

/** Best first. */
const RANKS = ['stopped', 'rechecked', 'doubtful', 'unread', 'paused', 'ended', 'endless'] as const;
type Found = WithdrawalTrace & { readonly is: (typeof RANKS)[number] };

const ENDLESS: Found = { is: 'endless', evidence: [] };

export class Withdrawal {
  private readonly releases: Releases;
  private readonly states: States;
  private readonly wakes: Wakes;

  constructor(
    private readonly context: Context,
    private readonly checks: Checks,
    private readonly drivers: Drivers,
  ) {
    this.releases = new Releases(context);
    this.states = new States(context, checks);
    this.wakes = new Wakes(context, this.states);
  }

  of(sensor: SensorSite, hits: readonly SinkHit[], consent: ConsentTrace): WithdrawalTrace {
    if (consent.by === 'asked') return { is: 'platform', evidence: consent.evidence };
    const { acquires, upward, ends } = switchedOn(this.drivers, this.releases, sensor);
    if (acquires.length === 0) return this.single(ends);
    const resumption = new Resumption(this.context, this.drivers, acquires);
    const released = this.released(resumption);
    if (this.asksAtEachStart(sensor, released, consent)) return { is: 'restart', evidence: consent.evidence };
    if (hits.length === 0 || released.is === 'stopped' || released.is === 'doubtful') return released;
    // Every sink has to be cut off: by a release, which cuts off all, or by a test on its own way.
    const turned = new Map<number, Found>();
    return hits
      .map((hit) => best([released, ...this.controlled([...upward, ...pointsOn(hit)], resumption, turned)]))
      .reduce((one, other) => (rank(one) >= rank(other) ? one : other));
  }

  /** A recorder without a stop: what it is gated by is asked again when the program is started again. */
  private asksAtEachStart(sensor: SensorSite, released: Found, consent: ConsentTrace): boolean {
    const isRecorder = sensor.model.reach === 'sdk';
    return (
      isRecorder && released.is === 'endless' && consent.verdict === 'met' && !this.releases.isReleasable(sensor.site)
    );
  }

  /** It looks once each time it is run. */
  private single(ends: readonly Driver[]): WithdrawalTrace {
    const unknown = ends.find(({ way }) => !KNOWN_ENDS.has(way.by));
    if (!unknown) return { is: 'single', evidence: [] };
    const why = `it looks each time ${spokenName(unknown.reached.fn)} is run, and who has it run was not found`;
    return { is: 'unread', why, evidence: [this.step(siteOf(unknown), why)] };
  }

  // Releases -----------------------------------------------------------------------------------------------------------

  private released(resumption: Resumption): Found {
    const sites = resumption.acquires.flatMap((acquire) => this.releases.of(acquire));
    return best(sites.map((site) => this.release(site, resumption)));
  }

  private release(site: ValueRef, resumption: Resumption): Found {
    const stop = this.step(site, 'this switches it off');
    if (this.isRefusal(site)) return { is: 'stopped', evidence: [stop] };
    return this.run(site, stop, resumption);
  }

  /** Says who runs a place that stops the capture, and whether it lasts: `starts` let it run again. */
  private run(site: ValueRef, stop: Step, resumption: Resumption, starts = this.starts(resumption)): Found {
    return best(
      this.drivers.of(site).map((driver): Found => {
        const { by } = driver.way;
        const at = siteOf(driver);
        if (resumption.isReset(site, driver.reached)) return ENDLESS;
        if (by === 'act') {
          const resumed = resumption.timer(driver.reached);
          if (resumed) return { is: 'paused', why: TIMED, evidence: [stop, this.step(resumed, TIMED)] };
          const act = this.step(at, 'on an act of the person');
          return this.woken(driver, starts, [stop, act]) ?? { is: 'stopped', evidence: [stop, act] };
        }
        if (by === 'event' || by === 'message' || by === 'export')
          return { is: 'unread', why: `it is stopped ${UNREAD[by]}`, evidence: [stop, this.step(at, UNREAD[by])] };
        if (by === 'unreferenced' || by === 'module' || by === 'call') return ENDLESS;
        // An effect that asks is run again, cleaning up before, once the answer has changed.
        if (by === 'unmount' && driver.way.site && this.isAsked(resumption, driver.way.site))
          return { is: 'stopped', evidence: [stop, this.step(at, 'when the answer changes')] };
        return { is: 'ended', why: `it is stopped only ${ENDED[by]}`, evidence: [stop, this.step(at, ENDED[by])] };
      }),
    );
  }

  private starts({ acquires }: Resumption): readonly ValueRef[] {
    return [...acquires, ...acquires.flatMap((acquire) => startsSeen(this.context, acquire))];
  }

  /** What the machine's or the page's own events start again after the person's act. */
  private woken({ reached }: Driver, starts: readonly ValueRef[], stop: readonly Step[]): Found | undefined {
    const wake = this.wakes.after(reached, starts);
    if (!wake) return undefined;
    const at = this.step(wake.at, WOKEN);
    if (!wake.unread) return { is: 'paused', why: WOKEN, evidence: [...stop, at] };
    return { is: 'doubtful', why: UNREAD_WAKE, evidence: [...stop, at, this.step(wake.unread, UNREAD_WAKE)] };
  }

  /** `if (await hasConsent()) start(); else stop();` */
  private isRefusal(site: ValueRef): boolean {
    return testsAt(site).some(({ ref, truthy }) => this.checks.truth(ref, !truthy).is === 'consent');
  }

  /** Holds if a check of consent stands between the effect and what it switches on. */
  private isAsked({ acquires }: Resumption, effect: ValueRef): boolean {
    return acquires.some(
      (acquire) =>
        acquire.fn.facts.parent !== undefined &&
        acquire.fn.file === effect.fn.file &&
        testsAt(acquire).some(({ ref, truthy }) => this.checks.truth(ref, truthy).is === 'consent'),
    );
  }

  // Tests on the way ---------------------------------------------------------------------------------------------------

  private controlled(
    points: readonly ValueRef[],
    resumption: Resumption,
    turned: Map<number, Found>,
  ): readonly Found[] {
    return this.states.controls(points).map((control) => {
      const known = turned.get(refKey(control.at)) ?? this.turned(control, resumption);
      turned.set(refKey(control.at), known);
      return known;
    });
  }

  private turned(control: Control, resumption: Resumption): Found {
    const tested = (note: string): Step => this.step(control.at, note);
    switch (control.is) {
      case 'answer':
        return { is: 'rechecked', evidence: control.evidence };
      case 'unread':
        return { is: 'unread', why: UNREAD_TEST, evidence: [tested(UNREAD_TEST)] };
      case 'deadline': {
        const set = control.set.map((write) => this.step(write, 'the time is set here'));
        return { is: 'paused', why: DUE, evidence: [tested(DUE), ...set.slice(0, 2)] };
      }
      case 'flag': {
        // What keeps the handle of a start is no stop.
        const stops = control.off.filter((write) => !resumption.isAcquire(write));
        const off = best(
          stops.map((write) =>
            this.run(write, this.step(write, 'this stops it for each event'), resumption, control.on),
          ),
        );
        const timed = off.is === 'stopped' && control.on.find((write) => this.isTimed(write));
        return timed ? { is: 'paused', why: TIMED, evidence: [...off.evidence, this.step(timed, TIMED)] } : off;
      }
    }
  }

  private isTimed(write: ValueRef): boolean {
    const drivers = this.drivers.of(write);
    return drivers.length > 0 && drivers.every(({ way }) => way.by === 'timer');
  }

  private step(at: ValueRef, note: string): Step {
    return { location: this.context.callers.e.program.locate(at), note };
  }
}

const TIMED = 'a timer starts it again';
/** What has it look once, or is nobody. */
const KNOWN_ENDS: ReadonlySet<string> = new Set(['call', 'timer', 'act', 'unmount', 'exit', 'module', 'unreferenced']);

const WOKEN = 'the machine or the page starts it again when it comes back';
const UNREAD_WAKE =
  'it may start again when the machine or the page comes back, and how this test comes out was not found';
const DUE = 'it goes on by itself once a time has come';
const UNREAD_TEST = 'each event is tested, and who decides how the test comes out was not found';

const UNREAD = {
  event: 'on an event that may be the person’s',
  message: 'on a message whose sender was not found',
  export: 'by a function that others may call',
} as const;

const ENDED = {
  timer: 'when a timer fires',
  platform: 'when the machine or the page goes away for a while',
  unmount: 'when what holds it goes away',
  exit: 'when the program or the page ends',
} as const;

function best(found: readonly Found[]): Found {
  const first = found.reduce((one, other) => (rank(other) < rank(one) ? other : one), ENDLESS);
  // A pause of the person's says more than a stop of which nobody knows whose it is.
  const paused = first.is === 'unread' ? found.find(({ is }) => is === 'paused') : undefined;
  return paused ? { ...paused, is: 'doubtful' } : first;
}

function rank(found: Found): number {
  return RANKS.indexOf(found.is);
}

/** Gets the values and calls that content passes between the sensor and the sink. */
export function pointsOn(hit: SinkHit): readonly ValueRef[] {
  const points: ValueRef[] = [hit.site];
  for (let at: ContentFact | undefined = hit.fact; at?.from; at = at.from) {
    points.push(at.ref);
    if (at.frame?.fn === at.ref.fn && at.frame.via.kind === 'call') points.push(at.frame.via.site);
  }
  return points;
}

function siteOf({ way, reached }: Driver): ValueRef {
  return way.site ?? reached.fn.creation ?? { fn: reached.fn, id: 0 };
}
