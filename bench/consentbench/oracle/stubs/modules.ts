/** Every module that a program may ask for. Whatever is not here does not exist: no disk, no network. */
import { createCipheriv, createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { World } from '../world.js';
import { CONSENT } from './consent.js';
import { EDITOR } from './editor.js';
import { ELECTRON } from './electron.js';
import { HOOKS } from './hooks.js';
import { React } from './react.js';
import { REPLAY } from './replay.js';
import { SINK_STUBS } from './sinks.js';
import type { StubMakers } from './types.js';

/** A debounce on the world's own clock. */
function debounceOn(
  world: World,
): (run: (...args: unknown[]) => unknown, wait: number) => (...args: unknown[]) => void {
  return (run, wait) => {
    let timer = 0;
    return (...args) => {
      world.clock.clear(timer);
      timer = world.clock.set(run, wait, args, false);
    };
  };
}

function subjects(): unknown {
  return class {
    private readonly listeners: ((value: unknown) => void)[] = [];

    subscribe(listener: (value: unknown) => void): void {
      this.listeners.push(listener);
    }

    next(value: unknown): void {
      for (const listener of this.listeners) listener(value);
    }
  };
}

const LANGUAGE: StubMakers = {
  crypto: () => ({ createHash, createCipheriv }),
  events: () => Object.assign(EventEmitter, { EventEmitter }),
  lodash: (world) => ({ debounce: debounceOn(world), throttle: debounceOn(world) }),
  rxjs: () => ({ Subject: subjects() }),
};

const MAKERS: StubMakers = { ...LANGUAGE, ...CONSENT, ...EDITOR, ...ELECTRON, ...HOOKS, ...REPLAY, ...SINK_STUBS };

const REACT_MODULES = ['react', 'react/jsx-runtime', 'react-dom/client'];

/** Makes each module the first time it is asked for. */
export function modulesOf(world: World): (name: string) => unknown {
  const made = new Map<string, unknown>();
  return (specifier) => {
    const asked = specifier.replace(/^node:/, '');
    const name = REACT_MODULES.includes(asked) ? 'react' : asked;
    if (!made.has(name)) made.set(name, make(name, world));
    return made.get(name);
  };
}

function make(name: string, world: World): unknown {
  if (name === 'react') {
    const react = new React(world);
    return { ...react, jsxs: react.jsx, Fragment: 'fragment' };
  }
  const maker = MAKERS[name];
  if (!maker) throw new Error(`no stub for the module ${name}`);
  return maker(world);
}
