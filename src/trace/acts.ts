/**
 * Which functions run because a person did something, and what that something was called.
 */
import type { Invocation } from '../link/invocations.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { CellId, Value } from '../model/facts.js';
import { type Context, calleePaths, conditionsHold } from './match.js';
import { type CompiledNames, namesOf } from './names.js';

const MAX_DEPTH = 3;
/** How deep in a label its control is looked for: each element is a list in an object in an element. */
const MAX_NESTING = 6;
/** JSX props and options whose function runs on the person's act. */
const ACT_PROP =
  /^(on(Click|Press|Submit|Change|CheckedChange|ValueChange|Accept|Agree|Consent|Confirm|Allow|OptIn|Grant|Toggle|Select|MouseDown|PointerDown|Input)\w*|click|action|accept|confirm|onAccepted|onGranted)$/;
const ACT_EVENT = /^(click|submit|change|pointerdown|mousedown|toggle|press|tap|input)$/;

/** Holds if `fn` only runs when a person acts: every way it is run is a button's, a form's or a menu item's handler. */
export function isPersonsAct(context: Context, fn: FunctionNode, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const ways = context.callers.invocations(fn);
  if (ways.length > 0) return ways.every((way) => isAct(context, way, depth));
  const parent = fn.facts.kind === 'arrow' || fn.facts.kind === 'function' ? fn.facts.parent : undefined;
  return parent !== undefined && fn.facts.name === '' && isPersonsAct(context, fn.file.functions[parent]!, depth + 1);
}

function isAct(context: Context, way: Invocation, depth: number): boolean {
  if (way.kind === 'call') return isPersonsAct(context, way.site.fn, depth + 1);
  if (way.prop !== undefined || way.kind !== 'callback') return isActItself(context, way);
  return isActItself(context, way) || isPersonsAct(context, way.site.fn, depth + 1);
}

/** Holds for the handler of a control: a button's, a form's, a menu item's. */
export function isActItself(context: Context, way: Invocation): boolean {
  if (way.kind === 'call') return false;
  if (way.prop !== undefined) return ACT_PROP.test(way.prop);
  return way.kind === 'callback' && isActListener(context, way);
}

/** Holds for the name of a prop or option whose function runs on the person's act. */
export function isActProp(name: string): boolean {
  return ACT_PROP.test(name);
}

/** Holds if `fn` is the handler of a control that says what the person agrees to, or is only called by such handlers. */
export function isAboutRecording(context: Context, names: CompiledNames, fn: FunctionNode, depth = 0): boolean {
  if (context.callers.isWidelyUsed(fn)) return false;
  // What a control calls is worth parsing files for, not what calls that.
  const ways = (depth === 0 ? context.callers : context.glance).invocations(fn);
  if (ways.some((way) => saysRecording(names, controlWords(context, way, fn)))) return true;
  const isCalled = depth < MAX_DEPTH && ways.length > 0 && ways.every(({ kind }) => kind === 'call');
  return isCalled && ways.every((way) => isAboutRecording(context, names, way.site.fn, depth + 1));
}

/** Holds for what tells whether a box was ticked, where the label around the box says what the person agrees to. */
export function isTickAboutRecording(context: Context, names: CompiledNames, ref: ValueRef): boolean {
  const value = valueOf(ref);
  if (value.op !== 'get' || value.name !== 'checked') return false;
  const ways = context.callers.invocations(ref.fn);
  return ways.length > 0 && ways.every(({ site }) => saysRecording(names, labelWords(context, site, 0)));
}

function saysRecording({ recordButton, agreeButton, consent }: CompiledNames, words: string): boolean {
  return words !== '' && [recordButton, agreeButton, consent].some((list) => list.test(words));
}

/** Holds if `fn` runs without anybody doing anything: when the program starts, or by the clock. */
export function runsByItself(context: Context, fn: FunctionNode, depth = 0): boolean {
  const { kind } = fn.facts;
  if (kind === 'module' || kind === 'static') return true;
  if (depth > MAX_DEPTH || context.callers.isWidelyUsed(fn)) return false;
  return context.callers
    .invocations(fn)
    .some(
      (way) =>
        (way.kind === 'call' && runsByItself(context, way.site.fn, depth + 1)) ||
        (isClock(context, way) && !isPersonsAct(context, way.site.fn)),
    );
}

/** `consent = false; setTimeout(() => { consent = true; }, 1800000)`: a clock gives back what was taken on an act. */
export function isGivenBack(context: Context, write: ValueRef): boolean {
  const places = placesOf(write);
  return context.callers.invocations(write.fn).some((way) => {
    const { fn } = way.site;
    const takes = (value: Value, id: number): boolean =>
      value.op === 'const' && !value.value && placesOf({ fn, id }).some((place) => places.includes(place));
    return isClock(context, way) && fn.facts.values.some(takes);
  });
}

/** Gets what a value is written to: variables, and properties by name. */
function placesOf({ fn, id }: ValueRef): readonly (string | CellId)[] {
  return fn.facts.values.flatMap((use): (string | CellId)[] => {
    if (use.op === 'write' && use.value === id) return [use.cell];
    return use.op === 'set' && use.value === id && use.name !== undefined ? [use.name] : [];
  });
}

function isClock(context: Context, way: Invocation): boolean {
  if (way.kind !== 'callback') return false;
  return calleePaths(context, way.site).some((path) =>
    context.index
      .runsAt(path)
      .some(({ runs, callback }) => (runs === 'timer' || runs === 'at-once') && callback === `arg${way.position ?? 0}`),
  );
}

/** A listener on one control; one on the whole page or machine hears what was meant for others. */
function isActListener(context: Context, way: Invocation): boolean {
  const call = valueOf(way.site);
  const heard = calleePaths(context, way.site).flatMap((path) => context.index.sensorsAt(path));
  if (heard.some((model) => model.reach !== 'element' && conditionsHold(context, way.site, model.when) !== 'no'))
    return false;
  const first = call.op === 'call' ? way.site.fn.facts.values[call.args[0] ?? -1] : undefined;
  return first?.op === 'const' && typeof first.value === 'string' && ACT_EVENT.test(first.value);
}

/** Gets the words on and around the control whose handler this is; empty where it is no act of a person. */
export function controlWords(context: Context, way: Invocation, fn: FunctionNode): string {
  if (way.kind === 'event' && way.prop !== undefined && ACT_PROP.test(way.prop))
    return `${fn.facts.name} ${jsxWords(way.site)}`;
  if (way.kind !== 'callback') return '';
  if (way.prop !== undefined) return ACT_PROP.test(way.prop) ? `${fn.facts.name} ${optionWords(way)}` : '';
  return isActListener(context, way) ? `${fn.facts.name} ${listenerWords(way.site)}` : '';
}

function jsxWords(site: ValueRef): string {
  const value = valueOf(site);
  if (value.op !== 'jsx') return '';
  return constantsUnder(site, value.props, 0).join(' ');
}

/** Gets the words of the label that stands around a control. */
function labelWords(context: Context, site: ValueRef, depth: number): string {
  if (depth > MAX_NESTING) return '';
  const around = context.callers.e.program.usesOf(site).map((id) => ({ fn: site.fn, id }));
  return around
    .map((use) => {
      const value = valueOf(use);
      if (value.op === 'jsx') return value.tag === 'label' ? jsxWords(use) : labelWords(context, use, depth + 1);
      return value.op === 'object' || value.op === 'array' ? labelWords(context, use, depth + 1) : '';
    })
    .join(' ');
}

/** Of several items of a menu, only its own says what it does. */
function optionWords({ options, site }: Invocation): string {
  if (options) return constantsUnder(options, options.id, 0).join(' ');
  const value = valueOf(site);
  return value.op === 'call' ? value.args.flatMap((id) => constantsUnder(site, id, 0)).join(' ') : '';
}

function listenerWords(site: ValueRef): string {
  const value = valueOf(site);
  const callee = value.op === 'call' ? site.fn.facts.values[value.callee] : undefined;
  return callee?.op === 'get'
    ? namesOf({ fn: site.fn, id: callee.of }) + constantsUnder(site, callee.of, 0).join(' ')
    : '';
}

/** Literal texts inside a value: labels, ids, children. */
function constantsUnder(site: ValueRef, id: number, depth: number): string[] {
  const value = site.fn.facts.values[id];
  if (!value || depth > 4) return [];
  const next = (inner: number): string[] => constantsUnder(site, inner, depth + 1);
  switch (value.op) {
    case 'const':
      return typeof value.value === 'string' ? [value.value] : [];
    case 'object':
      return value.properties.flatMap((property) => next(property.value));
    case 'array':
      return value.elements.flatMap(next);
    case 'jsx':
      return next(value.props);
    case 'call':
      return value.args.flatMap(next);
    case 'choose':
      return [...next(value.then), ...next(value.else)];
    case 'template':
      return [...value.text];
    default:
      return [];
  }
}
