// The few shapes used here; the packages themselves are never installed.

declare module 'electron' {
  export interface NativeImage {
    toPNG(): Buffer;
    toBitmap(): Buffer;
  }
  export interface DesktopCapturerSource {
    readonly id: string;
    readonly name: string;
    readonly thumbnail: NativeImage;
  }
  export interface SourcesOptions {
    types: ('screen' | 'window')[];
    thumbnailSize?: { width: number; height: number };
  }
  export const desktopCapturer: { getSources(options: SourcesOptions): Promise<DesktopCapturerSource[]> };

  export const clipboard: { readText(): string };

  export const app: {
    whenReady(): Promise<void>;
    getPath(name: 'userData'): string;
    getAppPath(): string;
    on(event: 'window-all-closed' | 'before-quit', listener: () => void): void;
  };

  export interface MessageBoxOptions {
    type?: 'question' | 'info';
    title?: string;
    message: string;
    detail?: string;
    buttons?: string[];
    defaultId?: number;
    cancelId?: number;
  }
  export const dialog: { showMessageBox(options: MessageBoxOptions): Promise<{ response: number }> };

  export interface MenuItemOptions {
    label?: string;
    type?: 'normal' | 'separator';
    enabled?: boolean;
    click?: () => void;
  }
  export class Menu {
    static buildFromTemplate(template: MenuItemOptions[]): Menu;
  }
  export class Tray {
    constructor(icon: string);
    setToolTip(text: string): void;
    setContextMenu(menu: Menu): void;
  }

  export class BrowserWindow {
    constructor(options: {
      width: number;
      height: number;
      show?: boolean;
      webPreferences?: { preload?: string; contextIsolation?: boolean; nodeIntegration?: boolean };
    });
    loadFile(path: string): Promise<void>;
    show(): void;
  }

  export interface IpcMainEvent {
    readonly senderFrame: { readonly url: string } | null;
  }
  export const ipcMain: {
    on(channel: string, listener: (event: IpcMainEvent, ...args: unknown[]) => void): void;
    handle(channel: string, listener: (event: IpcMainEvent, ...args: unknown[]) => unknown): void;
  };
  export const ipcRenderer: {
    send(channel: string, ...args: unknown[]): void;
    invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  };
  export const contextBridge: { exposeInMainWorld(key: string, api: unknown): void };
}

declare module 'electron-store' {
  export default class Store<T extends Record<string, unknown>> {
    constructor(options?: { name?: string; defaults?: T });
    get<K extends keyof T>(key: K): T[K];
    set<K extends keyof T>(key: K, value: T[K]): void;
  }
}

declare module 'uiohook-napi' {
  export interface UiohookKeyboardEvent {
    readonly keycode: number;
    readonly time: number;
    readonly shiftKey: boolean;
    readonly ctrlKey: boolean;
    readonly altKey: boolean;
    readonly metaKey: boolean;
  }
  export interface UiohookMouseEvent {
    readonly x: number;
    readonly y: number;
    readonly button: unknown;
    readonly clicks: number;
    readonly time: number;
  }
  interface UiohookNapi {
    on(event: 'keydown' | 'keyup', listener: (event: UiohookKeyboardEvent) => void): this;
    on(event: 'mousemove' | 'click', listener: (event: UiohookMouseEvent) => void): this;
    off(event: 'keydown' | 'keyup', listener: (event: UiohookKeyboardEvent) => void): this;
    off(event: 'mousemove' | 'click', listener: (event: UiohookMouseEvent) => void): this;
    start(): void;
    stop(): void;
  }
  export const uIOhook: UiohookNapi;
}

declare module 'get-windows' {
  export interface Result {
    readonly id: number;
    readonly title: string;
    readonly url?: string;
    readonly owner: { readonly name: string; readonly bundleId?: string; readonly path: string };
  }
  export function activeWindow(): Promise<Result | undefined>;
}

declare module 'axios' {
  interface RequestConfig {
    headers?: Record<string, string>;
    timeout?: number;
  }
  const axios: {
    post(url: string, data?: unknown, config?: RequestConfig): Promise<{ status: number }>;
    delete(url: string, config?: RequestConfig): Promise<{ status: number }>;
  };
  export default axios;
}

declare module 'lodash.throttle' {
  export default function throttle<A extends unknown[]>(
    fn: (...args: A) => void,
    wait: number,
  ): ((...args: A) => void) & { cancel(): void };
}

declare module 'posthog-node' {
  export class PostHog {
    constructor(apiKey: string, options?: { host?: string });
    capture(event: { distinctId: string; event: string; properties?: Record<string, unknown> }): void;
  }
}
