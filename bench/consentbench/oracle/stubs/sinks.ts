/** Packages that send or store; they tell the world what they were given. */
import type { World } from '../world.js';
import type { StubMakers } from './types.js';

type Give = (...data: unknown[]) => unknown;

/** Tells of what it was given, and answers like a server that is content. */
const into =
  (world: World, kind: string, sink: string): Give =>
  (...data) => {
    world.deliver(kind, sink, ...data);
    return Promise.resolve({ status: 200, data: {} });
  };

const logger = (world: World, sink: string): Record<string, Give> => {
  const log = into(world, 'log', sink);
  return { log, info: log, warn: log, error: log, debug: log, trace: log };
};

const NETWORK: StubMakers = {
  axios: (world) => {
    const post = into(world, 'network', 'axios');
    const client = Object.assign((...data: unknown[]) => post(...data), {
      get: post,
      post,
      put: post,
      patch: post,
      request: post,
    });
    return Object.assign(client, { create: () => client });
  },
  'socket.io-client': (world) => ({ io: () => ({ on: () => undefined, emit: into(world, 'network', 'socket.io') }) }),
  ws: (world) =>
    class {
      readonly send = into(world, 'network', 'ws');

      on(): void {}
    },
  https: (world) => {
    const request = (): unknown => ({
      write: into(world, 'network', 'https'),
      end: () => undefined,
      on: () => undefined,
    });
    return { request };
  },
  net: (world) => ({ connect: () => ({ write: into(world, 'network', 'net'), on: () => undefined }) }),
};

const FILES: StubMakers = {
  fs: (world) => {
    const write = into(world, 'disk', 'fs');
    const onlyText: Give = (_path, data) => write(data);
    return {
      appendFileSync: onlyText,
      writeFileSync: onlyText,
      promises: { writeFile: onlyText, appendFile: onlyText },
      createWriteStream: () => ({ write, end: write }),
    };
  },
  winston: (world) => ({ createLogger: () => logger(world, 'winston') }),
  pino: (world) => () => logger(world, 'pino'),
  'idb-keyval': (world) => ({ set: into(world, 'storage', 'idb-keyval') }),
  // A settings file: what is written there can be read back after a restart.
  'electron-store': (world) =>
    class {
      private readonly kept = world.store('settings');

      constructor(options?: { defaults?: Record<string, unknown> }) {
        for (const [name, value] of Object.entries(options?.defaults ?? {}))
          if (!this.kept.has(name)) this.kept.set(name, value);
      }

      get(name: string): unknown {
        return this.kept.get(name);
      }

      has(name: string): boolean {
        return this.kept.has(name);
      }

      set(name: string, value: unknown): void {
        this.kept.set(name, value);
        world.deliver('disk', 'electron-store', name, value);
      }
    },
};

const DATABASES: StubMakers = {
  'better-sqlite3': (world) =>
    class {
      prepare(): unknown {
        return { run: into(world, 'database', 'sqlite') };
      }
    },
  pg: (world) => ({
    Pool: class {
      readonly query = into(world, 'database', 'pg');
    },
  }),
  mongodb: (world) => ({
    MongoClient: class {
      db(): unknown {
        return { collection: () => ({ insertOne: into(world, 'database', 'mongodb') }) };
      }
    },
  }),
};

export const SINK_STUBS: StubMakers = {
  ...NETWORK,
  ...FILES,
  ...DATABASES,
  '@amplitude/analytics-node': (world) => ({ track: into(world, 'analytics', 'amplitude') }),
};
