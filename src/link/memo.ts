/**
 * Remembers answers to questions that may ask themselves.
 *
 * A question met again while it is open gets `fallback`. An answer that leaned on an open question is provisional:
 * it serves the rest of the same outermost question, and is forgotten with it. So each question is computed at most
 * once per outermost question, and what is kept for good never depends on the order of asking.
 */
export class CycleMemo<K, V> {
  private readonly settled = new Map<K, V>();
  private readonly provisional = new Map<K, { readonly value: V; readonly leansOn: number }>();
  private readonly open = new Map<K, number>();
  /** Lowest stack position that the answer being computed has leaned on. */
  private leansOn = Infinity;

  constructor(
    private readonly fallback: V,
    private readonly maxDepth: number,
  ) {}

  get(key: K, compute: () => V): V {
    if (this.settled.has(key)) return this.settled.get(key)!;
    const known = this.provisional.get(key);
    if (known) return this.leaning(known.leansOn, known.value);
    const position = this.open.get(key);
    if (position !== undefined) return this.leaning(position, this.fallback);
    if (this.open.size >= this.maxDepth) return this.leaning(this.open.size - 1, this.fallback);
    return this.compute(key, compute);
  }

  private compute(key: K, compute: () => V): V {
    const position = this.open.size;
    const outer = this.leansOn;
    this.leansOn = Infinity;
    this.open.set(key, position);
    let value: V;
    try {
      value = compute();
    } finally {
      this.open.delete(key);
    }
    const inner = this.leansOn;
    const isSettled = inner >= position;
    if (isSettled) this.settled.set(key, value);
    else this.provisional.set(key, { value, leansOn: inner });
    this.leansOn = Math.min(outer, isSettled ? Infinity : inner);
    if (position === 0) this.provisional.clear();
    return value;
  }

  private leaning(position: number, value: V): V {
    this.leansOn = Math.min(this.leansOn, position);
    return value;
  }
}
