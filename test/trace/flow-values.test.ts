import { describe, expect, it } from 'vitest';
import { sinksOf } from '../support/review.js';

const SENT = ['network a.ts:1'];

/** Puts the statements into a key handler whose event is `e`; `send` stands on line 1. */
function handler(body: string, before = ''): string {
  return `const send = (text: unknown) => fetch('/k', { method: 'POST', body: JSON.stringify(text) });\n${before}\ndocument.addEventListener('keydown', async (e) => {\n${body}\n});`;
}

describe('content survives', () => {
  it.each([
    ['a variable', `const key = e.key; send(key);`],
    ['a reassigned variable', `let key = ''; key = e.key; send(key);`],
    ['one of two branches', `let key = ''; if (e.ctrlKey) key = e.key; send(key);`],
    ['a loop', `let text = ''; for (const c of e.key) text += c; send(text);`],
    ['the round before in a loop', `let a = '', b = ''; for (let i = 0; i < 2; i++) { send(b); b = a; a = e.key; }`],
    ['destructuring', `const { key } = e; send(key);`],
    ['destructuring under another name', `const { key: pressed } = e; send(pressed);`],
    ['nested destructuring', `const { target: { value } } = e as never; send(value);`],
    ['a destructured rest', `const { type, ...rest } = e; send(rest.key);`],
    ['an array pattern', `const [first] = [e.key]; send(first);`],
    ['a default in a pattern', `const { key = '?' } = e; send(key);`],
    ['an object literal', `send({ key: e.key });`],
    ['an object spread', `const record = { key: e.key }; send({ ...record, at: 1 });`],
    ['a property set later', `const record: { key?: string } = {}; record.key = e.key; send(record);`],
    ['an array', `send([1, e.key]);`],
    ['an array spread', `const keys = [e.key]; send([...keys]);`],
    ['a template', 'send(`key ${e.key}`);'],
    ['a concatenation', `send('key ' + e.key);`],
    ['JSON', `send(JSON.stringify({ key: e.key }));`],
    ['JSON and back', `send(JSON.parse(JSON.stringify({ key: e.key })).key);`],
    ['String()', `send(String(e.key));`],
    ['upper case', `send(e.key.toUpperCase());`],
    ['Object.assign', `send(Object.assign({}, { key: e.key }));`],
    ['Object.entries', `for (const [name, value] of Object.entries({ key: e.key })) send(value);`],
    ['a Map', `const kept = new Map<string, string>(); kept.set('k', e.key); send(kept.get('k'));`],
    ['map()', `send([e.key].map((key) => key.trim()));`],
    ['filter()', `send([e.key].filter((key) => key !== ''));`],
    ['reduce()', `send([e.key].reduce((all, key) => all + key, ''));`],
    ['forEach()', `[e.key].forEach((key) => send(key));`],
    ['?? and ||', `send(e.key ?? e.code ?? '');`],
    ['a ternary', `send(e.ctrlKey ? '' : e.key);`],
    ['await', `const key = await Promise.resolve(e.key); send(key);`],
    ['then()', `Promise.resolve(e.key).then((key) => send(key));`],
    ['then() twice', `Promise.resolve(e.key).then((key) => key + '!').then((key) => send(key));`],
    ['Promise.all', `const [key] = await Promise.all([Promise.resolve(e.key)]); send(key);`],
    [
      'Promise.race',
      `const { key } = await Promise.race([keyOf(), later()]); send(key);\nasync function keyOf() { return { key: e.key }; }`,
    ],
    ['new Promise', `const key = await new Promise((resolve) => resolve(e.key)); send(key);`],
    ['try', `let key = ''; try { key = e.key; } finally { send(key); }`],
    ['a cast', `send((e as KeyboardEvent).key as unknown as string);`],
    ['a non-null assertion', `send(e.key!);`],
    ['satisfies', `send({ key: e.key } satisfies object);`],
    ['an optional chain', `send(e?.key?.trim?.());`],
    ['the target of typing', `send((e.target as HTMLInputElement).value);`],
    ['a Blob', `send(new Blob([e.key]));`],
    ['URLSearchParams', `send(new URLSearchParams({ key: e.key }).toString());`],
    ['encodeURIComponent', `send(encodeURIComponent(e.key));`],
    ['btoa', `send(btoa(e.key));`],
    ['FormData', `const form = new FormData(); form.append('key', e.key); send(form);`],
  ])('%s', async (_, body) => expect(await sinksOf(handler(body))).toEqual(SENT));
});

describe('content survives a function of the program', () => {
  it.each([
    ['that returns it', `send(same(e.key));`, `const same = (key: string) => key;`],
    [
      'that returns it in an object',
      `send(wrap(e).key);`,
      `function wrap(e: KeyboardEvent) { return { key: e.key }; }`,
    ],
    ['with a rest parameter', `all(1, e.key);`, `function all(...parts: unknown[]) { send(parts); }`],
    [
      'with a spread argument',
      `const parts = [e.key] as const; one(...parts);`,
      `function one(key: string) { send(key); }`,
    ],
    ['with a destructured parameter', `one({ key: e.key });`, `function one({ key }: { key: string }) { send(key); }`],
    ['with a default', `one(e.key);`, `function one(key = '') { send(key); }`],
    ['that is async', `send(await same(e.key));`, `async function same(key: string) { return key; }`],
    ['that calls back', `later(() => send(e.key));`, `function later(run: () => void) { run(); }`],
    [
      'that calls back with it',
      `later(e.key, (key) => send(key));`,
      `function later(key: string, run: (key: string) => void) { run(key); }`,
    ],
    ['that gives back a function', `keep(e.key)();`, `const keep = (key: string) => () => send(key);`],
    ['that yields it', `for (const key of each(e.key)) send(key);`, `function* each(key: string) { yield key; }`],
    [
      'that calls itself',
      `walk(e.key, 2);`,
      `function walk(key: string, n: number): void { if (n === 0) send(key); else walk(key, n - 1); }`,
    ],
    ['called with call()', `one.call(null, e.key);`, `function one(key: string) { send(key); }`],
    ['called with apply()', `one.apply(null, [e.key]);`, `function one(key: string) { send(key); }`],
    ['with a bound argument', `one.bind(null, e.key)();`, `function one(key: string) { send(key); }`],
    [
      'with a setter',
      `const kept = new Kept(); kept.key = e.key;`,
      `class Kept { set key(key: string) { send(key); } }`,
    ],
    [
      'that fills an argument',
      `const out: { key?: string } = {}; fill(out, e.key); send(out.key);`,
      `function fill(out: { key?: string }, key: string) { out.key = key; }`,
    ],
    [
      'with a getter',
      `send(new Kept(e.key).text);`,
      `class Kept { constructor(private readonly key: string) {} get text() { return this.key; } }`,
    ],
    [
      'that stores it in a field',
      `kept.put(e.key);`,
      `class Kept { key = ''; put(key: string) { this.key = key; this.flush(); } flush() { send(this.key); } }\nconst kept = new Kept();`,
    ],
    [
      'that is chosen from a table',
      `table[e.type]!(e.key);`,
      `const table: Record<string, (key: string) => void> = { keydown: (key) => send(key) };`,
    ],
  ])('%s', async (_, body, before) => expect(await sinksOf(handler(body, before))).toEqual(SENT));
});

describe('nothing identifiable leaves when it sends', () => {
  it.each([
    ['a length', `send(e.key.length);`],
    ['a length from a variable', `const { length } = e.key; send(length);`],
    ['a comparison', `send(e.key === 'Escape');`],
    ['a constant chosen by the key', `send(e.key === 'Escape' ? 'left' : 'stayed');`],
    ['a constant sent if a key was pressed', `if (e.key === 'Enter') send('submitted');`],
    ['a count', `keys.push(e.key); send(keys.length);`, `const keys: string[] = [];`],
    ['the time', `send(e.timeStamp);`],
    ['whether it is a letter', `send(/[a-z]/.test(e.key));`],
    ['whether it is known', `send(['a', 'b'].includes(e.key));`],
    ['a boolean', `send(!!e.key);`],
    ['a typeof', `send(typeof e.key);`],
    ['the type of the event', `send(e.type);`],
    ['a variable overwritten before', `let key = e.key; key = ''; send(key);`],
    ['the other property', `const record = { key: e.key, at: 1 }; send(record.at);`],
    ['the rest without the key', `const { key, code, target, ...rest } = e; send(key.length);`],
    ['the other variable', `const key = e.key; const n = 1; send(n);`],
    ['in a comment', `const key = e.key; // send(key);`],
    [
      'the constant of a function',
      `send(kind(e.key));`,
      `function kind(key: string) { return key === ' ' ? 'space' : 'other'; }`,
    ],
    ['the size of a set', `seen.add(e.key); send(seen.size);`, `const seen = new Set<string>();`],
    ['the index of it', `send('abc'.indexOf(e.key));`],
    ['before it is read', `let key = ''; send(key); key = e.key;`],
    ['the constant after a delete', `const record: { key?: string } = {}; record.key = 'none'; send(record.key);`],
  ])('%s', async (_, body, before = '') => expect(await sinksOf(handler(body, before))).toEqual([]));
});

describe('content that chooses from a table', () => {
  const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
  const table = (letters: readonly string[], entry: (letter: string) => string): string =>
    `const TABLE: Record<string, any> = { ${letters.map((letter) => `${letter}: ${entry(letter)}`).join(', ')} };`;
  const named = (letter: string): string => `{ name: '${letter}' }`;

  it.each([
    ['as long as an alphabet is spelt by it', table(LETTERS, named), 'send(TABLE[e.key].name);', SENT],
    ['of a few keys is not', table(LETTERS.slice(0, 5), named), 'send(TABLE[e.key].name);', []],
    ['of functions is not', table(LETTERS, () => '() => 1'), 'send(TABLE[e.key]());', []],
    ['that is asked by something else is not', table(LETTERS, named), 'send(TABLE[e.type].name);', []],
  ])('%s', async (_, before, body, sinks) => {
    expect(await sinksOf(handler(body, before))).toEqual(sinks);
  });
});
