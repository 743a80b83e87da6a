/** Where returned content goes: to the call that led here, or to every caller. */
import type { Invocation } from '../link/invocations.js';
import { ITERATORS } from '../link/builtins.js';
import { type ValueRef, valueOf } from '../link/program.js';
import { followReply } from './channels.js';
import type { ContentFact } from './facts.js';
import type { Search } from './flow.js';

export function followReturn(search: Search, fact: ContentFact, at: ValueRef): void {
  const { fn } = at;
  const leaky = fact.leaky ?? leakyName(search, fact, at);
  const moved = leaky === fact.leaky ? fact : { ...fact, leaky };
  if (fn.facts.kind === 'getter') return readGetter(search, moved, at);
  const { frame } = fact;
  if (frame && frame.fn === fn) return deliver(search, moved, at, frame.via, frame.below);
  for (const via of search.context.callers.invocations(fn)) deliver(search, moved, at, via, undefined);
}

/** A function that calls itself a redactor has given content back. */
function leakyName(search: Search, fact: ContentFact, at: ValueRef): ContentFact['leaky'] {
  const { name } = at.fn.facts;
  if (!search.names.redactor.test(name) || search.names.notRedactor.test(name) || fact.frame?.fn !== at.fn)
    return undefined;
  return { location: search.context.callers.e.program.locate(at), note: `${name}() gives the content back` };
}

function deliver(search: Search, fact: ContentFact, at: ValueRef, via: Invocation, frame: ContentFact['frame']): void {
  const note = at.fn.facts.name === '' ? fact.note : `returned by ${at.fn.facts.name}()`;
  if (via.kind === 'call') return search.move(fact, via.site, fact.path, note, { frame, at });
  if (via.kind !== 'callback') return;
  followReply(search, fact, via.site, fact.path, note);
  const path = callbackResult(via, fact.path);
  if (path) search.move(fact, via.site, path, note, { frame, at });
}

/** What a call gives when its callback returns content: `map` a list of it, `then` a promise of it. */
function callbackResult(via: Invocation, path: readonly string[]): readonly string[] | undefined {
  const call = valueOf(via.site);
  if (call.op !== 'call' || via.prop !== undefined) return undefined;
  const callee = via.site.fn.facts.values[call.callee];
  const name = callee?.op === 'get' ? (callee.name ?? '') : '';
  if (name === 'map' || name === 'flatMap') return ['*', ...path];
  if (name === 'then' || name === 'catch' || name === 'reduce') return path;
  if (ITERATORS.has(name) || LISTENERS.test(name)) return undefined;
  return callee?.op === 'get' ? undefined : path;
}

/** Nobody uses what a listener returns. */
const LISTENERS = /^(on|once|add|subscribe|set|register|handle)/;

function readGetter(search: Search, fact: ContentFact, at: ValueRef): void {
  const { fn } = at;
  const cls = fn.facts.class === undefined ? undefined : fn.file.classes[fn.facts.class];
  if (!cls) return;
  for (const read of search.heap.readersOf({ kind: 'instance', cls }, fn.facts.name)) {
    search.move(fact, read, fact.path, `read as ${fn.facts.name}`, { frame: undefined, at });
  }
}
