/**
 * Indexes the catalogue's models by the access paths that the engine writes down.
 *
 * In: a Catalogue. Out: for one access path, the models of each role.
 * Holds: the most specific pattern that names a path decides alone: exact, then the longest suffix, then a wildcard,
 * then the longest prefix; a user's model replaces a built-in one with the same pattern and conditions.
 */
import type {
  ApiPattern,
  Catalogue,
  ChannelModel,
  CoverModel,
  ExposureModel,
  GateModel,
  GuardModel,
  Model,
  ModelFile,
  OpeningModel,
  PropagatorModel,
  RateModel,
  RedactorModel,
  ReleaseModel,
  StartModel,
  RunsModel,
  SensorModel,
  SinkModel,
  ThrottleModel,
  RequestModel,
  RouteModel,
  StoreModel,
} from '../model/catalogue.js';
import { PathTable, slot } from './path-table.js';

export { type CompiledApi, type Origin, compileApi, normalMembers } from './api-pattern.js';
export { literalMatches } from './literal.js';
export { conditionsKey } from './path-table.js';
export { PatternError } from './pattern-error.js';
export { type PortStep, parsePort, parsePropagation } from './port.js';

export const ROLES = [
  'sensor',
  'sink',
  'gate',
  'redactor',
  'propagates',
  'channel',
  'exposes',
  'release',
  'starts',
  'throttle',
  'runs',
  'rate',
  'covers',
  'opens',
  'route',
  'request',
  'guard',
  'store',
] as const;
export type Role = (typeof ROLES)[number];

/** Gets what a model says about its callee. */
export function roleOf(model: Model): Role {
  const role = ROLES.find((key) => key in model);
  if (role === undefined) throw new Error('a model without a role passed the schema');
  return role;
}

export function patternsOf(api: ApiPattern | readonly ApiPattern[]): readonly ApiPattern[] {
  return typeof api === 'string' ? [api] : api;
}

export function indexModels(catalogue: Pick<Catalogue, 'models'>): ModelIndex {
  return new ModelIndex(catalogue.models);
}

/**
 * Gets the index as it would answer if one model said nothing.
 *
 * What a pattern of it names stays named: no less specific pattern speaks instead, so what changes is its own doing.
 */
export function indexWithout(index: ModelIndex, silenced: Model): ModelIndex {
  return answering(index, (models) => models.filter((model) => model !== silenced));
}

/** Gets an index that answers the same, and keeps each model it has spoken of. */
export function indexNoting(index: ModelIndex, spoken: Set<Model>): ModelIndex {
  return answering(index, (models) => {
    for (const model of models) spoken.add(model);
    return models;
  });
}

/** Lets every list of models that the index gives pass through a function. */
function answering(index: ModelIndex, pass: (models: readonly Model[]) => readonly Model[]): ModelIndex {
  const through = (answer: unknown): unknown => (Array.isArray(answer) ? pass(answer) : answer);
  return new Proxy(index, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return through(member);
      return (...asked: unknown[]) => through(member.apply(target, asked));
    },
  });
}

/** In the place of a release's acquires: whatever call gave out the handle. */
export const ANY_ACQUIRE = 'any';

/** Asked once or more for every call of every analysed file, so each answer is a few Map lookups. */
export class ModelIndex {
  /** In the order of the catalogue. */
  readonly channels: readonly ChannelModel[];

  readonly #sensors = new PathTable<SensorModel>();
  readonly #eventNames = new Set<string>();
  #events: RegExp | undefined;
  readonly #sensorsByName = new Map<string, SensorModel[]>();
  readonly #sinks = new PathTable<SinkModel>();
  readonly #gates = new PathTable<GateModel>();
  readonly #presumers = new PathTable<GateModel>();
  readonly #tellers = new PathTable<GateModel>();
  readonly #redactors = new PathTable<RedactorModel>();
  readonly #propagators = new PathTable<PropagatorModel>();
  readonly #exposures = new PathTable<ExposureModel>();
  readonly #sends = new PathTable<ChannelModel>();
  readonly #receives = new PathTable<ChannelModel>();
  readonly #revokers = new PathTable<SensorModel>();
  readonly #hosts = new PathTable<SensorModel>();
  readonly #reads = new PathTable<SensorModel>();
  readonly #prompters = new PathTable<SensorModel>();
  readonly #releases = new PathTable<ReleaseModel>();
  readonly #acquires = new PathTable<ReleaseModel>();
  readonly #starts = new PathTable<StartModel>();
  readonly #started = new PathTable<StartModel>();
  readonly #throttles = new PathTable<ThrottleModel>();
  readonly #runs = new PathTable<RunsModel>();
  readonly #rates = new PathTable<RateModel>();

  readonly #covers = new PathTable<CoverModel>();
  readonly #openings = new PathTable<OpeningModel>();
  readonly #closers = new PathTable<OpeningModel>();
  readonly #routes = new PathTable<RouteModel>();
  readonly #requests = new PathTable<RequestModel>();
  readonly #guards = new PathTable<GuardModel>();
  readonly #stores = new PathTable<StoreModel>();

  constructor(files: readonly ModelFile[]) {
    const channels: ChannelModel[] = [];
    for (const file of files) {
      for (const model of file.models) {
        this.#add(model, file);
        if ('channel' in model) channels.push(model);
      }
    }
    this.channels = channels;
  }

  sensorsAt(path: string): readonly SensorModel[] {
    return this.#sensors.at(path);
  }

  /** Matches a text that spells out an event which some sensor listens for. */
  get events(): RegExp {
    return (this.#events ??= quoted(this.#eventNames));
  }

  /** Sensor models whose pattern ends in this name. */
  sensorsNamed(name: string): readonly SensorModel[] {
    return this.#sensorsByName.get(name) ?? [];
  }

  sinksAt(path: string): readonly SinkModel[] {
    return this.#sinks.at(path);
  }

  gatesAt(path: string): readonly GateModel[] {
    return this.#gates.at(path);
  }

  /** Gates that a call to this path may make a yes before there is an answer. */
  presumedBy(path: string): readonly GateModel[] {
    return this.#presumers.at(path);
  }

  /** Gates that a listener registered by a call to this path may ask. */
  toldBy(path: string): readonly GateModel[] {
    return this.#tellers.at(path);
  }

  redactorsAt(path: string): readonly RedactorModel[] {
    return this.#redactors.at(path);
  }

  propagatorsAt(path: string): readonly PropagatorModel[] {
    return this.#propagators.at(path);
  }

  exposuresAt(path: string): readonly ExposureModel[] {
    return this.#exposures.at(path);
  }

  /** Channels that a call to this path sends on. */
  sendsAt(path: string): readonly ChannelModel[] {
    return this.#sends.at(path);
  }

  /** Channels that a call to this path listens to. */
  receivesAt(path: string): readonly ChannelModel[] {
    return this.#receives.at(path);
  }

  /** Sensors whose asking is taken back wherever this path is called. */
  revokedBy(path: string): readonly SensorModel[] {
    return this.#revokers.at(path);
  }

  /** Sensors that ask where this path is called. */
  promptedBy(path: string): readonly SensorModel[] {
    return this.#prompters.at(path);
  }

  /** What a call to this path undoes. */
  releasesAt(path: string): readonly ReleaseModel[] {
    return this.#releases.at(path);
  }

  /** What undoes a call to this path. */
  releasersOf(path: string): readonly ReleaseModel[] {
    return this.#acquires.at(path);
  }

  /** What a call to this path switches on. */
  startsAt(path: string): readonly StartModel[] {
    return this.#starts.at(path);
  }

  /** What switches on a call to this path, where an option keeps that off. */
  startersOf(path: string): readonly StartModel[] {
    return this.#started.at(path);
  }

  throttlesAt(path: string): readonly ThrottleModel[] {
    return this.#throttles.at(path);
  }

  /** When a call to this path runs what it is given. */
  runsAt(path: string): readonly RunsModel[] {
    return this.#runs.at(path);
  }

  ratesAt(path: string): readonly RateModel[] {
    return this.#rates.at(path);
  }

  hostedBy(path: string): readonly SensorModel[] {
    return this.#hosts.at(path);
  }

  /** Sensors whose handlers look their content up by calling this path. */
  readBy(path: string): readonly SensorModel[] {
    return this.#reads.at(path);
  }

  coversAt(path: string): readonly CoverModel[] {
    return this.#covers.at(path);
  }

  opensAt(path: string): readonly OpeningModel[] {
    return this.#openings.at(path);
  }

  /** Openings that open nothing where this path is called. */
  closedBy(path: string): readonly OpeningModel[] {
    return this.#closers.at(path);
  }

  routesAt(path: string): readonly RouteModel[] {
    return this.#routes.at(path);
  }

  /** Routes whose declaration is a chain of calls, of which this path names those that may be there. */
  chainedRoutesAt(path: string): readonly RouteModel[] {
    this.#chain ??= new RegExp(`\\.(?:${[...this.#chained].join('|') || '(?!)'})\\(\\)`, 'g');
    const short = path.replace(this.#chain, '');
    return short === path ? [] : this.#routes.at(short).filter(({ chain }) => chain !== undefined);
  }

  requestsAt(path: string): readonly RequestModel[] {
    return this.#requests.at(path);
  }

  guardsAt(path: string): readonly GuardModel[] {
    return this.#guards.at(path);
  }

  /** The packages that a guard of all routes is of. */
  packagesOf(guard: GuardModel): readonly string[] {
    return this.#guardingFrom.get(guard) ?? [];
  }

  storesAt(path: string): readonly StoreModel[] {
    return this.#stores.at(path);
  }

  /** Last names of the calls that say where a file's code runs, that declare routes, that open something. */
  readonly covering = new Set<string>();
  readonly routing = new Set<string>();
  /** Those of them that are given a path. */
  readonly addressed = new Set<string>();
  /** What stands where routes without a path are declared: names of calls, decorators and lists. */
  readonly holding = new Set<string>();
  readonly fielding = new Set<string>();
  /** Routes that are listed in an object. */
  readonly listing: RouteModel[] = [];
  readonly #chained = new Set<string>();
  #chain: RegExp | undefined;
  readonly opening = new Set<string>();
  /** Last names of the calls that put something in front of routes. */
  readonly mounting = new Set<string>();
  /** What guards all routes of a program that has it. */
  readonly guardingAll: GuardModel[] = [];
  readonly #guardingFrom = new Map<GuardModel, readonly string[]>();
  /** Routes that are files. */
  readonly #fileRoutes: RouteModel[] = [];
  /** Packages whose routes are declared by calls. */
  readonly servers = new Set<string>();

  readonly #reading = new Set<string>();
  readonly #serving = new Set<string>();
  readonly #baring = new Set<string>();
  readonly #baredRules = new Set<string>();

  /** Last names of the calls that read a store, that serve one, or that let everybody read it. */
  storing(use: 'read' | 'serve' | 'open'): readonly string[] {
    return [...{ read: this.#reading, serve: this.#serving, open: this.#baring }[use]];
  }

  /** Holds if a call may let everybody read what is ruled by this. */
  isBared(ruledBy: string): boolean {
    return this.#baredRules.has(ruledBy);
  }

  get fileRoutes(): readonly RouteModel[] {
    return this.#fileRoutes;
  }

  #addReach(
    model: CoverModel | OpeningModel | RouteModel | RequestModel | GuardModel | StoreModel,
    file: ModelFile,
  ): void {
    const patterns = patternsOf(model.api);
    const called = patterns.map(calledName);
    if ('route' in model && model.file !== undefined) this.#fileRoutes.push(model);
    else if ('route' in model) {
      this.#routes.add(model, patterns, file);
      for (const name of called) {
        this.routing.add(name.replace('@', ''));
        if (model.path !== undefined) this.addressed.add(name.replace('@', ''));
      }
      if (model.named === 'held') for (const name of called) this.holding.add(`\\.${name}`);
      if (model.named === 'field') for (const name of model.lists ?? called) this.fielding.add(name);
      for (const name of model.chain ?? []) this.#chained.add(name);
      if (model.lists !== undefined) this.listing.push(model);
      if (model.route === 'use') for (const name of called) this.mounting.add(name);
      for (const name of patternsOf(file.package ?? [])) this.servers.add(name);
    } else if ('covers' in model) {
      this.#covers.add(model, patterns, file);
      for (const name of called) this.covering.add(name);
    } else if ('opens' in model) {
      this.#openings.add(model, patterns, file);
      for (const name of called) this.opening.add(name);
      this.#closers.link(model, model.unlessCalled ?? [], file);
    } else if ('request' in model) this.#requests.add(model, patterns, file);
    else if ('guard' in model) {
      this.#guards.add(model, patterns, file);
      if (model.guard === 'everywhere') {
        this.guardingAll.push(model);
        this.#guardingFrom.set(model, patternsOf(file.package ?? []));
      }
    } else {
      this.#stores.add(model, patterns, file);
      if (model.store === 'serve') for (const name of called) this.#serving.add(name);
      if (model.store === 'open') {
        for (const name of called) this.#baring.add(name);
        this.#baredRules.add(model.ruledBy ?? '');
      }
      if (model.store === 'read' || model.store === 'statement') for (const name of called) this.#reading.add(name);
    }
  }

  /** Words by which the files are found that hear, send, expose or cover something. */
  get words(): ReadonlySet<string> {
    const ends = this.channels.flatMap(({ send, receive }) => [...send.api, ...receive.api]);
    return new Set([...ends.flatMap((api) => distinctiveWord(api) ?? []), ...this.exposing, ...this.covering]);
  }

  /** Last names of the calls that listen for the machine or the page to come back. */
  readonly waking = new Set<string>();

  /** Last names of the calls that expose something. */
  readonly exposing = new Set<string>();

  #addGate(model: GateModel, file: ModelFile): void {
    this.#gates.add(model, patternsOf(model.api), file);
    this.#presumers.link(model, patternsOf(model.presumedBy?.api ?? []), file);
    this.#tellers.link(model, patternsOf(model.toldBy?.api ?? []), file);
  }

  #addExposure(model: ExposureModel, file: ModelFile): void {
    const patterns = patternsOf(model.api);
    this.#exposures.add(model, patterns, file);
    for (const pattern of patterns) this.exposing.add(calledName(pattern));
  }

  #addRelease(model: ReleaseModel, file: ModelFile): void {
    this.#releases.add(model, patternsOf(model.api), file);
    if (model.release !== ANY_ACQUIRE) this.#acquires.link(model, patternsOf(model.release), file);
  }

  #addRuns(model: RunsModel, file: ModelFile): void {
    this.#runs.add(model, patternsOf(model.api), file);
    if (model.runs === 'platform') for (const name of patternsOf(model.api).map(calledName)) this.waking.add(name);
  }

  #addStart(model: StartModel, file: ModelFile): void {
    this.#starts.add(model, patternsOf(model.api), file);
    this.#started.link(model, patternsOf(model.starts), file);
  }

  #add(model: Model, file: ModelFile): void {
    if ('channel' in model) {
      this.#sends.add(model, model.send.api, file);
      this.#receives.add(model, model.receive.api, file);
    } else if ('sensor' in model) {
      this.#sensors.add(model, patternsOf(model.api), file);
      for (const name of new Set(patternsOf(model.api).map(calledName))) slot(this.#sensorsByName, name).push(model);
      for (const word of [model.when?.['arg0'] ?? []].flat())
        if (/^\w+$/.test(String(word))) this.#eventNames.add(String(word));
      this.#revokers.link(model, model.asks?.unlessCalled ?? [], file);
      if (model.host !== undefined) this.#hosts.link(model, [model.host], file);
      this.#reads.link(model, model.reads ?? [], file);
      this.#prompters.link(model, model.asks?.ifCalled ?? [], file);
    } else if ('sink' in model) this.#sinks.add(model, patternsOf(model.api), file);
    else if ('gate' in model) this.#addGate(model, file);
    else if ('exposes' in model) this.#addExposure(model, file);
    else if ('redactor' in model) this.#redactors.add(model, patternsOf(model.api), file);
    else if ('release' in model) this.#addRelease(model, file);
    else if ('starts' in model) this.#addStart(model, file);
    else if ('throttle' in model) this.#throttles.add(model, patternsOf(model.api), file);
    else if ('runs' in model) this.#addRuns(model, file);
    else if ('rate' in model) this.#rates.add(model, patternsOf(model.api), file);
    else if (!('propagates' in model)) this.#addReach(model, file);
    else this.#propagators.add(model, patternsOf(model.api), file);
  }
}

function quoted(words: ReadonlySet<string>): RegExp {
  return words.size === 0 ? /(?!)/ : new RegExp(`['"\`](?:${[...words].sort().join('|')})['"\`]`);
}

/** Gets the name that a pattern's last call has: `on` for `new Hook().on`. */
export function calledName(pattern: ApiPattern): string {
  return pattern
    .replace(/(?:\(\))+$/, '')
    .replace(/^.*[. ]/, '')
    .replace(/[=>]$/, '');
}

const DISTINCTIVE = /^[a-z]+[A-Z]\w{3,}$/;

/** Gets the word of a channel's API by which files that use it are found; undefined where all are everyday words. */
export function distinctiveWord(api: ApiPattern): string | undefined {
  if (api.endsWith('=')) return calledName(api);
  return api.split('.').find((part) => DISTINCTIVE.test(part) && part !== 'addListener');
}
