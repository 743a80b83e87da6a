/**
 * Which check a function was chosen by: `const run = agreed ? record : ignore; run();`.
 *
 * In: a function and a place that runs it. Out: what has passed wherever the value there is that function.
 * Holds: a value that could not be read may be the function, chosen by nobody.
 */
import { type Answer, NO_CHECK, anyConsent, everyConsent } from './answers.js';
import type { Checks } from './checks.js';
import type { Invocation } from '../link/invocations.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { Value } from '../model/facts.js';

const MAX_DEPTH = 6;

/** Says what was checked where the value that `way` runs turned out to be `fn`. */
export function chosenBy(checks: Checks, fn: FunctionNode, way: Invocation): Answer {
  const held = heldAt(way);
  return held ? new Selection(checks, fn).of(held, 0) : NO_CHECK;
}

/** Gets the value that is called, rendered or handed over. */
function heldAt({ kind, site, position, prop }: Invocation): ValueRef | undefined {
  const value = valueOf(site);
  const at = (id: number | undefined): ValueRef | undefined => (id === undefined ? undefined : { fn: site.fn, id });
  if (value.op === 'jsx') {
    if (kind === 'event') return propertyOf(site.fn, value.props, prop);
    return typeof value.tag === 'number' ? at(value.tag) : undefined;
  }
  if (value.op !== 'call') return undefined;
  return kind === 'call' ? at(value.callee) : prop === undefined ? at(value.args[position ?? -1]) : undefined;
}

function propertyOf(fn: FunctionNode, object: number, name: string | undefined): ValueRef | undefined {
  const value = fn.facts.values[object];
  const property = value?.op === 'object' ? value.properties.findLast((each) => each.name === name) : undefined;
  return property && { fn, id: property.value };
}

class Selection {
  constructor(
    private readonly checks: Checks,
    private readonly fn: FunctionNode,
  ) {}

  of(ref: ValueRef, depth: number): Answer {
    if (depth > MAX_DEPTH) return NO_CHECK;
    const value = valueOf(ref);
    const side = (id: number, ...tests: (() => Answer)[]): Answer | undefined =>
      this.side({ fn: ref.fn, id }, tests, depth);
    const test = (id: number, truthy: boolean) => (): Answer => this.checks.truth({ fn: ref.fn, id }, truthy);
    switch (value.op) {
      case 'choose':
        return this.every([side(value.then, test(value.test, true)), side(value.else, test(value.test, false))]);
      case 'logic':
        if (value.operator === '&&') return this.every([side(value.right, test(value.left, true))]);
        return this.every([side(value.left), side(value.right, test(value.left, false))]);
      case 'phi':
        return this.every(value.of.map((id, index) => side(id, this.condition(ref.fn, value.when?.[index]))));
      case 'typed':
        return value.of === undefined ? NO_CHECK : this.of({ fn: ref.fn, id: value.of }, depth + 1);
      case 'get':
        // `run.call(this)`
        return isFunctionMethod(value) ? this.of({ fn: ref.fn, id: value.of }, depth + 1) : NO_CHECK;
      case 'cell':
        return this.every(
          (ref.fn.file.cellWrites.get(value.cell) ?? []).map((write) =>
            this.side(write, [() => this.written(write, value.cell)], depth),
          ),
        );
      default:
        return NO_CHECK;
    }
  }

  /** What was checked where this is the value; undefined where it cannot be the function. */
  private side(ref: ValueRef, tests: readonly (() => Answer)[], depth: number): Answer | undefined {
    if (!this.mayBe(ref)) return undefined;
    return anyConsent([...tests.map((test) => test()), this.of(ref, depth + 1)]);
  }

  private every(sides: readonly (Answer | undefined)[]): Answer {
    const possible = sides.filter((side) => side !== undefined);
    return possible.length === 0 ? NO_CHECK : everyConsent(possible);
  }

  private condition(fn: FunctionNode, id: number | undefined): () => Answer {
    return () => (id === undefined ? NO_CHECK : this.checks.condition(fn, id));
  }

  /** What was checked where the variable is given this value. */
  private written(value: ValueRef, cell: number): Answer {
    const { fn } = value;
    const writes = this.checks.context.callers.e.program.usesOf(value).filter((id) => {
      const use = fn.facts.values[id];
      return use?.op === 'write' && use.cell === cell;
    });
    return everyConsent(writes.map((id) => this.checks.condition(fn, fn.facts.when[id]!)));
  }

  private mayBe(ref: ValueRef): boolean {
    const targets = this.checks.context.callers.e.evaluate(ref);
    return (
      targets.length === 0 ||
      targets.some((target) => {
        if (target.kind === 'function') return target.fn === this.fn;
        return target.kind === 'param' || (target.kind === 'external' && target.path.startsWith('?'));
      })
    );
  }
}

function isFunctionMethod({ name }: Extract<Value, { op: 'get' }>): boolean {
  return name === 'call' || name === 'apply';
}
