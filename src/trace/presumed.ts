/** A consent platform that is told, somewhere in the program, to take silence for a yes. */
import { calledName, patternsOf } from '../catalogue/patterns.js';
import type { ValueRef } from '../link/program.js';
import type { Conditions, GateModel } from '../model/catalogue.js';
import { type Context, calleePaths, conditionsHold } from './match.js';

/** Gets the call that makes an answer a yes before there is one. */
export function presumedAt(context: Context, model: GateModel): ValueRef | undefined {
  const { program } = context.callers.e;
  const { api, when } = model.presumedBy ?? {};
  if (api === undefined) return undefined;
  // The option's own text is rarer than the name of the call.
  for (const word of textsIn(when)) program.loadMentioning([word]);
  const sites = patternsOf(api).flatMap((pattern) => program.calls.get(calledName(pattern)) ?? []);
  return sites.find(
    (site) =>
      calleePaths(context, site).some((path) => context.index.presumedBy(path).includes(model)) &&
      conditionsHold(context, site, when) === 'yes',
  );
}

function textsIn(when: Conditions | undefined): readonly string[] {
  return Object.values(when ?? {})
    .flat()
    .filter((literal) => typeof literal === 'string');
}
