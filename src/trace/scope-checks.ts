/**
 * Does a tested value limit where something is captured: a list of applications or sites, a field that holds a secret?
 *
 * In: a value and the outcome it was tested with. Out: what passing that test says about the place.
 * Holds: a membership that was read weighs more than a name, and what is let in more than what is left out.
 */
import type { Step } from '../model/result.js';
import { type ValueRef, valueOf } from '../link/program.js';
import type { CallValue, Context } from './match.js';
import { type CompiledNames, namesOf } from './names.js';
import type { Ask, Passed } from './passes.js';

/** What limits a capture. `named`: something that says so by its name and could not be read. */
export type Limit = 'list' | 'named' | 'exclusions';

const WEIGHT: Readonly<Record<Limit, number>> = { list: 3, named: 2, exclusions: 1 };
const MEMBERSHIP = new Set([
  'has',
  'includes',
  'some',
  'test',
  'endsWith',
  'startsWith',
  'match',
  'get',
  'find',
  'every',
]);
/** Every page has one of these; asking for them leaves nobody out. */
const SCHEME = /^\^?(?:https?|file|chrome(?:-extension)?|about|edge|moz-extension|data|blob)\??:?(?:\\?\/)*$/;

/** Asks of each tested value whether it lets only some applications or sites through. */
export function askForLimit(context: Context, names: CompiledNames): Ask {
  const passed = (ref: ValueRef, is: Limit, note: string): Passed => ({
    is,
    weight: WEIGHT[is],
    step: { location: context.callers.e.program.locate(ref), note } satisfies Step,
  });
  return (ref, truthy) => {
    const asked = membership(context, names, ref) ?? equality(context, names, ref);
    if (asked !== undefined) {
      return asked === truthy
        ? passed(ref, 'list', 'only listed applications or sites pass')
        : passed(ref, 'exclusions', 'listed applications or sites are left out, every other one passes');
    }
    if (isReadable(context, ref)) return undefined;
    const called = namesOf(ref);
    if (truthy && names.allowed.test(called)) return passed(ref, 'named', `${called} could not be read`);
    if (!truthy && names.excluded.test(called)) return passed(ref, 'exclusions', `${called} leaves some out`);
    return undefined;
  };
}

/** `ALLOWED.has(bundleId)`, `hostname.endsWith('.example')`, `SITES.some((site) => url.includes(site))`: says `true`. */
function membership(context: Context, names: CompiledNames, ref: ValueRef): true | undefined {
  const value = valueOf(ref);
  if (value.op !== 'call') return undefined;
  const callee = ref.fn.facts.values[value.callee];
  if (callee?.op !== 'get' || !MEMBERSHIP.has(callee.name ?? '')) return undefined;
  if (value.args.some((id) => isScheme({ fn: ref.fn, id })) || isScheme({ fn: ref.fn, id: callee.of }))
    return undefined;
  const of = namesOf({ fn: ref.fn, id: callee.of });
  const subjects = [of, ...value.args.map((id) => namesOf({ fn: ref.fn, id }))];
  const isAbout = subjects.some((text) => names.place.test(text)) || names.allowed.test(of) || names.excluded.test(of);
  return isAbout || asksInside(context, names, ref, value) ? true : undefined;
}

function asksInside(context: Context, names: CompiledNames, ref: ValueRef, call: CallValue): boolean {
  return call.args.some((id) =>
    context.callers.e
      .evaluate({ fn: ref.fn, id })
      .some(
        (target) =>
          target.kind === 'function' &&
          target.fn.facts.values.some(
            (value) =>
              value.op === 'return' && membership(context, names, { fn: target.fn, id: value.value }) !== undefined,
          ),
      ),
  );
}

function isScheme(ref: ValueRef): boolean {
  const value = valueOf(ref);
  if (value.op === 'regex') return SCHEME.test(value.pattern);
  return value.op === 'const' && typeof value.value === 'string' && SCHEME.test(value.value);
}

/** `hostname === 'crm.example'`: says whether being equal is what was tested. */
function equality(context: Context, names: CompiledNames, ref: ValueRef): boolean | undefined {
  const value = valueOf(ref);
  if (value.op !== 'compare') return undefined;
  const sides = [value.left, value.right].map((id) => ({ fn: ref.fn, id }));
  const known = sides.find((side) => isNamedPlace(context, side));
  const asked = sides.find((side) => side !== known);
  if (!known || !asked || !names.place.test(namesOf(asked))) return undefined;
  if (value.operator === '===' || value.operator === '==') return true;
  return value.operator === '!==' || value.operator === '!=' ? false : undefined;
}

/** Holds for a literal that names one place; that it is not empty says nothing. */
function isNamedPlace(context: Context, ref: ValueRef): boolean {
  const targets = context.callers.e.evaluate(ref);
  return (
    targets.length > 0 &&
    targets.every((target) => target.kind === 'const' && typeof target.value === 'string' && target.value.length > 1)
  );
}

/** Holds if the answer comes out of a function that can be read instead. */
function isReadable(context: Context, ref: ValueRef): boolean {
  const value = valueOf(ref);
  if (value.op !== 'call') return value.op !== 'get' && value.op !== 'param' && value.op !== 'import';
  return context.callers.e
    .evaluate({ fn: ref.fn, id: value.callee })
    .some((target) => target.kind === 'function' || target.kind === 'class');
}

/** Asks of each tested value whether it keeps fields out that hold a secret. */
export function askForSecrets(context: Context, names: CompiledNames): Ask {
  return (ref, truthy) => {
    if (!mentionsSecret(names, ref)) return undefined;
    const value = valueOf(ref);
    const differs = value.op === 'compare' && (value.operator === '!==' || value.operator === '!=');
    if (truthy !== differs) return undefined;
    const step = { location: context.callers.e.program.locate(ref), note: 'fields that hold a secret are skipped' };
    return { is: 'secrets', weight: 1, step };
  };
}

/** Holds for `field.type === 'password'`, `field.matches('[type=password]')`, `isSensitive(field)`. */
export function mentionsSecret(names: CompiledNames, ref: ValueRef): boolean {
  const value = valueOf(ref);
  const texts = namesOf(ref).split(' ');
  if (value.op === 'compare') texts.push(namesOf({ fn: ref.fn, id: value.right }));
  if (value.op === 'call') texts.push(...value.args.map((id) => namesOf({ fn: ref.fn, id })));
  return texts.some((text) => names.secretField.test(text));
}
