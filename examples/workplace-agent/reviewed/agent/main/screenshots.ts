/** Measures how much of an allowed window changes. Frames are compared in memory; only the share leaves. */
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { app, desktopCapturer } from 'electron';
import type { ScreenRecord } from '@shared';
import { objectKey, putCapture } from '@shared/storage';
import type { ActivityWatcher } from './activity';
import { hasConsent } from './consent';

const FRAME = { width: 320, height: 180 };

export class ScreenshotTimer {
  private timer: ReturnType<typeof setInterval> | null = null;
  private previous: Buffer | null = null;

  constructor(
    private readonly activity: ActivityWatcher,
    private readonly intervalMs: number,
  ) {}

  start(): void {
    if (!hasConsent() || this.timer !== null) return;
    this.timer = setInterval(() => void this.capture(), this.intervalMs);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.previous = null;
  }

  async deleteLocalCopy(): Promise<void> {
    await rm(localCopy(), { force: true });
  }

  private async capture(): Promise<void> {
    if (!hasConsent() || !this.activity.isAllowed()) return;
    const sources = await desktopCapturer.getSources({ types: ['window'], thumbnailSize: FRAME });
    const source = sources.find(({ id }) => id.startsWith(`window:${this.activity.windowId}:`));
    if (source === undefined || !hasConsent() || !this.activity.isAllowed()) return;
    const frame = source.thumbnail.toBitmap();
    const share = this.previous === null ? 0 : changedShare(this.previous, frame);
    this.previous = frame;
    await this.save({ kind: 'screen', changedShare: share, at: Date.now() });
  }

  private async save(record: ScreenRecord): Promise<void> {
    const line = JSON.stringify(record);
    await appendFile(localCopy(), `${line}\n`, { mode: 0o600 });
    await putCapture(objectKey('screens', 'json'), line, 'application/json');
  }
}

function localCopy(): string {
  return join(app.getPath('userData'), 'screen-metrics.jsonl');
}

function changedShare(before: Buffer, after: Buffer): number {
  let changed = 0;
  for (let i = 0; i < after.length; i += 1) {
    if (before[i] !== after[i]) changed += 1;
  }
  return changed / after.length;
}
