import { describe, expect, it } from 'vitest';
import { type Program, captured, sinksOf } from '../support/review.js';

/** What the program does with the key, and whether the key gets to `fetch`, which is on the line marked `// sink`. */
async function expectSink(program: Program, sink: string | undefined): Promise<void> {
  expect(await sinksOf(program)).toEqual(sink === undefined ? [] : [sink]);
}

const send = `const send = (text: unknown) => fetch('/k', { method: 'POST', body: String(text) });\n`;

describe('the handler is', () => {
  it.each<[string, string, string | undefined]>([
    ['inline', `document.addEventListener('keydown', (e) => send(e.key));`, 'network a.ts:1'],
    ['inline, dropping its event', `document.addEventListener('keydown', (e) => send('pressed'));`, undefined],
    ['a function expression', `document.addEventListener('keydown', function (e) { send(e.key); });`, 'network a.ts:1'],
    [
      'named',
      `function onKey(e: KeyboardEvent) { send(e.key); }\ndocument.addEventListener('keydown', onKey);`,
      'network a.ts:1',
    ],
    [
      'another named one',
      `function onKey(e: KeyboardEvent) { send(e.key); }\nfunction idle() {}\ndocument.addEventListener('keydown', idle);`,
      undefined,
    ],
    [
      'a method of an object',
      `const log = { key(e: KeyboardEvent) { send(e.key); }, none() {} };\ndocument.addEventListener('keydown', log.key);`,
      'network a.ts:1',
    ],
    [
      'another method of it',
      `const log = { key(e: KeyboardEvent) { send(e.key); }, none() {} };\ndocument.addEventListener('keydown', log.none);`,
      undefined,
    ],
    [
      'an object with handleEvent',
      `document.addEventListener('keydown', { handleEvent(e: KeyboardEvent) { send(e.key); } });`,
      'network a.ts:1',
    ],
    ['assigned to document.onkeydown', `document.onkeydown = (e) => send(e.key);`, 'network a.ts:1'],
    ['assigned to an unrelated property', `document.ondone = (e) => send(e.key);`, undefined],
    [
      'wrapped in a debounce of the program',
      `function debounce<T extends (...a: never[]) => void>(fn: T) { let t = 0; return (...args: Parameters<T>) => { clearTimeout(t); t = setTimeout(() => fn(...args), 50); }; }\ndocument.addEventListener('keydown', debounce((e: KeyboardEvent) => send(e.key)));`,
      'network a.ts:1',
    ],
    [
      'wrapped in a debounce that never calls it',
      `function debounce<T extends (...a: never[]) => void>(fn: T) { let t = 0; return (...args: Parameters<T>) => { clearTimeout(t); t = setTimeout(() => undefined, 50); }; }\ndocument.addEventListener('keydown', debounce((e: KeyboardEvent) => send(e.key)));`,
      undefined,
    ],
    [
      'wrapped in the debounce of lodash',
      `import { debounce } from 'lodash';\ndocument.addEventListener('keydown', debounce((e) => send(e.key), 100));`,
      'network a.ts:1',
    ],
    [
      'registered in a loop over names',
      `for (const type of ['keydown', 'keyup']) document.addEventListener(type, (e) => send(e.key));`,
      'network a.ts:1',
    ],
    [
      'registered in a loop over other names',
      `for (const type of ['scroll', 'resize']) document.addEventListener(type, (e) => send(e.key)); // keydown`,
      undefined,
    ],
    [
      'registered through a wrapper',
      `function on(type: string, fn: (e: KeyboardEvent) => void) { document.addEventListener(type, fn); }\non('keydown', (e) => send(e.key));`,
      'network a.ts:1',
    ],
    [
      'registered through a wrapper for another event',
      `function on(type: string, fn: (e: KeyboardEvent) => void) { document.addEventListener(type, fn); }\non('scroll', (e) => send(e.key)); // keydown`,
      undefined,
    ],
    [
      'registered over a constant name',
      `const TYPE = 'keydown';\ndocument.addEventListener(TYPE, (e) => send(e.key));`,
      'network a.ts:1',
    ],
    [
      'called with its event by an arrow',
      `const onKey = (e: KeyboardEvent) => send(e.key);\ndocument.addEventListener('keydown', (e) => onKey(e));`,
      'network a.ts:1',
    ],
    [
      'called without its event by an arrow',
      `const onKey = (e?: KeyboardEvent) => send(e?.key);\ndocument.addEventListener('keydown', (e) => onKey());`,
      undefined,
    ],
  ])('%s', async (_, program, sink) => {
    const text = program.startsWith('import') ? program.replace('\n', `\n${send}`) : send + program;
    const line = program.startsWith('import') ? sink?.replace(':1', ':2') : sink;
    await expectSink(text, line);
  });
});

describe('the handler belongs to a class', () => {
  const around = (members: string, use = 'new Watcher().start();'): string =>
    `${send}class Watcher {\n${members}\n}\n${use}`;
  it.each<[string, string, string | undefined]>([
    [
      'a field',
      around(
        `start() { document.addEventListener('keydown', this.onKey); }\nprivate onKey = (e: KeyboardEvent) => { send(e.key); };`,
      ),
      'network a.ts:1',
    ],
    [
      'a field that counts',
      around(
        `n = 0;\nstart() { document.addEventListener('keydown', this.onKey); }\nprivate onKey = (e: KeyboardEvent) => { this.n++; send(this.n); };`,
      ),
      undefined,
    ],
    [
      'a method bound at registration',
      around(
        `start() { document.addEventListener('keydown', this.onKey.bind(this)); }\nonKey(e: KeyboardEvent) { send(e.key); }`,
      ),
      'network a.ts:1',
    ],
    [
      'a method bound in the constructor',
      around(
        `constructor() { this.onKey = this.onKey.bind(this); }\nstart() { document.addEventListener('keydown', this.onKey); }\nonKey(e: KeyboardEvent) { send(e.key); }`,
      ),
      'network a.ts:1',
    ],
    [
      'another method bound in the constructor',
      around(
        `constructor() { this.idle = this.idle.bind(this); }\nstart() { document.addEventListener('keydown', this.idle); }\nidle() {}\nonKey(e: KeyboardEvent) { send(e.key); }`,
      ),
      undefined,
    ],
    [
      'a field bound in the constructor under another name',
      around(
        `handler;\nconstructor() { this.handler = this.onKey.bind(this); }\nstart() { document.addEventListener('keydown', this.handler); }\nonKey(e: KeyboardEvent) { send(e.key); }`,
      ),
      'network a.ts:1',
    ],
    [
      'a static method',
      around(`static onKey(e: KeyboardEvent) { send(e.key); }`, `document.addEventListener('keydown', Watcher.onKey);`),
      'network a.ts:1',
    ],
    [
      'a private name',
      around(
        `start() { document.addEventListener('keydown', (e) => this.#keep(e)); }\n#keep(e: KeyboardEvent) { send(e.key); }`,
      ),
      'network a.ts:1',
    ],
    [
      'inherited',
      `${send}class Base { onKey(e: KeyboardEvent) { send(e.key); } }\nclass Watcher extends Base { start() { document.addEventListener('keydown', (e) => this.onKey(e)); } }\nnew Watcher().start();`,
      'network a.ts:1',
    ],
    [
      'inherited and overridden',
      `${send}class Base { onKey(e: KeyboardEvent) { send(e.key); } }\nclass Watcher extends Base { override onKey() {} start() { document.addEventListener('keydown', (e) => this.onKey(e)); } }\nnew Watcher().start();`,
      undefined,
    ],
    [
      'overridden, calling the base',
      `${send}class Base { onKey(e: KeyboardEvent) { send(e.key); } }\nclass Watcher extends Base { override onKey(e: KeyboardEvent) { super.onKey(e); } start() { document.addEventListener('keydown', (e) => this.onKey(e)); } }\nnew Watcher().start();`,
      'network a.ts:1',
    ],
    [
      'given to the constructor',
      around(
        `constructor(private readonly handler: (e: KeyboardEvent) => void) {}\nstart() { document.addEventListener('keydown', this.handler); }`,
        'new Watcher((e) => send(e.key)).start();',
      ),
      'network a.ts:1',
    ],
    [
      'given to the constructor in an options object',
      around(
        `constructor(private readonly options: { onKey(e: KeyboardEvent): void }) {}\nstart() { document.addEventListener('keydown', (e) => this.options.onKey(e)); }`,
        'new Watcher({ onKey: (e) => send(e.key) }).start();',
      ),
      'network a.ts:1',
    ],
    [
      'given to the constructor, deaf',
      around(
        `constructor(private readonly handler: (e: KeyboardEvent) => void) {}\nstart() { document.addEventListener('keydown', this.handler); }`,
        'new Watcher(() => send(1)).start();',
      ),
      undefined,
    ],
    [
      'reached through a singleton',
      around(
        `private static one?: Watcher;\nstatic get() { return (this.one ??= new Watcher()); }\nkeep(e: KeyboardEvent) { send(e.key); }`,
        `document.addEventListener('keydown', (e) => Watcher.get().keep(e));`,
      ),
      'network a.ts:1',
    ],
  ])('%s', async (_, program, sink) => expectSink(program, sink));
});

describe('what the event does not hold is looked up', () => {
  const listen = (handler: string): string => `${send}document.addEventListener('selectionchange', ${handler});`;
  it.each<[string, Program, string | undefined]>([
    ['the selected text', listen(`() => send(document.getSelection()?.toString() ?? '')`), 'network a.ts:1'],
    ['how many ranges are selected', listen(`() => send(document.getSelection()?.rangeCount ?? '')`), undefined],
    [
      'the selected text, in a helper',
      listen(`() => send(text())`) + `\nfunction text() { const at = getSelection(); return at ? at.toString() : ''; }`,
      'network a.ts:1',
    ],
    [
      'the selected text, in a helper of something else',
      listen(`() => send('moved')`) + `\nexport function text() { return send(getSelection()?.toString()); }`,
      undefined,
    ],
    [
      'the selected text, by a handler that is assigned',
      `${send}document.onselectionchange = () => send(getSelection()?.toString());`,
      'network a.ts:1',
    ],
    [
      'where to put a toolbar',
      listen(
        `() => { bar.style.top = getSelection()!.getRangeAt(0).getBoundingClientRect().top + 'px'; send('moved'); }`,
      ),
      undefined,
    ],
    [
      'the selected text, sent by the clock',
      `${send}let text = '';\ndocument.addEventListener('selectionchange', () => { text = String(getSelection()?.toString()); });\nsetInterval(() => send(text), 1000);`,
      'network a.ts:1',
    ],
    [
      'the selected text, sent at a press',
      `${send}let text = '';\ndocument.addEventListener('selectionchange', () => { text = String(getSelection()?.toString()); });\nask.addEventListener('click', () => send(text));`,
      undefined,
    ],
  ])('%s', async (_, program, sink) => expectSink(program, sink));

  it('is one capture, whoever would look it up without being told', async () => {
    const track = `import posthog from 'posthog-js';\nconst report = () => posthog.capture('s', { text: getSelection()?.toString() });\n`;
    expect(await captured(`${track}document.addEventListener('selectionchange', report);`)).toEqual([
      'input-value a.ts:3 -> analytics',
    ]);
    expect(await captured(`${track}report();`)).toEqual(['input-value a.ts:2 -> analytics']);
  });
});

describe('the event’s way shows what is behind a shadow root', () => {
  const onInput = (body: string): string => `${send}document.addEventListener('input', (e) => { ${body} });`;
  it.each<[string, Program, string | undefined]>([
    ['its first element’s value', onInput(`send((e.composedPath()[0] as HTMLInputElement).value);`), 'network a.ts:1'],
    ['its first element’s tag', onInput(`send((e.composedPath()[0] as HTMLInputElement).tagName);`), undefined],
    ['its first element, named', onInput(`const [field] = e.composedPath(); send(field.value);`), 'network a.ts:1'],
    ['how long it is', onInput(`send(e.composedPath().length);`), undefined],
    ['whether a field is on it', onInput(`send(e.composedPath().some((each) => each.value === ''));`), undefined],
  ])('%s', async (_, program, sink) => expectSink(program, sink));
});
