/** Recall and precision, in total and for each choice. */
import { CHOICES } from '../choices/index.js';
import { DIMENSIONS, type Dimension, OBLIGATIONS, type Obligation, isBad } from '../model.js';
import type { DisagreementClass } from './classes.js';
import type { Case } from './evaluate.js';

export interface Score {
  readonly programs: number;
  /** Bad ones that are flagged, among the bad ones; 1 where there is none. */
  readonly recall: number;
  /** Flags that are right, among the flags; 1 where there is none. */
  readonly precision: number;
  readonly misses: number;
  readonly falseAlarms: number;
  /** Warnings for what could not be resolved; misses where the truth is bad. */
  readonly unproven: number;
}

export interface ChoiceScore extends Score {
  readonly dimension: Dimension;
  readonly choice: string;
  /** Disagreements that need this choice. */
  readonly blamed: number;
}

/** Scores programs; each obligation of a program is one question. */
export function scoreOf(cases: readonly Case[], obligations: readonly Obligation[] = OBLIGATIONS): Score {
  let [hits, misses, falseAlarms, unproven] = [0, 0, 0, 0];
  for (const { observation, verdict } of cases) {
    for (const obligation of obligations) {
      const isFlagged = verdict[obligation] === 'flagged';
      if (verdict[obligation] === 'unproven') unproven++;
      const isTrue = isBad(observation, obligation);
      if (isTrue && isFlagged) hits++;
      else if (isTrue) misses++;
      else if (isFlagged) falseAlarms++;
    }
  }
  const share = (others: number): number => (hits + others === 0 ? 1 : hits / (hits + others));
  return {
    programs: cases.length,
    recall: share(misses),
    precision: share(falseAlarms),
    misses,
    falseAlarms,
    unproven,
  };
}

/** Scores each choice over the programs that have it, the most blamed first. */
export function choiceScores(cases: readonly Case[], classes: readonly DisagreementClass[]): readonly ChoiceScore[] {
  const blames = (choice: string): number =>
    classes.reduce((sum, { blamed, count }) => (blamed.includes(choice) ? sum + count : sum), 0);
  const scores = DIMENSIONS.flatMap((dimension) =>
    CHOICES[dimension].map((choice) => ({
      dimension,
      choice,
      blamed: blames(`${dimension}=${choice}`),
      ...scoreOf(cases.filter(({ program }) => program.recipe[dimension] === choice)),
    })),
  );
  const wrong = ({ misses, falseAlarms, programs }: Score): number => (misses + falseAlarms) / Math.max(1, programs);
  return scores.filter(({ programs }) => programs > 0).sort((a, b) => b.blamed - a.blamed || wrong(b) - wrong(a));
}
