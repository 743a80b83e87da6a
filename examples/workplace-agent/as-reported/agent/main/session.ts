/** Owns the watchers of one device and the order in which they start. */
import { uIOhook } from 'uiohook-napi';
import type { ActivityRecord, CaptureRecord, PointerRecord } from '@shared';
import { InputRecorder } from './recorder';
import { ActivityWatcher, ClipboardWatcher, KeyboardWatcher, PointerWatcher, ScreenshotTimer } from './sensors';
import type { Settings } from './settings';
import { Transport } from './transport';

export class CaptureSession {
  private readonly keyboard = new KeyboardWatcher();
  private readonly pointer = new PointerWatcher();
  private readonly activity: ActivityWatcher;
  private readonly clipboard: ClipboardWatcher;
  private readonly screenshots: ScreenshotTimer;
  private readonly transport: Transport;
  private readonly recorder: InputRecorder;
  private paused = false;

  constructor(settings: Settings) {
    this.activity = new ActivityWatcher(settings.activityMs);
    this.clipboard = new ClipboardWatcher(settings.clipboardMs);
    this.screenshots = new ScreenshotTimer(settings.screenshotMs);
    this.transport = new Transport(settings);
    this.recorder = new InputRecorder(this.keyboard, this.pointer, this.clipboard, this.transport, settings.flushMs);
    this.pointer.on('move', (record: PointerRecord) => void this.transport.sendLive(record));
    this.activity.on('activity', this.onActivity);
  }

  start(): void {
    this.startInput();
    this.activity.start();
    this.clipboard.start();
    this.recorder.start();
  }

  pause(durationMs: number): void {
    this.paused = true;
    this.keyboard.stop();
    this.pointer.stop();
    this.screenshots.stop();
    uIOhook.stop();
    setTimeout(() => this.resume(), durationMs);
  }

  /** Typed values reported by the assistant window. */
  addInput(record: CaptureRecord): void {
    this.recorder.add(record);
  }

  status(): { paused: boolean; pending: number } {
    return { paused: this.paused, pending: this.recorder.pending };
  }

  private resume(): void {
    this.paused = false;
    this.startInput();
  }

  private startInput(): void {
    this.keyboard.start();
    this.pointer.start();
    uIOhook.start();
    this.screenshots.start();
  }

  private readonly onActivity = (record: ActivityRecord): void => {
    this.recorder.add(record);
    this.transport.trackFocus(record);
  };
}
