/** The network of a page: requests, sockets, pictures; and channels between pages of one site. */
import type { World } from '../world.js';

export function networkGlobals(world: World): Record<string, unknown> {
  return {
    fetch: (url: string, init?: { body?: unknown }) => {
      world.deliver('network', 'fetch', url, ...(init?.body === undefined ? [] : [init.body]));
      // Servers decide things too: what they answer is a circumstance, and no person's act.
      return Promise.resolve({ ok: true, json: () => Promise.resolve({ recording: world.circumstance() }) });
    },
    XMLHttpRequest: class {
      open(_method: string, url: string): void {
        this.url = url;
      }

      url = '';

      send(body: unknown): void {
        world.deliver('network', 'xhr', this.url, body);
      }
    },
    WebSocket: class {
      send(data: unknown): void {
        world.deliver('network', 'websocket', data);
      }
    },
    Image: class {
      set src(address: string) {
        world.deliver('network', 'image', address);
      }
    },
    BroadcastChannel: broadcast(world),
  };
}

function broadcast(world: World): unknown {
  const channels: { name: string; onmessage?: (event: { data: unknown }) => unknown }[] = [];
  return class {
    onmessage?: (event: { data: unknown }) => unknown;

    constructor(readonly name: string) {
      channels.push(this);
    }

    postMessage(data: unknown): void {
      for (const channel of channels) {
        if (channel !== this && channel.name === this.name) world.run(() => channel.onmessage?.({ data }));
      }
    }
  };
}
