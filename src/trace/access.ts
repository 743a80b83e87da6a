/**
 * Who can read what was captured: wherever content goes, and wherever what it was stored as is read back.
 *
 * In: a capture's content and its sinks. Out: the places where somebody can read it, and the guards that were met.
 * Holds: each route and each store is followed once, however many captures reach it.
 * Deliberately absent: what it means for the obligation (judge/access.ts).
 */
import type { Reader } from '../model/catalogue.js';
import type { Step } from '../model/result.js';
import type { Hosted } from '../model/policy.js';
import type { CaptureTrace, ReaderTrace } from '../model/trace.js';
import { type LoadedFile, type ValueRef, calledName, refKey, valueOf } from '../link/program.js';
import type { Entrance } from './entrances.js';
import { type ContentFact, type SinkHit, isHidden } from './facts.js';
import { type FlowResult, followContent, traceOf } from './flow.js';
import type { Gates } from './gates.js';
import { Guards } from './guards.js';
import { readable } from './api-names.js';
import { hostedAt } from './hosted.js';
import { type CallValue, type Context, calleePaths, conditionsHold, isCalled } from './match.js';
import type { CompiledNames } from './names.js';
import { takes } from './outside.js';
import { type Arrival, arrivalsOf } from './requests.js';
import { type Route, answersOf, bodyPlaces, partGiven, routesIn } from './routes.js';
import { conditionWords, lastSegment, readPlaces, storesAt, usersOf } from './stores.js';

const MAX_HOPS = 3;

/** Somewhere content was found, and how it got to the first of these places. */
interface Found extends Pick<FlowResult, 'facts' | 'hits'> {
  readonly before: readonly Step[];
  /** Holds if what is here was chosen by whose it is. */
  readonly isOwn: boolean;
}

/** What was seen on all ways. */
interface Seen {
  readonly readers: ReaderTrace[];
  readonly hosted: Hosted[];
  readonly hops: Set<string>;
}

export class Access {
  private readonly guards: Guards;
  private readonly flows = new Map<string, FlowResult>();
  private readonly answers = new Map<LoadedFile, ReadonlyMap<number, Route>>();

  constructor(
    private readonly context: Context,
    private readonly gates: Gates,
    private readonly names: CompiledNames,
  ) {
    this.guards = new Guards(context, names);
  }

  /** Gets everybody who can read a capture's content, and where it is kept under rules that are no code. */
  of(flow: FlowResult, counted: readonly SinkHit[]): Pick<CaptureTrace, 'readers' | 'hosted'> {
    const seen: Seen = { readers: [], hosted: [], hops: new Set() };
    if (counted.length > 0) this.explore({ facts: flow.facts, hits: counted, before: [], isOwn: false }, seen);
    return { readers: distinct(seen.readers), hosted: nearest(seen.hosted) };
  }

  private explore(found: Found, seen: Seen, depth = 0): void {
    const hosted = this.hosted(found);
    seen.hosted.push(...hosted);
    seen.readers.push(...this.opened(found), ...this.answered(found), ...this.served(found), ...this.bared(hosted));
    if (depth >= MAX_HOPS) return;
    for (const [key, next] of [...this.arrived(found), ...this.readBack(found)]) {
      if (seen.hops.has(key)) continue;
      seen.hops.add(key);
      this.explore(next(), seen, depth + 1);
    }
  }

  // Openings ---------------------------------------------------------------------------------------------------------

  private opened({ facts, before }: Found): readonly ReaderTrace[] {
    const { opening } = this.context.index;
    return facts.flatMap((fact) =>
      isHidden(fact.path)
        ? []
        : this.usesOf(fact).flatMap((site) => {
            const call = valueOf(site) as CallValue;
            return opening.has(calledName(site.fn.facts, call.callee, site.fn.file))
              ? this.openedAt(fact, site, call, before)
              : [];
          }),
    );
  }

  private openedAt(
    fact: ContentFact,
    site: ValueRef,
    call: CallValue,
    before: readonly Step[],
  ): readonly ReaderTrace[] {
    return calleePaths(this.context, site, fact.frame).flatMap((api) =>
      this.context.index.opensAt(api).flatMap((model) => {
        const isTaken = call.args.some((id, position) => id === fact.ref.id && takes(model.takes, position, fact.path));
        if (!isTaken || conditionsHold(this.context, site, model.when, fact.frame) !== 'yes') return [];
        if (isCalled(this.context, model.unlessCalled, (path) => this.context.index.closedBy(path).includes(model)))
          return [];
        const note = `${WHO[model.opens]} can read what ${readable(api)} is given here`;
        const step = { location: this.locate(site), note };
        return [{ who: model.opens, step, trace: [...before, ...traceOf(this.context, fact), step] }];
      }),
    );
  }

  private usesOf({ ref }: ContentFact): readonly ValueRef[] {
    return this.context.callers.e.program
      .usesOf(ref)
      .map((id) => ({ fn: ref.fn, id }))
      .filter((use) => valueOf(use).op === 'call');
  }

  // Routes -----------------------------------------------------------------------------------------------------------

  private answered({ facts, before, isOwn }: Found): readonly ReaderTrace[] {
    return facts.flatMap((fact) => {
      if (isHidden(fact.path)) return [];
      const route = this.answersIn(fact.ref.fn.file).get(refKey(fact.ref));
      if (!route) return [];
      const passed = this.guards.of(route, fact.ref);
      const who = readerOf(passed?.is as Entrance | undefined, isOwn);
      const step = { location: this.locate(route.at), note: ANSWERED[who](routeName(route)) };
      return [
        { who, step, guard: passed?.step, trace: [...before, ...traceOf(this.context, fact), step] },
        ...this.sharedWith(route, before, fact),
      ];
    });
  }

  /** `cors()` in front of the route: any page may ask for what it answers. */
  private sharedWith(route: Route, before: readonly Step[], fact: ContentFact): readonly ReaderTrace[] {
    return this.guards.settingsBefore(route).map((site) => {
      const note = `any page may ask for what ${routeName(route)} answers`;
      const step = { location: this.locate(site), note };
      return { who: 'any-site', step, trace: [...before, ...traceOf(this.context, fact), step] };
    });
  }

  private answersIn(file: LoadedFile): ReadonlyMap<number, Route> {
    let known = this.answers.get(file);
    if (!known) {
      const routes = routesIn(this.context, file);
      known = new Map(routes.flatMap((route) => answersOf(route).map((ref) => [refKey(ref), route] as const)));
      this.answers.set(file, known);
    }
    return known;
  }

  // Hops -------------------------------------------------------------------------------------------------------------

  /** Content that is posted to a route of this program. */
  private arrived({ hits, before }: Found): readonly (readonly [string, () => Found])[] {
    return hits.flatMap((hit) =>
      arrivalsOf(this.context, hit).map((arrival) => {
        const key = `route ${refKey(arrival.route.at)} ${arrival.path.join('.')}`;
        const step = { location: this.locate(arrival.route.at), note: `arrives at ${routeName(arrival.route)}` };
        const next = (): Found => ({
          ...this.followed(key, () => startsIn(this.context, arrival)),
          before: [...before, ...traceOf(this.context, hit.fact), step],
          isOwn: false,
        });
        return [key, next] as const;
      }),
    );
  }

  /** What is read from a store that content was written to. */
  private readBack({ hits, before }: Found): readonly (readonly [string, () => Found])[] {
    return hits.flatMap((hit) =>
      storesAt(this.context, hit.site, hit.api, 'write', hit.fact.frame).flatMap((name) =>
        this.usersOf('read', name).map((read) => {
          const key = `store ${name} ${refKey(read)}`;
          const written = { location: this.locate(hit.site), note: `stored in ${name}` };
          const step = { location: this.locate(read), note: `read from ${name}` };
          const next = (): Found => ({
            ...this.followed(key, () => readPlaces(this.context, read).map((ref) => startAt(ref))),
            before: [...before, ...traceOf(this.context, hit.fact), written, step],
            isOwn: this.names.owner.test(conditionWords(this.context, read)),
          });
          return [key, next] as const;
        }),
      ),
    );
  }

  private readonly users = new Map<string, readonly ValueRef[]>();

  private usersOf(use: 'read' | 'serve' | 'open', name: string): readonly ValueRef[] {
    const key = `${use} ${name}`;
    let known = this.users.get(key);
    if (!known) this.users.set(key, (known = usersOf(this.context, name, use)));
    return known;
  }

  private followed(key: string, starts: () => readonly ContentFact[]): FlowResult {
    let known = this.flows.get(key);
    if (!known) this.flows.set(key, (known = followContent(this.context, this.gates, this.names, starts())));
    return known;
  }

  /** A folder that is served as it is. */
  private served({ hits, before }: Found): readonly ReaderTrace[] {
    return hits.flatMap((hit) => {
      if (hit.kind !== 'disk') return [];
      return storesAt(this.context, hit.site, hit.api, 'save', hit.fact.frame).flatMap((name) =>
        this.usersOf('serve', name).map((site) => {
          const passed = this.guards.ofServed(site);
          const who = readerOf(passed?.is as Entrance | undefined, false);
          const step = { location: this.locate(site), note: ANSWERED[who](`the folder ${lastSegment(name)}`) };
          return { who, step, trace: [...before, ...traceOf(this.context, hit.fact), step] };
        }),
      );
    });
  }

  // Hosted stores ----------------------------------------------------------------------------------------------------

  private hosted({ hits, before }: Found): readonly Hosted[] {
    return hits.flatMap((hit) =>
      hostedAt(this.context, hit.site, hit.api, hit.fact.frame).map((place) => {
        const step = { location: this.locate(hit.site), note: `kept in ${place.path.join('/')}` };
        return { ...place, trace: [...before, ...traceOf(this.context, hit.fact), step] };
      }),
    );
  }

  /** A place that the program itself lets everybody read: `createBucket('keys', { public: true })`. */
  private bared(hosted: readonly Hosted[]): readonly ReaderTrace[] {
    return hosted.flatMap(({ ruledBy, path: [name], trace }) => {
      if (name === undefined || !this.context.index.isBared(ruledBy)) return [];
      return this.usersOf('open', name).map((site) => {
        const step = { location: this.locate(site), note: `anyone can read what is kept in ${name}` };
        return { who: 'anyone' as const, step, trace: [...trace, step] };
      });
    });
  }

  private locate(ref: ValueRef): Step['location'] {
    return this.context.callers.e.program.locate(ref);
  }
}

const WHO: Readonly<Record<Reader, string>> = {
  anyone: 'anyone',
  'signed-in': 'everyone with an account',
  'any-site': 'any page',
  machine: 'every user of this machine',
};

const ANSWERED: Readonly<Record<'anyone' | 'signed-in' | 'owner' | 'unread', (what: string) => string>> = {
  anyone: (what) => `${what} answers anyone who asks`,
  'signed-in': (what) => `${what} answers everyone who is signed in, whoever it is about`,
  owner: (what) => `${what} answers only who may read it`,
  unread: (what) => `who may ask for ${what} could not be read`,
};

function readerOf(passed: Entrance | undefined, isOwn: boolean): keyof typeof ANSWERED {
  if (passed === undefined) return 'anyone';
  if (passed === 'unread') return 'unread';
  return passed === 'authorizes' || isOwn ? 'owner' : 'signed-in';
}

function routeName({ method, segments, model }: Route): string {
  if (model.named !== undefined) return segments.join('.');
  return `${method === 'any' ? '' : `${method.toUpperCase()} `}/${segments.join('/')}`;
}

function startsIn(context: Context, { route, path }: Arrival): readonly ContentFact[] {
  return bodyPlaces(route).flatMap((place) => {
    const part = partGiven(context, place.ref);
    if (part === undefined || path.length === 0) return [startAt(place.ref, [...place.path, ...path])];
    return path[0] === part || path[0] === '*' ? [startAt(place.ref, [...place.path, ...path.slice(1)])] : [];
  });
}

function startAt(ref: ValueRef, path: readonly string[] = []): ContentFact {
  return { ref, path, note: '' };
}

/** One for each store and place in it. */
function nearest(hosted: readonly Hosted[]): readonly Hosted[] {
  return [...new Map([...hosted].reverse().map((each) => [`${each.ruledBy} ${each.path.join('/')}`, each])).values()];
}

/** One for each place, by its shortest way. */
function distinct(readers: readonly ReaderTrace[]): readonly ReaderTrace[] {
  const byPlace = new Map<string, ReaderTrace>();
  for (const reader of [...readers].sort((a, b) => a.trace.length - b.trace.length)) {
    const { file, line, column } = reader.step.location;
    const key = `${reader.who} ${file}:${line}:${column}`;
    if (!byPlace.has(key)) byPlace.set(key, reader);
  }
  return [...byPlace.values()];
}
