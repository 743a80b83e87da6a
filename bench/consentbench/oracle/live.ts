/**
 * Lives through one world: the program starts, the person acts and decides, the program starts again, the person
 * changes their mind, time goes by.
 */
import type { Program } from '../model.js';
import type { Says } from './person.js';
import { settled } from './clock.js';
import { type Compiled, compileProgram } from './load.js';
import { globalsOf } from './stubs/globals.js';
import { modulesOf } from './stubs/modules.js';
import { World, type WorldPlan } from './world.js';

export type PersonKind = 'never' | 'refuses' | 'closes' | 'late' | 'agrees';

const SAYS: Readonly<Record<PersonKind, Says>> = {
  never: 'nothing',
  refuses: 'no',
  closes: 'closed',
  late: 'nothing',
  agrees: 'yes',
};

/** Rounds of events, by what the person has decided until then. */
export const ROUNDS = {
  atOnce: 0,
  first: 1,
  afterAnswer: 2,
  afterRestart: 3,
  afterWithdrawal: 4,
  muchLater: 5,
} as const;

const GLOBAL_NAMES = Object.keys(
  globalsOf(new World({ says: 'nothing', circumstances: false, variantOf: () => 'first' })).values,
);

export function compileFor(program: Program): Compiled {
  return compileProgram(program, GLOBAL_NAMES);
}

export async function live(compiled: Compiled, person: PersonKind, plan: Omit<WorldPlan, 'says'>): Promise<World> {
  const says = SAYS[person];
  const world = new World({ ...plan, says });
  await start(compiled, world);
  if (says !== 'nothing') await world.decide(says);
  await world.round(ROUNDS.first);
  if (person === 'late') await world.decide('yes');
  await world.round(ROUNDS.afterAnswer);
  world.restart();
  await start(compiled, world);
  await world.round(ROUNDS.afterRestart);
  if (person === 'agrees') await withdraw(world);
  return world;
}

async function withdraw(world: World): Promise<void> {
  // Whoever captures only from a press is given one in this session too, so that there is something to stop.
  await world.press(['allow', 'record']);
  await world.decide('no');
  await world.press(['stop']);
  await world.round(ROUNDS.afterWithdrawal);
  await world.clock.advance(2 * 60 * 60_000);
  await world.round(ROUNDS.muchLater);
}

async function start(compiled: Compiled, world: World): Promise<void> {
  const { values, page } = globalsOf(world);
  const external = modulesOf(world);
  world.run(() => {
    for (const exports of compiled.start(values, external)) {
      if (typeof exports.activate === 'function') (exports.activate as () => unknown)();
    }
  });
  page.ready();
  await settled();
  // Something happens at once, and again when whatever was put off has begun.
  await world.round(ROUNDS.atOnce, 1);
  await world.round(ROUNDS.atOnce, 1);
  // Closing the banner, accepting the terms, starting the timer: done in every world.
  await world.press(['everyday']);
}
