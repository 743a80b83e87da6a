/**
 * Which properties `JSON.stringify(o, replacer)` leaves out.
 *
 * In: the second argument and a path to content. Out: whether the content is still written.
 * A list writes only what it names. A function is run in the mind with each name on the path: what it returns for
 * that name holds the content, or it does not.
 */
import { elementsOf } from '../link/collections.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { ValueId } from '../model/facts.js';
import { KEYS, isElement } from './facts.js';
import type { Context } from './match.js';
import { NameTests } from './name-tests.js';

export function isWritten(context: Context, replacer: ValueRef, path: readonly string[]): boolean {
  const names = path.filter((step) => step !== KEYS && !isElement(step));
  if (valueOf(replacer).op === 'array') {
    const listed = elementsOf(context.callers.e, replacer);
    return names.every((name) => listed.some((target) => target.kind !== 'const' || target.value === name));
  }
  const functions = context.callers.resolve(replacer);
  return functions.every(
    (target) => target.kind !== 'function' || names.every((name) => new Replacing(context, target.fn, name).keeps()),
  );
}

/** A replacer called with one name. */
class Replacing {
  private readonly tests: NameTests;

  constructor(
    context: Context,
    private readonly fn: FunctionNode,
    name: string,
  ) {
    this.tests = new NameTests(context, fn, name, (id) => isFirstParameter(fn, id));
  }

  /** Holds if something that the replacer may return for this name is made of the value. */
  keeps(): boolean {
    const { values, when } = this.fn.facts;
    return values.some(
      (value, id) => value.op === 'return' && this.tests.condition(when[id]!) !== false && this.holdsValue(value.value),
    );
  }

  private holdsValue(id: ValueId): boolean {
    const value = this.fn.facts.values[id]!;
    switch (value.op) {
      case 'param':
        return value.index === 1;
      case 'choose': {
        const test = this.tests.truth(value.test);
        return (test !== false && this.holdsValue(value.then)) || (test !== true && this.holdsValue(value.else));
      }
      case 'const':
        return false;
      case 'typed':
        return value.of !== undefined && this.holdsValue(value.of);
      case 'phi':
        return value.of.some((part) => this.holdsValue(part));
      default:
        return true;
    }
  }
}

function isFirstParameter(fn: FunctionNode, id: ValueId): boolean {
  const value = fn.facts.values[id]!;
  return value.op === 'param' && value.index === 0;
}
