/**
 * Which properties `JSON.stringify(o, replacer)` leaves out.
 *
 * In: the second argument and a path to content. Out: whether the content is still written.
 * A list writes only what it names. A function is run in the mind with each name on the path: what it returns for
 * that name holds the content, or it does not.
 */
import { elementsOf } from '../link/collections.js';
import { type FunctionNode, type ValueRef, valueOf } from '../link/program.js';
import type { ConditionId, ValueId } from '../model/facts.js';
import { KEYS, isElement } from './facts.js';
import { type Context, onlyText } from './match.js';

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
  constructor(
    private readonly context: Context,
    private readonly fn: FunctionNode,
    private readonly name: string,
  ) {}

  /** Holds if something that the replacer may return for this name is made of the value. */
  keeps(): boolean {
    const { values, when } = this.fn.facts;
    return values.some(
      (value, id) => value.op === 'return' && this.condition(when[id]!) !== false && this.holdsValue(value.value),
    );
  }

  private holdsValue(id: ValueId): boolean {
    const value = this.fn.facts.values[id]!;
    switch (value.op) {
      case 'param':
        return value.index === 1;
      case 'choose': {
        const test = this.truth(value.test);
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

  private condition(id: ConditionId): boolean | undefined {
    const condition = this.fn.facts.conditions[id]!;
    switch (condition.kind) {
      case 'always':
        return true;
      case 'never':
        return false;
      case 'test': {
        const truth = this.truth(condition.value);
        return truth === undefined ? undefined : truth === condition.truthy;
      }
      case 'completed':
        return undefined;
      case 'all':
        return every(condition.of.map((part) => this.condition(part)));
      case 'any':
        return some(condition.of.map((part) => this.condition(part)));
    }
  }

  /** Says whether a test of the name holds; undefined where it asks something else. */
  private truth(id: ValueId): boolean | undefined {
    const value = this.fn.facts.values[id]!;
    switch (value.op) {
      case 'not':
        return not(this.truth(value.of));
      case 'logic': {
        const parts = [this.truth(value.left), this.truth(value.right)];
        return value.operator === '&&' ? every(parts) : value.operator === '||' ? some(parts) : undefined;
      }
      case 'compare': {
        const other = this.isName(value.left) ? value.right : this.isName(value.right) ? value.left : undefined;
        const text = other === undefined ? undefined : onlyText(this.context, { fn: this.fn, id: other });
        if (text === undefined) return undefined;
        if (value.operator === '===' || value.operator === '==') return text === this.name;
        return value.operator === '!==' || value.operator === '!=' ? text !== this.name : undefined;
      }
      case 'call':
        return this.membership(id);
      default:
        return undefined;
    }
  }

  /** `HIDDEN.has(name)`, `HIDDEN.includes(name)`, `/text|body/.test(name)`. */
  private membership(id: ValueId): boolean | undefined {
    const call = this.fn.facts.values[id]!;
    if (call.op !== 'call' || call.args[0] === undefined || !this.isName(call.args[0])) return undefined;
    const callee = this.fn.facts.values[call.callee]!;
    if (callee.op !== 'get') return undefined;
    if (callee.name === 'test') return this.matches(callee.of);
    if (callee.name !== 'has' && callee.name !== 'includes') return undefined;
    const listed = elementsOf(this.context.callers.e, { fn: this.fn, id: callee.of });
    const texts = listed.flatMap((target) => (target.kind === 'const' ? [target.value] : []));
    return texts.length === 0 || texts.length < listed.length ? undefined : texts.includes(this.name);
  }

  private matches(id: ValueId): boolean | undefined {
    const pattern = this.fn.facts.values[id]!;
    // Only words and alternatives: a pattern of the scanned program must not be able to run for long.
    if (pattern.op !== 'regex' || !/^\^?\(?[\w|]+\)?\$?$/.test(pattern.pattern)) return undefined;
    return new RegExp(pattern.pattern, pattern.flags.replace(/[^i]/g, '')).test(this.name);
  }

  private isName(id: ValueId): boolean {
    const value = this.fn.facts.values[id]!;
    return value.op === 'param' && value.index === 0;
  }
}

function not(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function every(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function some(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
}
