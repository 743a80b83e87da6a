/**
 * Content in hosted stores, of which files of rules say who may read it.
 *
 * In: a call that writes to one. Out: the place, as rules name it; and later, of what the rules grant there, its readers.
 * Misses: places whose names are put together while the program runs.
 */
import type { Grant, Hosted } from '../model/policy.js';
import type { CaptureTrace, ReaderTrace } from '../model/trace.js';
import type { StoreModel } from '../model/catalogue.js';
import type { Frame } from '../link/frames.js';
import { type ValueRef, refKey, valueOf } from '../link/program.js';
import { parsePort } from '../catalogue/patterns.js';
import { type CallValue, type Context, headRef } from './match.js';
import { OpenCalls } from './open-calls.js';
import { namesFor } from './stores.js';
import { textOf } from './url.js';
import { writesOf } from './writes.js';

/** Gets the places that a call keeps things in, with the rules that are about them. */
export function hostedAt(
  context: Context,
  site: ValueRef,
  api: string,
  frame: Frame | undefined,
): readonly Omit<Hosted, 'trace'>[] {
  return context.index.storesAt(api).flatMap((model) => {
    const { ruledBy, store } = model;
    if (ruledBy === undefined || store === 'open') return [];
    if (ruledBy.startsWith('sql'))
      return namesFor(context, site, api, model, frame).map((name) => ({
        ruledBy,
        path: [ruledBy === 'sql' ? name.toLowerCase() : name],
      }));
    const path = pathFrom(context, site, model, frame);
    return path.length === 0 ? [] : [{ ruledBy, path }];
  });
}

function pathFrom(
  context: Context,
  site: ValueRef,
  { named }: StoreModel,
  frame: Frame | undefined,
): readonly string[] {
  const start = headRef(site, parsePort(named)[0]!);
  return start ? pathOf(context, start, frame, 0) : [];
}

const STEPPING = /^(?:collection|collectionGroup|doc|ref|child|path)$/;
const MAX_DEPTH = 8;

/** `collection(db, 'keys')`, `doc(keys, id)`, `db.collection('keys').doc(id)`: the names, with `*` for what was not read. */
function pathOf(context: Context, ref: ValueRef, frame: Frame | undefined, depth: number): readonly string[] {
  const value = valueOf(ref);
  const next = (id: number): readonly string[] => pathOf(context, { fn: ref.fn, id }, frame, depth + 1);
  if (depth > MAX_DEPTH) return [];
  if (value.op === 'call') return stepped(context, ref, value, next, frame);
  if (value.op === 'typed') return value.of === undefined ? [] : next(value.of);
  const writes = writesOf(context, ref, new OpenCalls()) ?? [];
  const [write] = writes;
  return writes.length === 1 && refKey(write!) !== refKey(ref) ? pathOf(context, write!, frame, depth + 1) : [];
}

function stepped(
  context: Context,
  { fn }: ValueRef,
  { callee: id, args }: CallValue,
  next: (id: number) => readonly string[],
  frame: Frame | undefined,
): readonly string[] {
  const callee = fn.facts.values[id];
  const name = callee?.op === 'get' || callee?.op === 'import' ? callee.name : undefined;
  if (name === undefined || !STEPPING.test(name)) return [];
  const isMethod = callee?.op === 'get';
  const before = isMethod ? next(callee.of) : args[0] === undefined ? [] : next(args[0]);
  return [
    ...before,
    ...args.slice(isMethod ? 0 : 1).flatMap((arg) => segmentsOf(textOf(context, { fn, id: arg }, frame, 0))),
  ];
}

function segmentsOf(text: string): readonly string[] {
  return text
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (segment.includes('\0') ? '*' : segment));
}

/** Adds to each capture the readers that rules let in. */
export function withGrants(traces: readonly CaptureTrace[], grants: readonly Grant[]): readonly CaptureTrace[] {
  return traces.map((trace) =>
    trace.hosted.length === 0
      ? trace
      : { ...trace, readers: [...trace.readers, ...trace.hosted.flatMap((hosted) => readersOf(hosted, grants))] },
  );
}

/** Files that say different things about one place may be for different projects: then it is not known which counts. */
function readersOf({ ruledBy, path, trace }: Hosted, grants: readonly Grant[]): readonly ReaderTrace[] {
  const about = grants.filter((grant) => grant.ruledBy === ruledBy && covers(grant.path, path));
  const files = [...new Set(about.map(({ step }) => step.location.file))];
  const deciding = files.map((file) => mostOpen(about.filter(({ step }) => step.location.file === file)));
  const [first, ...others] = deciding;
  if (!first) return [];
  const who = others.every((each) => each.who === first.who) ? first.who : 'unread';
  const name = path.join('/');
  const note = `${SAID[who](name)}: ${first.step.note}`;
  const step = { location: first.step.location, note };
  return [{ who, step, trace: [...trace, step] }];
}

const SAID: Readonly<Record<Grant['who'], (name: string) => string>> = {
  anyone: (name) => `anyone can read ${name}`,
  'signed-in': (name) => `everyone with an account can read ${name}`,
  'any-site': (name) => `any page can read ${name}`,
  machine: (name) => `every user of this machine can read ${name}`,
  owner: (name) => `only who may reads ${name}`,
  unread: (name) => `who may read ${name} could not be told`,
};

const ORDER: readonly Grant['who'][] = ['anyone', 'signed-in', 'any-site', 'machine', 'unread', 'owner'];

function mostOpen(grants: readonly Grant[]): Grant {
  return grants.reduce((best, each) => (ORDER.indexOf(each.who) < ORDER.indexOf(best.who) ? each : best));
}

/** Holds if a rule's path is about a place, or about what is put into it under a name of its own. */
function covers(rule: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = rule;
  const [segment, ...below] = path;
  if (first === '**') return true;
  if (first === undefined) return segment === undefined;
  if (segment === undefined) return first === '*' && rest.length === 0;
  return (first === '*' || first === segment) && covers(rest, below);
}
