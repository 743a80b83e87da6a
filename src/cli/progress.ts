/**
 * Shows on standard error how far a long scan has come.
 *
 * Short runs and pipes stay silent. Nothing is timed in the background: the scan itself reports, and drawing is rationed.
 */
import { grouped } from '../report/tally.js';
import { safeText } from '../report/safe.js';

const QUIET_MS = 1000;
const REDRAW_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

export interface Progress {
  readonly report: (stage: string, done: number, total: number) => void;
  readonly stop: () => void;
}

interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export function startProgress(screen: Screen, now: () => number = performance.now.bind(performance)): Progress {
  if (screen.isTTY !== true) return { report: () => undefined, stop: () => undefined };
  let nextDraw = now() + QUIET_MS;
  let drawn = false;
  return {
    report(stage, done, total) {
      if (now() < nextDraw) return;
      nextDraw = now() + REDRAW_MS;
      drawn = true;
      const count = total > 0 ? ` ${grouped(done)} of ${grouped(total)}` : '';
      screen.write(`${CLEAR_LINE}consentlint: ${safeText(stage)}${count}`);
    },
    stop() {
      if (drawn) screen.write(CLEAR_LINE);
    },
  };
}
