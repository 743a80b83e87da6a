/** Runs in the work sites: counts what happens in them, from the Record press in the popup until Stop. */
import type { InputRecord, PageRecord } from '@shared';
import { isSensitive, isTextField } from '@shared/fields';
import { maskText } from '@shared/redact';
import { hasConsent, onConsentChange } from './consent';
import { startReplay, stopReplay } from './replay';

const REPORT_MS = 30_000;
const ALLOWED_HOSTS: ReadonlySet<string> = new Set(['crm.example.invalid', 'tickets.example.invalid']);

class PageCapture {
  private keys = 0;
  private clicks = 0;
  private timer: ReturnType<typeof setInterval> | null = null;

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (isSensitive(event.target)) return;
    this.keys += 1;
  };

  private readonly onInput = (event: Event): void => {
    void this.reportInput(event.target);
  };

  private readonly onClick = (): void => {
    this.clicks += 1;
  };

  /** Follows the stored choice: starts after a yes, stops after a no. */
  readonly sync = async (): Promise<void> => {
    if (await hasConsent()) {
      this.start();
      await startReplay();
    } else {
      this.stop();
      stopReplay();
    }
  };

  private start(): void {
    if (this.timer !== null) return;
    document.addEventListener('keydown', this.onKeyDown, true);
    document.addEventListener('input', this.onInput, true);
    document.addEventListener('click', this.onClick, true);
    this.timer = setInterval(() => void this.reportCounts(), REPORT_MS);
  }

  private stop(): void {
    document.removeEventListener('keydown', this.onKeyDown, true);
    document.removeEventListener('input', this.onInput, true);
    document.removeEventListener('click', this.onClick, true);
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.keys = 0;
    this.clicks = 0;
  }

  private async reportInput(target: EventTarget | null): Promise<void> {
    if (!isTextField(target) || isSensitive(target)) return;
    if (!(await hasConsent())) return;
    await send({ kind: 'input', masked: maskText(target.value), at: Date.now() });
  }

  private async reportCounts(): Promise<void> {
    if (this.keys + this.clicks === 0 || !(await hasConsent())) return;
    await send({ kind: 'page', keys: this.keys, clicks: this.clicks, at: Date.now() });
    this.keys = 0;
    this.clicks = 0;
  }
}

async function send(record: InputRecord | PageRecord): Promise<void> {
  await chrome.runtime.sendMessage({ type: 'capture', record });
}

if (ALLOWED_HOSTS.has(location.hostname) && !chrome.extension.inIncognitoContext) {
  const capture = new PageCapture();
  onConsentChange(() => void capture.sync());
  void capture.sync();
}
