/** Counts key presses in the allowed applications and emits the count as a `key` record once a minute. */
import { EventEmitter } from 'node:events';
import { uIOhook } from 'uiohook-napi';
import type { KeyRecord } from '@shared';
import type { ActivityWatcher } from './activity';
import { hasConsent } from './consent';

const REPORT_MS = 60_000;

export class KeyboardWatcher extends EventEmitter {
  private presses = 0;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly activity: ActivityWatcher) {
    super();
  }

  private readonly onKeyDown = (): void => {
    if (!hasConsent() || !this.activity.isAllowed()) return;
    this.presses += 1;
  };

  start(): void {
    if (!hasConsent() || this.timer !== null) return;
    uIOhook.on('keydown', this.onKeyDown);
    this.timer = setInterval(this.report, REPORT_MS);
  }

  stop(): void {
    uIOhook.off('keydown', this.onKeyDown);
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.presses = 0;
  }

  private readonly report = (): void => {
    if (this.presses === 0) return;
    const record: KeyRecord = { kind: 'key', presses: this.presses, at: Date.now() };
    this.presses = 0;
    this.emit('key', record);
  };
}
