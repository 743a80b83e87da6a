/** Where a stored choice is written: the other end of `storage.get('consent')`. */
import { type ValueRef, valueOf } from '../link/program.js';
import { type CallValue, type Context, calleePaths } from './match.js';

const WRITERS = ['set', 'setItem', 'put', 'update', 'write'];

/** Gets the values that the program stores under `key`: `store.set('key', v)`, `storage.set({ key: v })`. */
export function storedUnder(context: Context, key: string): readonly ValueRef[] {
  const { program } = context.callers.e;
  program.loadMentioning([key]);
  return WRITERS.flatMap((name) =>
    (program.calls.get(name) ?? []).flatMap((site) => [...writtenBy(context, site, key)]),
  );
}

function writtenBy(context: Context, site: ValueRef, key: string): readonly ValueRef[] {
  const call = valueOf(site) as CallValue;
  const at = (id: number | undefined): ValueRef[] => (id === undefined ? [] : [{ fn: site.fn, id }]);
  const [first, second] = call.args;
  const found = at(first).flatMap((argument) =>
    isText(context, argument, key) ? at(second) : propertyOf(argument, key),
  );
  return found.length > 0 && isStorage(context, site) ? found : [];
}

function isText(context: Context, ref: ValueRef, text: string): boolean {
  return context.callers.e.evaluate(ref).some((target) => target.kind === 'const' && target.value === text);
}

function propertyOf(ref: ValueRef, name: string): ValueRef[] {
  const value = valueOf(ref);
  if (value.op !== 'object') return [];
  return value.properties
    .filter((property) => property.name === name)
    .map((property) => ({ fn: ref.fn, id: property.value }));
}

function isStorage(context: Context, site: ValueRef): boolean {
  return calleePaths(context, site).some((path) =>
    context.index.sinksAt(path).some((model) => model.sink === 'storage' || model.sink === 'disk'),
  );
}
