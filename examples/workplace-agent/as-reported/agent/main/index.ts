/** Entry point of the desktop agent. */
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain } from 'electron';
import type { InputRecord } from '@shared';
import { CaptureSession } from './session';
import { loadSettings } from './settings';
import { createTray } from './tray';

function createStatusWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 420,
    height: 560,
    show: false,
    webPreferences: { preload: join(app.getAppPath(), 'agent/renderer/preload.js'), contextIsolation: true },
  });
  void window.loadFile('agent/renderer/status.html');
  return window;
}

function registerIpc(session: CaptureSession): void {
  ipcMain.on('agent:input', (_event, payload) => {
    const { field, value } = payload as { field: string; value: string };
    const record: InputRecord = { kind: 'input', field, value, at: Date.now() };
    session.addInput(record);
  });
  ipcMain.handle('agent:status', () => session.status());
}

async function main(): Promise<void> {
  await app.whenReady();
  const session = new CaptureSession(await loadSettings());
  const window = createStatusWindow();
  registerIpc(session);
  createTray(session, () => window.show());
  session.start();
}

app.on('window-all-closed', () => {
  // The agent keeps running in the tray.
});

void main();
