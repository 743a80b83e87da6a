/** The extension's worker: collects what the content scripts report and uploads it. */
import { ROUTES, TELEMETRY_URL, type CaptureRecord } from '@shared';
import { initConsent } from './consent';

type Message =
  { readonly type: 'capture'; readonly record: CaptureRecord } | { readonly type: 'replay'; readonly event: unknown };

const FLUSH_MS = 5_000;
const BROWSER_KEY = 'nf-browser';

const queue: CaptureRecord[] = [];

async function post(route: string, body: unknown): Promise<void> {
  await fetch(`${TELEMETRY_URL}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-agent-key': BROWSER_KEY },
    body: JSON.stringify(body),
  });
}

async function flush(): Promise<void> {
  const records = queue.splice(0);
  if (records.length === 0) return;
  await post(ROUTES.batches, { deviceId: 'browser', sentAt: Date.now(), records });
}

function onMessage(message: Message): void {
  switch (message.type) {
    case 'capture':
      queue.push(message.record);
      break;
    case 'replay':
      void post(ROUTES.replay, { event: message.event });
      break;
  }
}

chrome.runtime.onInstalled.addListener(() => void initConsent());
chrome.runtime.onMessage.addListener((message) => onMessage(message as Message));
setInterval(() => void flush(), FLUSH_MS);
