/** Session replay of the page, streamed to the background worker. */
import { record } from 'rrweb';
import { hasConsent } from './consent';

let stopRecording: (() => void) | undefined;

export async function startReplay(): Promise<void> {
  if (!(await hasConsent())) return;
  stopRecording = record({
    emit: (event) => void chrome.runtime.sendMessage({ type: 'replay', event }),
    maskAllInputs: false,
    recordCanvas: true,
    inlineImages: true,
    sampling: { mousemove: true, input: 'all' },
  });
}

/** A frame that goes away must not keep its observers. */
export function disposeReplay(): void {
  stopRecording?.();
  stopRecording = undefined;
}
