/** Owns the watchers of one device and the order in which they start and stop. */
import { uIOhook } from 'uiohook-napi';
import type { InputRecord } from '@shared';
import { hasConsent, withdrawConsent } from './consent';
import { InputRecorder } from './recorder';
import { ActivityWatcher, ClipboardWatcher, KeyboardWatcher, PointerWatcher, ScreenshotTimer } from './sensors';
import type { Settings } from './settings';
import { Transport } from './transport';

export class CaptureSession {
  private readonly activity: ActivityWatcher;
  private readonly keyboard: KeyboardWatcher;
  private readonly pointer: PointerWatcher;
  private readonly clipboard: ClipboardWatcher;
  private readonly screenshots: ScreenshotTimer;
  private readonly transport: Transport;
  private readonly recorder: InputRecorder;
  private running = false;

  constructor(settings: Settings) {
    this.activity = new ActivityWatcher(settings.activityMs);
    this.keyboard = new KeyboardWatcher(this.activity);
    this.pointer = new PointerWatcher(this.activity);
    this.clipboard = new ClipboardWatcher(this.activity, settings.clipboardMs);
    this.screenshots = new ScreenshotTimer(this.activity, settings.screenshotMs);
    this.transport = new Transport(settings);
    this.recorder = new InputRecorder(
      this.keyboard,
      this.pointer,
      this.clipboard,
      this.activity,
      this.transport,
      settings.flushMs,
    );
  }

  start(): void {
    if (!hasConsent() || this.running) return;
    this.running = true;
    this.activity.start();
    this.keyboard.start();
    this.pointer.start();
    uIOhook.start();
    this.clipboard.start();
    this.screenshots.start();
    this.recorder.start();
  }

  /** Nothing restarts by itself after this. */
  stop(): void {
    if (!this.running) return;
    this.running = false;
    uIOhook.stop();
    this.keyboard.stop();
    this.pointer.stop();
    this.clipboard.stop();
    this.screenshots.stop();
    this.activity.stop();
    this.recorder.stop();
  }

  /** Takes the consent back, then deletes what was recorded. */
  async withdrawAndDelete(): Promise<void> {
    withdrawConsent();
    this.stop();
    await this.screenshots.deleteLocalCopy();
    await this.transport.deleteEverything();
  }

  /** Masked values reported by the assistant window. */
  addInput(record: InputRecord): void {
    if (!this.running) return;
    this.recorder.add(record);
  }

  status(): { running: boolean; pending: number } {
    return { running: this.running, pending: this.recorder.pending };
  }
}
