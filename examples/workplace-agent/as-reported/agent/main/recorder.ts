/** Collects records from the watchers and uploads them in batches. */
import type { CaptureRecord } from '@shared';
import type { ClipboardWatcher, KeyboardWatcher, PointerWatcher } from './sensors';
import type { Transport } from './transport';

const MAX_BUFFER = 5_000;

export class InputRecorder {
  private buffer: CaptureRecord[] = [];

  constructor(
    keyboard: KeyboardWatcher,
    pointer: PointerWatcher,
    clipboard: ClipboardWatcher,
    private readonly transport: Transport,
    private readonly flushMs: number,
  ) {
    keyboard.on('key', this.add);
    pointer.on('click', this.add);
    clipboard.on('copy', this.add);
  }

  readonly add = (record: CaptureRecord): void => {
    this.buffer.push(record);
    if (this.buffer.length >= MAX_BUFFER) void this.flush();
  };

  start(): void {
    setInterval(() => void this.flush(), this.flushMs);
  }

  get pending(): number {
    return this.buffer.length;
  }

  private async flush(): Promise<void> {
    const records = this.buffer.splice(0);
    if (records.length === 0) return;
    try {
      await this.transport.sendBatch(records);
    } catch {
      this.buffer.unshift(...records);
    }
  }
}
