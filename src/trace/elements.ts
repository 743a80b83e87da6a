/** `answers.every(Boolean)`: where all elements of a list pass, so has each of them. */
import { type ValueRef, isGlobal, valueOf } from '../link/program.js';
import { type Answer, NO_CHECK, anyConsent, everyConsent } from './answers.js';
import type { Checks } from './checks.js';
import type { CallValue } from './match.js';

interface List {
  readonly elements: readonly ValueRef[];
  /** Holds for what `Promise.all` waited for. */
  readonly awaited: boolean;
}

/** Says whether `list.every(test)` being true means that the person agreed; undefined for any other call. */
export function everyElement(checks: Checks, site: ValueRef, call: CallValue): Answer | undefined {
  const callee = site.fn.facts.values[call.callee];
  const [test] = call.args;
  if (callee?.op !== 'get' || callee.name !== 'every' || test === undefined) return undefined;
  const list = listAt({ fn: site.fn, id: callee.of });
  if (!list) return undefined;
  const passes = (element: ValueRef): Answer => passesTest(checks, { fn: site.fn, id: test }, element, list.awaited);
  return anyConsent(list.elements.map(passes));
}

/** `const [may] = await Promise.all([ask()])`: the element that is read; undefined for anything else. */
export function awaitedElement(ref: ValueRef): ValueRef | undefined {
  const value = valueOf(ref);
  if (value.op !== 'get' || !/^\d+$/.test(value.name ?? '')) return undefined;
  const list = listAt({ fn: ref.fn, id: value.of });
  return list?.awaited ? list.elements[Number(value.name)] : undefined;
}

function passesTest(checks: Checks, test: ValueRef, element: ValueRef, awaited: boolean): Answer {
  if (isGlobal(test.fn, test.id, 'Boolean')) return checks.truth(element, true, awaited);
  const targets = checks.context.callers.e.evaluate(test);
  return everyConsent(
    targets.map((target) =>
      target.kind === 'function'
        ? checks.calls.insideFor(target.fn, element, () => checks.returns(target.fn, true, awaited))
        : NO_CHECK,
    ),
  );
}

/** Gets the elements of a list that is written out; of an empty one everything holds. */
function listAt(ref: ValueRef, awaited = false): List | undefined {
  const value = valueOf(ref);
  if (value.op === 'cell') {
    const writes = ref.fn.file.cellWrites.get(value.cell) ?? [];
    return writes.length === 1 && valueOf(writes[0]!).op !== 'cell' ? listAt(writes[0]!, awaited) : undefined;
  }
  if (value.op === 'await') return allOf({ fn: ref.fn, id: value.of });
  if (value.op !== 'array' || value.spreads.length > 0 || value.elements.length === 0) return undefined;
  return { elements: value.elements.map((id) => ({ fn: ref.fn, id })), awaited };
}

/** `Promise.all([…])` */
function allOf(ref: ValueRef): List | undefined {
  const call = valueOf(ref);
  const callee = call.op === 'call' ? ref.fn.facts.values[call.callee] : undefined;
  const isAll = callee?.op === 'get' && callee.name === 'all' && isGlobal(ref.fn, callee.of, 'Promise');
  const [list] = call.op === 'call' && isAll ? call.args : [];
  return list === undefined ? undefined : listAt({ fn: ref.fn, id: list }, true);
}
