/**
 * Limits that are known and accepted: choices with which the tool is wrong, and why.
 *
 * Holds: a limit is a claim that can be checked. Each is completed to the plainest program that has its choices; if
 * tool and observation agree on that one, the limit works now and has to leave the list.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CHOICES, canRun, sensorOf } from '../choices/index.js';
import { complete } from '../compose/complete.js';
import { OBLIGATIONS, type Obligation, type Recipe } from '../model.js';
import { ROOT } from '../root.js';
import { type Case, type Disagreement, type Kind, disagreementsOf } from './evaluate.js';
import { PLAIN, has, hasChoices } from './minimise.js';

export interface Limit {
  /** `flow=thrown`, and what else has to be there. */
  readonly choices: readonly string[];
  /** What the example needs beside plain choices for the limit to show. */
  readonly with?: readonly string[];
  readonly obligation: Obligation | 'both';
  readonly expect: Kind;
  readonly reason: string;
}

export function readLimits(file = join(ROOT, 'bench/consentbench/limits.yaml')): readonly Limit[] {
  const limits = (parse(readFileSync(file, 'utf8')) ?? []) as Limit[];
  for (const limit of limits) {
    if (!exampleOf(limit)) throw new Error(`limits.yaml: nothing can be made of ${limit.choices.join(' ')}`);
    if (!limit.reason) throw new Error(`limits.yaml: ${limit.choices.join(' ')} has no reason`);
  }
  return limits;
}

/** Gets the plainest recipe that has the choices of the limit. */
export function exampleOf({ choices, with: more = [] }: Limit): Recipe | undefined {
  return complete(draftOf([...choices, ...more]), (dimension) => [
    ...PLAIN[dimension],
    ...CHOICES[dimension].filter((choice) => !PLAIN[dimension].includes(choice)),
  ]);
}

function draftOf(choices: readonly string[]): Partial<Recipe> {
  return { ...Object.fromEntries(choices.map((each) => each.split('=') as [string, string])), style: 0 };
}

const obligationsOf = ({ obligation }: Limit): readonly Obligation[] =>
  obligation === 'both' ? OBLIGATIONS : [obligation];

/** Gets the limits that no longer fail. */
export async function staleLimits(
  limits: readonly Limit[],
  evaluate: (recipe: Recipe) => Promise<Case>,
): Promise<readonly Limit[]> {
  const stale: Limit[] = [];
  for (const limit of limits) {
    const example = exampleOf(limit)!;
    if (!canRun(sensorOf(example.sensor))) continue;
    const found = await evaluate(example);
    const isStill = obligationsOf(limit).every((obligation) => has(found, { obligation, kind: limit.expect }));
    if (!isStill) stale.push(limit);
  }
  return stale;
}

/** Gets the limit that a disagreement about a program falls under. */
export function limitFor(
  { obligation, kind }: Disagreement,
  recipe: Recipe,
  limits: readonly Limit[],
): Limit | undefined {
  return limits.find(
    (limit) => limit.expect === kind && obligationsOf(limit).includes(obligation) && hasChoices(recipe, limit.choices),
  );
}

/** Holds if the tool is known to be wrong about this program. */
export function isLimited(each: Case, limits: readonly Limit[]): boolean {
  return disagreementsOf(each).some((disagreement) => limitFor(disagreement, each.program.recipe, limits));
}
