/** Sensors of a desktop process: global hooks, screenshots, the clipboard and the window in front. */
import { code } from '../text.js';
import type { HandlerText, Import, Sensor } from './types.js';

type Draft = Omit<Sensor, 'place' | 'read'> & { read?: Sensor['read'] };

function node(draft: Draft): Sensor {
  const asText = draft.asText ?? ((field) => field);
  return { ...draft, place: 'node', read: draft.read ?? ((e) => asText(`${e}.${draft.field}`)) };
}

/** Looks again and again at something that gives its content when asked. */
function polled(take: string, name: string, seconds: number): (handler: HandlerText) => string {
  return (handler) => code`
    setInterval(async () => {
      const ${name} = ${take};
      ${handler.with(name)}
    }, ${seconds * 1000});`;
}

const from = (module: string, ...names: string[]): readonly Import[] => [{ from: module, names }];
const theDefault = (module: string, name: string): readonly Import[] => [{ from: module, default: name }];
const asString = (field: string): string => `String(${field})`;
const position = (e: string): string => `\`\${${e}.x}:\${${e}.y}\``;

const KEY_HOOKS: readonly Sensor[] = [
  node({
    id: 'uiohook-keydown',
    kind: 'keystroke',
    imports: from('uiohook-napi', 'uIOhook'),
    event: 'e',
    type: '{ keycode: number }',
    field: 'keycode',
    asText: asString,
    register: (handler) => code`
      uIOhook.on('keydown', ${handler.fn});
      uIOhook.start();`,
  }),
  node({
    id: 'iohook-keypress',
    kind: 'keystroke',
    imports: theDefault('iohook', 'ioHook'),
    event: 'event',
    type: '{ keychar: number }',
    field: 'keychar',
    asText: (field) => `String.fromCharCode(${field})`,
    register: (handler) => code`
      ioHook.on('keypress', ${handler.fn});
      ioHook.start();`,
  }),
  node({
    id: 'global-key-listener',
    kind: 'keystroke',
    imports: from('node-global-key-listener', 'GlobalKeyboardListener'),
    event: 'press',
    type: '{ name?: string; state: string }',
    field: 'name',
    read: (e) => `${e}.name ?? ''`,
    register: (handler) => code`
      const keyboard = new GlobalKeyboardListener();
      keyboard.addListener(${handler.fn});`,
  }),
  node({
    id: 'gkm-pressed',
    kind: 'keystroke',
    imports: theDefault('gkm', 'gkm'),
    event: 'pressed',
    type: 'string[]',
    read: (e) => `${e}.join('+')`,
    register: (handler) => `gkm.events.on('key.pressed', ${handler.fn});`,
  }),
  node({
    id: 'before-input-event',
    kind: 'keystroke',
    imports: from('electron', 'BrowserWindow'),
    event: 'input',
    type: '{ key: string; type: string }',
    field: 'key',
    register: (handler) => code`
      const window = new BrowserWindow({ width: 800, height: 600 });
      window.webContents.on('before-input-event', (_event, input) => {
        ${handler.with('input')}
      });`,
  }),
];

const POINTERS: readonly Sensor[] = [
  node({
    id: 'uiohook-mousedown',
    kind: 'pointer',
    imports: from('uiohook-napi', 'uIOhook'),
    event: 'e',
    type: '{ x: number; y: number }',
    read: position,
    register: (handler) => code`
      uIOhook.on('mousedown', ${handler.fn});
      uIOhook.start();`,
  }),
  node({
    id: 'iohook-mousemove',
    kind: 'pointer',
    imports: theDefault('iohook', 'ioHook'),
    event: 'event',
    type: '{ x: number; y: number }',
    read: position,
    register: (handler) => code`
      ioHook.on('mousemove', ${handler.fn});
      ioHook.start();`,
  }),
  node({
    id: 'cursor-poll',
    kind: 'pointer',
    imports: from('electron', 'screen'),
    event: 'point',
    type: '{ x: number; y: number }',
    read: position,
    register: polled('screen.getCursorScreenPoint()', 'point', 1),
  }),
];

const SCREENS: readonly Sensor[] = [
  node({
    id: 'desktop-capturer',
    kind: 'screen',
    imports: from('electron', 'desktopCapturer'),
    event: 'source',
    type: 'Electron.DesktopCapturerSource',
    read: (e) => `${e}.thumbnail.toDataURL()`,
    register: (handler) => code`
      setInterval(async () => {
        const [source] = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: { width: 960, height: 540 } });
        ${handler.with('source')}
      }, 5000);`,
  }),
  node({
    id: 'capture-page',
    kind: 'screen',
    imports: from('electron', 'BrowserWindow'),
    event: 'image',
    type: 'Electron.NativeImage',
    read: (e) => `${e}.toDataURL()`,
    register: (handler) => code`
      const window = new BrowserWindow({ width: 1024, height: 768 });
      setInterval(async () => {
        const image = await window.webContents.capturePage();
        ${handler.with('image')}
      }, 4000);`,
  }),
  node({
    id: 'screenshot-desktop',
    kind: 'screen',
    imports: theDefault('screenshot-desktop', 'screenshot'),
    event: 'shot',
    type: 'Buffer',
    read: (e) => `${e}.toString('base64')`,
    register: polled(`await screenshot({ format: 'png' })`, 'shot', 6),
  }),
  node({
    id: 'node-screenshots',
    kind: 'screen',
    imports: from('node-screenshots', 'Monitor'),
    event: 'image',
    type: '{ toPngSync(): Buffer }',
    read: (e) => `${e}.toPngSync().toString('base64')`,
    register: (handler) => code`
      setInterval(() => {
        for (const monitor of Monitor.all()) {
          const image = monitor.captureImageSync();
          ${handler.with('image')}
        }
      }, 5000);`,
  }),
];

const CLIPBOARDS: readonly Sensor[] = [
  node({
    id: 'electron-clipboard',
    kind: 'clipboard',
    imports: from('electron', 'clipboard'),
    event: 'copied',
    type: 'string',
    read: (e) => e,
    register: polled('clipboard.readText()', 'copied', 2),
  }),
  node({
    id: 'clipboardy',
    kind: 'clipboard',
    imports: theDefault('clipboardy', 'clipboardy'),
    event: 'copied',
    type: 'string',
    read: (e) => e,
    register: polled('await clipboardy.read()', 'copied', 3),
  }),
];

const ACTIVITY: readonly Sensor[] = [
  node({
    id: 'active-win',
    kind: 'app-activity',
    imports: theDefault('active-win', 'activeWin'),
    event: 'front',
    type: '{ title: string }',
    field: 'title',
    register: (handler) => code`
      setInterval(async () => {
        const front = await activeWin();
        if (front === undefined) return;
        ${handler.with('front')}
      }, 5000);`,
  }),
  node({
    id: 'get-windows',
    kind: 'app-activity',
    imports: from('get-windows', 'activeWindow'),
    event: 'front',
    type: '{ title: string; owner: { name: string } }',
    read: (e) => `\`\${${e}.owner.name}: \${${e}.title}\``,
    register: polled('(await activeWindow())!', 'front', 5),
  }),
  node({
    id: 'active-window-subscribe',
    kind: 'app-activity',
    imports: theDefault('@paymoapp/active-window', 'ActiveWindow'),
    event: 'info',
    type: '{ title: string; application: string } | null',
    read: (e) => `${e}?.title ?? ''`,
    register: (handler) => `ActiveWindow.subscribe(${handler.fn});`,
  }),
];

export const NODE_SENSORS: readonly Sensor[] = [...KEY_HOOKS, ...POINTERS, ...SCREENS, ...CLIPBOARDS, ...ACTIVITY];

const vscode: readonly Import[] = [{ from: 'vscode', namespace: 'vscode' }];

export const EDITOR_SENSORS: readonly Sensor[] = [
  {
    id: 'vscode-text-change',
    kind: 'keystroke',
    place: 'editor',
    imports: vscode,
    event: 'change',
    type: 'vscode.TextDocumentChangeEvent',
    read: (e) => `${e}.contentChanges.map((each) => each.text).join('')`,
    register: (handler) => `vscode.workspace.onDidChangeTextDocument(${handler.fn});`,
  },
  {
    id: 'vscode-clipboard',
    kind: 'clipboard',
    place: 'editor',
    imports: vscode,
    event: 'copied',
    type: 'string',
    read: (e) => e,
    register: polled('await vscode.env.clipboard.readText()', 'copied', 3),
  },
];
