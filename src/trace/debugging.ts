/** Logs that are written only while somebody looks for a fault: behind a check of a log level or a debug switch. */
import type { Condition, ConditionId } from '../model/facts.js';
import type { FunctionNode, ValueRef } from '../link/program.js';
import { type ContentFact, type SinkHit } from './facts.js';
import { type CompiledNames, namesOf } from './names.js';

export function isDebugLog(hit: SinkHit, names: CompiledNames): boolean {
  if (hit.kind !== 'log') return false;
  if (isBehindSwitch(hit.site, names)) return true;
  for (let at: ContentFact | undefined = hit.fact; at; at = at.from) {
    if (isBehindSwitch(at.ref, names) || (at.frame && isBehindSwitch(at.frame.via.site, names))) return true;
  }
  return false;
}

function isBehindSwitch(ref: ValueRef, names: CompiledNames): boolean {
  return testedBy(ref.fn, ref.fn.facts.when[ref.id]!).some((tested) => names.debugging.test(namesOf(tested)));
}

/** Gets the values that must have been tested for this condition to hold. */
function testedBy(fn: FunctionNode, id: ConditionId): readonly ValueRef[] {
  const condition = fn.facts.conditions[id] as Condition;
  if (condition.kind === 'test') return [{ fn, id: condition.value }];
  return condition.kind === 'all' ? condition.of.flatMap((part) => testedBy(fn, part)) : [];
}
