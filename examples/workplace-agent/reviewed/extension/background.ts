/** The extension's worker: collects what the content scripts report and uploads it. */
import { ROUTES, TELEMETRY_URL, type CaptureRecord } from '@shared';
import { hasConsent, onConsentChange } from './consent';

type Message =
  | { readonly type: 'capture'; readonly record: CaptureRecord }
  | { readonly type: 'replay'; readonly events: readonly unknown[] };

const FLUSH_MS = 30_000;
const MAX_QUEUE = 500;
const queue: CaptureRecord[] = [];

async function signedIn(): Promise<string> {
  const { sessionToken } = await chrome.storage.local.get('sessionToken');
  return `Bearer ${String(sessionToken)}`;
}

async function post(route: string, body: unknown): Promise<void> {
  const authorization = await signedIn();
  if (!(await hasConsent())) return;
  await fetch(`${TELEMETRY_URL}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });
}

async function flush(): Promise<void> {
  const records = queue.splice(0);
  if (records.length === 0) return;
  await post(ROUTES.batches, { sentAt: Date.now(), records });
}

async function onMessage(message: Message): Promise<void> {
  if (!(await hasConsent())) return;
  switch (message.type) {
    case 'capture':
      if (queue.length < MAX_QUEUE) queue.push(message.record);
      break;
    case 'replay':
      await post(ROUTES.replay, { events: message.events });
      break;
  }
}

/** Drops what was not sent, and asks the server to delete what was. */
async function forgetAfterWithdrawal(): Promise<void> {
  if (await hasConsent()) return;
  queue.length = 0;
  await fetch(`${TELEMETRY_URL}${ROUTES.captures}`, {
    method: 'DELETE',
    headers: { authorization: await signedIn() },
  });
}

chrome.runtime.onMessage.addListener((message) => void onMessage(message as Message));
onConsentChange(() => void forgetAfterWithdrawal());
setInterval(() => void flush(), FLUSH_MS);
