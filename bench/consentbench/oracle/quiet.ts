/**
 * Keeps promises that the programs reject, and nobody looks at, from ending this process or filling its output.
 *
 * They are part of what programs do: a refused picker, an assertion in a handler. They are handed over as texts.
 */
type Listener = (...args: unknown[]) => void;

export async function quietly<T>(work: (rejected: readonly string[]) => Promise<T>): Promise<T> {
  const rejected: string[] = [];
  const giveBack = [
    replaced('unhandledRejection', () => (reason) => void rejected.push(String(reason))),
    replaced('warning', (before) => (warning) => {
      if ((warning as Error).name !== 'PromiseRejectionHandledWarning') for (const each of before) each(warning);
    }),
  ];
  try {
    return await work(rejected);
  } finally {
    for (const each of giveBack) each();
  }
}

/** Puts one listener in the place of all that are there; gives what puts those back. */
function replaced(event: string, make: (before: readonly Listener[]) => Listener): () => void {
  const before = process.listeners(event as 'exit') as Listener[];
  const own = make(before);
  process.removeAllListeners(event);
  process.on(event, own);
  return () => {
    process.off(event, own);
    for (const each of before) process.on(event, each);
  };
}
