/**
 * Who makes a listener run, and with what: `bus.on('agreed', record)` runs where `bus.emit('agreed')` does.
 *
 * In: the call that registers a listener. Out: everything sent that it hears.
 * Holds: an emitter is only known as long as nothing but its own methods is used of it.
 */
import { parsePort } from '../catalogue/patterns.js';
import type { ChannelModel } from '../model/catalogue.js';
import { argumentRef } from '../link/evaluate.js';
import { type ValueRef, valueOf } from '../link/program.js';
import { readsOf, variableOf } from '../link/variables.js';
import { type CallValue, type Context, calleePaths, portTargets } from './match.js';

interface Sent {
  readonly site: ValueRef;
  /** Gets what the listener is given in this place. */
  readonly argument: (index: number) => ValueRef | undefined;
}

/** Gets what a listener hears; undefined where others may send too, or for a call that registers none. */
export function heardBy(context: Context, listener: ValueRef): readonly Sent[] | undefined {
  const receiver = receiverOf(listener);
  const channel = receiver && channelOf(context, listener);
  const names = channel && namesAt(context, listener, channel.receive.name);
  const made = names && madeAt(context, receiver);
  const calls = made && methodCallsOf(context, made);
  if (!calls) return undefined;
  const sent = calls.filter((site) => sends(context, site, channel, names));
  const [head] = parsePort(channel.send.payload);
  const first = head?.kind === 'arg' ? head.index : 0;
  return [...initial(made), ...sent.map((site) => sentAt(site, first))];
}

/** An emitter that is made with a value hands that to whoever comes. */
function initial(made: ValueRef): readonly Sent[] {
  return (valueOf(made) as CallValue).args.length > 0 ? [sentAt(made, 0)] : [];
}

function sentAt(site: ValueRef, first: number): Sent {
  const call = valueOf(site) as CallValue;
  return { site, argument: (index) => argumentRef(site.fn, call, first + index) };
}

function channelOf(context: Context, listener: ValueRef): ChannelModel | undefined {
  return calleePaths(context, listener)
    .flatMap((path) => context.index.receivesAt(path))
    .find(({ sameReceiver }) => sameReceiver);
}

function sends(context: Context, site: ValueRef, channel: ChannelModel, heard: readonly string[]): boolean {
  if (!calleePaths(context, site).some((path) => context.index.sendsAt(path).includes(channel))) return false;
  const names = namesAt(context, site, channel.send.name);
  return !names || names.length === 0 || names.some((name) => heard.includes(name));
}

/** Gets the names that stand at a port, none where the channel has none; undefined where they cannot be read. */
function namesAt(context: Context, site: ValueRef, port: string | undefined): readonly string[] | undefined {
  if (port === undefined) return [];
  const targets = portTargets(context, site, port) ?? [];
  const names = targets.flatMap((target) => (target.kind === 'const' ? [String(target.value)] : []));
  return names.length > 0 && names.length === targets.length ? names : undefined;
}

/** Gets where the emitter is made, if that is the one thing that its variable holds. */
function madeAt({ callers }: Context, receiver: ValueRef): ValueRef | undefined {
  const variable = variableOf(callers.e, receiver);
  const writes = variable ? (variable.file.cellWrites.get(variable.cell) ?? []) : [receiver];
  const call = writes.length === 1 ? valueOf(writes[0]!) : undefined;
  return call?.op === 'call' && call.isNew ? writes[0] : undefined;
}

/** Gets the calls of an emitter's methods; undefined where anything else becomes of it. */
function methodCallsOf({ callers }: Context, made: ValueRef): readonly ValueRef[] | undefined {
  const { program } = callers.e;
  const calls: ValueRef[] = [];
  const reads = [made];
  for (const { fn, id } of reads) {
    for (const user of program.usesOf({ fn, id })) {
      const use = fn.facts.values[user]!;
      if (use.op === 'write' && id === made.id) reads.push(...readsOf(callers.e, { file: fn.file, cell: use.cell }));
      else if (use.op !== 'get') return undefined;
      else if (!program.usesOf({ fn, id: user }).every((call) => isCallOf({ fn, id: call }, user))) return undefined;
      else calls.push(...program.usesOf({ fn, id: user }).map((call) => ({ fn, id: call })));
    }
  }
  return calls;
}

function isCallOf(site: ValueRef, callee: number): boolean {
  const call = valueOf(site);
  return call.op === 'call' && call.callee === callee && !call.args.includes(callee);
}

function receiverOf(site: ValueRef): ValueRef | undefined {
  const call = valueOf(site);
  const callee = call.op === 'call' ? site.fn.facts.values[call.callee] : undefined;
  return callee?.op === 'get' ? { fn: site.fn, id: callee.of } : undefined;
}
