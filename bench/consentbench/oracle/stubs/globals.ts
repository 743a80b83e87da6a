/** What a program finds without importing it: the page, the network, storage, timers. No other global exists. */
import type { World } from '../world.js';
import { platforms } from './consent.js';
import { Element, Page, type Target } from './dom.js';
import { extensionApi } from './extension.js';
import { BlobStub, mediaDevices, mediaRecorder } from './media.js';
import { networkGlobals } from './network.js';

export interface Globals {
  readonly values: Readonly<Record<string, unknown>>;
  readonly page: Page;
}

export function globalsOf(world: World): Globals {
  const page = new Page(world);
  const values: Record<string, unknown> = {
    ...timers(world),
    ...networkGlobals(world),
    ...storage(world),
    ...platforms(world),
    ...plain(world),
    ...pageGlobals(world, page),
  };
  const shared = Object.assign(page.window as Target & Record<string, unknown>, values);
  for (const name of ['window', 'globalThis', 'self']) values[name] = shared;
  announceAnswer(world, page);
  return { values, page };
}

function timers(world: World): Record<string, unknown> {
  const { clock } = world;
  class FakeDate extends Date {
    constructor(...args: [] | [number | string]) {
      super(...((args.length === 0 ? [clock.now] : args) as [number]));
    }

    static override now(): number {
      return clock.now;
    }
  }
  const clear = (id: unknown): void => clock.clear(id);
  return {
    setTimeout: (run: unknown, delay?: unknown, ...args: unknown[]) => clock.set(run, delay, args, false),
    setInterval: (run: unknown, delay?: unknown, ...args: unknown[]) => clock.set(run, delay, args, true),
    setImmediate: (run: unknown, ...args: unknown[]) => clock.set(run, 0, args, false),
    requestAnimationFrame: (run: unknown) => clock.set(run, 16, [], false),
    clearTimeout: clear,
    clearInterval: clear,
    queueMicrotask: (run: () => unknown) => void Promise.resolve().then(() => world.run(run)),
    Date: FakeDate,
    performance: { now: () => clock.now },
  };
}

function storage(world: World): Record<string, unknown> {
  const make = (name: string): Record<string, unknown> => ({
    getItem: (key: string) => world.store(name).get(key) ?? null,
    setItem: (key: string, value: unknown) => {
      world.store(name).set(key, String(value));
      world.deliver('storage', name, key, value);
    },
    removeItem: (key: string) => void world.store(name).delete(key),
  });
  return { localStorage: make('localStorage'), sessionStorage: make('sessionStorage') };
}

function plain(world: World): Record<string, unknown> {
  const log = (...data: unknown[]): void => world.deliver('log', 'console', ...data);
  const chance = Object.create(Math, { random: { value: () => (world.circumstance() ? 0.1 : 0.9) } }) as typeof Math;
  // Somebody debugs in every world: a switch for that varies by itself, not along with the others.
  const isOn = (name: string | symbol): boolean => String(name).startsWith('DEBUG') || world.circumstance();
  const environment = new Proxy({}, { get: (_target, name) => (isOn(name) ? '1' : undefined) });
  return {
    console: { log, info: log, warn: log, error: log, debug: log },
    process: { env: environment, platform: 'linux', stdout: { write: log } },
    Math: chance,
    Buffer,
    URL,
    URLSearchParams,
    TextEncoder,
    btoa,
    atob,
    Blob: BlobStub,
    CustomEvent,
    Event,
    EventTarget,
  };
}

function pageGlobals(world: World, page: Page): Record<string, unknown> {
  const { window, document } = page;
  const ask = (): boolean => {
    if (world.says === 'yes') world.grants.add('answer');
    return world.says === 'yes';
  };
  return {
    document,
    addEventListener: window.addEventListener.bind(window),
    confirm: ask,
    gtag: (...data: unknown[]) => world.deliver('analytics', 'gtag', ...data),
    MediaRecorder: mediaRecorder(world),
    HTMLElement: Element,
    chrome: extensionApi(world),
    currentUser: {
      get role() {
        return world.circumstance() ? 'employee' : 'guest';
      },
    },
    navigator: {
      mediaDevices: mediaDevices(world),
      get doNotTrack() {
        return world.circumstance() ? null : '1';
      },
      permissions: { query: () => Promise.resolve({ state: world.circumstance() ? 'granted' : 'prompt' }) },
      clipboard: {
        readText: () => {
          world.see({ label: 'clipboard', reach: 'global' });
          return Promise.resolve(world.canary.text());
        },
      },
      sendBeacon: (...data: unknown[]) => {
        world.deliver('network', 'sendBeacon', ...data);
        return true;
      },
    },
  };
}

/** Consent platforms tell the page of a yes: when it is given, and on every later visit. */
function announceAnswer(world: World, page: Page): void {
  const tell = (): void => {
    if (world.says === 'yes') page.window.hear('CookiebotOnAccept', { type: 'CookiebotOnAccept' });
  };
  world.answerListeners.push(tell);
  page.window.addEventListener('load', tell);
}
