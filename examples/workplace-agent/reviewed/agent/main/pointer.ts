/** Counts pointer movement and clicks in the allowed applications, and emits both as a `pointer` record. */
import { EventEmitter } from 'node:events';
import throttle from 'lodash.throttle';
import { uIOhook } from 'uiohook-napi';
import type { PointerRecord } from '@shared';
import type { ActivityWatcher } from './activity';
import { hasConsent } from './consent';

const MOVE_MS = 500;
const REPORT_MS = 60_000;

export class PointerWatcher extends EventEmitter {
  private moves = 0;
  private clicks = 0;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly activity: ActivityWatcher) {
    super();
  }

  private readonly onMove = throttle((): void => {
    if (!hasConsent() || !this.activity.isAllowed()) return;
    this.moves += 1;
  }, MOVE_MS);

  private readonly onClick = (): void => {
    if (!hasConsent() || !this.activity.isAllowed()) return;
    this.clicks += 1;
  };

  start(): void {
    if (!hasConsent() || this.timer !== null) return;
    uIOhook.on('mousemove', this.onMove);
    uIOhook.on('click', this.onClick);
    this.timer = setInterval(this.report, REPORT_MS);
  }

  stop(): void {
    uIOhook.off('mousemove', this.onMove);
    uIOhook.off('click', this.onClick);
    this.onMove.cancel();
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.moves = 0;
    this.clicks = 0;
  }

  private readonly report = (): void => {
    if (this.moves + this.clicks === 0) return;
    const record: PointerRecord = { kind: 'pointer', moves: this.moves, clicks: this.clicks, at: Date.now() };
    this.moves = 0;
    this.clicks = 0;
    this.emit('pointer', record);
  };
}
