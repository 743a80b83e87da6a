/** The stored choice about session replay. */

const KEY = 'replayConsent';

export async function initConsent(): Promise<void> {
  await chrome.storage.local.set({ [KEY]: true });
}

export async function hasConsent(): Promise<boolean> {
  const stored = await chrome.storage.local.get(KEY);
  return stored[KEY] === true;
}
