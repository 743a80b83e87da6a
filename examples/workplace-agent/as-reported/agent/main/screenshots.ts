/** Takes the screen on a timer, keeps a local copy for the retry queue and uploads it to object storage. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, desktopCapturer } from 'electron';
import { objectKey, putCapture } from '@shared/storage';

const FRAME = { width: 1920, height: 1080 };

export class ScreenshotTimer {
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly intervalMs: number) {}

  start(): void {
    if (this.timer !== null) return;
    this.timer = setInterval(() => void this.capture(), this.intervalMs);
  }

  stop(): void {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private async capture(): Promise<void> {
    const sources = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: FRAME });
    for (const source of sources) {
      const frame = source.thumbnail.toPNG();
      const key = objectKey('screens', 'png');
      await this.keepLocalCopy(key, frame);
      await putCapture(key, frame, 'image/png');
    }
  }

  private async keepLocalCopy(key: string, frame: Buffer): Promise<void> {
    const folder = join(app.getPath('userData'), 'retry');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, key.replaceAll('/', '-')), frame, { mode: 0o644 });
  }
}
