/** Notices that something was copied in an allowed application, and emits its length as a `copy` record. */
import { EventEmitter } from 'node:events';
import { clipboard } from 'electron';
import type { CopyRecord } from '@shared';
import type { ActivityWatcher } from './activity';
import { hasConsent } from './consent';

export class ClipboardWatcher extends EventEmitter {
  private lastLength = 0;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly activity: ActivityWatcher,
    private readonly intervalMs: number,
  ) {
    super();
  }

  start(): void {
    if (!hasConsent() || this.timer !== null) return;
    this.timer = setInterval(this.poll, this.intervalMs);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.lastLength = 0;
  }

  private readonly poll = (): void => {
    if (!hasConsent() || !this.activity.isAllowed()) return;
    const characters = clipboard.readText().length;
    if (characters === 0 || characters === this.lastLength) return;
    this.lastLength = characters;
    const record: CopyRecord = { kind: 'copy', characters, at: Date.now() };
    this.emit('copy', record);
  };
}
