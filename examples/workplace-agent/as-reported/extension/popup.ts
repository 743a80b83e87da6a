/** The toolbar popup. */

const PAUSE_MS = 30 * 60 * 1000;

const state = document.querySelector<HTMLParagraphElement>('#state');
const pauseButton = document.querySelector<HTMLButtonElement>('#pause');

function showPaused(until: number): void {
  if (state === null) return;
  state.textContent = until > Date.now() ? `Paused until ${new Date(until).toLocaleTimeString()}` : 'Running';
}

async function pause(): Promise<void> {
  const pausedUntil = Date.now() + PAUSE_MS;
  await chrome.storage.local.set({ pausedUntil });
  showPaused(pausedUntil);
}

async function restore(): Promise<void> {
  const { pausedUntil } = await chrome.storage.local.get('pausedUntil');
  if (typeof pausedUntil === 'number') showPaused(pausedUntil);
}

pauseButton?.addEventListener('click', () => void pause());
void restore();
