/**
 * The names under which a message is sent or heard.
 *
 * A name may stand inside of what is sent (`new CustomEvent('typed', …)` has it as its `type`): which argument became
 * that property is for the propagators to say.
 */
import { literalMatches, parsePort } from '../catalogue/patterns.js';
import { elementsOf } from '../link/collections.js';
import { type ValueRef, valueOf } from '../link/program.js';
import type { Target } from '../link/targets.js';
import type { ChannelEnd, ChannelModel, Port } from '../model/catalogue.js';
import { type Context, headRef, portTargets } from './match.js';
import { originsOf } from './origins.js';
import type { ContentFact } from './facts.js';
import { givenBack } from './writes.js';

type Frame = ContentFact['frame'];

/** Gets the texts that stand at the port of a call which holds the name. */
export function literalNames(context: Context, site: ValueRef, port: Port, frame: Frame): readonly string[] {
  const targets = portTargets(context, site, port, frame) ?? insideArgument(context, site, port, frame);
  return targets.flatMap((target) => namesIn(context, target));
}

/** A text is a name; of an object the properties are names, of a list what it holds: `storage.set({ typed })`. */
function namesIn(context: Context, target: Target): readonly string[] {
  if (target.kind === 'const') return typeof target.value === 'string' ? [target.value] : [];
  if (target.kind !== 'object') return [];
  const value = valueOf(target.ref);
  if (value.op === 'object') return value.properties.flatMap(({ name }) => name ?? []);
  const held = value.op === 'array' ? elementsOf(context.callers.e, target.ref) : [];
  return held.flatMap((each) => (each.kind === 'const' && typeof each.value === 'string' ? [each.value] : []));
}

/** Gets the names that an end of a channel has at a call, and that are the channel's own. */
export function namesAt(
  context: Context,
  { except = [] }: ChannelModel,
  { name }: ChannelEnd,
  site: ValueRef,
  frame: Frame,
): readonly string[] {
  const names = name === undefined ? [] : literalNames(context, site, name, frame);
  return names.filter((each) => !literalMatches(except, each));
}

function insideArgument(context: Context, site: ValueRef, port: Port, frame: Frame): readonly Target[] {
  const [head, step, ...rest] = parsePort(port);
  const sent = headRef(site, head!);
  if (!sent || step?.kind !== 'property' || rest.length > 0) return [];
  return originsOf(context, sent).calls.flatMap((made) => {
    // The frame says who called the function that sends, and of another function nothing.
    const within = made.fn === site.fn ? frame : undefined;
    return (givenBack(context, made, step.name) ?? []).flatMap((argument) => context.callers.resolve(argument, within));
  });
}
