/** Reads the choice that the person makes in the popup; only the popup's two buttons write it. */

export const CONSENT_KEY = 'recordingConsent';

export async function hasConsent(): Promise<boolean> {
  const stored = await chrome.storage.local.get(CONSENT_KEY);
  return stored[CONSENT_KEY] === true;
}

export function onConsentChange(listener: () => void): void {
  chrome.storage.onChanged.addListener((changes) => {
    if (changes[CONSENT_KEY] !== undefined) listener();
  });
}
