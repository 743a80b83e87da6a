/** The calls whose functions are being read, outermost first: inside one, a parameter is that call's argument. */
import { argumentRef } from '../link/evaluate.js';
import { type FunctionNode, type ValueRef, refKey, valueOf } from '../link/program.js';
import type { CallValue } from './match.js';

/** Deeper inside calls, a parameter is whatever any caller passes. */
const MAX_CALLS = 3;

export class OpenCalls {
  private readonly calls: { readonly fn: FunctionNode; readonly site: ValueRef }[] = [];

  /** Reads a function as this call runs it. */
  inside<T>(fn: FunctionNode, site: ValueRef, read: () => T): T {
    if (fn.facts.params.length === 0 || this.calls.length >= MAX_CALLS) return read();
    this.calls.push({ fn, site });
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

  argument(fn: FunctionNode, index: number): ValueRef | undefined {
    const call = this.calls.findLast((each) => each.fn === fn);
    return call && argumentRef(call.site.fn, valueOf(call.site) as CallValue, index);
  }
}
