/**
 * Messages: what is sent arrives at calls that listen and at handlers that are assigned; unheard, it leaves.
 */
import { describe, expect, it } from 'vitest';
import { type Program, sinksOf } from '../support/review.js';

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
