/** Where a stored choice is written: the other end of `storage.get('consent')`. */
import { type ValueRef, valueOf } from '../link/program.js';
import { OpenCalls } from './open-calls.js';
import { writesOf } from './writes.js';
import { type CallValue, type Context, calleePaths } from './match.js';

/** `schema.key.default` is the deepest that stores are described. */
const MAX_DEPTH = 3;

const WRITERS = ['set', 'setItem', 'put', 'update', 'write'];

/** Gets the values that the program stores under `key`: `store.set('key', v)`, `storage.set({ key: v })`. */
export function storedUnder(context: Context, key: string): readonly ValueRef[] {
  const { program } = context.callers.e;
  program.loadMentioning([key]);
  return WRITERS.flatMap((name) =>
    (program.calls.get(name) ?? []).flatMap((site) => [...writtenBy(context, site, key)]),
  );
}

/** `new Store({ defaults: { consent: true } })`: what is there before anybody stores anything. */
export function defaultsOf(context: Context, read: ValueRef, key: string): readonly ValueRef[] {
  const value = valueOf(read);
  const callee = value.op === 'call' ? read.fn.facts.values[value.callee] : undefined;
  if (callee?.op !== 'get') return [];
  const store = { fn: read.fn, id: callee.of };
  const made = [store, ...(writesOf(context, store, new OpenCalls()) ?? [])];
  return made.flatMap((ref) => {
    const call = valueOf(ref);
    if (call.op !== 'call' || !call.isNew) return [];
    return call.args.flatMap((id) => propertiesNamed({ fn: ref.fn, id }, key, 0));
  });
}

/** What makes a value of text that was stored, by a schema: `Settings.parse(text)`. */
const READERS = new Set(['parse', 'parseAsync', 'safeParse', 'validate', 'validateSync', 'cast']);
const DEFAULTS = new Set(['default', 'prefault', 'catch']);

/**
 * `Settings.parse(text).consent` where the schema says `z.boolean().default(true)`: what is there where nothing was
 * stored. Undefined where no schema says so.
 */
export function schemaDefault(context: Context, read: ValueRef): ValueRef | undefined {
  const value = valueOf(read);
  if (value.op !== 'get' || value.name === undefined) return undefined;
  const { name } = value;
  return madeOf(context, { fn: read.fn, id: value.of })
    .flatMap((made) => calledOn(made, READERS))
    .flatMap((schema) => madeOf(context, schema))
    .flatMap((schema) => {
      const call = valueOf(schema);
      return call.op === 'call' ? call.args.flatMap((id) => propertiesNamed({ fn: schema.fn, id }, name, 0)) : [];
    })
    .flatMap(standardOf)[0];
}

/** Gets the calls that a value is the result of. */
function madeOf(context: Context, ref: ValueRef): readonly ValueRef[] {
  const value = valueOf(ref);
  if (value.op === 'await') return madeOf(context, { fn: ref.fn, id: value.of });
  return value.op === 'call' ? [ref] : (writesOf(context, ref, new OpenCalls()) ?? []);
}

/** Gets what a method of one of these names is called on. */
function calledOn(site: ValueRef, names: ReadonlySet<string>): readonly ValueRef[] {
  const value = valueOf(site);
  if (value.op === 'await') return calledOn({ fn: site.fn, id: value.of }, names);
  const callee = value.op === 'call' ? site.fn.facts.values[value.callee] : undefined;
  return callee?.op === 'get' && names.has(callee.name ?? '') ? [{ fn: site.fn, id: callee.of }] : [];
}

/** `boolean().default(true).describe('…')` */
function standardOf(ref: ValueRef): readonly ValueRef[] {
  const value = valueOf(ref);
  const callee = value.op === 'call' ? ref.fn.facts.values[value.callee] : undefined;
  if (value.op !== 'call' || callee?.op !== 'get') return [];
  if (DEFAULTS.has(callee.name ?? '')) return value.args.slice(0, 1).map((id) => ({ fn: ref.fn, id }));
  return standardOf({ fn: ref.fn, id: callee.of });
}

/** Gets the values of a property at some depth; of a description of a property, its `default`. */
function propertiesNamed(ref: ValueRef, name: string, depth: number): readonly ValueRef[] {
  const value = valueOf(ref);
  if (value.op !== 'object' || depth > MAX_DEPTH) return [];
  return value.properties.flatMap((property) => {
    const held = { fn: ref.fn, id: property.value };
    if (property.name !== name) return propertiesNamed(held, name, depth + 1);
    return valueOf(held).op === 'object' ? propertiesNamed(held, 'default', MAX_DEPTH) : [held];
  });
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
