/** Mouse movement and click locations, re-emitted as `move` and `click` records. */
import { EventEmitter } from 'node:events';
import { uIOhook, type UiohookMouseEvent } from 'uiohook-napi';
import type { PointerRecord } from '@shared';
import { hasConsent } from './consent';

export class PointerWatcher extends EventEmitter {
  private readonly onMove = (event: UiohookMouseEvent): void => {
    this.emit('move', toRecord('move', event));
  };

  private readonly onClick = (event: UiohookMouseEvent): void => {
    this.emit('click', toRecord('click', event));
  };

  start(): void {
    uIOhook.on('mousemove', this.onMove);
    if (hasConsent()) {
      uIOhook.on('click', this.onClick);
    }
  }

  stop(): void {
    uIOhook.off('mousemove', this.onMove);
    uIOhook.off('click', this.onClick);
  }
}

function toRecord(kind: PointerRecord['kind'], event: UiohookMouseEvent): PointerRecord {
  return { kind, x: event.x, y: event.y, at: Date.now() };
}
