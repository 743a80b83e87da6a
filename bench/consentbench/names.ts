/**
 * Names for the things that every program has, picked by taste, and never twice in one program.
 *
 * Deliberately absent: names that say consent or redaction. Those stand in the templates whose matter they are.
 */
import { randomOf } from './random.js';

const WORDS = {
  deliver: ['send', 'report', 'upload', 'forward', 'deliver', 'publish', 'transmit', 'ship', 'emitRecord', 'post'],
  start: ['start', 'attach', 'watch', 'begin', 'listen', 'observe', 'init', 'install'],
  unit: ['ActivityWatcher', 'InputMonitor', 'UsageAgent', 'WorkObserver', 'EventProbe', 'SignalSource', 'Collector'],
  handler: ['onEvent', 'handleEvent', 'onSignal', 'takeEvent', 'handle', 'onInput', 'consume'],
  content: ['text', 'value', 'piece', 'detail', 'content', 'chunk', 'data', 'raw', 'sample'],
  copy: ['copy', 'current', 'next', 'latest', 'line', 'result'],
  record: ['entry', 'item', 'row', 'payload', 'message', 'note', 'packet'],
  buffer: ['buffer', 'pending', 'queue', 'backlog', 'collected', 'held'],
  flush: ['flush', 'drain', 'sendAll', 'empty', 'release', 'pushOut'],
  state: ['state', 'memory', 'shared', 'cache'],
  helper: ['adapt', 'wrap', 'convert', 'describe', 'toLine', 'build', 'normal'],
  keeper: ['Journal', 'Outbox', 'Spool', 'Ledger', 'Archive', 'Depot', 'Reservoir'],
  other: ['label', 'title', 'caption', 'kind', 'origin', 'tag'],
  counter: ['count', 'total', 'hits', 'seen', 'amount'],
  client: ['client', 'transport', 'channel', 'backend', 'remote', 'uplink'],
  boot: ['main', 'boot', 'run', 'launch', 'startUp', 'bootstrap'],
  choice: ['choice', 'privacy', 'decision', 'preference', 'setting', 'agreement'],
  ask: ['askUser', 'askPerson', 'requestPermission', 'askFirst', 'promptUser', 'question'],
  redact: ['clean', 'hide', 'conceal', 'withhold', 'soften', 'protect', 'blank'],
  bus: ['bus', 'hub', 'wire', 'signals', 'relay'],
  topic: ['typed', 'captured', 'activity', 'observed', 'sampled', 'noticed'],
} as const;

type Role = keyof typeof WORDS;
export type Names = Readonly<Record<Role, string>>;

/** Picks a name for each role; the same style gives the same names, whatever else the recipe says. */
export function namesOf(style: number): Names {
  const random = randomOf('names', style);
  const taken = new Set<string>();
  const pick = (words: readonly string[]): string => {
    const free = words.filter((word) => !taken.has(word));
    const word = style === 0 ? free[0]! : random.pick(free);
    taken.add(word);
    return word;
  };
  return Object.fromEntries(Object.entries(WORDS).map(([role, words]) => [role, pick(words)])) as Names;
}
