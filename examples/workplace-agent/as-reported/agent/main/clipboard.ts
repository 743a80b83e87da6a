/** Polls the clipboard and emits a `copy` record for every new text. */
import { EventEmitter } from 'node:events';
import { clipboard } from 'electron';
import type { CopyRecord } from '@shared';
import { redact } from '@shared/redact';

const MAX_LENGTH = 4_000;

export class ClipboardWatcher extends EventEmitter {
  private last = '';

  constructor(private readonly intervalMs: number) {
    super();
  }

  start(): void {
    setInterval(this.poll, this.intervalMs);
  }

  private readonly poll = (): void => {
    const text = clipboard.readText();
    if (text === '' || text === this.last) return;
    this.last = text;
    const record: CopyRecord = { kind: 'copy', text: redact(text).slice(0, MAX_LENGTH), at: Date.now() };
    this.emit('copy', record);
  };
}
