/**
 * Where something is switched on that an option keeps off, or that a call switched off: `opt_in_capturing()` of a
 * recorder that waits for it, `start()` of a hook.
 */
import { calledName, patternsOf } from '../catalogue/patterns.js';
import { type ValueRef } from '../link/program.js';
import type { StartModel } from '../model/catalogue.js';
import { type Context, calleePaths, conditionsHold } from './match.js';

/** Gets the calls, anywhere in the program, that switch on what is called at `site`. */
export function startsOf(context: Context, site: ValueRef): readonly ValueRef[] {
  const { program } = context.callers.e;
  for (const model of startersOf(context, site))
    for (const name of patternsOf(model.api).map(calledName)) program.loadMentioning([name]);
  return startsSeen(context, site);
}

/** Gets the calls, in the files that are there, that switch on what is called at `site`. */
export function startsSeen(context: Context, site: ValueRef): readonly ValueRef[] {
  const { program } = context.callers.e;
  return startersOf(context, site).flatMap((model) =>
    [...new Set(patternsOf(model.api).map(calledName))].flatMap((name) =>
      (program.calls.get(name) ?? []).filter(
        (call) =>
          calleePaths(context, call).some((path) => context.index.startsAt(path).includes(model)) &&
          conditionsHold(context, call, model.when) !== 'no',
      ),
    ),
  );
}

function startersOf(context: Context, site: ValueRef): readonly StartModel[] {
  return [...new Set(calleePaths(context, site).flatMap((path) => context.index.startersOf(path)))];
}
