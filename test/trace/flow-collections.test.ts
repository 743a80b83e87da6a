/** Functions and content inside collections: who is called out of them, and what a name in them says. */
import { describe, expect, it } from 'vitest';
import { type Program, sinksOf } from '../support/review.js';

type Case = [title: string, program: Program, ...sinks: string[]];

const SEND = `const send = (text: string) => fetch('/k', { method: 'POST', body: text });`;
const keys = (body: string, before = ''): string =>
  `${SEND}\n${before}\ndocument.addEventListener('keydown', (e: KeyboardEvent) => { ${body} });`;

describe('listeners of the program', () => {
  const SET = `const listeners = new Set<(s: string) => void>();`;
  const COUNT = `let n = 0;\nconst count = (_: string) => { n += 1; };`;
  const TOPICS = `const topics: Record<string, ((s: string) => void)[]> = {};\nconst subscribe = (topic: string, fn: (s: string) => void) => { (topics[topic] ??= []).push(fn); };\nconst publish = (topic: string, s: string) => { for (const fn of topics[topic] ?? []) fn(s); };`;
  const each = `for (const listener of listeners) listener(e.key);`;
  it.each<Case>([
    ['in a set', keys(each, `${SET} listeners.add((s) => { send(s); });`), 'network a.ts:1'],
    ['in a set, one that counts', keys(each, `${SET} ${COUNT} listeners.add(count);`)],
    [
      'in a set, called by forEach',
      keys('listeners.forEach((l) => l(e.key));', `${SET} listeners.add(send);`),
      'network a.ts:1',
    ],
    ['in another set', keys(each, `${SET} const others = new Set<(s: string) => void>(); others.add(send);`)],
    [
      'in an array',
      keys(each, `const listeners: ((s: string) => void)[] = []; listeners.push(send);`),
      'network a.ts:1',
    ],
    [
      'in a map',
      keys(
        `handlers.get('typed')?.(e.key);`,
        `const handlers = new Map<string, (s: string) => void>(); handlers.set('typed', send);`,
      ),
      'network a.ts:1',
    ],
    [
      'in a map, one that counts',
      keys(
        `handlers.get('typed')?.(e.key);`,
        `${COUNT} const handlers = new Map<string, (s: string) => void>(); handlers.set('typed', count);`,
      ),
    ],
    ['by topic', keys(`publish('typed', e.key);`, `${TOPICS}\nsubscribe('typed', send);`), 'network a.ts:1'],
    ['by topic, one that counts', keys(`publish('typed', e.key);`, `${TOPICS}\n${COUNT} subscribe('typed', count);`)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a table of handlers', () => {
  const table = (handler: string, name = 'keydown'): string =>
    `${SEND}\nconst handlers = { ${name}: (e: KeyboardEvent) => { ${handler} } };\nfor (const [type, listener] of Object.entries(handlers)) document.addEventListener(type, listener);`;
  it.each<Case>([
    ['that sends', table('send(e.key);'), 'network a.ts:1'],
    ['that counts', table('send(String(e.repeat));')],
    ['for another event', table('send(e.key);', 'visibilitychange')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a function that others put into a field', () => {
  const journal = (put: string): string =>
    `class Journal { onText?: (s: string) => void; put(s: string) { this.onText?.(s); } }\nconst journal = new Journal();\n${put}`;
  it.each<Case>([
    ['of this object', keys('journal.put(e.key);', journal('journal.onText = (s) => { send(s); };')), 'network a.ts:1'],
    ['of this object, and drops it', keys('journal.put(e.key);', journal('journal.onText = () => { send(""); };'))],
    [
      'of another class',
      keys('journal.put(e.key);', journal('class Other { onText?: (s: string) => void }\nnew Other().onText = send;')),
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('the name of a property', () => {
  const counted = (sent: string): string =>
    keys(`counts[e.key] = (counts[e.key] ?? 0) + 1; send(${sent});`, 'const counts: Record<string, number> = {};');
  it.each<Case>([
    ['is content in the whole object', counted('JSON.stringify(counts)'), 'network a.ts:1'],
    ['is content among the names', counted(`Object.keys(counts).join()`), 'network a.ts:1'],
    ['is content among the pairs', counted(`Object.entries(counts).join()`), 'network a.ts:1'],
    ['is not among the values', counted(`Object.values(counts).join()`)],
    ['is content in a literal', keys(`send(JSON.stringify({ [e.key]: 1 }));`), 'network a.ts:1'],
    ['is a constant in a literal', keys(`const name = 'key' as const; send(JSON.stringify({ [name]: 1 }));`)],
    ['is what is read, by a constant', keys(`const name = 'key' as const; send(e[name]);`), 'network a.ts:1'],
    ['is what is read, by another constant', keys(`const name = 'repeat' as const; send(String(e[name]));`)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('a tagged template', () => {
  const tagged = (body: string): string =>
    keys('tag`key ${e.key}`;', `const tag = (texts: any, ...values: string[]) => { ${body} };`);
  it.each<Case>([
    ['gets the values', tagged('send(values[0]!);'), 'network a.ts:1'],
    ['gets the texts', tagged('send(texts[0]);')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('names split from a text', () => {
  const listen = (names: string): string =>
    `${SEND}\nfor (const type of '${names}'.split(' ')) document.addEventListener(type, (e: any) => send(e.key));`;
  it.each<Case>([
    ['with a key among them', listen('focus keydown'), 'network a.ts:1'],
    ['without', listen('focus blur')],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('spread arguments', () => {
  const pass = (list: string): string =>
    keys(`pass(...${list});`, 'const pass = (_: string, text: string) => { send(text); };');
  it.each<Case>([
    ['in the place that is sent', pass(`['a', e.key]`), 'network a.ts:1'],
    ['in the place that is not', pass(`[e.key, 'a']`)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('what is thrown', () => {
  it.each<Case>([
    [
      'with the key in it',
      keys(`try { throw new Error(e.key); } catch (x) { send((x as Error).message); }`),
      'network a.ts:1',
    ],
    ['without', keys(`try { throw new Error('no'); } catch (x) { send((x as Error).message); }`)],
    ['with the key in it, outside', keys(`try { throw new Error(e.key); } finally { send(''); }`)],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('messages that say what they are', () => {
  const KEY = `document.addEventListener('keydown', (e) => chrome.runtime.sendMessage({ type: 'key', key: e.key }));`;
  const TABLE = `const handlers = {};\nconst register = (type, fn) => { handlers[type] = fn; };\nchrome.runtime.onMessage.addListener((m) => { const handler = handlers[m.type]; if (handler) handler(m); });`;
  const post = `fetch('/k', { method: 'POST', body: JSON.stringify(m) });`;
  const heard = (receiver: string): Program => ({ 'content.js': KEY, 'background.js': receiver });
  it.each<Case>([
    [
      'kept by this kind',
      heard(`chrome.runtime.onMessage.addListener((m) => { if (m.type === 'key') ${post} });`),
      'network background.js:1',
    ],
    ['kept by another kind', heard(`chrome.runtime.onMessage.addListener((m) => { if (m.type === 'stop') ${post} });`)],
    [
      'left early by another kind',
      heard(`chrome.runtime.onMessage.addListener((m) => { if (m.type !== 'stop') return; ${post} });`),
    ],
    [
      'in the case of this kind',
      heard(
        `chrome.runtime.onMessage.addListener((m) => { switch (m.type) { case 'stop': break; case 'key': ${post} } });`,
      ),
      'network background.js:1',
    ],
    [
      'in the case of another kind',
      heard(
        `chrome.runtime.onMessage.addListener((m) => { switch (m.type) { case 'stop': ${post} break; case 'key': break; } });`,
      ),
    ],
    [
      'handed to the handler of this kind',
      heard(`${TABLE}\nregister('key', (m) => { ${post} });`),
      'network background.js:4',
    ],
    ['handed to the handler of another kind', heard(`${TABLE}\nregister('stop', (m) => { ${post} });`)],
    [
      'where something else is asked for its kind',
      heard(`chrome.runtime.onMessage.addListener((m, sender) => { if (sender.type === 'stop') ${post} });`),
      'network background.js:1',
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('events put aside that say what they are', () => {
  const noted = (call: string, taken = `case 'key': send(one.text);`, stored = '{ type, ...payload }'): string =>
    keys(
      call,
      `const log: any[] = [];
const flush = () => { for (const one of log) switch (one.type) { case 'stop': break; ${taken} } };
const note = (type: string, payload: any) => { log.push(${stored}); flush(); };`,
    );
  it.each<Case>([
    ['in the case of their kind', noted(`note('key', { text: e.key });`), 'network a.ts:1'],
    ['in the case of another kind', noted(`note('focus', { text: e.key });`)],
    [
      'in the case that is left to them',
      noted(`note('focus', { text: e.key });`, 'default: send(one.text);'),
      'network a.ts:1',
    ],
    ['with a case before what is left', noted(`note('stop', { text: e.key });`, 'default: send(one.text);')],
    ['where what is spread says another kind', noted(`note('focus', { type: 'key', text: e.key });`), 'network a.ts:1'],
    [
      'where what is spread may say another kind',
      noted(`note('focus', Object.assign(read(), { text: e.key }));`),
      'network a.ts:1',
    ],
    [
      'where the kind is written last',
      noted(`note('focus', { type: 'key', text: e.key });`, undefined, '{ ...payload, type }'),
    ],
    [
      'whose kind is written after they were made',
      noted(
        `const one: any = { type: 'focus', text: e.key }; if (e.isComposing) one.type = 'key'; log.push(one); flush();`,
      ),
      'network a.ts:1',
    ],
    [
      'whose other fields are',
      noted(
        `const one: any = { type: 'focus', text: e.key }; if (e.isComposing) one.kind = 'key'; log.push(one); flush();`,
      ),
    ],
    [
      'made into something of another kind',
      noted(
        `note('key', { text: e.key });`,
        `default: const step = { type: 'step', text: one.text }; if (step.type === 'step') send(step.text);`,
      ),
      'network a.ts:1',
    ],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});

describe('events put aside under the kind of the message they came in', () => {
  const relayed = (type: string, kind = 'm.type'): Program => ({
    'content.js': `document.addEventListener('keydown', (e) => chrome.runtime.sendMessage({ type: '${type}', payload: { key: e.key } }));`,
    'background.js': `const log = [];
const flush = () => { for (const one of log) if (one.kind === 'key') fetch('/k', { method: 'POST', body: one.key }); };
chrome.runtime.onMessage.addListener((m) => { const keep = (payload) => { log.push({ ...payload, kind: ${kind} }); flush(); }; keep(m.payload); });`,
  });
  it.each<Case>([
    ['that is sent', relayed('key'), 'network background.js:2'],
    ['that is not sent', relayed('focus')],
    ['which is of something else', relayed('focus', 'other.type'), 'network background.js:2'],
  ])('%s', async (_, program, ...sinks) => expect(await sinksOf(program)).toEqual(sinks));
});
