/**
 * What the tests of a function say of one name: a property's, where all of them are gone through.
 *
 * In: a function, which of its values are the name, and what the name is. Out: whether a test or a condition holds for
 * it; undefined where it asks for something else.
 */
import { elementsOf } from '../link/collections.js';
import type { FunctionNode } from '../link/program.js';
import type { ConditionId, ValueId } from '../model/facts.js';
import { type Context, onlyText } from './match.js';

export class NameTests {
  constructor(
    private readonly context: Context,
    private readonly fn: FunctionNode,
    private readonly name: string,
    private readonly isName: (id: ValueId) => boolean,
  ) {}

  condition(id: ConditionId): boolean | undefined {
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

  truth(id: ValueId): boolean | undefined {
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
