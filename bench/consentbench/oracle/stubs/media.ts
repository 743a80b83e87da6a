/** Streams of screen, camera and microphone; the picker that the browser shows for them. */
import type { Sight, World } from '../world.js';

/** Bytes that are read later: text, parts of forms, recorded chunks. */
export class BlobStub {
  constructor(
    private readonly parts: readonly unknown[] = [],
    readonly options: { type?: string } = {},
  ) {}

  held(): string {
    return this.parts.map((part) => (part instanceof BlobStub ? part.held() : String(part))).join('');
  }

  get size(): number {
    return this.held().length;
  }

  text(): Promise<string> {
    return Promise.resolve(this.held());
  }

  arrayBuffer(): Promise<Buffer> {
    return Promise.resolve(Buffer.from(this.held()));
  }
}

class Stream {
  constructor(
    private readonly world: World,
    private readonly sight: Sight,
  ) {}

  frame(): string {
    this.world.see(this.sight);
    return this.world.canary.bytes().toString('latin1');
  }

  getTracks(): { stop: () => void }[] {
    return [{ stop: () => undefined }];
  }
}

export function mediaDevices(world: World): Record<string, unknown> {
  const picked = (sight: Sight): Promise<Stream> =>
    new Promise((resolve, reject) => {
      world.onceDecided(() => {
        world.grants.add('picker');
        if (world.says === 'yes') resolve(new Stream(world, sight));
        else reject(new Error('the person said no'));
      });
    });
  return {
    getDisplayMedia: () => picked({ label: 'pixels', reach: 'global' }),
    getUserMedia: (wanted: { video?: { mandatory?: { chromeMediaSource?: string } } }) =>
      // A source that is named outright: nobody is asked.
      wanted.video?.mandatory?.chromeMediaSource === 'desktop'
        ? Promise.resolve(new Stream(world, { label: 'pixels', reach: 'global' }))
        : picked({ label: 'media', reach: 'global' }),
  };
}

export function mediaRecorder(world: World): unknown {
  return class {
    ondataavailable?: (event: { data: BlobStub }) => unknown;

    constructor(private readonly stream: Stream) {}

    start(slice: number): void {
      const tell = (): unknown => this.ondataavailable?.({ data: new BlobStub([this.stream.frame()]) });
      world.clock.set(tell, slice, [], true);
    }
  };
}
