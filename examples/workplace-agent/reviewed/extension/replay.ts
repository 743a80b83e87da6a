/** Session replay of the page's structure, sent to the background worker in chunks. */
import { record } from 'rrweb';
import { hasConsent } from './consent';

const CHUNK_MS = 15_000;
const MAX_CHUNK = 500;

let events: unknown[] = [];
let stopRecording: (() => void) | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

export async function startReplay(): Promise<void> {
  if (!(await hasConsent()) || stopRecording !== undefined) return;
  stopRecording = record({
    emit: push,
    maskAllInputs: true,
    maskTextSelector: '*',
    blockSelector: 'img, picture, video, canvas, iframe',
    recordCanvas: false,
    inlineImages: false,
    sampling: { mousemove: false, scroll: 500, input: 'last' },
  });
  timer = setInterval(() => void sendChunk(), CHUNK_MS);
}

export function stopReplay(): void {
  stopRecording?.();
  stopRecording = undefined;
  clearInterval(timer);
  events = [];
}

function push(event: unknown): void {
  if (events.length < MAX_CHUNK) events.push(event);
}

async function sendChunk(): Promise<void> {
  const chunk = events.splice(0);
  if (chunk.length === 0 || !(await hasConsent())) return;
  await chrome.runtime.sendMessage({ type: 'replay', events: chunk });
}
