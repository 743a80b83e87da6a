/** Packages that hook the machine's keyboard and pointer, take screenshots, or tell of the window in front. */
import { EventEmitter } from 'node:events';
import type { World } from '../world.js';
import type { StubMakers } from './types.js';

/** An emitter that shows an event of each kind that somebody listens to. */
function hook(world: World, kinds: Readonly<Record<string, () => unknown>>): EventEmitter {
  const emitter = new EventEmitter();
  const isPointer = (type: string): boolean => type.startsWith('mouse');
  world.eachTurn(() => {
    for (const [type, event] of Object.entries(kinds)) {
      if (emitter.listenerCount(type) === 0) continue;
      world.see({ label: isPointer(type) ? 'coordinates' : 'key', reach: 'global' });
      emitter.emit(type, event());
    }
  });
  const idle = (): undefined => undefined;
  return Object.assign(emitter, { start: idle, stop: idle });
}

const pixels = (world: World): Buffer => {
  world.see({ label: 'pixels', reach: 'global' });
  return world.canary.bytes();
};

const front = (world: World): Record<string, unknown> => {
  world.see({ label: 'title', reach: 'global' });
  const text = world.canary.text();
  return {
    title: text,
    application: text.slice(0, 4),
    owner: { name: text.slice(0, 4) },
    url: `https://${text.slice(0, 4)}.invalid/`,
  };
};

const KEYBOARDS: StubMakers = {
  'uiohook-napi': (world) => ({
    uIOhook: hook(world, {
      keydown: () => ({ keycode: world.canary.keyCode() }),
      keyup: () => ({ keycode: world.canary.keyCode() }),
      mousedown: () => world.place.point(),
      mousemove: () => world.place.point(),
    }),
  }),
  iohook: (world) =>
    hook(world, {
      keypress: () => ({ keychar: world.canary.key().charCodeAt(0) }),
      keydown: () => ({ keycode: world.canary.keyCode() }),
      mousemove: () => world.place.point(),
    }),
  gkm: (world) => ({ events: hook(world, { 'key.pressed': () => [world.canary.key()] }) }),
  'node-global-key-listener': (world) => ({
    GlobalKeyboardListener: class {
      addListener(listener: (event: unknown) => void): void {
        world.sense({ label: 'key', reach: 'global' }, () => listener({ name: world.canary.key(), state: 'DOWN' }));
      }
    },
  }),
};

const SCREENSHOTS: StubMakers = {
  'screenshot-desktop': (world) => () => Promise.resolve(pixels(world)),
  'node-screenshots': (world) => ({
    Monitor: {
      all: () => [{ captureImageSync: () => ({ toPngSync: () => pixels(world) }) }],
    },
  }),
};

const WINDOWS: StubMakers = {
  'active-win': (world) => () => Promise.resolve(front(world)),
  'get-windows': (world) => ({ activeWindow: () => Promise.resolve(front(world)) }),
  '@paymoapp/active-window': (world) => ({
    subscribe: (listener: (info: unknown) => void) =>
      world.sense({ label: 'title', reach: 'global' }, () => listener(front(world))),
  }),
  clipboardy: (world) => ({
    read: () => {
      world.see({ label: 'clipboard', reach: 'global' });
      return Promise.resolve(world.canary.text());
    },
  }),
};

export const HOOKS: StubMakers = { ...KEYBOARDS, ...SCREENSHOTS, ...WINDOWS };
