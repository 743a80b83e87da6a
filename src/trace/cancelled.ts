/**
 * Questions whose cancelling is told apart by a call: `if (isCancel(answer)) return; if (answer) record();`.
 *
 * What a cancelled question gives may be truthy. Where it was not cancelled, truthy is a yes.
 */
import { parsePort } from '../catalogue/patterns.js';
import { argumentRef } from '../link/evaluate.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { GateModel } from '../model/catalogue.js';
import type { ConditionId } from '../model/facts.js';
import { testsUnder } from './tests.js';

/** Gets the answer that is truthy and was not cancelled, where a condition holds. */
export function givenAnswer(
  fn: FunctionNode,
  id: ConditionId,
  gateOf: (ref: ValueRef) => GateModel | undefined,
): ValueRef | undefined {
  const tests = testsUnder(fn, id);
  const uncancelled = tests.flatMap(({ ref, truthy }) => (truthy ? [] : (cancellable(ref, gateOf(ref)) ?? [])));
  const given = uncancelled.length > 0 ? tests.filter(({ ref, truthy }) => truthy && isQuestion(gateOf(ref))) : [];
  return given.find(({ ref }) => uncancelled.some((answer) => isSame(answer, ref)))?.ref;
}

/** Gets the answer that a call says was cancelled. */
function cancellable(ref: ValueRef, model: GateModel | undefined): ValueRef | undefined {
  const call = valueOf(ref);
  const [port] = model?.cancels === undefined ? [] : parsePort(model.cancels);
  return call.op === 'call' && port?.kind === 'arg' ? argumentRef(ref.fn, call, port.index) : undefined;
}

function isQuestion(model: GateModel | undefined): boolean {
  return model?.gate === 'consent' && model.accepts?.includes(true) === true;
}

function isSame(one: ValueRef, other: ValueRef): boolean {
  const [left, right] = [valueOf(one), valueOf(other)];
  return one.id === other.id || (left.op === 'cell' && right.op === 'cell' && left.cell === right.cell);
}
