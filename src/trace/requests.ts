/**
 * Requests of the program to itself: what one part posts to a path, another part's route of that path receives.
 *
 * In: content at a call that sends a request. Out: the routes that answer it, and where the content is in them.
 * Holds: method and path must agree from the last segment on; a path that was read in part needs two segments in common.
 */
import { parsePort } from '../catalogue/patterns.js';
import type { RequestModel, RouteName } from '../model/catalogue.js';
import { type Program, valueOf } from '../link/program.js';
import { documentText, fieldsOf } from './documents.js';
import type { SinkHit } from './facts.js';
import { type CallValue, type Context, portPlaces } from './match.js';
import { type Route, declares, routePath, routesIn } from './routes.js';
import { type Address, addressOf, pathOf } from './url.js';

/** More files than this mention the path's last word beside a server: it is an everyday word. */
const MANY_FILES = 16;
/** What a server may be mounted under: `/api/v1`. */
const MAX_PREFIX = 2;

export interface Arrival {
  readonly route: Route;
  /** Where in the request's body the content is. */
  readonly path: readonly string[];
}

export function arrivalsOf(context: Context, hit: SinkHit): readonly Arrival[] {
  if (hit.kind !== 'network' || valueOf(hit.site).op !== 'call') return [];
  return context.index.requestsAt(hit.api).flatMap((model) => {
    const path = model.body.flatMap((port) => pathInBody(hit, port) ?? [])[0];
    if (!path) return [];
    if (model.named === 'field') return fieldArrivals(context, hit, model, path);
    const address = addressOf(context, hit.site, hit.api, model, hit.fact.frame);
    return address ? routesAt(context, address).map((route) => ({ route, path })) : [];
  });
}

/** `mutation ($key: String!) { addKey(key: $key) }`: what is sent as `key` is an argument of `addKey`. */
function fieldArrivals(
  context: Context,
  { site, fact }: SinkHit,
  { url }: RequestModel,
  [variable, ...rest]: readonly string[],
): readonly Arrival[] {
  const start = url === undefined ? [] : portPlaces(context, site, url, fact.frame);
  return start
    .flatMap(({ ref, frame }) => fieldsOf(documentText(context, ref, frame)))
    .flatMap(({ name, given }) => {
      const places = [...given].filter(([each]) => variable === undefined || variable === '*' || each === variable);
      const address: Address = { method: 'any', segments: [name], isWhole: false, named: 'field' };
      return places.length === 0
        ? []
        : routesAt(context, address).flatMap((route) => places.map(([, at]) => ({ route, path: [...at, ...rest] })));
    });
}

/** Gets the content's path from the body on, in a list of one; undefined where it is elsewhere in the request. */
function pathInBody({ site, fact }: SinkHit, port: string): readonly (readonly string[])[] | undefined {
  const [head, ...rest] = parsePort(port);
  const { args } = valueOf(site) as CallValue;
  if (head?.kind !== 'arg' || args[head.index] !== fact.ref.id) return undefined;
  const names = rest.flatMap((step) => (step.kind === 'property' ? [step.name] : []));
  if (fact.path.length === 0) return [[]];
  return names.every((name, index) => fact.path[index] === name) ? [fact.path.slice(names.length)] : undefined;
}

const memos = new WeakMap<Context, Map<string, readonly Route[]>>();

function routesAt(context: Context, address: Address): readonly Route[] {
  const memo = memos.get(context) ?? new Map<string, readonly Route[]>();
  memos.set(context, memo);
  const key = `${address.named ?? ''} ${address.method} ${address.isWhole ? '/' : ''}${address.segments.join('/')}`;
  let known = memo.get(key);
  if (!known) memo.set(key, (known = findRoutes(context, address)));
  return known;
}

function findRoutes(context: Context, address: Address): readonly Route[] {
  const { program } = context.callers.e;
  const word = address.segments.findLast((segment) => segment !== '*')!;
  const files = address.named
    ? holdingFiles(context, program, word, address.named)
    : [...declaringFiles(context, program, word), ...answeringFiles(context, program, address)];
  return files.flatMap((path) => {
    const file = program.load(path);
    return file ? routesIn(context, file).filter((route) => answers(route, address)) : [];
  });
}

/** Files in which the path's last word, or a constant that is called so, stands where a route is declared. */
function declaringFiles(context: Context, program: Program, word: string): readonly string[] {
  const before = new RegExp(`[.@](?:${[...context.index.addressed].join('|')})\\s*(?:<[^\\n]*>)?\\(\\s*[^\\n]*$`);
  const found = [...program.tree.files.values()].filter(
    ({ text }) =>
      text.includes(word) && placesOf(text, word).some((part) => before.test(part)) && declares(context, text),
  );
  return found.length > MANY_FILES ? [] : found.map(({ path }) => path);
}

/** Files in which a property or a method is called so, beside what makes it a route. */
function holdingFiles(context: Context, program: Program, word: string, named: RouteName): readonly string[] {
  const holds = new RegExp(`(?<![\\w$])${word}\\s*[:(,}]`);
  const words = named === 'held' ? [...context.index.holding] : [...context.index.fielding];
  const makes = new RegExp(`(?:${words.join('|')})(?![\\w$])`);
  const found = [...program.tree.files.values()].filter(
    ({ text }) => text.includes(word) && makes.test(text) && holds.test(text),
  );
  return found.length > MANY_FILES ? [] : found.map(({ path }) => path);
}

/** Gets what stands before each mention of a whole word, as far as one declaration reaches. */
function placesOf(text: string, word: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (/[\w-]/.test(text[at - 1] ?? '') || /[\w-]/.test(text[at + word.length] ?? '')) continue;
    found.push(text.slice(Math.max(at - DECLARATION, 0), at));
  }
  return found;
}

/** In characters: a call's name, a line break and the start of a path. */
const DECLARATION = 120;

function answeringFiles(context: Context, program: Program, address: Address): readonly string[] {
  const models = context.index.fileRoutes.filter((model) => model.route !== 'use');
  return [...program.tree.files.keys()].filter((file) =>
    models.some((model) => {
      const path = routePath(model, file);
      const segments = path === undefined ? undefined : pathOf(path)?.segments;
      return segments !== undefined && agree(segments, address);
    }),
  );
}

function answers({ model, method, segments }: Route, address: Address): boolean {
  if (model.named !== address.named) return false;
  return model.route !== 'use' && (method === 'any' || method === address.method) && agree(segments, address);
}

/** Holds if the segments are the same from the last one on. */
function agree(route: readonly string[], { segments, isWhole }: Address): boolean {
  const common = Math.min(route.length, segments.length);
  const pairs = Array.from(
    { length: common },
    (_, index) => [route.at(-1 - index)!, segments.at(-1 - index)!] as const,
  );
  if (!pairs.every(([one, other]) => one === other || one === '*' || other === '*')) return false;
  const literal = pairs.filter(([one, other]) => one === other && one !== '*').length;
  if (literal === 0) return false;
  if (route.length > segments.length) return !isWhole && literal > 1;
  return segments.length - route.length <= MAX_PREFIX;
}
