/** Electron: windows, screen, clipboard, dialogs, menus, and messages between its processes. */
import { EventEmitter } from 'node:events';
import { buttonFor, isAboutRecording } from '../person.js';
import type { World } from '../world.js';
import type { StubMakers } from './types.js';

interface Box {
  readonly message: string;
  readonly buttons?: readonly string[];
  readonly checkboxLabel?: string;
  readonly cancelId?: number;
}

interface MenuItem {
  readonly label?: string;
  readonly click?: () => void;
}

function image(world: World, reach: 'global' | 'document'): Record<string, unknown> {
  world.see({ label: 'pixels', reach });
  const bytes = world.canary.bytes();
  return {
    toDataURL: () => `data:image/png;base64,${bytes.toString('base64')}`,
    toPNG: () => bytes,
    getSize: () => ({ width: 960, height: 540 }),
  };
}

/** Electron's documentation of `cancelId`: the first button labelled cancel or no, and 0 if there is none. */
function cancelled({ buttons = [], cancelId }: Box): number {
  if (cancelId !== undefined) return cancelId;
  return Math.max(
    0,
    buttons.findIndex((button) => /^(cancel|no)$/i.test(button)),
  );
}

function dialog(world: World): Record<string, unknown> {
  const pressed = (box: Box): number => {
    const isQuestion = isAboutRecording(box.message);
    if (isQuestion && world.says === 'yes') world.grants.add('answer');
    if (isQuestion) world.asked = true;
    return buttonFor(box.buttons ?? ['OK'], isQuestion ? world.says : 'yes', cancelled(box));
  };
  const boxOf = (args: readonly unknown[]): Box => args.at(-1) as Box;
  return {
    showMessageBoxSync: (...args: unknown[]) => pressed(boxOf(args)),
    showMessageBox: (...args: unknown[]) =>
      new Promise((resolve) => {
        const box = boxOf(args);
        const isChecked = (): boolean => isAboutRecording(box.checkboxLabel ?? '') && world.says === 'yes';
        const answer = (): void => resolve({ response: pressed(box), checkboxChecked: isChecked() });
        if (isAboutRecording(`${box.message} ${box.checkboxLabel ?? ''}`)) world.onceDecided(answer);
        else answer();
      }),
  };
}

function windows(world: World): unknown {
  return class {
    readonly webContents = Object.assign(new EventEmitter(), {
      capturePage: () => Promise.resolve(image(world, 'document')),
      send: () => undefined,
    });

    constructor() {
      world.eachTurn(() => {
        if (this.webContents.listenerCount('before-input-event') === 0) return;
        world.see({ label: 'key', reach: 'document' });
        this.webContents.emit(
          'before-input-event',
          { preventDefault: () => undefined },
          { key: world.canary.key(), type: 'keyDown' },
        );
      });
    }
  };
}

/** One channel between the processes of one program, whichever of them asks for the module. */
function messages(): Record<string, unknown> {
  const main = new EventEmitter();
  const handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();
  return {
    ipcMain: Object.assign(main, {
      handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) =>
        void handlers.set(channel, handler),
    }),
    ipcRenderer: {
      send: (channel: string, ...args: unknown[]) => void main.emit(channel, { reply: () => undefined }, ...args),
      invoke: (channel: string, ...args: unknown[]) => Promise.resolve(handlers.get(channel)?.({}, ...args)),
      on: () => undefined,
    },
  };
}

function menus(world: World): Record<string, unknown> {
  return {
    Menu: {
      buildFromTemplate: (items: readonly MenuItem[]) => {
        for (const { label = '', click } of items) {
          if (click) world.controls.push({ label, press: () => click() });
        }
        return {};
      },
      setApplicationMenu: () => undefined,
    },
    Tray: class {
      setContextMenu(): void {}
    },
  };
}

export const ELECTRON: StubMakers = {
  electron: (world) => ({
    ...messages(),
    ...menus(world),
    dialog: dialog(world),
    BrowserWindow: windows(world),
    app: Object.assign(new EventEmitter(), { whenReady: () => Promise.resolve(), isPackaged: true }),
    clipboard: {
      readText: () => {
        world.see({ label: 'clipboard', reach: 'global' });
        return world.canary.text();
      },
    },
    desktopCapturer: {
      getSources: () => Promise.resolve([{ id: 'screen:0', name: 'Screen', thumbnail: image(world, 'global') }]),
    },
    screen: {
      getCursorScreenPoint: () => {
        world.see({ label: 'coordinates', reach: 'global' });
        return world.place.point();
      },
    },
    systemPreferences: { isTrustedAccessibilityClient: () => world.circumstance() },
  }),
};
