/** Wraps the native hook and re-emits key presses as `key` records. */
import { EventEmitter } from 'node:events';
import { uIOhook, type UiohookKeyboardEvent } from 'uiohook-napi';
import type { KeyRecord } from '@shared';

export class KeyboardWatcher extends EventEmitter {
  private running = false;

  private readonly onKeyDown = (event: UiohookKeyboardEvent): void => {
    const record: KeyRecord = {
      kind: 'key',
      keycode: event.keycode,
      shift: event.shiftKey,
      ctrl: event.ctrlKey,
      at: Date.now(),
    };
    this.emit('key', record);
  };

  start(): void {
    if (this.running) return;
    uIOhook.on('keydown', this.onKeyDown);
    this.running = true;
  }

  stop(): void {
    uIOhook.off('keydown', this.onKeyDown);
    this.running = false;
  }
}
