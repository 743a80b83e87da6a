/**
 * Traces every capture: its content forward to sinks, its gates backward to where the code starts.
 *
 * In: a Program and the catalogue. Out: CaptureTraces, plain data, in source order.
 * Deliberately absent: rules, severities, what a verdict is called.
 */
import { type ModelIndex } from '../catalogue/patterns.js';
import type { Catalogue, SensorModel } from '../model/catalogue.js';
import type { Location, Step } from '../model/result.js';
import type { CaptureTrace, ConsentTrace, ReaderTrace, SinkTrace, WithdrawalTrace } from '../model/trace.js';
import { Callers } from '../link/callers.js';
import { isDead } from '../link/dead.js';
import { Evaluator } from '../link/evaluate.js';
import { type FunctionNode, type Program, refKey } from '../link/program.js';
import { Access } from './access.js';
import { isPersonsAct } from './acts.js';
import { Checks } from './checks.js';
import { Drivers } from './drivers.js';
import { Coverage } from './coverage.js';
import { type ContentFact, type Leak, type Raw, type SinkHit, byName } from './facts.js';
import { type FlowResult, followContent, traceOf } from './flow.js';
import { type Consent, Gates } from './gates.js';
import { hostPlaces } from './host.js';
import { isLibraryFile } from './library.js';
import { isInline } from './inline.js';
import { anyHolds, maskingOf } from './masking.js';
import { isDebugLog } from './debugging.js';
import { hearsOnce } from './one-shot.js';
import { displayed, readable } from './api-names.js';
import { type Context, conditionsHold, isCalled, portPlaces } from './match.js';
import { type CompiledNames, compileNames } from './names.js';
import { sensorFiles } from './seeds.js';
import { readPlaces } from './reads.js';
import { type SensorSite, sensorNames, sensorsIn } from './sensors.js';
import { startsOf } from './starts.js';
import { Volume } from './volume.js';
import { Withdrawal } from './withdrawal.js';

export function traceCaptures(program: Program, catalogue: Catalogue, index: ModelIndex): readonly CaptureTrace[] {
  const glance = new Callers(new Evaluator(program, (path) => program.mayLeadToSensor(path)));
  const context: Context = { callers: new Callers(new Evaluator(program)), glance, index };
  const names = compileNames(catalogue.names);
  const tracer = new Tracer(context, names, new Gates(context, new Checks(context, names)));
  const wanted = sensorNames(catalogue.models);
  const sensors = sensorFiles(program, catalogue.models).flatMap((file) =>
    // What makes a call a sensor is named where the sensor comes from; handlers and sinks are looked for in full later.
    sensorsIn({ ...context, callers: glance }, wanted, file),
  );
  const attempt = <T>(sensor: SensorSite, work: () => T): T[] => {
    try {
      return [work()];
    } catch (error) {
      // One capture that cannot be traced must not take the others with it, nor look clean.
      const { file, line } = program.locate(sensor.at);
      const message = `a capture here could not be traced: ${error instanceof Error ? error.message : String(error)}`;
      program.diagnostics.push({ kind: 'internal', file, line, message });
      return [];
    }
  };
  const captured = sensors.flatMap((sensor) =>
    attempt(sensor, () => tracer.capture(sensor)).flatMap((found) => found ?? []),
  );
  // What becomes of a capture is asked when all that leads to one is known, so that what is left unparsed here is
  // missing nowhere else.
  return program.within(MAX_FURTHER_FILES, () =>
    outermost(captured).flatMap((found) => attempt(found.sensor, () => tracer.complete(found))),
  );
}

/** Leaves out what is looked up in another sensor's handler, and is content of that one. */
function outermost(captured: readonly Captured[]): readonly Captured[] {
  const readers = captured.filter(({ sensor }) => sensor.model.reads);
  const read = new Set(readers.flatMap(({ flow }) => flow.facts.map(({ ref }) => refKey(ref))));
  return captured.filter(({ sensor }) => !read.has(refKey(sensor.site)));
}

/**
 * Files that may be parsed to see who can read a capture and who can stop it. What those questions lead to in a large
 * server says ever less about the capture; a trace that was cut short says so.
 */
const MAX_FURTHER_FILES = 24;

/** A capture whose content and consent have been traced. */
interface Captured {
  readonly sensor: SensorSite;
  readonly flow: FlowResult;
  readonly counted: readonly SinkHit[];
  readonly consent: ConsentTrace;
  readonly sinks: readonly SinkTrace[];
}

class Tracer {
  private readonly drivers: Drivers;
  private readonly withdrawal: Withdrawal;
  private readonly volume: Volume;
  private readonly access: Access;
  private readonly coverage: Coverage;

  constructor(
    private readonly context: Context,
    private readonly names: CompiledNames,
    private readonly gates: Gates,
  ) {
    this.drivers = new Drivers(context, names);
    this.withdrawal = new Withdrawal(context, gates.checks, this.drivers);
    this.volume = new Volume(context, this.drivers);
    this.access = new Access(context, gates, names);
    this.coverage = new Coverage(context, names);
  }

  /** Traces a sensor's content and consent; undefined where it is no capture at all. */
  capture(sensor: SensorSite): Captured | undefined {
    if (isDead(this.context.callers.e, sensor.at)) return undefined;
    const { model } = sensor;
    if (anyHolds(this.context, sensor, model.disabledBy)) return undefined;
    const flow = followContent(this.context, this.gates, this.names, this.starts(sensor));
    const counted = flow.hits.filter((hit) => counts(this.context, model, hit, this.names));
    if (counted.length === 0 && !model.inherent && !model.sends) return undefined;
    const consent = this.consentOf(sensor);
    // One key, given to whoever pressed a button for it, is an answer and no record of what is typed.
    if (consent.by === 'press' && model.label === 'key' && hearsOnce(this.context, sensor)) return undefined;
    const location = this.context.callers.e.program.locate(sensor.at);
    const sinks = [...this.ownSink(sensor, consent, location), ...this.sinks(counted, consent)];
    return { sensor, flow, counted, consent, sinks };
  }

  /** Traces what becomes of a capture: how it ends, how much leaves, who can read it, how far it sees. */
  complete({ sensor, flow, counted, consent, sinks }: Captured): CaptureTrace {
    const { program } = this.context.callers.e;
    const location = program.locate(sensor.at);
    const withdrawal = this.withdrawal.of(sensor, counted, consent);
    const { readers, hosted } = this.access.of(flow, counted);
    return {
      model: sensor.model,
      api: displayed(this.context, sensor),
      location,
      scope: scopeOf(sensor.at.fn),
      consent,
      sinks,
      masking: maskingOf(this.context, sensor),
      withdrawal: program.isCutShort ? undecided(withdrawal, location) : withdrawal,
      volume: this.volume.of(sensor, counted),
      readers: program.isCutShort ? [...readers, unreadBehind(location)] : readers,
      hosted,
      coverage: this.coverage.of(sensor, counted),
      cut: flow.cut,
      unreferenced: consent.entry === 'unreferenced',
      library: isLibraryFile(program, sensor.at.fn.file.facts.path),
    };
  }

  private starts(sensor: SensorSite): ContentFact[] {
    const { model, site, frame, handler } = sensor;
    const ports = typeof model.payload === 'string' ? [model.payload] : (model.payload ?? ['return']);
    const content = (model.content ?? ['']).map((path) => (path === '' ? [] : path.split('.')));
    const found = ports.flatMap((port) => portPlaces(this.context, site, port, frame, handler));
    const places = model.reads ? found.flatMap((place) => readPlaces(this.context, this.drivers, model, place)) : found;
    const host = handler && 'facts' in handler ? hostPlaces(this.context, model, handler) : [];
    return [...places, ...host].flatMap((place) =>
      content.map((path) => ({
        ref: place.ref,
        path: [...place.path, ...(model.hostObject ? byName(path) : path)],
        frame: place.frame,
        shared: place.shared,
        raw: path.length === 0 ? undefined : RAW[model.label],
        from: { ref: sensor.at, path: [], note: `${model.sensor} is captured here` },
        note: '',
      })),
    );
  }

  // Consent ----------------------------------------------------------------------------------------------------------

  private consentOf(sensor: SensorSite): ConsentTrace {
    const asked = this.askedByPlatform(sensor);
    if (asked) return { verdict: 'met', by: 'asked', evidence: [asked], weak: [] };
    if (anyHolds(this.context, sensor, sensor.model.offUntil)) return this.consentToStart(sensor);
    const inner = this.gates.consentAt(sensor.site);
    if (inner.verdict === 'met' || sensor.site === sensor.at) return plain(inner);
    return plain(this.gates.consentAt(sensor.at));
  }

  /** It is off until a call switches it on: each of those has to be gated. */
  private consentToStart(sensor: SensorSite): ConsentTrace {
    const traces = startsOf(this.context, sensor.site).map((site) => plain(this.gates.consentAt(site)));
    const lacking =
      traces.find(({ verdict }) => verdict === 'unmet') ?? traces.find(({ verdict }) => verdict !== 'met');
    const deciding = lacking ?? traces[0];
    if (deciding) return deciding;
    const note = 'an option keeps it off until it is told to record';
    const step = { location: this.context.callers.e.program.locate(sensor.at), note };
    return { verdict: 'met', by: 'off', evidence: [step], weak: [] };
  }

  private askedByPlatform(sensor: SensorSite): Step | undefined {
    const { asks } = sensor.model;
    if (!asks) return undefined;
    if (asks.unless && conditionsHold(this.context, sensor.site, asks.unless, sensor.frame) === 'yes') return undefined;
    const { index } = this.context;
    if (isCalled(this.context, asks.unlessCalled, (path) => index.revokedBy(path).includes(sensor.model)))
      return undefined;
    if (
      asks.ifCalled &&
      !isCalled(this.context, asks.ifCalled, (path) => index.promptedBy(path).includes(sensor.model))
    )
      return undefined;
    return {
      location: this.context.callers.e.program.locate(sensor.at),
      note: 'the platform asks the person each time',
    };
  }

  // Sinks ------------------------------------------------------------------------------------------------------------

  /** An SDK that records sends what it records. */
  private ownSink(sensor: SensorSite, consent: ConsentTrace, location: Location): SinkTrace[] {
    const { sends, sensor: kind } = sensor.model;
    if (!sends) return [];
    return [
      {
        kind: sends,
        api: readable(sensor.api),
        location,
        trace: [{ location, note: `${kind} is recorded and sent by the SDK` }],
        consent,
        redaction: 'none',
      },
    ];
  }

  /** One entry for each sink call: its worst way in. */
  private sinks(hits: readonly SinkHit[], start: ConsentTrace): SinkTrace[] {
    const byPlace = new Map<string, SinkTrace>();
    for (const hit of hits) {
      const traced = this.sink(hit, start);
      const key = `${hit.kind} ${traced.location.file}:${traced.location.line}:${traced.location.column}`;
      const known = byPlace.get(key);
      if (!known || badness(traced) > badness(known)) byPlace.set(key, traced);
    }
    return [...byPlace.values()];
  }

  private sink(hit: SinkHit, start: ConsentTrace): SinkTrace {
    const location = this.context.callers.e.program.locate(hit.site);
    const api = readable(hit.api);
    const trace = [...traceOf(this.context, hit.fact), { location, note: `reaches ${api}` }];
    return {
      kind: hit.kind,
      api,
      location,
      trace,
      consent: this.sinkConsent(hit, start),
      redaction: redactionOf(hit.fact.leaky),
      redactor: hit.fact.leaky,
    };
  }

  /** The gate may sit at the start, on the way, or at the sink. */
  private sinkConsent(hit: SinkHit, start: ConsentTrace): ConsentTrace {
    if (start.verdict === 'met') return start;
    const passed = hit.fact.gate ?? this.gates.passedAt(hit.site);
    if (passed) return { verdict: 'met', by: 'act', evidence: passed, weak: [] };
    const atSink = this.gates.consentAt(hit.site);
    return atSink.verdict === 'met' || atSink.verdict === 'unproven'
      ? plain(atSink)
      : { ...start, weak: [...start.weak, ...weakOf(atSink)] };
  }
}

function redactionOf(leak: Leak | undefined): SinkTrace['redaction'] {
  if (!leak) return 'none';
  return leak.isUnread ? 'unread' : 'partial';
}

const RAW: Partial<Record<SensorModel['label'], Raw>> = {
  text: 'text',
  title: 'text',
  key: 'value',
  coordinates: 'value',
};

const CUT_SHORT = 'more code stands behind it than was read';

/** A stop that was not found may be in what was not read. */
function undecided(withdrawal: WithdrawalTrace, location: Location): WithdrawalTrace {
  if (withdrawal.is !== 'endless' && withdrawal.is !== 'ended') return withdrawal;
  return { is: 'unread', why: CUT_SHORT, evidence: [{ location, note: CUT_SHORT }] };
}

function unreadBehind(location: Location): ReaderTrace {
  return { who: 'unread', step: { location, note: CUT_SHORT }, trace: [] };
}

/**
 * What was typed into one field and kept is the application's own data: that it is logged later is no capture of the
 * typing. Nor is a log that is only written while somebody debugs the field.
 */
function counts(context: Context, model: SensorModel, hit: SinkHit, names: CompiledNames): boolean {
  // Where the pointer was is nothing that anybody reads out of a log.
  if (model.label === 'coordinates' && hit.kind === 'log') return false;
  if (model.reach === 'element' && hit.kind === 'log' && (hit.fact.kept || isDebugLog(hit, names))) return false;
  // Whoever selects something and presses a button wants it to go there.
  if (model.reads && isPersonsAct(context, hit.site.fn)) return false;
  return (!model.sinks || model.sinks.includes(hit.kind)) && !isInline(hit, model.label);
}

function badness(sink: SinkTrace): number {
  return (sink.consent.verdict === 'met' ? 0 : 2) + (sink.redaction === 'none' ? 1 : 0);
}

function weakOf(consent: Consent): ConsentTrace['weak'] {
  return consent.verdict === 'unmet' ? consent.shams : [];
}

function plain(consent: Consent): ConsentTrace {
  if (consent.verdict === 'met') return { verdict: 'met', by: consent.by, evidence: consent.evidence, weak: [] };
  if (consent.verdict === 'unproven') return { verdict: 'unproven', evidence: consent.evidence, weak: [] };
  if (consent.verdict === 'circular') return { verdict: 'unmet', evidence: [], weak: [], entry: 'unreferenced' };
  return { verdict: 'unmet', evidence: consent.witness, weak: consent.shams, entry: consent.entry };
}

function scopeOf(fn: FunctionNode): readonly string[] {
  const names: string[] = [];
  let at: FunctionNode | undefined = fn;
  while (at && at.facts.kind !== 'module') {
    const cls: string | undefined =
      at.facts.class === undefined ? undefined : at.file.facts.classes[at.facts.class]!.name;
    names.unshift(cls ? `${cls}.${at.facts.name}` : at.facts.name);
    at = at.facts.parent === undefined ? undefined : at.file.functions[at.facts.parent];
  }
  return names;
}
