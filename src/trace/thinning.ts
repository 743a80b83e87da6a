/**
 * Says what makes content pass less often on its way from a sensor to a sink than the sensor fires.
 *
 * In: one way of content. Out: the first throttle, sampler or buffer on it; undefined where every event goes through.
 * Holds: content that was put aside leaves as often as whatever takes it up again is run.
 */
import { type FunctionNode, type ValueRef, operands, valueOf } from '../link/program.js';
import type { Value } from '../model/facts.js';
import type { Thinning } from '../model/trace.js';
import type { Drivers } from './drivers.js';
import type { ContentFact, SinkHit } from './facts.js';
import { excludes } from './freshness.js';
import { type CallValue, type Context, calleePaths, conditionsHold, headRef } from './match.js';
import { namesOf } from './names.js';
import { OpenCalls } from './open-calls.js';
import { originsOf } from './origins.js';
import { periodAt } from './periods.js';
import type { Releases } from './releases.js';
import { isSame } from './same.js';
import type { SensorSite } from './sensors.js';
import { isClock } from './states.js';
import { type Test, impliedBy, testsAt, testsOf } from './tests.js';
import { writesOf } from './writes.js';
import { parsePort } from '../catalogue/patterns.js';

const MAX_DEPTH = 6;

/** The functions that an event passes, and the last point in each. */
type Passed = ReadonlyMap<FunctionNode, ValueRef>;

export class Thinnings {
  constructor(
    private readonly context: Context,
    private readonly drivers: Drivers,
    private readonly releases: Releases,
  ) {}

  of(sensor: SensorSite, hit: SinkHit, kinds: readonly string[] = []): Thinning | undefined {
    const handlers = handlerRefs(sensor);
    const events = new Map<FunctionNode, ValueRef>();
    let found = this.throttled(handlers);
    const way = wayTo(hit.fact);
    for (const fact of way) {
      const onHop = this.onHop(fact, events);
      events.set(fact.ref.fn, fact.ref);
      if (onHop && onHop.by !== 'unread') return onHop;
      found ??= onHop;
    }
    const atSink = this.tested(hit.site, events) ?? this.throttled(calleeRefs(hit.site));
    const thinned = atSink?.by === 'unread' ? (found ?? atSink) : (atSink ?? found);
    return thinned ?? this.ofOneKind(way, hit.site, kinds);
  }

  private onHop(fact: ContentFact, events: Passed): Thinning | undefined {
    const { ref, frame } = fact;
    const value = valueOf(ref);
    const via = frame?.fn === ref.fn && value.op === 'param' ? frame.via : undefined;
    if (via) {
      // A callback's site is where it was registered, which happens once.
      const found =
        via.kind === 'call'
          ? (this.throttled(calleeRefs(via.site)) ?? this.tested(via.site, events))
          : this.throttled(argumentRefs(via.site));
      if (found) return found;
    }
    const found = this.tested(ref, events) ?? (value.op === 'call' ? this.operator(ref, value) : undefined);
    if (found) return found;
    const isPutAside = value.op !== 'param' && value.op !== 'call' && events.size > 0 && !events.has(ref.fn);
    return isPutAside ? this.takenUp(ref.fn, events) : undefined;
  }

  // Throttles ----------------------------------------------------------------------------------------------------------

  private throttled(functions: readonly ValueRef[]): Thinning | undefined {
    for (const ref of functions) {
      for (const call of originsOf(this.context, ref).calls) {
        for (const model of this.throttles(call)) {
          if (model.throttle === 'calls') return this.thinning('throttle', call, periodAt(this.context, call, model));
        }
      }
    }
    return undefined;
  }

  /** `events.pipe(throttleTime(500))`. */
  private operator(site: ValueRef, value: CallValue): Thinning | undefined {
    for (const id of value.args) {
      const call = { fn: site.fn, id };
      const model = this.throttles(call).find((each) => each.throttle === 'stream');
      if (model) return this.thinning('throttle', call, periodAt(this.context, call, model));
    }
    return undefined;
  }

  private throttles(call: ValueRef): ReturnType<Context['index']['throttlesAt']> {
    return calleePaths(this.context, call)
      .flatMap((path) => this.context.index.throttlesAt(path))
      .filter((model) => conditionsHold(this.context, call, model.when) !== 'no');
  }

  // Samplers -----------------------------------------------------------------------------------------------------------

  /** A test that only some events pass, whatever they are. */
  private tested(point: ValueRef, events: Passed): Thinning | undefined {
    let unread: Thinning | undefined;
    for (const { ref } of testsAt(point)) {
      const value = valueOf(ref);
      if (isSampler(ref, 0) || this.isOwnTime(ref, point, events)) return this.thinning('sample', ref);
      if (value.op === 'compare' && this.isSize(ref.fn, value, point, events)) return this.thinning('buffer', ref);
      if (this.isOwnFlag(ref, point, events)) unread ??= this.thinning('unread', ref);
    }
    return unread;
  }

  /** `Date.now() < this.next`, where an event sets the time for the next. */
  private isOwnTime(ref: ValueRef, point: ValueRef, events: Passed): boolean {
    const value = valueOf(ref);
    if (value.op !== 'compare') return false;
    const sides = [value.left, value.right].map((id) => ({ fn: ref.fn, id }));
    return sides.some(isClock) && sides.some((side) => this.isWrittenBy(side, point, events));
  }

  /** `this.buffer.length >= 50`, or a counter that events move on: `this.count >= 50`. */
  private isSize(
    fn: FunctionNode,
    value: Extract<ReturnType<typeof valueOf>, { op: 'compare' }>,
    point: ValueRef,
    events: Passed,
  ): boolean {
    if (!/^([<>]=?|===?)$/.test(value.operator)) return false;
    const sides = [value.left, value.right].map((id) => fn.facts.values[id]!);
    const isMany = sides.some((side) => side.op === 'const' && typeof side.value === 'number' && side.value > 1);
    return [value.left, value.right].some((id) => {
      const side = fn.facts.values[id]!;
      return isLength(side) ? isKept({ fn, id: side.of }) : isMany && this.isWrittenBy({ fn, id }, point, events);
    });
  }

  /** A flag that the events themselves set: whether one is under way, or waits. */
  private isOwnFlag(ref: ValueRef, point: ValueRef, events: Passed): boolean {
    const value = valueOf(ref);
    const subject = value.op === 'compare' ? { fn: ref.fn, id: value.left } : ref;
    // `if (!this.buffer.length) return`: an event that is there passes.
    return !isLength(valueOf(subject)) && this.isWrittenBy(subject, point, events);
  }

  /** Holds for what is written on the way of an event, and not in another branch. */
  private isWrittenBy(subject: ValueRef, point: ValueRef, events: Passed): boolean {
    if (!isKept(subject)) return false;
    const { fn } = point;
    const writes = writesOf(this.context, subject, new OpenCalls()) ?? [];
    return writes.some((write) =>
      write.fn === fn ? !excludes(fn, fn.facts.when[write.id]!, fn.facts.when[point.id]!) : events.has(write.fn),
    );
  }

  /** `event.type === EventType.Meta`: how many of the events are of this kind is not known. */
  private ofOneKind(way: readonly ContentFact[], site: ValueRef, kinds: readonly string[]): Thinning | undefined {
    if (kinds.length === 0) return undefined;
    const events = way.flatMap(({ ref, path }) => (path.length === 0 ? [ref] : []));
    const points = [...way.flatMap(({ ref, frame }) => (frame ? [frame.via.site, ref] : [ref])), site];
    for (const { fn, id } of points) {
      const tests: ValueRef[] = [];
      const isOfOne = impliedBy(fn, fn.facts.when[id]!, (value, truthy) => {
        const test = testsOf({ fn, id: value }, truthy).find((each) => asksKind(each, events, kinds));
        if (test) tests.push(test.ref);
        return test !== undefined;
      });
      if (isOfOne) return this.thinning('unread', tests[0]!);
    }
    return undefined;
  }

  // Buffers ------------------------------------------------------------------------------------------------------------

  /** Content was put aside: what runs the function that takes it up? */
  private takenUp(reader: FunctionNode, events: Passed): Thinning | undefined {
    let isDirect = false;
    let batched: Thinning | undefined;
    let unread: Thinning | undefined;
    this.drivers.climb({ fn: reader }, (way, { fn }) => {
      const { site } = way;
      if (!site) {
        unread ??= this.thinning('unread', fn.creation ?? { fn, id: 0 });
        return [];
      }
      const tested = this.tested(site, events) ?? (way.by === 'call' ? this.throttled(calleeRefs(site)) : undefined);
      if (tested?.by === 'unread') unread ??= tested;
      else batched ??= tested;
      if (tested) return [];
      if (way.by === 'timer') {
        const waits = this.waits(site, way.model);
        if (waits) batched ??= waits;
        else if (events.has(site.fn)) isDirect = true;
        return waits ? [] : [site];
      }
      if (way.by === 'act' || way.by === 'platform' || way.by === 'unmount' || way.by === 'exit') {
        batched ??= this.thinning('buffer', site);
        return [];
      }
      if (way.by !== 'call') {
        unread ??= this.thinning('unread', site);
        return [];
      }
      isDirect ||= isPassed(site, events);
      return [site];
    });
    return isDirect ? undefined : (batched ?? unread);
  }

  /** A timer that comes by itself, or that each new event puts off or finds already set. */
  private waits(
    site: ValueRef,
    model: Parameters<typeof periodAt>[2] & { readonly repeats?: boolean } = {},
  ): Thinning | undefined {
    const period = periodAt(this.context, site, model);
    if (model.repeats) return this.thinning('buffer', site, period);
    const isPutOff = this.releases.of(site).some((release) => release.fn === site.fn);
    return isPutOff ? this.thinning('throttle', site, period) : undefined;
  }

  private thinning(by: Thinning['by'], at: ValueRef, period?: number): Thinning {
    const note = NOTES[by];
    return { by, period, step: { location: this.context.callers.e.program.locate(at), note } };
  }
}

const NOTES: Readonly<Record<Thinning['by'], string>> = {
  throttle: 'this runs less often than it is called',
  buffer: 'what was put aside leaves together here',
  sample: 'only some events pass here',
  unread: 'how often this lets one through could not be read',
};

/** From what the sensor hands over on; the sensor itself is switched on once. */
function wayTo(fact: ContentFact): readonly ContentFact[] {
  const way: ContentFact[] = [];
  for (let at: ContentFact | undefined = fact; at?.from; at = at.from) way.push(at);
  return way.reverse();
}

/** The functions that the sensor was given. */
function handlerRefs({ model, site, handler }: SensorSite): readonly ValueRef[] {
  if (handler) return 'facts' in handler ? [] : [handler];
  const ports = [model.payload ?? []].flat();
  return ports.flatMap((port) => {
    const head = headRef(site, parsePort(port)[0]!);
    return head && port.includes('.param') ? [head] : [];
  });
}

function calleeRefs(site: ValueRef): readonly ValueRef[] {
  const call = valueOf(site);
  return call.op === 'call' ? [{ fn: site.fn, id: call.callee }] : [];
}

function argumentRefs(site: ValueRef): readonly ValueRef[] {
  const call = valueOf(site);
  return call.op === 'call' ? call.args.map((id) => ({ fn: site.fn, id })) : [];
}

/** Holds for chance, for every n-th, and for what asks how long ago the last one was. */
function isSampler(ref: ValueRef, depth: number): boolean {
  const value = valueOf(ref);
  const inside = (id: number): boolean => isSampler({ fn: ref.fn, id }, depth + 1);
  if (depth > MAX_DEPTH) return false;
  if (value.op === 'arithmetic' && value.operator === '-')
    return [value.left, value.right].some((id) => isClock({ fn: ref.fn, id }) || inside(id));
  if (value.op === 'arithmetic' && value.operator === '%') return true;
  if (value.op === 'call') return /^Math\.random\(/.test(namesOf(ref));
  return operands(value).some(inside);
}

/** Holds for a call that the event itself gets to, and not only another one in another branch. */
function isPassed(site: ValueRef, events: Passed): boolean {
  const last = events.get(site.fn);
  const { when } = site.fn.facts;
  return last !== undefined && !excludes(site.fn, when[last.id]!, when[site.id]!);
}

/** Holds for a test that only lets events of one kind pass. */
function asksKind({ ref, truthy }: Test, events: readonly ValueRef[], kinds: readonly string[]): boolean {
  const value = valueOf(ref);
  if (value.op !== 'compare' || !(truthy ? /^===?$/ : /^!==?$/).test(value.operator)) return false;
  return [value.left, value.right].some((id) => {
    const side = ref.fn.facts.values[id]!;
    if (side.op !== 'get' || side.name === undefined || !kinds.includes(side.name)) return false;
    const asked = { fn: ref.fn, id: side.of };
    return events.some((event) => isSame(event, asked));
  });
}

function isLength(value: Value): value is Extract<Value, { op: 'get' }> {
  return value.op === 'get' && (value.name === 'length' || value.name === 'size');
}

/** Holds for a variable or field of the program's own. */
function isKept(ref: ValueRef): boolean {
  const value = valueOf(ref);
  if (value.op === 'cell' || value.op === 'this' || value.op === 'import') return true;
  return value.op === 'get' && isKept({ fn: ref.fn, id: value.of });
}
