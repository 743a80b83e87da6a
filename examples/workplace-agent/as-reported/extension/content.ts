/** Runs in every page: reports what happens in it to the background worker. */
import type { InputRecord, PageRecord } from '@shared';
import { disposeReplay, startReplay } from './replay';

class PageCapture {
  private pausedUntil = 0;

  private readonly onKeyDown = (event: KeyboardEvent): void => {
    this.report({ kind: 'page-key', url: location.href, detail: event.key, at: Date.now() });
  };

  private readonly onInput = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    this.report({ kind: 'input', field: field.name, value: field.value, at: Date.now() });
  };

  private readonly onClick = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const detail = `${target.tagName} "${target.innerText}" at ${event.clientX},${event.clientY}`;
    this.report({ kind: 'page-click', url: location.href, detail, at: Date.now() });
  };

  start(): void {
    document.addEventListener('keydown', this.onKeyDown, true);
    document.addEventListener('input', this.onInput, true);
    document.addEventListener('click', this.onClick, true);
    chrome.storage.onChanged.addListener((changes) => {
      const next = changes['pausedUntil']?.newValue;
      if (typeof next === 'number') this.pausedUntil = next;
    });
  }

  private report(record: InputRecord | PageRecord): void {
    if (Date.now() < this.pausedUntil) return;
    void chrome.runtime.sendMessage({ type: 'capture', record });
  }
}

new PageCapture().start();
void startReplay();
window.addEventListener('pagehide', disposeReplay);
