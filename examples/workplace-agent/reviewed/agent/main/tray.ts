/** The tray icon and its menu: starting, stopping and deleting are all in the person's hands. */
import { join } from 'node:path';
import { app, Menu, Tray } from 'electron';
import { askForConsent, withdrawConsent } from './consent';
import type { CaptureSession } from './session';

async function askAndStart(session: CaptureSession): Promise<void> {
  if (await askForConsent()) session.start();
  else session.stop();
}

function stopRecording(session: CaptureSession): void {
  withdrawConsent();
  session.stop();
}

export function createTray(session: CaptureSession, showStatus: () => void): Tray {
  const tray = new Tray(join(app.getAppPath(), 'assets', 'tray.png'));
  tray.setToolTip('Northfield Companion');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Status', click: showStatus },
      { type: 'separator' },
      { label: 'Start recording…', click: () => void askAndStart(session) },
      { label: 'Stop recording', click: () => stopRecording(session) },
      { label: 'Stop recording and delete my data', click: () => void session.withdrawAndDelete() },
    ]),
  );
  return tray;
}
