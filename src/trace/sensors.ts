/**
 * Finds where sensors are switched on: calls, assignments, JSX props and decorators that a sensor model matches.
 *
 * A registration inside a wrapper (`on(type, handler)`) belongs to the wrapper's callers: each caller whose arguments
 * settle the model's conditions is a sensor of its own.
 */
import { calledName, literalMatches, patternsOf } from '../catalogue/patterns.js';
import type { ModelFile, SensorModel } from '../model/catalogue.js';
import type { Value } from '../model/facts.js';
import { type Frame, pushFrame } from '../link/frames.js';
import { type FunctionNode, type LoadedFile, type ValueRef, refKey, valueOf } from '../link/program.js';
import {
  type Context,
  type Holding,
  assignedPaths,
  calleePaths,
  conditionsHold,
  isForCallersToSay,
  pathsOf,
} from './match.js';

export interface SensorSite {
  readonly model: SensorModel;
  readonly api: string;
  /** The call, assignment, JSX element or decoration. */
  readonly site: ValueRef;
  /** Where the sensor is asked for: the site, or the wrapper's call. */
  readonly at: ValueRef;
  readonly frame?: Frame;
  /** The handler, where the site is no call. */
  readonly handler?: ValueRef | FunctionNode;
}

const MAX_WRAPPERS = 2;

/** Last names of sensor patterns: a cheap first look at a call. */
export function sensorNames(files: readonly ModelFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of files) {
    for (const model of file.models) {
      if (!('sensor' in model)) continue;
      for (const pattern of patternsOf(model.api)) names.add(calledName(pattern));
    }
  }
  return names;
}

/** Finds the sensors of one file. */
export function sensorsIn(context: Context, names: ReadonlySet<string>, file: LoadedFile): readonly SensorSite[] {
  const found: SensorSite[] = [];
  for (const fn of file.functions) {
    fn.facts.values.forEach((value, id) => {
      const site = { fn, id };
      if (value.op === 'call') {
        if (mayCall(context, fn, value.callee, names)) found.push(...calledSensors(context, site));
      } else if (value.op === 'set') {
        if (value.name !== undefined && names.has(value.name)) found.push(...assignedSensors(context, site));
      } else if (value.op === 'jsx') {
        if (typeof value.tag === 'string') found.push(...propSensors(context, site, value.props));
        else if (mayBeSensor(fn, value.tag, names)) found.push(...modelledAt(context, site));
      } else if (value.op === 'decorate') found.push(...decoratedSensors(context, site));
    });
  }
  return found;
}

/** A property of another name cannot match; a variable or import may be renamed. */
function mayCall(context: Context, fn: FunctionNode, callee: number, names: ReadonlySet<string>): boolean {
  const value = fn.facts.values[callee];
  switch (value?.op) {
    case 'get':
      return value.name === undefined || names.has(value.name) || value.name === 'default' || value.name === 'call';
    case 'global':
      return names.has(value.name);
    case 'import':
      return mayNameSensor(context, fn.file, value.module);
    case 'cell':
      return (fn.file.cellWrites.get(value.cell) ?? []).some((write) => mayHold(context, write));
    default:
      return value !== undefined && RENAMING.has(value.op);
  }
}

/** `<Recorder />`, `<sdk.Recorder />`: components keep the name they are exported under. */
function mayBeSensor(fn: FunctionNode, tag: number, names: ReadonlySet<string>): boolean {
  const value = fn.facts.values[tag];
  if (value?.op === 'get') return value.name !== undefined && names.has(value.name);
  return value?.op === 'import' && (names.has(value.name) || value.name === 'default');
}

/** Values under which a sensor may go by another name. */
const RENAMING: ReadonlySet<Value['op']> = new Set(['param', 'call', 'phi', 'logic', 'await', 'typed', 'choose']);

/** What comes from a file that names no sensor is none; asking that file would only cost its parsing. */
function mayNameSensor(context: Context, file: LoadedFile, module: string): boolean {
  const { program } = context.callers.e;
  const resolved = program.resolver.resolve(file.facts.path, module);
  return resolved.kind !== 'file' || program.isSeed(resolved.path) || program.described.has(module);
}

function mayHold(context: Context, write: ValueRef): boolean {
  const value = valueOf(write);
  if (value.op === 'import') return mayNameSensor(context, write.fn.file, value.module);
  return value.op !== 'function' && value.op !== 'class' && value.op !== 'const';
}

/**
 * `on(type, handler)` in one file, `on('keydown', …)` in another that names no sensor otherwise: the callers of such a
 * wrapper have to be there before anybody asks for them.
 */
function loadWrapperCallers(context: Context, site: ValueRef): void {
  const call = valueOf(site) as Extract<Value, { op: 'call' }>;
  const callee = site.fn.facts.values[call.callee];
  // Everything has an `on`; only a method that is called as no other is worth the parsing.
  if (callee?.op === 'get' && callee.name !== undefined && !takesEvent(context, callee.name)) return;
  const [event] = call.args;
  const { e } = context.callers;
  for (const target of event === undefined ? [] : e.evaluate({ fn: site.fn, id: event })) {
    if (target.kind !== 'param' || target.fn.facts.name === '' || target.fn.facts.kind === 'constructor') continue;
    const { path } = target.fn.file.facts;
    e.program.loadDependents(path, target.fn.facts.name, (user) => e.program.isAbout(user, context.index.events));
  }
}

function takesEvent(context: Context, method: string): boolean {
  return (
    /[a-z][A-Z]/.test(method) && context.index.sensorsNamed(method).some((model) => Array.isArray(model.when?.['arg0']))
  );
}

function calledSensors(context: Context, site: ValueRef): readonly SensorSite[] {
  if (!mayMatch(context, site)) return [];
  loadWrapperCallers(context, site);
  return modelledAt(context, site);
}

function modelledAt(context: Context, site: ValueRef): readonly SensorSite[] {
  return distinctModels(
    calleePaths(context, site).flatMap((api) =>
      context.index.sensorsAt(api).flatMap((model) => atCallers(context, model, api, site, undefined, 0)),
    ),
  );
}

/** A literal that no model of that name wants settles it before the receiver is looked for, which may cost a search for callers. */
function mayMatch(context: Context, site: ValueRef): boolean {
  const call = valueOf(site) as Extract<Value, { op: 'call' }>;
  const callee = site.fn.facts.values[call.callee];
  if (callee?.op !== 'get' || callee.name === undefined) return true;
  const models = context.index.sensorsNamed(callee.name);
  const first = call.args[0] === undefined ? undefined : site.fn.facts.values[call.args[0]];
  if (models.length === 0 || first?.op !== 'const' || typeof first.value !== 'string') return true;
  const text = first.value;
  return models.some((model) => {
    const wanted = model.when?.['arg0'];
    return !Array.isArray(wanted) || literalMatches(wanted, text);
  });
}

function atCallers(
  context: Context,
  model: SensorModel,
  api: string,
  site: ValueRef,
  frame: Frame | undefined,
  depth: number,
): readonly SensorSite[] {
  const holding: Holding = conditionsHold(context, site, model.when, frame);
  const outer = outermost(frame);
  if (holding === 'no') return [];
  const here = holding === 'yes' ? [{ model, api, site, at: outer?.via.site ?? site, frame }] : [];
  if (depth >= MAX_WRAPPERS || (holding === 'yes' && !isForCallersToSay(context, site, model.when, frame))) return here;
  const fn = outer ? outer.via.site.fn : site.fn;
  const there = context.callers.invocations(fn).flatMap((via) => {
    if (via.kind !== 'call') return [];
    return atCallers(context, model, api, site, appendFrame(frame, fn, via), depth + 1);
  });
  return there.length > 0 ? there : here;
}

function outermost(frame: Frame | undefined): Frame | undefined {
  let at = frame;
  while (at?.below) at = at.below;
  return at;
}

/** Adds a frame below the outermost one. */
function appendFrame(frame: Frame | undefined, fn: FunctionNode, via: Frame['via']): Frame {
  return frame
    ? { fn: frame.fn, via: frame.via, below: appendFrame(frame.below, fn, via) }
    : pushFrame(undefined, fn, via);
}

/** One sensor a place: a call that two paths lead to is switched on once. */
function distinctModels(sites: readonly SensorSite[]): readonly SensorSite[] {
  const seen = new Set<string>();
  return sites.filter((site) => {
    const key = `${site.model.sensor} ${refKey(site.at)} ${refKey(site.site)}`;
    return !seen.has(key) && seen.add(key);
  });
}

function assignedSensors(context: Context, site: ValueRef): readonly SensorSite[] {
  const value = valueOf(site);
  if (value.op !== 'set') return [];
  const handler = { fn: site.fn, id: value.value };
  return distinctModels(
    assignedPaths(context, site).flatMap((api) =>
      context.index.sensorsAt(api).map((model) => ({ model, api, site, at: site, handler })),
    ),
  );
}

function propSensors(context: Context, site: ValueRef, props: number): readonly SensorSite[] {
  const value = site.fn.facts.values[props];
  if (value?.op !== 'object') return [];
  return value.properties.flatMap((property) => {
    if (property.name === undefined) return [];
    const api = `jsx#${property.name}`;
    const handler = { fn: site.fn, id: property.value };
    return context.index.sensorsAt(api).map((model) => ({ model, api, site, at: handler, handler }));
  });
}

function decoratedSensors(context: Context, site: ValueRef): readonly SensorSite[] {
  const value = valueOf(site);
  if (value.op !== 'decorate' || value.member === undefined || value.param !== undefined) return [];
  const call = site.fn.facts.values[value.decorator];
  const callee = call?.op === 'call' ? call.callee : value.decorator;
  const member = site.fn.file.facts.classes[value.class]?.members.get(value.member);
  if (member?.function === undefined) return [];
  const handler = site.fn.file.functions[member.function]!;
  const decorator = { fn: site.fn, id: value.decorator };
  return pathsOf(context.callers.resolve({ fn: site.fn, id: callee })).flatMap((path) => {
    const api = path.replace('#', '#@');
    return context.index
      .sensorsAt(api)
      .filter((model) => conditionsHold(context, decorator, model.when) === 'yes')
      .map((model) => ({ model, api, site: decorator, at: decorator, handler }));
  });
}
