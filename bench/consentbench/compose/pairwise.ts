/**
 * Picks recipes so that every two choices that go together are together in one of them.
 *
 * Greedy: each recipe starts from a pair that is still missing, and takes, dimension by dimension, the choice that
 * brings most missing pairs among those that fit. Where that leads nowhere, every way is tried: a pair is given up only
 * if no recipe can hold it.
 */
import { CHOICES } from '../choices/index.js';
import { DIMENSIONS, type Dimension, type Recipe } from '../model.js';
import { ORDER, complete } from './complete.js';
import { type Random, randomOf, shuffled } from '../random.js';
import { fits, stillFits } from './fits.js';

type Whole = Readonly<Record<Dimension, string>>;
type Draft = { -readonly [D in Dimension]?: string };
type Wanted = readonly (readonly [Dimension, readonly string[]])[];

/** Styles: 0 is the plainest. */
export const STYLES = 48;
const ATTEMPTS = 12;
/** Gets recipes for all pairs; with a size, as many, and at random once every pair is there. */
export function recipesOf(seed: number, size?: number, filter: readonly string[] = []): readonly Recipe[] {
  const random = randomOf('recipes', seed);
  const wanted = wantedOf(filter);
  const pairs = new Pairs(wanted);
  const recipes: Recipe[] = [];
  while (size === undefined || recipes.length < size) {
    const next = pairs.next(random) ?? (size === undefined ? undefined : anyRecipe(random, wanted));
    if (!next) break;
    recipes.push({ ...next, style: random.below(STYLES) });
  }
  return recipes;
}

/** Every choice has a number; the pairs that are missing are marks in a square of them. */
const NUMBERS = new Map<string, number>();
for (const dimension of DIMENSIONS) {
  for (const choice of CHOICES[dimension]) NUMBERS.set(`${dimension} ${choice}`, NUMBERS.size);
}
const WIDTH = NUMBERS.size;
const numberOf = (dimension: Dimension, choice: string): number => NUMBERS.get(`${dimension} ${choice}`)!;

class Pairs {
  private readonly missing = new Uint8Array(WIDTH * WIDTH);
  private readonly order: Whole[] = [];

  constructor(private readonly wanted: Wanted) {
    const pairs: Draft[] = [];
    for (const [a, b] of dimensionPairs()) {
      for (const left of CHOICES[a]) {
        for (const right of CHOICES[b]) if (fits({ [a]: left, [b]: right })) pairs.push({ [a]: left, [b]: right });
      }
    }
    for (const pair of pairs) this.mark(pair, 1);
    this.order = shuffled(pairs, randomOf('pairs')) as Whole[];
  }

  /** Gets a recipe that holds a missing pair; undefined where none is left. */
  next(random: Random): Whole | undefined {
    for (let pair = this.order.pop(); pair; pair = this.order.pop()) {
      if (!this.isMissing(pair)) continue;
      const found = this.complete(pair, random);
      this.mark(found ?? pair, 0);
      if (found) return found;
    }
    return undefined;
  }

  private isMissing(pair: Draft): boolean {
    const [left, right] = numbersOf(pair);
    return this.missing[left! * WIDTH + right!] === 1;
  }

  private mark(draft: Draft, value: number): void {
    const numbers = numbersOf(draft);
    for (const left of numbers) for (const right of numbers) this.missing[left * WIDTH + right] = value;
  }

  private complete(pair: Draft, random: Random): Whole | undefined {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const draft = { ...pair };
      const isWanted = this.wanted.every(([dimension, ids]) => ids.includes((draft[dimension] ??= random.pick(ids))));
      if (!isWanted) return undefined;
      const whole = fits(draft) ? fill(draft, random, (number, chosen) => this.gain(number, chosen)) : undefined;
      if (whole) return whole;
    }
    if (this.wanted.length > 0) return undefined;
    return complete(pair, (dimension) => shuffled(CHOICES[dimension], random));
  }

  private gain(number: number, chosen: readonly number[]): number {
    let gain = 0;
    for (const other of chosen) gain += this.missing[number * WIDTH + other]!;
    return gain;
  }
}

function numbersOf(draft: Draft): number[] {
  return DIMENSIONS.flatMap((dimension) => {
    const choice = draft[dimension];
    return choice === undefined ? [] : [numberOf(dimension, choice)];
  });
}

/** Chooses what is not chosen yet; undefined where nothing fits. */
function fill(
  draft: Draft,
  random: Random,
  gain: (number: number, chosen: readonly number[]) => number,
): Whole | undefined {
  const filled = { ...draft };
  for (const dimension of ORDER) {
    if (filled[dimension] !== undefined) continue;
    const chosen = numbersOf(filled);
    let best: string | undefined;
    let most = -1;
    for (const choice of shuffled(CHOICES[dimension], random)) {
      const value = gain(numberOf(dimension, choice), chosen);
      if (value <= most) continue;
      filled[dimension] = choice;
      if (stillFits(filled, dimension)) [best, most] = [choice, value];
    }
    if (best === undefined) return undefined;
    filled[dimension] = best;
  }
  return filled as Whole;
}

function anyRecipe(random: Random, wanted: Wanted): Whole {
  for (;;) {
    const draft: Draft = Object.fromEntries(wanted.map(([dimension, ids]) => [dimension, random.pick(ids)]));
    const whole = fits(draft) ? fill(draft, random, () => 0) : undefined;
    if (whole) return whole;
  }
}

/** `flow=direct` names a dimension; `direct` stands for the first dimension that has such a choice. */
function wantedOf(filter: readonly string[]): Wanted {
  const wanted = new Map<Dimension, string[]>();
  for (const each of filter) {
    const [name, id] = each.includes('=') ? (each.split('=') as [string, string]) : [undefined, each];
    const dimension = DIMENSIONS.find((one) => (name ?? one) === one && CHOICES[one].includes(id));
    if (!dimension) throw new Error(`no such choice: ${each}`);
    wanted.set(dimension, [...(wanted.get(dimension) ?? []), id]);
  }
  return [...wanted];
}

function* dimensionPairs(): Generator<readonly [Dimension, Dimension]> {
  for (const [at, a] of DIMENSIONS.entries()) for (const b of DIMENSIONS.slice(at + 1)) yield [a, b];
}
