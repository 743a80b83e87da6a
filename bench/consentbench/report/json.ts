/** Writes the result for a script to read. */
import type { Result } from './text.js';

export function jsonOf(result: Result): string {
  const { total, choices, disagreements, metamorphic, ...rest } = result;
  const document = {
    total,
    choices,
    disagreements: disagreements.map(({ obligation, kind, blamed, count, limit, case: { program, observation } }) => ({
      obligation,
      kind,
      blamed,
      count,
      known: limit?.reason,
      recipe: program.recipe,
      files: program.files,
      seen: observation.because,
    })),
    ...rest,
    metamorphic: metamorphic && {
      ...metamorphic,
      unstable: metamorphic.unstable.map(({ relation, what, blamed, count, after }) => ({
        relation,
        what,
        blamed,
        count,
        files: after.files,
      })),
    },
  };
  return JSON.stringify(document, undefined, 2);
}
