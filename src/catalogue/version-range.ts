/**
 * Checks the version range that a model's facts hold for.
 *
 * Only the forms that people write by hand: comparators that all hold, and alternatives between `||`. That is a part of
 * what npm understands, so `npm view` and `npm pack` can be asked for the same text.
 */
const COMPARATOR = /^(?:\*|(?:>=|<=|>|<|=|\^|~)?\d+(?:\.(?:\d+|x)){0,2}(?:-[\w.-]+)?)$/;

/** Gets what is wrong with a range. */
export function rangeProblem(range: string): string | undefined {
  const alternatives = range.split('||').map((part) => part.trim().split(/\s+/));
  if (alternatives.every((comparators) => comparators.every((one) => COMPARATOR.test(one)))) return undefined;
  return `"${range}" is not a version range; write it as ">=7 <9", "^2.1" or "1 || 2"`;
}
