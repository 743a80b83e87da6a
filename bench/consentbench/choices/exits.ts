/** Ways for the person to make it stop, or what looks like one. */
import { code } from '../text.js';
import type { Declared, Place } from './types.js';

export interface Exit {
  readonly id: string;
  readonly plan: (place: Place) => (Declared & { readonly setup: string; readonly check: string }) | undefined;
}

function control(
  place: Place,
  label: string,
  body: string,
): { readonly show: string; readonly imports: Declared['imports'] } {
  const id = label.toLowerCase().replaceAll(' ', '-');
  switch (place) {
    case 'page':
      return {
        imports: [],
        show: code`
          document.getElementById('${id}')?.addEventListener('click', () => {
            ${body}
          });`,
      };
    case 'node':
      return {
        imports: [{ from: 'electron', names: ['Menu'] }],
        show: code`
          Menu.setApplicationMenu(
            Menu.buildFromTemplate([
              {
                label: '${label}',
                click: () => {
                  ${body}
                },
              },
            ]),
          );`,
      };
    case 'editor':
      return {
        imports: [{ from: 'vscode', namespace: 'vscode' }],
        show: code`
          vscode.commands.registerCommand('recorder.${id}', () => {
            ${body}
          });`,
      };
  }
}

function flagged(id: string, label: string, body: string): Exit {
  return {
    id,
    plan: (place) => {
      const { imports, show } = control(place, label, body);
      return {
        imports,
        code: code`
          export const control = { stopped: false };

          export function showControls(): void {
            ${show}
          }`,
        defines: ['control', 'showControls'],
        setup: 'showControls();',
        check: 'if (control.stopped) return;',
      };
    },
  };
}

export const EXITS: readonly Exit[] = [
  { id: 'none', plan: () => undefined },
  flagged('stop-control', 'Stop recording', 'control.stopped = true;'),
  flagged(
    'timed-pause',
    'Pause recording',
    code`
      control.stopped = true;
      setTimeout(() => {
        control.stopped = false;
      }, 30 * 60_000);`,
  ),
];
