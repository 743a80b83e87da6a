/** Shows what a sink was given, as it would leave the process. */
import { inspect } from 'node:util';

/** Stubs of blobs, forms and images say themselves what they hold. */
export interface Holds {
  readonly held: () => string;
}

function isHolding(value: unknown): value is Holds {
  return typeof value === 'object' && value !== null && 'held' in value && typeof value.held === 'function';
}

export function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isHolding(value)) return value.held();
  if (Buffer.isBuffer(value) || value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  return inspect(value, {
    depth: 6,
    maxArrayLength: 200,
    maxStringLength: 4000,
    breakLength: Infinity,
    getters: false,
  });
}
