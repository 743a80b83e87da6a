/** What must have been tested, and how it came out, where a point is reached. */
import { ALWAYS, type Condition, type ConditionId, type ValueId } from '../model/facts.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';

export interface Test {
  readonly ref: ValueRef;
  readonly truthy: boolean;
}

/** Gets the tests that hold together at a point, taken apart as far as `!`, `&&` and `||` allow. */
export function testsAt(point: ValueRef): readonly Test[] {
  return testsUnder(point.fn, point.fn.facts.when[point.id]!);
}

/** Gets the tests that hold together where a value is truthy, or where it is not. */
export function testsOf(value: ValueRef, truthy = true): readonly Test[] {
  return apart(value, truthy);
}

/** Holds if a condition only holds where one of its tests says so: some of those that hold together, or each of several. */
export function impliedBy(
  fn: FunctionNode,
  id: ConditionId,
  says: (value: ValueId, truthy: boolean) => boolean,
): boolean {
  const condition = fn.facts.conditions[id] as Condition;
  switch (condition.kind) {
    case 'test':
      return says(condition.value, condition.truthy);
    case 'all':
      return condition.of.some((part) => impliedBy(fn, part, says));
    case 'any':
      return condition.of.every((part) => impliedBy(fn, part, says));
    default:
      return false;
  }
}

/** Holds if one condition always holds where the other does. */
export function isImplied(fn: FunctionNode, weaker: ConditionId, stronger: ConditionId): boolean {
  if (weaker === ALWAYS || weaker === stronger) return true;
  const [needed, given] = [weaker, stronger].map((id) => fn.facts.conditions[id]!);
  if (given!.kind === 'any') return given!.of.every((part) => isImplied(fn, weaker, part));
  if (given!.kind === 'all' && given!.of.some((part) => isImplied(fn, weaker, part))) return true;
  return needed!.kind === 'all' && needed!.of.every((part) => isImplied(fn, part, stronger));
}

/** Gets the tests that hold together where a condition holds. */
export function testsUnder(fn: FunctionNode, id: ConditionId): readonly Test[] {
  const condition = fn.facts.conditions[id] as Condition;
  if (condition.kind === 'test') return apart({ fn, id: condition.value }, condition.truthy);
  return condition.kind === 'all' ? condition.of.flatMap((part) => testsUnder(fn, part)) : [];
}

function apart(ref: ValueRef, truthy: boolean): readonly Test[] {
  const value = valueOf(ref);
  if (value.op === 'not') return apart({ fn: ref.fn, id: value.of }, !truthy);
  if (value.op === 'logic' && value.operator === (truthy ? '&&' : '||'))
    return [value.left, value.right].flatMap((id) => apart({ fn: ref.fn, id }, truthy));
  return [{ ref, truthy }];
}
