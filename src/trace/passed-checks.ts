/**
 * Names the check that a consent rests on, where the code makes it: `checks hasConsent()`.
 *
 * What an answer's evidence shows may lie in another file, where the answer was given or stored; whoever reviews a
 * capture looks for the check in front of it.
 */
import type { Condition, ConditionId } from '../model/facts.js';
import type { Step } from '../model/result.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { Checks } from './checks.js';
import { namesOf } from './names.js';

/** Expressions longer than this are no names. */
const MAX_NAME = 60;

/** Gets the evidence with the check itself in front. */
export function withCheck(
  checks: Checks,
  fn: FunctionNode,
  id: ConditionId,
  evidence: readonly Step[],
): readonly Step[] {
  const tested = testedAt(checks, fn, id);
  const name = tested === undefined ? '' : shortName(tested);
  if (tested === undefined || name === '') return evidence;
  const check = { location: checks.context.callers.e.program.locate(tested), note: `checks ${name}` };
  return [check, ...evidence.filter(({ note }) => note !== check.note)];
}

/** `get(consent)` is named with its key, `confirm(May we record?)` without its question. */
function shortName(ref: ValueRef): string {
  const value = valueOf(ref);
  const name = namesOf(ref);
  if (isName(name)) return name;
  const callee = value.op === 'call' ? `${namesOf({ fn: ref.fn, id: value.callee })}()` : '';
  return isName(callee) ? callee : '';
}

function isName(text: string): boolean {
  return text.length <= MAX_NAME && !text.includes(' ');
}

/** Gets the value whose test is the yes; of several that are, the first. */
function testedAt(checks: Checks, fn: FunctionNode, id: ConditionId): ValueRef | undefined {
  if (checks.condition(fn, id).is !== 'consent') return undefined;
  const condition = fn.facts.conditions[id] as Condition;
  switch (condition.kind) {
    case 'test':
      return operand(checks, { fn, id: condition.value }, condition.truthy);
    case 'completed':
      return { fn, id: condition.call };
    case 'all':
    case 'any':
      return condition.of.map((part) => testedAt(checks, fn, part)).find((tested) => tested !== undefined);
    default:
      return undefined;
  }
}

/** Gets the part of `a && !b` that is the yes. */
function operand(checks: Checks, ref: ValueRef, truthy: boolean): ValueRef {
  const value = valueOf(ref);
  if (value.op === 'not') return operand(checks, { fn: ref.fn, id: value.of }, !truthy);
  if (value.op !== 'logic') return ref;
  const sides = [value.left, value.right].map((id) => ({ fn: ref.fn, id }));
  const yes = sides.find((side) => checks.truth(side, truthy).is === 'consent');
  return yes === undefined ? ref : operand(checks, yes, truthy);
}
