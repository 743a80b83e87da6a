/** Collects records from the watchers and uploads them in batches. */
import type { CaptureRecord } from '@shared';
import { hasConsent } from './consent';
import type { ActivityWatcher, ClipboardWatcher, KeyboardWatcher, PointerWatcher } from './sensors';
import type { Transport } from './transport';

const MAX_BUFFER = 1_000;

export class InputRecorder {
  private buffer: CaptureRecord[] = [];
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    keyboard: KeyboardWatcher,
    pointer: PointerWatcher,
    clipboard: ClipboardWatcher,
    activity: ActivityWatcher,
    private readonly transport: Transport,
    private readonly flushMs: number,
  ) {
    keyboard.on('key', this.add);
    pointer.on('pointer', this.add);
    clipboard.on('copy', this.add);
    activity.on('activity', this.add);
  }

  readonly add = (record: CaptureRecord): void => {
    if (!hasConsent() || this.buffer.length >= MAX_BUFFER) return;
    this.buffer.push(record);
  };

  start(): void {
    if (this.timer !== null) return;
    this.timer = setInterval(() => void this.flush(), this.flushMs);
  }

  /** Stops the uploads and drops what was not sent. */
  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.buffer = [];
  }

  get pending(): number {
    return this.buffer.length;
  }

  private async flush(): Promise<void> {
    const records = this.buffer.splice(0);
    if (records.length === 0 || !hasConsent()) return;
    try {
      await this.transport.sendBatch(records);
    } catch {
      records.forEach(this.add);
    }
  }
}
