/** The calls whose functions are being read, outermost first: inside one, a parameter is that call's argument. */
import { argumentRef } from '../link/evaluate.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from '../link/program.js';
import type { CallValue } from './match.js';

/** Deeper inside calls, a parameter is whatever any caller passes. */
const MAX_CALLS = 3;

interface OpenCall {
  readonly fn: FunctionNode;
  /** The call, or the element that a list's method gives to the function. */
  readonly site: ValueRef;
  readonly isElement?: boolean;
}

export class OpenCalls {
  private readonly calls: OpenCall[] = [];

  /** Reads a function as this call runs it. */
  inside<T>(fn: FunctionNode, site: ValueRef, read: () => T): T {
    return this.open({ fn, site }, read);
  }

  /** Reads a function as `list.every(fn)` runs it for one element. */
  insideFor<T>(fn: FunctionNode, element: ValueRef, read: () => T): T {
    return this.open({ fn, site: element, isElement: true }, read);
  }

  private open<T>(call: OpenCall, read: () => T): T {
    if (call.fn.facts.params.length === 0 || this.calls.length >= MAX_CALLS) return read();
    this.calls.push(call);
    try {
      return read();
    } finally {
      this.calls.pop();
    }
  }

  /** Gets a key that differs where what is found in `fn` may differ. */
  keyFor(fn: FunctionNode): string {
    const depth = this.calls.findLastIndex((each) => each.fn === fn);
    return this.calls
      .slice(0, depth + 1)
      .map(({ site }) => `${refKey(site)}/`)
      .join('');
  }

  isOpen(fn: FunctionNode): boolean {
    return this.calls.some((each) => each.fn === fn);
  }

  /** Gets the texts that the open call gives for the parameters that something is looked up by: `storage.getItem(name)`. */
  textsGiven(ref: ValueRef): readonly string[] {
    const value = valueOf(ref);
    if (value.op === 'await') return this.textsGiven({ fn: ref.fn, id: value.of });
    const keys = value.op === 'call' ? value.args : value.op === 'get' && value.key !== undefined ? [value.key] : [];
    return keys.flatMap((id) => {
      const key = ref.fn.facts.values[id]!;
      const given = key.op === 'param' ? this.argument(ref.fn, key.index) : undefined;
      const text = given && valueOf(given);
      return text?.op === 'const' && typeof text.value === 'string' ? [text.value] : [];
    });
  }

  argument(fn: FunctionNode, index: number): ValueRef | undefined {
    const call = this.calls.findLast((each) => each.fn === fn);
    if (call?.isElement) return index === 0 ? call.site : undefined;
    return call && argumentRef(call.site.fn, valueOf(call.site) as CallValue, index);
  }
}
