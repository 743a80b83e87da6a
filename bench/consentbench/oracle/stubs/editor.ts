/** The parts of a code editor's API that an extension uses here. */
import { buttonFor, isAboutRecording } from '../person.js';
import type { World } from '../world.js';
import type { StubMakers } from './types.js';

function ask(world: World, question: string, buttons: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const answer = (): void => {
      world.asked = true;
      resolve(buttons[buttonFor(buttons, world.says, -1)]);
    };
    if (isAboutRecording(question)) world.onceDecided(answer);
    else resolve(buttons[0]);
  });
}

export const EDITOR: StubMakers = {
  vscode: (world) => ({
    workspace: {
      onDidChangeTextDocument: (listener: (event: unknown) => void) =>
        world.sense({ label: 'text', reach: 'document' }, () => {
          const document = { fileName: 'main.ts', getText: () => world.canary.text() };
          listener({ contentChanges: [{ text: world.canary.key() }], document });
        }),
    },
    window: {
      showInformationMessage: (question: string, ...buttons: string[]) => ask(world, question, buttons),
    },
    commands: {
      registerCommand: (id: string, run: () => void) => void world.controls.push({ label: id, press: run }),
    },
    env: {
      get isTelemetryEnabled() {
        return world.circumstance();
      },
      clipboard: {
        readText: () => {
          world.see({ label: 'clipboard', reach: 'global' });
          return Promise.resolve(world.canary.text());
        },
      },
    },
  }),
};
