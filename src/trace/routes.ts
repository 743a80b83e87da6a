/**
 * The routes that a file declares: by a call, by a decorator, or by being where it is.
 *
 * In: a file. Out: for each route its path and method, its handler, what stands in front of it, and where its answer leaves.
 * Deliberately absent: whether what stands in front is a check of who is asking (guards.ts).
 */
import { parsePort, patternsOf } from '../catalogue/patterns.js';
import { parseExpression } from '../catalogue/literal.js';
import type { RouteModel } from '../model/catalogue.js';
import { type FunctionNode, type LoadedFile, type ValueRef, refKey, valueOf, returnsOf } from '../link/program.js';
import { type Target, isInside } from '../link/targets.js';
import { type CallValue, type Context, type Place, calleePaths, pathsOf } from './match.js';
import { chainedBefore, heldAs } from './procedures.js';
import { listedRoutes } from './resolvers.js';
import { nameOf, pathOf, textOf } from './url.js';

export interface Route {
  readonly model: RouteModel;
  readonly method: string;
  readonly segments: readonly string[];
  readonly handler: FunctionNode;
  /** The call, the decorator, or the exported function. */
  readonly at: ValueRef;
  /** What is named before the handler, in order. */
  readonly before: readonly ValueRef[];
}

const memos = new WeakMap<Context, Map<LoadedFile, readonly Route[]>>();

export function routesIn(context: Context, file: LoadedFile): readonly Route[] {
  const memo = memos.get(context) ?? new Map<LoadedFile, readonly Route[]>();
  memos.set(context, memo);
  let known = memo.get(file);
  if (!known) {
    known = [
      ...calledRoutes(context, file),
      ...decoratedRoutes(context, file),
      ...listedRoutes(context, file),
      ...fileRoutes(context, file),
    ];
    memo.set(file, known);
  }
  return known;
}

/** Gets the model of a call that declares a route, or that stands in front of some. */
export function routeModelAt(context: Context, site: ValueRef): { model: RouteModel; api: string } | undefined {
  for (const api of calleePaths(context, site)) {
    const [model] = [...context.index.routesAt(api), ...context.index.chainedRoutesAt(api)];
    if (model) return { model, api };
  }
  return undefined;
}

function calledRoutes(context: Context, file: LoadedFile): readonly Route[] {
  return file.functions.flatMap((fn) =>
    fn.facts.values.flatMap((value, id) => {
      if (value.op !== 'call' || !mayDeclare(context, fn, value)) return [];
      const site = { fn, id };
      const found = routeModelAt(context, site);
      return found && found.model.route !== 'use' ? calledRoute(context, site, value, found.model, found.api) : [];
    }),
  );
}

function mayDeclare(context: Context, fn: FunctionNode, call: CallValue): boolean {
  const callee = fn.facts.values[call.callee];
  return (
    callee?.op === 'get' && callee.name !== undefined && context.index.routing.has(callee.name) && call.args.length > 0
  );
}

function calledRoute(
  context: Context,
  site: ValueRef,
  call: CallValue,
  model: RouteModel,
  api: string,
): readonly Route[] {
  const args = call.args.map((id) => ({ fn: site.fn, id }));
  const from = model.path === undefined ? 0 : 1;
  // A handler in an options object stands beside what comes before it.
  const handlers = args.slice(from).flatMap((arg, index) => functionsOf(context, arg).map((fn) => ({ fn, index })));
  const last = handlers.at(-1);
  if (!last) return [];
  const segments = model.path === undefined ? [] : (pathOf(textOf(context, args[0]!, undefined, 0))?.segments ?? []);
  const method = model.route === 'name' ? nameOf(api) : model.route;
  const before = [...args.slice(from, from + last.index), ...optionsOf(args[from + last.index]!)];
  if (model.named === 'held') {
    const names = heldAs(context, site, model);
    return [
      { model, method, segments: names, handler: last.fn, at: site, before: chainedBefore(context, site, model, api) },
    ];
  }
  return [{ model, method, segments, handler: last.fn, at: site, before }];
}

/** `@Query(() => [Key], { name: 'keys' })`, `@Query('keys')`, or what the method is called. */
function fieldName(context: Context, site: ValueRef, member: string): string {
  const call = decoratorCall(site);
  const texts = (call ? (valueOf(call) as CallValue).args : []).flatMap((id) => {
    const given = context.callers.resolve({ fn: site.fn, id });
    return [...given, ...context.callers.e.members(given, 'name')].flatMap((target) =>
      target.kind === 'const' && typeof target.value === 'string' ? [target.value] : [],
    );
  });
  return texts[0] ?? member;
}

/** Gets the functions that a value may be: itself, or what an option named `handler` holds. */
export function functionsOf(context: Context, ref: ValueRef): readonly FunctionNode[] {
  return functionTargets(context, context.callers.resolve(ref));
}

function functionTargets(context: Context, targets: readonly Target[]): readonly FunctionNode[] {
  return targets.flatMap((target) => {
    if (target.kind === 'function') return [target.fn];
    if (target.kind !== 'object' || valueOf(target.ref).op !== 'object') return [];
    return context.callers.e
      .members([target], 'handler')
      .concat(context.callers.e.members([target], 'resolve'))
      .flatMap((held) => (held.kind === 'function' ? [held.fn] : []));
  });
}

function optionsOf(ref: ValueRef): readonly ValueRef[] {
  return valueOf(ref).op === 'object' ? [ref] : [];
}

/** `@Get('keys') list()` in a `@Controller('activity')`. */
function decoratedRoutes(context: Context, file: LoadedFile): readonly Route[] {
  const decorations = context.callers.e.program.decorations.filter((each) => each.fn.file === file);
  return decorations.flatMap((site) => {
    const value = valueOf(site);
    if (value.op !== 'decorate' || value.member === undefined || value.param !== undefined) return [];
    const found = decoratorModel(context, site);
    const member = file.facts.classes[value.class]?.members.get(value.member);
    if (!found || found.model.route === 'use' || member?.function === undefined) return [];
    const around = decorations.filter((other) => {
      const beside = valueOf(other);
      return (
        beside.op === 'decorate' &&
        beside.class === value.class &&
        beside.param === undefined &&
        (beside.member === undefined || beside.member === value.member)
      );
    });
    const outer = around.filter((other) => (valueOf(other) as { member?: string }).member === undefined);
    const prefix = outer.flatMap((other) => decoratorModel(context, other)?.segments ?? []);
    return [
      {
        model: found.model,
        method: found.method,
        segments:
          found.model.named === 'field' ? [fieldName(context, site, value.member)] : [...prefix, ...found.segments],
        handler: file.functions[member.function]!,
        at: site,
        before: around,
      },
    ];
  });
}

function decoratorModel(
  context: Context,
  site: ValueRef,
): { model: RouteModel; method: string; segments: readonly string[] } | undefined {
  const call = decoratorCall(site);
  for (const path of decoratorPaths(context, site)) {
    const [model] = context.index.routesAt(path);
    if (!model) continue;
    const [first] = call ? (valueOf(call) as CallValue).args : [];
    const text = first === undefined ? '' : textOf(context, { fn: site.fn, id: first }, undefined, 0);
    return {
      model,
      method: model.route === 'name' ? nameOf(path) : model.route,
      segments: pathOf(text)?.segments ?? [],
    };
  }
  return undefined;
}

export function decoratorCall(site: ValueRef): ValueRef | undefined {
  const value = valueOf(site);
  if (value.op !== 'decorate') return undefined;
  return site.fn.facts.values[value.decorator]?.op === 'call' ? { fn: site.fn, id: value.decorator } : undefined;
}

/** Gets the access paths of a decorator: `@nestjs/common#@Get`. */
export function decoratorPaths(context: Context, site: ValueRef): readonly string[] {
  const value = valueOf(site);
  if (value.op !== 'decorate') return [];
  const call = site.fn.facts.values[value.decorator];
  const callee = call?.op === 'call' ? call.callee : value.decorator;
  return pathsOf(context.callers.resolve({ fn: site.fn, id: callee })).map((path) => path.replace('#', '#@'));
}

/** A file that is a route by where it lies. */
function fileRoutes(context: Context, file: LoadedFile): readonly Route[] {
  return context.index.fileRoutes.flatMap((model) => {
    const path = routePath(model, file.facts.path);
    if (path === undefined) return [];
    return patternsOf(model.api).flatMap((name) => {
      const exported = file.facts.exports.get(name);
      const refs = exported?.kind === 'cell' ? (file.cellWrites.get(exported.cell) ?? []) : [];
      return refs.flatMap((at) =>
        functionsOf(context, at).map((handler) => ({
          model,
          method: model.route === 'name' ? nameOf(`#${name}`) : model.route,
          segments: pathOf(path)?.segments ?? [],
          handler,
          at,
          before: [],
        })),
      );
    });
  });
}

/** Gets the path under which a file answers; undefined where it is no route. */
export function routePath(model: RouteModel, file: string): string | undefined {
  const match = model.file === undefined ? null : parseExpression(model.file).exec(file);
  return match ? (match[1] ?? '/') : undefined;
}

/** Gets where the request's own content is. */
export function bodyPlaces(route: Route): readonly Place[] {
  return (route.model.body ?? []).flatMap((port) => {
    const [, first, ...rest] = parsePort(port);
    if (first?.kind !== 'param') return [];
    const names = rest.flatMap((step) => (step.kind === 'property' ? [step.name] : []));
    return route.handler.facts.values.flatMap((value, id) =>
      value.op === 'param' && (value.index === first.index || (first.rest && value.index > first.index))
        ? [{ ref: { fn: route.handler, id }, path: names }]
        : [],
    );
  });
}

/** `@Args('key') key`: gets the part of a request's content that a parameter is given; undefined where it is all of it. */
export function partGiven(context: Context, { fn, id }: ValueRef): string | undefined {
  const param = valueOf({ fn, id });
  const decoration = context.callers.e.program.decorations.find((each) => {
    const value = valueOf(each);
    return (
      each.fn.file === fn.file &&
      value.op === 'decorate' &&
      param.op === 'param' &&
      value.param === param.index &&
      value.class === fn.facts.class &&
      value.member === fn.facts.name
    );
  });
  const call = decoration && decoratorCall(decoration);
  const [first] = call ? (valueOf(call) as CallValue).args : [];
  const text = call && first !== undefined ? textOf(context, { fn: call.fn, id: first }, undefined, 0) : '';
  return /^\w+$/.test(text) ? text : undefined;
}

/** Gets the values that leave as the route's answer. */
export function answersOf(route: Route): readonly ValueRef[] {
  const inside = route.handler.file.functions.filter((fn) => isInside(fn, route.handler));
  const returned = route.model.returns ? returnsOf(route.handler) : [];
  return [...returned, ...inside.flatMap((fn) => respondedIn(fn, route))];
}

function respondedIn(fn: FunctionNode, route: Route): readonly ValueRef[] {
  return fn.facts.values.flatMap((value) => {
    if (value.op !== 'call' || value.args.length === 0) return [];
    const callee = fn.facts.values[value.callee];
    if (callee?.op !== 'get') return [];
    const index = parameterUnder({ fn, id: callee.of }, route.handler, 0);
    const isAnswer = (route.model.responds ?? []).some((port) => {
      const [, first, ...rest] = parsePort(port);
      const [name] = rest.flatMap((step) => (step.kind === 'property' ? [step.name] : []));
      return first?.kind === 'param' && first.index === index && name === callee.name;
    });
    return isAnswer ? value.args.map((id) => ({ fn, id })) : [];
  });
}

/** `res.status(200)` is the handler's parameter `res` still. */
function parameterUnder(ref: ValueRef, handler: FunctionNode, depth: number): number | undefined {
  const value = valueOf(ref);
  const next = (id: number): number | undefined => parameterUnder({ fn: ref.fn, id }, handler, depth + 1);
  if (depth > 8) return undefined;
  if (value.op === 'param') return ref.fn === handler ? value.index : undefined;
  if (value.op === 'get') return next(value.of);
  if (value.op === 'call') return next(value.callee);
  if (value.op === 'typed') return value.of === undefined ? undefined : next(value.of);
  if (value.op !== 'cell') return undefined;
  const [write] = ref.fn.file.cellWrites.get(value.cell) ?? [];
  return write && refKey(write) !== refKey(ref) ? parameterUnder(write, handler, depth + 1) : undefined;
}

/** Holds if a text names a package that routes are declared with: a cheap first look. */
export function declares(context: Context, text: string): boolean {
  return [...context.index.servers].some((name) => text.includes(`'${name}'`) || text.includes(`"${name}"`));
}
