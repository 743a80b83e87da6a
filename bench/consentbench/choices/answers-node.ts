/** Where the answer comes from in a desktop process or an editor: dialogs, questions in a terminal, settings. */
import type { Names } from '../names.js';
import { code } from '../text.js';
import type { Answer, Import, Place } from './types.js';

const DIALOG: readonly Import[] = [{ from: 'electron', names: ['dialog'] }];

interface Question {
  readonly id: string;
  readonly on?: readonly Place[];
  readonly imports: readonly Import[];
  readonly isAsync: boolean;
  /** The body of the function that asks. */
  readonly body: string;
}

function question({ id, on = ['node'], imports, isAsync, body }: Question): Answer {
  return {
    id,
    on,
    mode: isAsync ? 'askAsync' : 'ask',
    plan: (n: Names) => ({
      imports,
      code: code`
        export ${isAsync ? 'async ' : ''}function ${n.ask}(): ${isAsync ? 'Promise<boolean>' : 'boolean'} {
          ${body}
        }`,
      defines: [n.ask],
      yes: `${n.ask}()`,
    }),
  };
}

/** A message box whose buttons are these, and what is taken for a yes. */
function messageBox(id: string, buttons: string, test: string, more = ''): Answer {
  return question({
    id,
    imports: DIALOG,
    isAsync: true,
    body: code`
      const { response } = await dialog.showMessageBox({
        type: 'question',
        message: 'May this app record your activity?',
        buttons: [${buttons}],${more}
      });
      return ${test};`,
  });
}

const DIALOGS: readonly Answer[] = [
  messageBox('message-box', `'No, thanks', 'Allow'`, 'response === 1'),
  messageBox('message-box-first-button', `'Allow', 'No, thanks'`, 'response === 0'),
  messageBox('message-box-cancel-id', `'Allow', 'No, thanks'`, 'response === 0', '\n  cancelId: 1,'),
  messageBox('message-box-wrong-button', `'No, thanks', 'Allow'`, 'response === 0'),
  messageBox('message-box-truthy', `'Allow', 'No, thanks'`, 'Boolean(response)'),
  question({
    id: 'message-box-sync',
    imports: DIALOG,
    isAsync: false,
    body: code`
      const pressed = dialog.showMessageBoxSync({ message: 'Record your activity?', buttons: ['Refuse', 'Allow'] });
      return pressed === 1;`,
  }),
  question({
    id: 'message-box-checkbox',
    imports: DIALOG,
    isAsync: true,
    body: code`
      const { checkboxChecked } = await dialog.showMessageBox({
        message: 'Welcome',
        checkboxLabel: 'Allow the app to record my activity',
        checkboxChecked: false,
      });
      return checkboxChecked;`,
  }),
  question({
    id: 'terminal-confirm',
    imports: [{ from: '@inquirer/prompts', names: ['confirm'] }],
    isAsync: true,
    body: `return await confirm({ message: 'May we record your activity?', default: false });`,
  }),
  question({
    id: 'clack-truthy',
    imports: [{ from: '@clack/prompts', names: ['confirm'] }],
    isAsync: true,
    body: code`
      const answer = await confirm({ message: 'May we record your activity?' });
      return Boolean(answer);`,
  }),
  question({
    id: 'os-permission',
    imports: [{ from: 'electron', names: ['systemPreferences'] }],
    isAsync: false,
    body: `return systemPreferences.isTrustedAccessibilityClient(false);`,
  }),
  question({
    id: 'editor-message',
    on: ['editor'],
    imports: [{ from: 'vscode', namespace: 'vscode' }],
    isAsync: true,
    body: code`
      const answer = await vscode.window.showInformationMessage('Record your edits for research?', 'Allow', 'Refuse');
      return answer === 'Allow';`,
  }),
  question({
    id: 'editor-message-truthy',
    on: ['editor'],
    imports: [{ from: 'vscode', namespace: 'vscode' }],
    isAsync: true,
    body: code`
      const answer = await vscode.window.showInformationMessage('Record your edits for research?', 'Allow', 'Refuse');
      return answer !== undefined;`,
  }),
  question({
    id: 'editor-telemetry-setting',
    on: ['editor'],
    imports: [{ from: 'vscode', namespace: 'vscode' }],
    isAsync: false,
    body: 'return vscode.env.isTelemetryEnabled;',
  }),
];

/** A choice in a settings file: what writes it, and what it is before. */
function settings(id: string, options: string, writes: string): Answer {
  return {
    id,
    on: ['node'],
    mode: 'live',
    plan: () => ({
      imports: [{ from: 'electron-store', default: 'Store' }, ...(writes.includes('dialog') ? DIALOG : [])],
      code: code`
        const store = new Store(${options});

        export const hasConsent = (): boolean => store.get('recordingConsent') === true;

        export async function askOnce(): Promise<void> {
          ${writes}
        }`,
      defines: ['hasConsent', 'askOnce'],
      yes: 'hasConsent()',
      setup: 'void askOnce();',
    }),
  };
}

const ASKED = code`
  if (store.get('recordingConsent') !== undefined) return;
  const { response } = await dialog.showMessageBox({ message: 'Record your activity?', buttons: ['No', 'Allow'] });
  store.set('recordingConsent', response === 1);`;

const SETTINGS: readonly Answer[] = [
  settings('store-after-dialog', '', ASKED),
  settings(
    'store-default-on',
    '{ defaults: { recordingConsent: true } }',
    `if (!store.has('asked')) store.set('asked', true);`,
  ),
  settings(
    'store-on-install',
    '',
    `if (store.get('recordingConsent') === undefined) store.set('recordingConsent', true);`,
  ),
  {
    id: 'tray-menu',
    on: ['node'],
    mode: 'later',
    hasCallback: true,
    plan: (n) => ({
      imports: [{ from: 'electron', names: ['Menu', 'Tray'] }],
      code: code`
        export const ${n.choice} = { recording: false };

        export function whenAllowed(run: () => void): void {
          const menu = Menu.buildFromTemplate([
            { label: 'Allow recording of my activity', click: () => run() },
            { label: 'Quit', role: 'quit' },
          ]);
          new Tray('icon.png').setContextMenu(menu);
        }

        export function showMenu(): void {
          const menu = Menu.buildFromTemplate([
            {
              label: 'Allow recording',
              click: () => {
                ${n.choice}.recording = true;
              },
            },
            {
              label: 'Stop recording',
              click: () => {
                ${n.choice}.recording = false;
              },
            },
          ]);
          new Tray('icon.png').setContextMenu(menu);
        }`,
      defines: [n.choice, 'whenAllowed', 'showMenu'],
      yes: `${n.choice}.recording`,
      setup: 'showMenu();',
      whenYes: 'whenAllowed',
    }),
  },
];

export const NODE_ANSWERS: readonly Answer[] = [...DIALOGS, ...SETTINGS];
