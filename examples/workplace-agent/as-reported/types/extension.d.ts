// The few shapes used here; the packages themselves are never installed.

declare namespace chrome {
  namespace runtime {
    const onInstalled: { addListener(listener: (details: { reason: string }) => void): void };
    const onMessage: { addListener(listener: (message: unknown) => void): void };
    function sendMessage(message: unknown): Promise<unknown>;
  }
  namespace storage {
    interface Change {
      readonly oldValue?: unknown;
      readonly newValue?: unknown;
    }
    const local: {
      get(key: string): Promise<Record<string, unknown>>;
      set(items: Record<string, unknown>): Promise<void>;
    };
    const onChanged: { addListener(listener: (changes: Record<string, Change | undefined>) => void): void };
  }
  namespace extension {
    const inIncognitoContext: boolean;
  }
}

declare module 'rrweb' {
  export interface RecordOptions {
    emit(event: unknown): void;
    maskAllInputs?: boolean;
    maskTextSelector?: string;
    blockSelector?: string;
    recordCanvas?: boolean;
    inlineImages?: boolean;
    sampling?: { mousemove?: boolean | number; scroll?: number; input?: 'all' | 'last' };
  }
  export function record(options: RecordOptions): (() => void) | undefined;
}
