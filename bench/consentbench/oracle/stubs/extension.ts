/** The parts of a browser's extension API that a program uses here. */
import type { World } from '../world.js';

type Listener = (message: unknown, sender: unknown, reply: (answer: unknown) => void) => unknown;

function tabOf(world: World): Record<string, unknown> {
  world.see({ label: 'title', reach: 'global' });
  const text = world.canary.text();
  return { id: 1, title: text, url: `https://${text.slice(0, 4)}.invalid/${text.slice(5, 8)}` };
}

export function extensionApi(world: World): Record<string, unknown> {
  const listeners: Listener[] = [];
  return {
    runtime: {
      sendMessage: (message: unknown) => {
        for (const listener of listeners) world.run(() => listener(message, {}, () => undefined));
        return Promise.resolve();
      },
      onMessage: { addListener: (listener: Listener) => void listeners.push(listener) },
    },
    tabs: {
      onUpdated: {
        addListener: (listener: (id: number, change: unknown, tab: unknown) => void) =>
          world.sense({ label: 'title', reach: 'global' }, () => listener(1, {}, tabOf(world))),
      },
      query: () => Promise.resolve([tabOf(world)]),
      captureVisibleTab: (_options: unknown, then: (image: string) => void) => {
        world.see({ label: 'pixels', reach: 'global' });
        then(`data:image/png;base64,${world.canary.bytes().toString('base64')}`);
      },
    },
  };
}
