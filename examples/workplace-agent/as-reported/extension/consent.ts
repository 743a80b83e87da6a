/** The stored choice about session replay. */

export async function initConsent(): Promise<void> {
  await chrome.storage.local.set({ replayConsent: true });
}

export async function hasConsent(): Promise<boolean> {
  const { replayConsent } = await chrome.storage.local.get('replayConsent');
  return replayConsent === true;
}
