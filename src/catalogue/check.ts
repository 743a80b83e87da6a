/**
 * Checks what a schema cannot say about model files: patterns, ports and expressions can be read, nothing is said twice.
 */
import {
  type Conditions,
  type GateModel,
  type Model,
  type ModelFile,
  NAME_LISTS,
  type NameFile,
} from '../model/catalogue.js';
import { compileApi } from './api-pattern.js';
import { compileExpression, isExpression, parseExpression } from './literal.js';
import { PatternError } from './pattern-error.js';
import { ANY_ACQUIRE, conditionsKey, patternsOf, roleOf } from './patterns.js';
import { parsePort, parsePropagation } from './port.js';
import { safetyProblem } from './expression-safety.js';
import { rangeProblem } from './version-range.js';
import { type DataFile, type Path, type Problem, fieldName } from './yaml.js';

/** One file of a set that is loaded together. */
export interface Labelled<T> {
  /** How messages name the file. */
  readonly label: string;
  readonly file: DataFile;
  readonly data: T;
}

export type LabelledProblem = Problem & { readonly label: string };

/** `user`: expressions must also be of the kind that cannot run for long. */
export type Trust = 'built-in' | 'user';

type Report = (path: Path, message: string) => void;

export function modelProblems({ file, data }: Labelled<ModelFile>, trust: Trust): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, message) =>
    void problems.push({ line: file.lineOf(path), field: fieldName(path), message });
  checkOrigin(data, report);
  checkVersions(data, report);
  for (const [at, model] of data.models.entries()) {
    if ('channel' in model) {
      checkEnd(model.send, ['models', at, 'send'], { data, trust, report });
      checkEnd(model.receive, ['models', at, 'receive'], { data, trust, report });
      checkExpressions(model.except ?? [], ['models', at, 'except'], { data, trust, report });
    } else checkModel(model, ['models', at], { data, trust, report });
  }
  return problems;
}

/** Finds models of one role that say something about the same calls. */
export function duplicateProblems(files: readonly Labelled<ModelFile>[]): readonly LabelledProblem[] {
  const seen = new Map<string, string>();
  return files.flatMap((labelled) =>
    labelled.data.models.flatMap((model, at) => duplicatesOf(model, ['models', at], labelled, seen)),
  );
}

export function nameProblems({ file, data }: Labelled<NameFile>): readonly Problem[] {
  const expressions: (readonly [Path, string])[] = [
    ...NAME_LISTS.flatMap((list) => data[list].map((text, at) => [[list, at], text] as const)),
    ...data.notConsent.map(({ names }, at) => [['notConsent', at, 'names'], names] as const),
  ];
  return expressions.flatMap(([path, text]) => {
    const message = attempt(() => compileExpression(text, 'i'));
    return message === undefined ? [] : [{ line: file.lineOf(path), field: fieldName(path), message }];
  });
}

interface Context {
  readonly data: ModelFile;
  readonly trust: Trust;
  readonly report: Report;
}

function checkOrigin({ package: names, platform, globals }: ModelFile, report: Report): void {
  if (names === undefined && platform === undefined && globals === undefined) {
    report(['package'], 'is missing; name the package, or the platform whose globals these are');
  }
  if (names !== undefined && platform !== undefined) {
    report(['platform'], 'cannot stand beside package; use globals for the globals of a package');
  }
}

function checkVersions({ package: names, versions }: ModelFile, report: Report): void {
  if (versions === undefined) return;
  if (names === undefined) return report(['versions'], 'belongs to a package; a platform has none');
  const ranges = typeof versions === 'string' ? [['', versions] as const] : Object.entries(versions);
  for (const [name, range] of ranges) {
    const path = name === '' ? ['versions'] : ['versions', name];
    if (name !== '' && !patternsOf(names).includes(name)) report(path, 'is not one of the packages of this file');
    const problem = rangeProblem(range);
    if (problem !== undefined) report(path, problem);
  }
}

function checkModel(model: Exclude<Model, { channel: string }>, path: Path, context: Context): void {
  checkPatterns(model.api, [...path, 'api'], context);
  checkConditions(model.when, [...path, 'when'], context);
  if ('sensor' in model) checkSensor(model, path, context);
  if ('sink' in model) checkPorts(model.takes ?? [], [...path, 'takes'], context);
  if ('gate' in model) {
    checkPorts(model.callback ?? [], [...path, 'callback'], context);
    checkExpressions(model.accepts ?? [], [...path, 'accepts'], context);
    for (const name of ['presumedBy', 'toldBy'] as const) checkCall(model[name], [...path, name], context);
  }
  if ('release' in model) checkRelease(model, path, context);
  if ('starts' in model) checkPatterns(model.starts, [...path, 'starts'], context);
  if ('runs' in model) checkPorts(model.callback, [...path, 'callback'], context);
  if ('throttle' in model || 'runs' in model) checkPeriod(model.period, path, context);
  checkReach(model, path, context);
  if ('propagates' in model) {
    for (const [at, text] of model.propagates.entries()) {
      tell(context, [...path, 'propagates', at], () => parsePropagation(text));
    }
  }
}

/** A call that a gate depends on. */
function checkCall(call: GateModel['toldBy'], path: Path, context: Context): void {
  checkPatterns(call?.api ?? [], [...path, 'api'], context);
  checkConditions(call?.when, [...path, 'when'], context);
}

function checkRelease(model: Extract<Model, { release: unknown }>, path: Path, context: Context): void {
  if (model.release !== ANY_ACQUIRE) checkPatterns(model.release, [...path, 'release'], context);
  for (const [own, other] of Object.entries(model.pairs ?? {})) checkPorts([own, other], [...path, 'pairs'], context);
  checkPorts(model.flags ?? [], [...path, 'flags'], context);
}

function checkPeriod(period: string | number | undefined, path: Path, context: Context): void {
  if (typeof period === 'string') checkPorts(period, [...path, 'period'], context);
}

/** The roles that say who can read what was captured, and where. */
function checkReach(model: Exclude<Model, { channel: string }>, path: Path, context: Context): void {
  if ('covers' in model) checkPorts(model.covers, [...path, 'covers'], context);
  if ('opens' in model) {
    checkPorts(model.takes ?? [], [...path, 'takes'], context);
    checkPatterns(model.unlessCalled ?? [], [...path, 'unlessCalled'], context);
  }
  if ('route' in model) {
    checkPorts(model.path ?? [], [...path, 'path'], context);
    checkPorts(model.body ?? [], [...path, 'body'], context);
    checkPorts(model.responds ?? [], [...path, 'responds'], context);
    if (model.file !== undefined) checkExpressions([model.file], [...path, 'file'], context);
  }
  if ('request' in model) {
    checkPorts(model.url ?? [], [...path, 'url'], context);
    checkPorts(model.method ?? [], [...path, 'method'], context);
    checkPorts(model.body, [...path, 'body'], context);
  }
  if ('store' in model && model.named !== 'segment' && model.named !== 'receiver')
    checkPorts(model.named, [...path, 'named'], context);
}

function checkSensor(model: Extract<Model, { sensor: string }>, path: Path, context: Context): void {
  checkPorts(model.payload ?? [], [...path, 'payload'], context);
  for (const [at, text] of (model.content ?? []).entries()) {
    tell(context, [...path, 'content', at], () => parsePort(`value.${text}`), `"${text}" is not a property path`);
  }
  checkPatterns(model.host ?? [], [...path, 'host'], context);
  checkPatterns(model.reads ?? [], [...path, 'reads'], context);
  checkConditions(model.asks?.unless, [...path, 'asks', 'unless'], context);
  checkPatterns(model.asks?.unlessCalled ?? [], [...path, 'asks', 'unlessCalled'], context);
  const sets = {
    offUntil: model.offUntil,
    disabledBy: model.disabledBy,
    maskedBy: model.masking?.maskedBy,
    inputsMaskedBy: model.masking?.inputsMaskedBy,
    unmaskedBy: model.masking?.unmaskedBy,
  };
  for (const [name, conditions] of Object.entries(sets)) {
    const within = name.toLowerCase().endsWith('maskedby') ? [...path, 'masking', name] : [...path, name];
    for (const [at, one] of (conditions ?? []).entries()) checkConditions(one, [...within, at], context);
  }
}

function checkEnd(end: Extract<Model, { channel: string }>['send'], path: Path, context: Context): void {
  checkPatterns(end.api, [...path, 'api'], context);
  checkConditions(end.when, [...path, 'when'], context);
  checkPorts(end.payload, [...path, 'payload'], context);
  checkPorts(end.name ?? [], [...path, 'name'], context);
}

function checkPatterns(api: string | readonly string[], path: Path, context: Context): void {
  for (const [at, pattern] of patternsOf(api).entries()) {
    const place = typeof api === 'string' ? path : [...path, at];
    tell(context, place, () => compileApi(pattern, context.data));
    if (pattern.startsWith('@') && context.data.package === undefined) {
      context.report(place, 'is a decorator, which only a package can export');
    }
  }
}

function checkPorts(ports: string | readonly string[], path: Path, context: Context): void {
  for (const [at, port] of patternsOf(ports).entries()) {
    tell(context, typeof ports === 'string' ? path : [...path, at], () => parsePort(port));
  }
}

function checkConditions(conditions: Conditions | undefined, path: Path, context: Context): void {
  for (const [port, allowed] of Object.entries(conditions ?? {})) {
    tell(context, [...path, port], () => parsePort(port));
    if (typeof allowed !== 'string') checkExpressions(allowed, [...path, port], context);
  }
}

function checkExpressions(literals: readonly unknown[], path: Path, context: Context): void {
  for (const [at, literal] of literals.entries()) {
    if (typeof literal !== 'string' || !isExpression(literal)) continue;
    const compiles = tell(context, [...path, at], () => parseExpression(literal));
    const unsafe = compiles && context.trust === 'user' ? safetyProblem(literal) : undefined;
    if (unsafe !== undefined) context.report([...path, at], unsafe);
  }
}

/** Reports why `read` throws, or `instead`; holds if it does not. */
function tell(context: Context, path: Path, read: () => unknown, instead?: string): boolean {
  const message = attempt(read);
  if (message !== undefined) context.report(path, instead ?? message);
  return message === undefined;
}

function attempt(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

function duplicatesOf(
  model: Model,
  path: Path,
  { label, file, data }: Labelled<ModelFile>,
  seen: Map<string, string>,
): readonly LabelledProblem[] {
  const keys = 'channel' in model ? [model.channel] : patternsOf(model.api).flatMap((api) => textsOf(api, data));
  return keys.flatMap((text) => {
    const key = JSON.stringify([roleOf(model), text, conditionsKey(model)]);
    const first = seen.get(key);
    const line = file.lineOf(path);
    if (first === undefined) seen.set(key, `${label}:${line}`);
    if (first === undefined) return [];
    const message = `repeats the ${roleOf(model)} model of ${text} at ${first}`;
    return [{ label, line, field: fieldName(path), message }];
  });
}

function textsOf(pattern: string, file: ModelFile): readonly string[] {
  const compiled = compileApi(pattern, file);
  if ('exact' in compiled) return compiled.exact;
  if ('wildcard' in compiled) return compiled.wildcard;
  return 'prefix' in compiled ? compiled.prefix.map((path) => `${path}.*`) : [`*${compiled.suffix}`];
}
