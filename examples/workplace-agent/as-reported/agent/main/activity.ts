/** Polls the window in front and emits an `activity` record whenever it changes. */
import { EventEmitter } from 'node:events';
import { activeWindow } from 'get-windows';
import type { ActivityRecord } from '@shared';
import { redactTitle } from '@shared/redact';

export class ActivityWatcher extends EventEmitter {
  private lastTitle = '';

  constructor(private readonly intervalMs: number) {
    super();
  }

  start(): void {
    setInterval(() => void this.poll(), this.intervalMs);
  }

  private async poll(): Promise<void> {
    const current = await activeWindow();
    if (current === undefined || current.title === this.lastTitle) return;
    this.lastTitle = current.title;
    const record: ActivityRecord = {
      kind: 'activity',
      title: redactTitle(current.title),
      at: Date.now(),
    };
    this.emit('activity', record);
  }
}
