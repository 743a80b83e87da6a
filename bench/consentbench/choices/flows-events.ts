/** Content that is told to whoever listens: emitters, subjects, channels between processes. */
import { code } from '../text.js';
import { flow } from './flow.js';
import type { Flow } from './types.js';

const EMITTERS: readonly Flow[] = [
  flow('event-emitter', ({ n, read, send }) => ({
    imports: [{ from: 'node:events', names: ['EventEmitter'] }],
    code: code`
      const ${n.bus} = new EventEmitter();
      ${n.bus}.on('${n.topic}', (${n.content}: string) => {
        ${send(n.content)}
      });`,
    body: `${n.bus}.emit('${n.topic}', ${read});`,
  })),
  flow('emitter-class', ({ n, read, send }) => ({
    imports: [{ from: 'node:events', default: 'EventEmitter' }],
    code: code`
      class ${n.keeper} extends EventEmitter {
        put(${n.content}: string): void {
          this.emit('${n.topic}', { ${n.content} });
        }
      }

      const ${n.state} = new ${n.keeper}();
      ${n.state}.on('${n.topic}', (${n.record}: { ${n.content}: string }) => {
        ${send(`${n.record}.${n.content}`)}
      });`,
    body: `${n.state}.put(${read});`,
  })),
  flow('own-publisher', ({ n, read, send }) => ({
    code: code`
      const listeners: Record<string, ((value: string) => void)[]> = {};

      function subscribe(topic: string, listener: (value: string) => void): void {
        (listeners[topic] ??= []).push(listener);
      }

      function notify(topic: string, value: string): void {
        for (const listener of listeners[topic] ?? []) listener(value);
      }

      subscribe('${n.topic}', (${n.content}) => {
        ${send(n.content)}
      });`,
    body: `notify('${n.topic}', ${read});`,
  })),
  flow('listener-set', ({ n, read, send }) => ({
    code: code`
      const listeners = new Set<(value: string) => void>();
      listeners.add((${n.content}) => {
        ${send(n.content)}
      });`,
    body: `for (const listener of listeners) listener(${read});`,
  })),
  flow('rxjs-subject', ({ n, read, send }) => ({
    imports: [{ from: 'rxjs', names: ['Subject'] }],
    code: code`
      const ${n.bus} = new Subject<string>();
      ${n.bus}.subscribe((${n.content}) => {
        ${send(n.content)}
      });`,
    body: `${n.bus}.next(${read});`,
  })),
  flow(
    'custom-event',
    ({ n, read, send }) => ({
      code: code`
        window.addEventListener('${n.topic}', (told) => {
          ${send('(told as CustomEvent<string>).detail')}
        });`,
      body: `window.dispatchEvent(new CustomEvent('${n.topic}', { detail: ${read} }));`,
    }),
    { on: ['page'] },
  ),
  flow(
    'broadcast-channel',
    ({ n, read, send }) => ({
      code: code`
        const ${n.bus} = new BroadcastChannel('${n.topic}');
        new BroadcastChannel('${n.topic}').onmessage = (told) => {
          ${send('told.data')}
        };`,
      body: `${n.bus}.postMessage(${read});`,
    }),
    { on: ['page'] },
  ),
];

const PROCESSES: readonly Flow[] = [
  flow(
    'ipc-channel',
    ({ n, read, send }) => ({
      imports: [{ from: 'electron', names: ['ipcRenderer'] }],
      body: `ipcRenderer.send('${n.topic}', { ${n.content}: ${read} });`,
      otherEnd: {
        file: 'background',
        imports: [{ from: 'electron', names: ['ipcMain'] }],
        code: code`
          ipcMain.on('${n.topic}', (_event, ${n.record}: { ${n.content}: string }) => {
            ${send(`${n.record}.${n.content}`)}
          });`,
      },
    }),
    { on: ['page'], sinkAt: 'node' },
  ),
  flow(
    'ipc-invoke',
    ({ n, read, send }) => ({
      imports: [{ from: 'electron', names: ['ipcRenderer'] }],
      isAsync: true,
      body: `await ipcRenderer.invoke('${n.topic}', ${read});`,
      otherEnd: {
        file: 'background',
        imports: [{ from: 'electron', names: ['ipcMain'] }],
        code: code`
          ipcMain.handle('${n.topic}', (_event, ${n.content}: string) => {
            ${send(n.content)}
          });`,
      },
    }),
    { on: ['page'], sinkAt: 'node' },
  ),
  flow(
    'extension-message',
    ({ n, read, send }) => ({
      body: `chrome.runtime.sendMessage({ kind: '${n.topic}', ${n.content}: ${read} });`,
      otherEnd: {
        file: 'background',
        code: code`
          chrome.runtime.onMessage.addListener((message) => {
            if (message.kind === '${n.topic}') ${send(`message.${n.content}`)}
          });`,
      },
    }),
    { on: ['page'] },
  ),
];

export const EVENT_FLOWS: readonly Flow[] = [...EMITTERS, ...PROCESSES];
