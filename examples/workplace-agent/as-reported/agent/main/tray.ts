/** The tray icon and its menu. */
import { join } from 'node:path';
import { app, Menu, Tray } from 'electron';
import { describeConsent } from './consent';
import type { CaptureSession } from './session';

const PAUSE_MS = 30 * 60 * 1000;

export function createTray(session: CaptureSession, showStatus: () => void): Tray {
  const tray = new Tray(join(app.getAppPath(), 'assets', 'tray.png'));
  tray.setToolTip('Northfield Companion');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: describeConsent(), enabled: false },
      { type: 'separator' },
      { label: 'Status', click: showStatus },
      { label: 'Pause 30 minutes', click: () => session.pause(PAUSE_MS) },
    ]),
  );
  return tray;
}
