/**
 * Finds the choices that something needs: a disagreement, or a verdict that a mere rewriting changes.
 *
 * Each choice is replaced by the plainest one; the replacement stays if what is looked for is still there. What is
 * left beside plain choices is to blame.
 */
import { fits } from '../compose/fits.js';
import { DIMENSIONS, type Dimension, type Recipe } from '../model.js';
import { type Case, type Disagreement, disagreementsOf } from './evaluate.js';

type Step = Partial<Recipe>;

const DESKTOP: Step = { sensor: 'uiohook-keydown', answer: 'terminal-confirm' };

/** In the order in which they are tried. Steps of several dimensions are for choices that only go together. */
const STEPS: readonly Step[] = [
  { style: 0 },
  { exit: 'none' },
  { files: 'one' },
  { callers: 'one' },
  { gate: 'none', answer: 'none', site: 'start' },
  { redaction: 'none' },
  { flow: 'direct' },
  { sink: 'fetch' },
  { unit: 'function' },
  { sensor: 'dom-keydown' },
  { sensor: 'dom-keydown', sink: 'fetch' },
  { sensor: 'dom-keydown', answer: 'confirm' },
  { sensor: 'dom-keydown', answer: 'confirm', sink: 'fetch' },
  { sensor: 'dom-keydown', unit: 'function' },
  { sensor: 'uiohook-keydown' },
  DESKTOP,
  { ...DESKTOP, sink: 'fetch', unit: 'function' },
  { sensor: 'dom-input' },
  { gate: 'if' },
  { gate: 'if', answer: 'confirm' },
  { gate: 'if', answer: 'confirm', site: 'start' },
  { gate: 'if', answer: 'terminal-confirm', site: 'start' },
  { answer: 'confirm' },
  { answer: 'terminal-confirm' },
  { answer: 'cookiebot' },
  { site: 'start' },
  { site: 'handler' },
  { redaction: 'mask' },
  { redaction: 'constant' },
];

/** Choices that are not worth blaming, the plainest first. */
export const PLAIN: Readonly<Record<Dimension, readonly string[]>> = {
  sensor: ['dom-keydown', 'uiohook-keydown', 'dom-input'],
  flow: ['direct', 'by-sdk'],
  gate: ['none', 'if'],
  site: ['start', 'handler'],
  answer: ['none', 'confirm', 'terminal-confirm', 'cookiebot'],
  redaction: ['none', 'mask', 'constant'],
  sink: ['fetch', 'by-sdk'],
  files: ['one'],
  unit: ['function'],
  callers: ['one'],
  exit: ['none'],
};

/** Gets the plainest recipe with which `attempt` still gives something, and what it gave. */
export async function plainest<T>(
  first: Recipe,
  found: T,
  attempt: (recipe: Recipe) => Promise<T | undefined>,
): Promise<{ readonly recipe: Recipe; readonly found: T }> {
  let current = { recipe: first, found };
  for (let changed = true; changed;) {
    changed = false;
    for (const step of STEPS) {
      const recipe: Recipe = { ...current.recipe, ...step };
      // No step may put back what another one took away, or the search would not end.
      if (rank(recipe) >= rank(current.recipe) || !fits(recipe)) continue;
      const next = await attempt(recipe);
      if (next === undefined) continue;
      current = { recipe, found: next };
      changed = true;
    }
  }
  return current;
}

function rank(recipe: Recipe): number {
  const ranks = DIMENSIONS.map((dimension) => {
    const at = PLAIN[dimension].indexOf(recipe[dimension]);
    return at < 0 ? 10 : at;
  });
  return ranks.reduce((sum, each) => sum + each, recipe.style === 0 ? 0 : 10);
}

export interface Minimal extends Disagreement {
  readonly case: Case;
  /** What is left and not plain: `flow=for-in`. */
  readonly blamed: readonly string[];
}

export async function minimise(
  first: Case,
  wanted: Disagreement,
  evaluate: (recipe: Recipe) => Promise<Case>,
): Promise<Minimal> {
  const { recipe, found } = await plainest(first.program.recipe, first, async (each) => {
    const next = await evaluate(each);
    return has(next, wanted) ? next : undefined;
  });
  return { ...wanted, case: found, blamed: blamedIn(recipe) };
}

export function has(found: Case, wanted: Disagreement): boolean {
  return disagreementsOf(found).some(
    ({ obligation, kind }) => obligation === wanted.obligation && kind === wanted.kind,
  );
}

/** Gets the choices that are not plain, and need not be: one that another choice brings with it is not to blame. */
export function blamedIn(recipe: Recipe): readonly string[] {
  const isForced = (dimension: Dimension): boolean =>
    !PLAIN[dimension].some((plain) => fits({ ...recipe, [dimension]: plain }));
  const choices = DIMENSIONS.filter((dimension) => !PLAIN[dimension].includes(recipe[dimension]));
  const free = choices.filter((dimension) => !isForced(dimension));
  const blamed = (free.length > 0 ? free : choices).map((dimension) => `${dimension}=${recipe[dimension]}`);
  // Names are to blame where plain ones make it vanish.
  return recipe.style === 0 ? blamed : [...blamed, `style=${recipe.style}`];
}

/** Holds if the recipe has all of these choices. */
export function hasChoices(recipe: Recipe, choices: readonly string[]): boolean {
  return choices.every((each) => {
    const [name, id] = each.split('=') as [keyof Recipe, string];
    return String(recipe[name]) === id;
  });
}
