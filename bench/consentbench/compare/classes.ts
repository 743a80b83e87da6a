/** Puts disagreements into classes: the same obligation, the same direction, the same choices to blame. */
import type { Recipe } from '../model.js';
import { type Case, disagreementsOf } from './evaluate.js';
import { type Minimal, hasChoices, minimise } from './minimise.js';

export interface DisagreementClass extends Minimal {
  /** Programs that have it. */
  count: number;
}

/**
 * Gets the classes, the largest first.
 *
 * A program that has all choices of a class that is known belongs to it and is not minimised again: another cause
 * may hide behind the first one until that is mended.
 */
export async function classesOf(
  cases: readonly Case[],
  evaluate: (recipe: Recipe) => Promise<Case>,
  onProgress: (done: number) => void = () => undefined,
): Promise<readonly DisagreementClass[]> {
  const classes: DisagreementClass[] = [];
  for (const [at, each] of cases.entries()) {
    for (const disagreement of disagreementsOf(each)) {
      const isIn = (known: DisagreementClass): boolean =>
        known.obligation === disagreement.obligation &&
        known.kind === disagreement.kind &&
        known.blamed.length > 0 &&
        hasChoices(each.program.recipe, known.blamed);
      const known = classes.find(isIn) ?? same(classes, await minimise(each, disagreement, evaluate));
      known.count++;
    }
    onProgress(at + 1);
  }
  return classes.sort((a, b) => b.count - a.count);
}

/** Gets the class of what was just minimised, a new one if need be. */
function same(classes: DisagreementClass[], found: Minimal): DisagreementClass {
  const key = keyOf(found);
  const known = classes.find((each) => keyOf(each) === key);
  if (known) return known;
  const made = { ...found, count: 0 };
  classes.push(made);
  return made;
}

function keyOf({ obligation, kind, blamed, case: { program } }: Minimal): string {
  const choices = blamed.length > 0 ? blamed.join(' ') : JSON.stringify(program.recipe);
  return `${obligation} ${kind} ${choices}`;
}
