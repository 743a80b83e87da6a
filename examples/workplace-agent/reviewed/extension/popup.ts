/** The toolbar popup: the Record and Stop buttons are the only writers of the stored choice. */
import { hasConsent } from './consent';

const state = document.querySelector<HTMLParagraphElement>('#state');
const recordButton = document.querySelector<HTMLButtonElement>('#record');
const stopButton = document.querySelector<HTMLButtonElement>('#stop');

async function startRecording(): Promise<void> {
  await chrome.storage.local.set({ recordingConsent: true });
  await showState();
}

async function stopRecording(): Promise<void> {
  await chrome.storage.local.set({ recordingConsent: false });
  await showState();
}

async function showState(): Promise<void> {
  if (state === null) return;
  state.textContent = (await hasConsent()) ? 'Recording' : 'Not recording';
}

recordButton?.addEventListener('click', () => void startRecording());
stopButton?.addEventListener('click', () => void stopRecording());
void showState();
