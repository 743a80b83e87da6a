/** Follows the window in front: whether it belongs to an allowed application, and how often it changes. */
import { EventEmitter } from 'node:events';
import { activeWindow } from 'get-windows';
import type { ActivityRecord } from '@shared';
import { maskText } from '@shared/redact';
import { hasConsent } from './consent';
import { ALLOWED_APPS } from './settings';

export class ActivityWatcher extends EventEmitter {
  windowId = 0;
  private bundleId = '';
  private lastMasked = '';
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly intervalMs: number) {
    super();
  }

  /** Holds if the window in front belongs to an application on the list. */
  isAllowed(): boolean {
    return ALLOWED_APPS.has(this.bundleId);
  }

  start(): void {
    if (!hasConsent() || this.timer !== null) return;
    this.timer = setInterval(() => void this.poll(), this.intervalMs);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.bundleId = '';
    this.lastMasked = '';
  }

  private async poll(): Promise<void> {
    if (!hasConsent()) return;
    const current = await activeWindow();
    if (!hasConsent() || this.timer === null) return;
    this.bundleId = current?.owner.bundleId ?? '';
    this.windowId = current?.id ?? 0;
    const app = ALLOWED_APPS.get(this.bundleId);
    if (current === undefined || app === undefined) return;
    const title = maskText(current.title);
    if (title === this.lastMasked) return;
    this.lastMasked = title;
    const record: ActivityRecord = { kind: 'activity', app, title, at: Date.now() };
    this.emit('activity', record);
  }
}
