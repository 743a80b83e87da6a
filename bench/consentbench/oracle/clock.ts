/**
 * A clock that only moves when it is told to, and the timers on it.
 *
 * Holds: timers run in the order of their time, then of their making; between two of them every promise settles.
 */
export type Task = (...args: unknown[]) => unknown;

interface Timer {
  readonly id: number;
  readonly run: Task;
  readonly args: readonly unknown[];
  readonly every: number | undefined;
  at: number;
  fired: number;
}

/** Long advances would run a poll thousands of times and show nothing new. */
const MAX_FIRES = 40;

export class Clock {
  /** A fixed day, so that dates in records are the same in every run. */
  now = Date.UTC(2026, 0, 5, 9, 0, 0);
  private readonly timers = new Map<number, Timer>();
  private lastId = 0;

  constructor(private readonly call: (run: () => unknown) => void) {}

  set(run: unknown, delay: unknown, args: readonly unknown[], isRepeated: boolean): number {
    const wait = Math.max(1, Number(delay) || 0);
    const id = ++this.lastId;
    if (typeof run === 'function') {
      const every = isRepeated ? wait : undefined;
      this.timers.set(id, { id, run: run as Task, args, every, at: this.now + wait, fired: 0 });
    }
    return id;
  }

  clear(id: unknown): void {
    this.timers.delete(Number(id));
  }

  /** Moves on, running what becomes due. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (const timer of this.timers.values()) timer.fired = 0;
    for (let next = this.next(end); next; next = this.next(end)) {
      this.now = Math.max(this.now, next.at);
      this.fire(next, end);
      await settled();
    }
    this.now = end;
    await settled();
  }

  private next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers.values()) {
      if (timer.at > end) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.id < first.id)) first = timer;
    }
    return first;
  }

  private fire(timer: Timer, end: number): void {
    if (timer.every === undefined) this.timers.delete(timer.id);
    else timer.at = ++timer.fired >= MAX_FIRES ? end + timer.every : timer.at + timer.every;
    this.call(() => timer.run(...timer.args));
  }
}

/** Lets every promise that can settle do so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
