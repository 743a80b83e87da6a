/**
 * Which calls led into a function: what its parameters are depends on them.
 */
import { type Invocation, directCall } from './invocations.js';
import { type FunctionNode, refKey } from './program.js';
import type { Making } from './targets.js';

/** The calls that led into a function, innermost first. */
export interface Frame {
  readonly fn: FunctionNode;
  readonly via: Invocation;
  readonly below?: Frame;
}

const MAX_FRAMES = 5;

/**
 * Adds a frame; beyond the limit the outermost is forgotten, and its callers are all callers again.
 * A function that calls itself is in it once, however deep it is.
 */
export function pushFrame(frame: Frame | undefined, fn: FunctionNode, via: Invocation): Frame {
  for (let at = frame; at; at = at.below) if (at.fn === fn && refKey(at.via.site) === refKey(via.site)) return at;
  const kept: Frame[] = [];
  for (let at = frame; at && kept.length < MAX_FRAMES - 1; at = at.below) kept.push(at);
  const below = kept.reduceRight<Frame | undefined>(
    (rest, each) => ({ fn: each.fn, via: each.via, below: rest }),
    undefined,
  );
  return { fn, via, below };
}

/** The calls inside which a closure runs: those that made it, on top of where it was handed over. */
export function closureFrame(frame: Frame | undefined, made: Making | undefined): Frame | undefined {
  if (!made) return frame;
  const call = directCall(made.site, 0);
  return pushFrame(closureFrame(frame, made.within), made.fn, call);
}

export function frameKey(frame: Frame | undefined): string {
  let key = '';
  for (let at = frame; at; at = at.below) key += `${refKey(at.via.site)}/`;
  return key;
}
