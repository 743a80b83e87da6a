/**
 * The person's answer to "may we record?".
 *
 * Holds: `recordingConsent` is written here and nowhere else, and becomes true only by the dialog's first button.
 */
import { dialog } from 'electron';
import Store from 'electron-store';

const ALLOW = 0;
const DECLINE = 1;

const store = new Store<{ recordingConsent: boolean; asked: boolean }>({
  name: 'consent',
  defaults: { recordingConsent: false, asked: false },
});

export function hasConsent(): boolean {
  return store.get('recordingConsent') === true;
}

/** Holds if the question was answered, with yes or with no. */
export function wasAsked(): boolean {
  return store.get('asked');
}

export async function askForConsent(): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Northfield Companion',
    message: 'May Companion record how you work in CRM, Tickets and Sheets?',
    detail:
      'It counts keys, clicks and copies, and measures how much of the window changes. Text is masked before it is ' +
      'stored. The record trains the assistant and is never used to evaluate you. You can stop at any time in the tray.',
    buttons: ['Allow recording', 'Do not record'],
    defaultId: DECLINE,
    cancelId: DECLINE,
  });
  const allowed = response === ALLOW;
  store.set('recordingConsent', allowed);
  store.set('asked', true);
  return allowed;
}

export function withdrawConsent(): void {
  store.set('recordingConsent', false);
}
