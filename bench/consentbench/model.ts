/**
 * The vocabulary of ConsentBench: what is chosen, what is written from it, what was seen, what a tool said.
 *
 * Holds: nothing here says whether a choice is good or bad. That is found by running the program.
 */

/** The independent choices that a program is composed from. */
export const DIMENSIONS = [
  'sensor',
  'flow',
  'gate',
  'site',
  'answer',
  'redaction',
  'sink',
  'files',
  'unit',
  'callers',
  'exit',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One value for each dimension, and a number that picks names and other matters of taste. */
export type Recipe = Readonly<Record<Dimension, string>> & { readonly style: number };

export interface Program {
  readonly recipe: Recipe;
  /** Path to text. */
  readonly files: Readonly<Record<string, string>>;
  /** What is started, in this order: the main process before its window. */
  readonly entries: readonly string[];
  /** It is run in a browser: no stub stands for what it listens to. */
  readonly needsBrowser?: boolean;
}

/** Obligations whose truth can be seen and that the tool has rules for. */
export const OBLIGATIONS = ['consent', 'redaction'] as const;
export type Obligation = (typeof OBLIGATIONS)[number];

/** What running the program showed. */
export interface Observation {
  /** Content reached a sink while nobody had agreed. */
  readonly consentBad: boolean;
  /** Content reached a sink as it was, or so that it can be told from other content. */
  readonly redactionBad: boolean;
  /** Content of what happened after the withdrawal reached a sink. No rule judges it yet. */
  readonly goesOnAfterWithdrawal: boolean;
  /** Silent after the withdrawal, and content again once the clock had moved on. No rule judges it yet. */
  readonly resumesByItself: boolean;
  /** Content or constants arrived at a sink in some world. */
  readonly alive: boolean;
  /** What went wrong while it ran; a template that throws is a defect of the benchmark. */
  readonly errors: readonly string[];
  /** Why, in words a reader can check: `never asked: content at fetch`. */
  readonly because: readonly string[];
}

/** `unproven` is a warning for what could not be resolved: no alarm where the truth is good, a miss where it is bad. */
export type Said = 'flagged' | 'unproven' | 'silent';
export type ToolVerdict = Readonly<Record<Obligation, Said>>;

export function isBad(observation: Observation, obligation: Obligation): boolean {
  return obligation === 'consent' ? observation.consentBad : observation.redactionBad;
}
