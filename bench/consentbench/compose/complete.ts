/** Completes a recipe of which some choices are given. */
import type { Dimension, Recipe } from '../model.js';
import { fits, stillFits } from './fits.js';

type Candidates = (dimension: Dimension) => readonly string[];

/** What decides most goes first, or many ways would end where nothing fits. */
export const ORDER: readonly Dimension[] = [
  'sensor',
  'flow',
  'unit',
  'answer',
  'gate',
  'site',
  'sink',
  'redaction',
  'callers',
  'files',
  'exit',
];

/**
 * Gets the first whole recipe that fits, trying each dimension's candidates in their order; undefined if none does.
 *
 * A way is left as soon as some dimension has no candidate any more.
 */
export function complete(draft: Partial<Recipe>, candidates: Candidates): Recipe | undefined {
  return fits(draft) ? extend(draft, candidates, { left: MAX_TRIES }) : undefined;
}

/** Whoever has not found a way by then has come upon choices that do not go together. */
const MAX_TRIES = 600;

function extend(draft: Partial<Recipe>, candidates: Candidates, tries: { left: number }): Recipe | undefined {
  if (tries.left-- <= 0) return undefined;
  const open = ORDER.filter((dimension) => draft[dimension] === undefined).map((dimension) => ({
    dimension,
    left: candidates(dimension).filter((choice) => stillFits({ ...draft, [dimension]: choice }, dimension)),
  }));
  const [next] = open;
  if (!next) return draft as Recipe;
  if (open.some(({ left }) => left.length === 0)) return undefined;
  const { dimension, left } = next;
  for (const choice of left) {
    const whole = extend({ ...draft, [dimension]: choice }, candidates, tries);
    if (whole) return whole;
  }
  return undefined;
}
