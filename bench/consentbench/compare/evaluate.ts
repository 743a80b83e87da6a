/** Runs one recipe: writes the program, watches it, asks the tool. */
import { compose } from '../compose/compose.js';
import {
  OBLIGATIONS,
  type Obligation,
  type Observation,
  type Program,
  type Recipe,
  type ToolVerdict,
  isBad,
} from '../model.js';
import { observe } from '../oracle/facts.js';
import type { Adapter } from '../tools/adapter.js';

export interface Case {
  readonly program: Program;
  readonly observation: Observation;
  readonly verdict: ToolVerdict;
}

export type Kind = 'miss' | 'false-alarm';

export interface Disagreement {
  readonly obligation: Obligation;
  readonly kind: Kind;
}

export async function evaluate(recipe: Recipe, tool: Adapter): Promise<Case> {
  return evaluateProgram(compose(recipe), tool);
}

export async function evaluateProgram(program: Program, tool: Adapter): Promise<Case> {
  const observation = await observe(program);
  const [verdict] = await tool.judge([program]);
  return { program, observation, verdict: verdict! };
}

/** What the tool says otherwise than what was seen. `unproven` is a miss where the truth is bad, and no alarm. */
export function disagreementsOf({ observation, verdict }: Case): readonly Disagreement[] {
  return OBLIGATIONS.flatMap((obligation): Disagreement[] => {
    const isFlagged = verdict[obligation] === 'flagged';
    if (isBad(observation, obligation) === isFlagged) return [];
    return [{ obligation, kind: isFlagged ? 'false-alarm' : 'miss' }];
  });
}
