/**
 * Messages: what is sent arrives at calls that listen and at handlers that are assigned; unheard, it leaves.
 */
import { describe, expect, it } from 'vitest';
import { type Program, consentOf, sinksOf } from '../support/review.js';

const SEND = `const worker = new Worker('w.js');\ndocument.addEventListener('keydown', (e) => worker.postMessage({ key: e.key }));\n`;

describe('what is posted', () => {
  it.each<[string, Program, readonly string[]]>([
    [
      'is heard by an assigned handler',
      `${SEND}worker.onmessage = (m) => fetch('/k', { method: 'POST', body: m.data.key });`,
      ['network a.ts:3'],
    ],
    [
      'is not heard by another handler',
      `${SEND}worker.onerror = (m) => fetch('/k', { method: 'POST', body: m.data.key });`,
      ['ipc a.ts:2'],
    ],
    [
      'is heard by a handler of another file',
      { 'a.ts': SEND, 'w.ts': `onmessage = (m) => fetch('/k', { method: 'POST', body: m.data.key });` },
      ['network w.ts:1'],
    ],
    [
      'is not heard by a variable of that name',
      { 'a.ts': SEND, 'w.ts': `const onmessage = (m) => fetch('/k', { method: 'POST', body: m.data.key });` },
      ['ipc a.ts:2'],
    ],
    [
      'is heard by a handler that keeps only its kind',
      `${SEND}worker.onmessage = (m) => fetch('/k', { method: 'POST', body: m.type });`,
      [],
    ],
  ])('%s', async (_, program, sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('an event of the page’s own', () => {
  const LISTEN = `window.addEventListener('typed', (e: any) => fetch('/k', { method: 'POST', body: e.detail.text }));`;
  const tell = (dispatch: string, listen = LISTEN): string =>
    `${listen}\ndocument.addEventListener('keydown', (e) => { ${dispatch} });`;
  const event = (name: string, text = 'e.key'): string => `new CustomEvent(${name}, { detail: { text: ${text} } })`;
  const helper = (name: string): string =>
    `${LISTEN} function tell(name: string, text: string) { document.body.dispatchEvent(${event('name', 'text')}); }\ndocument.addEventListener('keydown', (e) => { tell('${name}', e.key); tell('typed', 'a'); });`;
  const own = (bus: string): string =>
    `const bus = new EventTarget(); const other = new EventTarget(); bus.addEventListener('typed', (e: any) => fetch('/k', { method: 'POST', body: e.detail.text }));\ndocument.addEventListener('keydown', (e) => { ${bus}.dispatchEvent(${event("'typed'")}); });`;
  const files = (name: string): Program => ({
    'names.ts': `export const TYPED = 'typed';\nexport const OTHER = 'other';`,
    'a.ts': `import { ${name} as NAME } from './names';\ndocument.addEventListener('keydown', (e) => { window.dispatchEvent(${event('NAME')}); });`,
    'b.ts': `import { TYPED } from './names';\nwindow.addEventListener(TYPED, (e: any) => fetch('/k', { method: 'POST', body: e.detail.text }));`,
  });
  const HEARD = ['network a.ts:1'];
  it.each<[string, Program, readonly string[]]>([
    ['arrives where it is listened for', tell(`window.dispatchEvent(${event("'typed'")});`), HEARD],
    ['does not arrive under another name', tell(`window.dispatchEvent(${event("'other'")});`), []],
    ['is not sent by being made', tell(`const made = ${event("'typed'")};`), []],
    ['arrives from a variable', tell(`const made = ${event("'typed'")}; el.dispatchEvent(made);`), HEARD],
    ['that says something else', tell(`window.dispatchEvent(${event("'typed'", 'e.key.length')});`), []],
    ['by a helper that is told its name', helper('typed'), HEARD],
    ['by a helper that is told another name', helper('other'), []],
    ['on an object of one’s own', own('bus'), HEARD],
    ['in another file, by a constant', files('TYPED'), ['network b.ts:2']],
    ['in another file, by another constant', files('OTHER'), []],
    ['that nobody hears stays in the page', tell(`window.dispatchEvent(${event("'typed'")});`, ''), []],
    [
      'is not the platform’s of that name',
      tell(`f.dispatchEvent(${event("'click'")});`, LISTEN.replace('typed', 'click')),
      [],
    ],
  ])('%s', async (_, program, sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('what is sent after a yes', () => {
  const parts = (test: string): Program => ({
    'ask.ts': `const kept = { answer: confirm('Record your keys?') };\nexport function ifAllowed(run: () => void) { ${test} }`,
    'a.ts': `import { ipcRenderer } from 'electron';\nimport { ifAllowed } from './ask';\ndocument.addEventListener('keydown', (e) => { ifAllowed(() => { void ipcRenderer.invoke('typed', e.key); }); });`,
    'main.ts': `import { ipcMain } from 'electron';\nipcMain.handle('typed', (_event, text) => { void fetch('/k', { method: 'POST', body: text }); });`,
  });
  it.each<[string, 'met' | 'unmet', Program]>([
    ['by a wrapper of another file that asks', 'met', parts('if (kept.answer) run();')],
    ['by a wrapper of another file that does not', 'unmet', parts('if (kept) run();')],
    ['by a wrapper that also runs it unasked', 'unmet', parts('if (kept.answer) run(); else run();')],
  ])('%s', async (_, verdict, program) => expect(await consentOf(program)).toEqual([verdict]));
});
