/**
 * Named hops: IPC, extension messages, sockets, event emitters. What is sent under a name arrives at its receivers.
 */
import { parsePort } from '../catalogue/patterns.js';
import type { ChannelModel } from '../model/catalogue.js';
import { type ValueRef, refKey, valueOf } from '../link/program.js';
import { type Target, targetKey } from '../link/targets.js';
import type { ContentFact } from './facts.js';
import type { Search } from './flow.js';
import { type Context, type Place, calleePaths, portPlaces, portTargets } from './match.js';

/** Sends content on; holds if the call was a channel's and somebody listens. */
export function followChannel(search: Search, fact: ContentFact, site: ValueRef, path: string, position: number): boolean {
  let isSent = false;
  for (const channel of search.context.index.sendsAt(path)) {
    const sent = sentPath(channel, position, fact.path);
    if (!sent) continue;
    const names = channel.send.name ? literalNames(search.context, site, channel.send.name, fact.frame) : [];
    if (channel.send.name && names.length === 0) continue;
    for (const receiver of receiversOf(search.context, channel, names, site)) {
      isSent = true;
      for (const place of payloadPlaces(search.context, channel, receiver, sent.position)) {
        const label = names.length > 0 ? `"${names[0]}"` : 'a message';
        search.move(fact, place.ref, [...place.path, ...sent.path], `arrives as ${label} on channel ${channel.channel}`, place.frame);
      }
    }
  }
  return isSent;
}

function sentPath(channel: ChannelModel, position: number, path: readonly string[]): { position: number; path: readonly string[] } | undefined {
  const [head] = parsePort(channel.send.payload);
  if (head?.kind !== 'arg' || (head.index !== position && !(head.rest && position > head.index))) return undefined;
  return { position: position - head.index, path };
}

function literalNames(context: Context, site: ValueRef, port: string, frame: ContentFact['frame']): readonly string[] {
  return (portTargets(context, site, port, frame) ?? []).flatMap((target) => (target.kind === 'const' && typeof target.value === 'string' ? [target.value] : []));
}

const receiverMemo = new WeakMap<Context, Map<string, readonly ValueRef[]>>();

/** Finds the calls that listen for these names. */
function receiversOf(context: Context, channel: ChannelModel, names: readonly string[], site: ValueRef): readonly ValueRef[] {
  const memo = receiverMemo.get(context) ?? new Map<string, readonly ValueRef[]>();
  receiverMemo.set(context, memo);
  const identity = channel.sameReceiver ? receiverKeys(context, site) : undefined;
  const key = `${channel.channel}|${names.join()}|${identity?.join() ?? ''}`;
  const known = memo.get(key);
  if (known) return known;
  loadReceivers(context, channel, names);
  const found = listeners(context, channel).filter((receiver) => {
    if (identity && !receiverKeys(context, receiver).some((each) => identity.includes(each))) return false;
    if (!channel.receive.name) return true;
    const heard = literalNames(context, receiver, channel.receive.name, undefined);
    return names.some((name) => heard.includes(name));
  });
  memo.set(key, found);
  return found;
}

/** Files that could listen: they name the receiving API, and the channel unless that is kept in a constant. */
function loadReceivers(context: Context, channel: ChannelModel, names: readonly string[]): void {
  const { program } = context.callers.e;
  for (const word of receiverWords(channel)) {
    if (DISTINCTIVE.test(word)) program.loadMentioning(word);
    else for (const name of names) program.loadMentioning(name);
  }
}

const DISTINCTIVE = /^[a-z]+[A-Z]\w{3,}$/;

/** The most telling word of each receiving API: `ipcMain`, `onMessage`. */
function receiverWords(channel: ChannelModel): readonly string[] {
  const words = channel.receive.api.map((api) => api.split('.').find((word) => DISTINCTIVE.test(word) && word !== 'addListener') ?? api);
  return [...new Set(words)];
}

function listeners(context: Context, channel: ChannelModel): readonly ValueRef[] {
  const names = new Set(channel.receive.api.map((api) => api.slice(api.lastIndexOf('.') + 1)));
  const seen = new Set<number>();
  return [...names].flatMap((name) =>
    (context.callers.e.program.calls.get(name) ?? []).filter((site) => {
      if (seen.has(refKey(site))) return false;
      seen.add(refKey(site));
      return calleePaths(context, site).some((path) => context.index.receivesAt(path).includes(channel));
    }),
  );
}

/** Which objects an emitter call is on. */
function receiverKeys(context: Context, site: ValueRef): readonly string[] {
  const value = valueOf(site);
  const callee = value.op === 'call' ? site.fn.facts.values[value.callee] : undefined;
  if (callee?.op !== 'get') return [];
  return context.callers.resolve({ fn: site.fn, id: callee.of }).flatMap((target) => identityKeys(context, target));
}

function identityKeys(context: Context, target: Target): readonly string[] {
  if (target.kind !== 'instance') return target.kind === 'external' ? [target.path] : [targetKey(target)];
  const bases = context.callers.e.superclass(target.cls).filter((base) => base.kind === 'instance');
  return [targetKey(target), ...bases.map(targetKey)];
}

function payloadPlaces(context: Context, channel: ChannelModel, receiver: ValueRef, position: number): readonly Place[] {
  const port = channel.receive.payload.replace(/param(\d+)\.\.$/, (_, first: string) => `param${Number(first) + position}`);
  return portPlaces(context, receiver, port);
}
