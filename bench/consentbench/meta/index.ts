/**
 * Rewritings that change nothing a program does, and so must change no verdict.
 *
 * Holds: that a rewriting changes nothing is not believed either. The rewritten program is run, and one that is
 * observed to do something else is left out and counted.
 */
import type { Observation, Program, Recipe } from '../model.js';
import { OBLIGATIONS } from '../model.js';
import { observe } from '../oracle/facts.js';
import type { Adapter } from '../tools/adapter.js';
import type { Case } from '../compare/evaluate.js';
import { evaluate } from '../compare/evaluate.js';
import { blamedIn, plainest } from '../compare/minimise.js';
import { otherImports } from './imports.js';
import { padded, reformatted, reordered } from './layout.js';
import { renamed } from './rename.js';
import { splitUp } from './split.js';

export const RELATIONS: Readonly<Record<string, (program: Program) => Program | undefined>> = {
  renamed,
  reformatted,
  padded,
  reordered,
  'split-up': splitUp,
  'other-imports': otherImports,
};

export interface Change {
  readonly relation: string;
  /** `consent: flagged, silent when renamed`. */
  readonly what: string;
  readonly before: Case;
  readonly after: Program;
}

export interface Unstable extends Change {
  readonly blamed: readonly string[];
  count: number;
}

export interface MetaResult {
  readonly programs: number;
  readonly rewritings: number;
  /** Rewritings that did change what the program does: defects of the rewriting. */
  readonly notTheSame: number;
  readonly unstable: readonly Unstable[];
}

export async function metamorphic(
  cases: readonly Case[],
  tool: Adapter,
  onProgress: (done: number) => void = () => undefined,
): Promise<MetaResult> {
  const unstable = new Map<string, Unstable>();
  let [rewritings, notTheSame] = [0, 0];
  for (const [at, each] of cases.entries()) {
    for (const relation of Object.keys(RELATIONS)) {
      const found = await compareRewritten(each, relation, tool);
      if (found === undefined) continue;
      rewritings++;
      if (found === 'not-the-same') notTheSame++;
      else if (found !== 'same') await note(found, unstable, tool);
    }
    onProgress(at + 1);
  }
  return { programs: cases.length, rewritings, notTheSame, unstable: [...unstable.values()] };
}

async function note(change: Change, unstable: Map<string, Unstable>, tool: Adapter): Promise<void> {
  const { recipe, found } = await plainest(change.before.program.recipe, change, (each) =>
    changeOf(each, change.relation, tool),
  );
  const key = `${change.relation} ${blamedIn(recipe).join(' ')}`;
  const known = unstable.get(key) ?? { ...found, blamed: blamedIn(recipe), count: 0 };
  known.count++;
  unstable.set(key, known);
}

async function changeOf(recipe: Recipe, relation: string, tool: Adapter): Promise<Change | undefined> {
  const found = await compareRewritten(await evaluate(recipe, tool), relation, tool);
  return typeof found === 'object' ? found : undefined;
}

/** Undefined where the rewriting has nothing to do. */
export async function compareRewritten(
  before: Case,
  relation: string,
  tool: Adapter,
): Promise<Change | 'same' | 'not-the-same' | undefined> {
  const after = RELATIONS[relation]!(before.program);
  if (!after) return undefined;
  if (!isSameTruth(before.observation, await observe(after))) return 'not-the-same';
  const [verdict] = await tool.judge([after]);
  const changed = OBLIGATIONS.filter((each) => before.verdict[each] !== verdict![each]);
  if (changed.length === 0) return 'same';
  const what = changed.map((each) => `${each}: ${before.verdict[each]}, ${verdict![each]} when ${relation}`).join('; ');
  return { relation, what, before, after };
}

function isSameTruth(a: Observation, b: Observation): boolean {
  return a.consentBad === b.consentBad && a.redactionBad === b.redactionBad && a.alive === b.alive;
}
