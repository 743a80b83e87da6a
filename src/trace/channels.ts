/**
 * Named hops: IPC, extension messages, sockets, event emitters. What is sent under a name arrives at its receivers.
 */
import { distinctiveWord, parsePort } from '../catalogue/patterns.js';
import type { ChannelEnd, ChannelModel } from '../model/catalogue.js';
import { type Program, type ValueRef, refKey, valueOf } from '../link/program.js';
import { type Target, targetKey } from '../link/targets.js';
import { literalNames, namesAt } from './channel-names.js';
import type { ContentFact } from './facts.js';
import type { Search } from './flow.js';
import { kindOf } from './message-kinds.js';
import {
  type Context,
  type Place,
  assignedPaths,
  calleePaths,
  conditionsHold,
  headRef,
  pathsOf,
  portPlaces,
} from './match.js';

/** Sends content on; holds if the call was a channel's and somebody listens. */
export function followChannel(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  path: string,
  position: number,
  isStored: boolean,
): boolean {
  const sent = search.context.index
    .sendsAt(path)
    .flatMap((channel) => messageOn(search.context, fact, site, channel, position) ?? []);
  for (const message of sent) arrive(search, isStored ? { ...fact, isReadBack: true } : fact, site, message);
  const heard = new Set(sent.flatMap(({ channel, receivers }) => (receivers.length > 0 ? [channel.channel] : [])));
  // Nobody here listens: it leaves for a process that this program does not show.
  if (sent.some(({ channel }) => leavesUnheard(channel) && !heard.has(channel.channel)))
    search.hit({ model: { sink: 'ipc' }, kind: 'ipc', api: path, site, fact });
  return heard.size > 0;
}

function leavesUnheard({ sameReceiver, staysInside }: ChannelModel): boolean {
  return !sameReceiver && !staysInside;
}

interface Message {
  readonly channel: ChannelModel;
  readonly names: readonly string[];
  readonly receivers: readonly ValueRef[];
  readonly position: number;
}

/** Gets what a call sends on a channel; undefined where it does not send this argument, or nothing at all. */
function messageOn(
  context: Context,
  fact: ContentFact,
  site: ValueRef,
  channel: ChannelModel,
  position: number,
): Message | undefined {
  const [head] = parsePort(channel.send.payload);
  if (head?.kind !== 'arg' || (head.index !== position && !(head.rest && position > head.index))) return undefined;
  const names = namesAt(context, channel, channel.send, site, fact.frame);
  if (channel.send.name && names.length === 0) return undefined;
  if (conditionsHold(context, site, channel.send.when, fact.frame) === 'no') return undefined;
  return { channel, names, receivers: receiversOf(context, channel, names, site), position: position - head.index };
}

function arrive(
  search: Search,
  fact: ContentFact,
  site: ValueRef,
  { channel, names, receivers, position }: Message,
): void {
  const label = names.length > 0 ? `"${names[0]}"` : 'a message';
  const message = channel.send.name ? undefined : headRef(site, parsePort(channel.send.payload)[0]!);
  const kind = message && kindOf(search.context, fact, message);
  const gate = receivers.length > 0 ? search.gates.passedOnLeaving(site) : undefined;
  for (const receiver of receivers) {
    for (const place of payloadPlaces(search.context, channel, receiver, position)) {
      const path = [...place.path, ...fact.path];
      search.move(fact, place.ref, path, `arrives as ${label} on channel ${channel.channel}`, {
        frame: place.frame,
        gate,
        at: site,
        kind,
      });
    }
  }
}

const receiverMemo = new WeakMap<Context, Map<string, readonly ValueRef[]>>();

/** Finds the calls that listen for these names. */
function receiversOf(
  context: Context,
  channel: ChannelModel,
  names: readonly string[],
  site: ValueRef,
): readonly ValueRef[] {
  const memo = receiverMemo.get(context) ?? new Map<string, readonly ValueRef[]>();
  receiverMemo.set(context, memo);
  const identity = channel.sameReceiver ? receiverKeys(context, site) : undefined;
  const key = `${context.index.channels.indexOf(channel)}|${names.join()}|${identity?.join() ?? ''}`;
  const known = memo.get(key);
  if (known) return known;
  if (channel.sameReceiver) loadListeners(context, site, names);
  else loadEnd(context, channel.receive, names);
  const found = listening(context, channel, names, identity);
  memo.set(key, found);
  return found;
}

/** Gets the listeners, in the files that are there, that hear one of these names. */
function listening(
  context: Context,
  channel: ChannelModel,
  names: readonly string[],
  identity: readonly string[] | undefined,
): readonly ValueRef[] {
  return listeners(context, channel).filter((receiver) => {
    if (conditionsHold(context, receiver, channel.receive.when) === 'no') return false;
    if (identity && !receiverKeys(context, receiver).some((each) => identity.includes(each))) return false;
    if (!channel.receive.name) return true;
    const heard = literalNames(context, receiver, channel.receive.name, undefined);
    return names.some((name) => heard.includes(name));
  });
}

/** Gets the calls, in the files that are there, that listen to what a call sends. */
export function listenersSeen(
  context: Context,
  site: ValueRef,
): readonly { readonly channel: ChannelModel; readonly receiver: ValueRef }[] {
  return calleePaths(glancing(context), site)
    .flatMap((path) => context.index.sendsAt(path))
    .flatMap((channel) => {
      const names = namesAt(context, channel, channel.send, site, undefined);
      if (channel.send.name && names.length === 0) return [];
      const identity = channel.sameReceiver ? receiverKeys(context, site) : undefined;
      return listening(context, channel, names, identity).map((receiver) => ({ channel, receiver }));
    });
}

/** What a receiver's handler returns goes back to whoever sent the message. */
export function followReply(
  search: Search,
  fact: ContentFact,
  receiver: ValueRef,
  path: readonly string[],
  note: string,
): void {
  const { context } = search;
  for (const api of calleePaths(context, receiver)) {
    for (const channel of context.index.receivesAt(api)) {
      if (!channel.send.reply || !channel.receive.name) continue;
      const names = literalNames(context, receiver, channel.receive.name, undefined);
      for (const sender of sendersOf(context, channel, names, receiver))
        search.move(fact, sender, path, note, { frame: undefined, at: receiver });
    }
  }
}

/** Gets the calls whose message this listener hears; undefined where it listens to no channel. */
export function heardFrom(context: Context, receiver: ValueRef): readonly ValueRef[] | undefined {
  const channels = new Set(calleePaths(context, receiver).flatMap((path) => context.index.receivesAt(path)));
  const heard = [...channels].filter((channel) => conditionsHold(context, receiver, channel.receive.when) !== 'no');
  if (heard.length === 0) return undefined;
  return heard.flatMap((channel) => {
    const names = namesAt(context, channel, channel.receive, receiver, undefined);
    if (channel.receive.name && names.length === 0) return [];
    const own = channel.sameReceiver ? receiverKeys(context, receiver) : undefined;
    return sendersOf(context, channel, names, receiver).filter(
      (sender) => !own || receiverKeys(context, sender).some((key) => own.includes(key)),
    );
  });
}

const senderMemo = new WeakMap<Context, Map<string, readonly ValueRef[]>>();

function sendersOf(
  context: Context,
  channel: ChannelModel,
  names: readonly string[],
  receiver: ValueRef,
): readonly ValueRef[] {
  const memo = senderMemo.get(context) ?? new Map<string, readonly ValueRef[]>();
  senderMemo.set(context, memo);
  const identity = channel.sameReceiver ? receiverKeys(context, receiver).join() : '';
  const key = `${context.index.channels.indexOf(channel)}|${names.join()}|${identity}`;
  const known = memo.get(key);
  if (known) return known;
  if (channel.sameReceiver) loadListeners(context, receiver, names);
  else loadEnd(context, channel.send, names);
  const found = callsOn(context, channel.send, (path) => context.index.sendsAt(path).includes(channel)).filter(
    (sender) => {
      if (!channel.send.name) return true;
      const sent = literalNames(context, sender, channel.send.name, undefined);
      return names.some((name) => sent.includes(name));
    },
  );
  memo.set(key, found);
  return found;
}

/** Files that could be the other end: they name its API; where that is an everyday word, the channel as well. */
function loadEnd(context: Context, end: ChannelEnd, names: readonly string[]): void {
  const { program } = context.callers.e;
  for (const api of end.api) {
    const word = distinctiveWord(api);
    if (word && isAssignment(api)) program.loadMentioning([word]);
    else if (word) program.loadMentioning([word], (text) => mayName(text, end, lastWord(api), names));
    else
      for (const name of names)
        for (const quote of QUOTES) program.loadMentioning([quote + name + quote, `${lastWord(api)}(`]);
  }
}

/** Holds unless every call of this method in the text spells out another channel's name. */
function mayName(text: string, end: ChannelEnd, method: string, names: readonly string[]): boolean {
  if (end.name !== 'arg0' || names.length === 0) return true;
  const calls = text.matchAll(
    new RegExp(`\\b${method}\\s*(?:<[^>\\n]*>)?\\(\\s*(?:'([^']*)'|"([^"]*)"|\`([^\`$]*)\`)?`, 'g'),
  );
  return [...calls].some(([, ...spelt]) => {
    const name = spelt.find((each) => each !== undefined);
    return name === undefined || names.includes(name);
  });
}

const QUOTES = ["'", '"', '`'];

/** An object's listeners are in files that can name its class. */
function loadListeners(context: Context, site: ValueRef, names: readonly string[]): void {
  const { program } = context.callers.e;
  for (const target of emitterTargets(context, site)) {
    if (target.kind === 'instance') for (const name of names) program.loadDependents(target.cls.file.facts.path, name);
  }
}

function isAssignment(api: string): boolean {
  return api.endsWith('=');
}

function lastWord(api: string): string {
  return api.slice(api.lastIndexOf('.') + 1).replace(/=$/, '');
}

function listeners(context: Context, channel: ChannelModel): readonly ValueRef[] {
  return callsOn(context, channel.receive, (path) => context.index.receivesAt(path).includes(channel));
}

/** Finds the calls, and the assignments of handlers, that are this end. */
function callsOn(context: Context, end: ChannelEnd, matches: (path: string) => boolean): readonly ValueRef[] {
  const { calls, sets } = context.callers.e.program;
  const glance = glancing(context);
  const isEnd = (site: ValueRef, paths: typeof listeningPaths): boolean =>
    asked(context.callers.e.program, end, site, () => paths(glance, site).some(matches));
  const called = candidates(calls, end.api, false).filter((site) => isEnd(site, listeningPaths));
  const assigned = candidates(sets, end.api, true).filter((site) => isEnd(site, assignedPaths));
  return [...called, ...assigned];
}

const answers = new WeakMap<Program, Map<ChannelEnd, Map<number, boolean>>>();

/** Every `on` of the program is a candidate, each time anybody sends something: each is asked once. */
function asked(program: Program, end: ChannelEnd, site: ValueRef, isEnd: () => boolean): boolean {
  const byEnd = answers.get(program) ?? new Map<ChannelEnd, Map<number, boolean>>();
  answers.set(program, byEnd);
  const bySite = byEnd.get(end) ?? new Map<number, boolean>();
  byEnd.set(end, bySite);
  const known = bySite.get(refKey(site));
  if (known !== undefined) return known;
  const answer = isEnd();
  bySite.set(refKey(site), answer);
  return answer;
}

function candidates(
  places: ReadonlyMap<string, readonly ValueRef[]>,
  patterns: readonly string[],
  areAssignments: boolean,
): readonly ValueRef[] {
  const names = new Set(patterns.filter((api) => isAssignment(api) === areAssignments).map(lastWord));
  return [...names].flatMap((name) => places.get(name) ?? []);
}

/** Both ends of a hop are in files that were loaded for it; who else might be an emitter is not worth parsing. */
function glancing(context: Context): Context {
  return { ...context, callers: context.glance };
}

/** A class may wrap its base's `on`: the call listens all the same. */
function listeningPaths(context: Context, site: ValueRef): readonly string[] {
  const value = valueOf(site);
  const callee = value.op === 'call' ? site.fn.facts.values[value.callee] : undefined;
  if (callee?.op !== 'get' || callee.name === undefined) return calleePaths(context, site);
  const { name } = callee;
  const bases = context.callers
    .resolve({ fn: site.fn, id: callee.of })
    .flatMap((target) => (target.kind === 'instance' ? [...context.callers.e.superclass(target.cls)] : []));
  return [...calleePaths(context, site), ...pathsOf(context.callers.e.members(bases, name))];
}

/** Which objects an emitter call is on; a library's emitter is known by the variable or field that holds it. */
function receiverKeys(context: Context, site: ValueRef): readonly string[] {
  const value = valueOf(site);
  const callee = value.op === 'call' ? site.fn.facts.values[value.callee] : undefined;
  const place = callee?.op === 'get' ? placeKey(context, { fn: site.fn, id: callee.of }) : '';
  return emitterTargets(context, site).flatMap((target) => identityKeys(context, target, place));
}

/** Names the variable or field a value is kept in; empty where it is in neither. */
function placeKey(context: Context, ref: ValueRef): string {
  const value = valueOf(ref);
  const { e } = context.callers;
  if (value.op === 'cell') return `${ref.fn.file.facts.path}:${value.cell}`;
  if (value.op === 'import') {
    const resolved = e.program.resolver.resolve(ref.fn.file.facts.path, value.module);
    const exported =
      resolved.kind === 'file' ? e.program.load(resolved.path)?.facts.exports.get(value.name) : undefined;
    return resolved.kind === 'file' && exported?.kind === 'cell' ? `${resolved.path}:${exported.cell}` : '';
  }
  if (value.op !== 'get' || value.name === undefined) return '';
  const owner = e
    .evaluate({ fn: ref.fn, id: value.of })
    .find((target) => target.kind === 'instance' || target.kind === 'object');
  return owner ? `${targetKey(owner)}.${value.name}` : '';
}

function emitterTargets(context: Context, site: ValueRef): readonly Target[] {
  const value = valueOf(site);
  const callee = value.op === 'call' ? site.fn.facts.values[value.callee] : undefined;
  return callee?.op === 'get' ? context.glance.resolve({ fn: site.fn, id: callee.of }) : [];
}

function identityKeys(context: Context, target: Target, place: string): readonly string[] {
  if (target.kind !== 'instance') return target.kind === 'external' ? [`${target.path}@${place}`] : [targetKey(target)];
  const bases = context.callers.e.superclass(target.cls).filter((base) => base.kind === 'instance');
  return [targetKey(target), ...bases.map(targetKey)];
}

function payloadPlaces(
  context: Context,
  channel: ChannelModel,
  receiver: ValueRef,
  position: number,
): readonly Place[] {
  const port = channel.receive.payload.replace(
    /param(\d+)\.\.$/,
    (_, first: string) => `param${Number(first) + position}`,
  );
  return portPlaces(context, receiver, port);
}
