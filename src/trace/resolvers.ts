/**
 * Routes that are listed in an object, under the name of their group: `{ Query: { keys: () => … } }`.
 *
 * In: a file. Out: its routes, if the program makes a server of such lists anywhere.
 * Misses: lists that are put together from other files (`Query: { ...keys }` counts with its own file alone).
 */
import type { RouteModel } from '../model/catalogue.js';
import { type FunctionNode, type LoadedFile, type ValueRef, valueOf } from '../link/program.js';
import { type Context, isCalled } from './match.js';
import { type Route, functionsOf } from './routes.js';
import { patternsOf } from '../catalogue/patterns.js';

export function listedRoutes(context: Context, file: LoadedFile): readonly Route[] {
  return context.index.listing.flatMap((model) => {
    const found = file.functions.flatMap((fn) =>
      groupsIn(fn, model).flatMap((group) => routesOf(context, model, group)),
    );
    const isServed = (path: string): boolean => context.index.routesAt(path).includes(model);
    return found.length > 0 && isCalled(context, patternsOf(model.api), isServed) ? found : [];
  });
}

/** Gets the values that are called like one of a model's lists. */
function groupsIn(fn: FunctionNode, { lists }: RouteModel): readonly ValueRef[] {
  return fn.facts.values.flatMap((value) =>
    value.op === 'object'
      ? value.properties.flatMap(({ name, value: id }) => (lists?.includes(name ?? '') ? [{ fn, id }] : []))
      : [],
  );
}

function routesOf(context: Context, model: RouteModel, group: ValueRef): readonly Route[] {
  return context.callers.e.evaluate(group).flatMap((target) => {
    const listed = target.kind === 'object' ? valueOf(target.ref) : undefined;
    if (target.kind !== 'object' || listed?.op !== 'object') return [];
    return listed.properties.flatMap(({ name, value: id }) =>
      name === undefined ? [] : listedRoute(context, model, name, { fn: target.ref.fn, id }),
    );
  });
}

/** What a wrapper is given is the handler, and the wrapper stands in front of it: `keys: signedIn(() => …)`. */
function listedRoute(context: Context, model: RouteModel, name: string, at: ValueRef): readonly Route[] {
  const value = valueOf(at);
  const given = value.op === 'call' ? value.args.map((id) => ({ fn: at.fn, id })) : [];
  const inner = given.findLast((arg) => functionsOf(context, arg).length > 0);
  const around = value.op === 'call' ? [{ fn: at.fn, id: value.callee }, ...given.filter((arg) => arg !== inner)] : [];
  return functionsOf(context, inner ?? at).map((handler) => ({
    model,
    method: model.route,
    segments: [name],
    handler,
    at,
    before: inner ? around : [],
  }));
}
