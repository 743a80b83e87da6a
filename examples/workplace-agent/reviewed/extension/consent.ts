/** Reads the choice that the person makes in the popup; only the popup's two buttons write it. */

export async function hasConsent(): Promise<boolean> {
  const { recordingConsent } = await chrome.storage.local.get('recordingConsent');
  return recordingConsent === true;
}

export function onConsentChange(listener: () => void): void {
  chrome.storage.onChanged.addListener((changes) => {
    if (changes['recordingConsent'] !== undefined) listener();
  });
}
