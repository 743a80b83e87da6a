/**
 * Where something is switched on that an option keeps off: `opt_in_capturing()` of a recorder that waits for it.
 */
import { calledName, patternsOf } from '../catalogue/patterns.js';
import { type ValueRef } from '../link/program.js';
import { type Context, calleePaths, conditionsHold } from './match.js';

/** Gets the calls, anywhere in the program, that switch on what is called at `site`. */
export function startsOf(context: Context, site: ValueRef): readonly ValueRef[] {
  const { program } = context.callers.e;
  const models = calleePaths(context, site).flatMap((path) => context.index.startersOf(path));
  return [...new Set(models)].flatMap((model) =>
    [...new Set(patternsOf(model.api).map(calledName))].flatMap((name) => {
      program.loadMentioning([name]);
      return (program.calls.get(name) ?? []).filter(
        (call) =>
          calleePaths(context, call).some((path) => context.index.startsAt(path).includes(model)) &&
          conditionsHold(context, call, model.when) !== 'no',
      );
    }),
  );
}
