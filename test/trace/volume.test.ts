/** How often content leaves: each way that is thinned has a twin that is not, a few tokens apart. */
import { describe, expect, test } from 'vitest';
import { type Program, scanProgram, volumeOf } from '../support/review.js';

const POST = `const post = (body: string): void => void fetch('/moves', { method: 'POST', body });\n`;
const move = (handler: string): string => `${POST}document.addEventListener('pointermove', ${handler});\n`;

async function verdict(program: Program): Promise<unknown> {
  return (await volumeOf(program))[0];
}

describe('a sensor that fires often', () => {
  test('is not one that fires now and then', async () => {
    const on = (event: string): string =>
      `${POST}document.addEventListener('${event}', (event) => post(String(event.clientX)));`;
    expect(await verdict(on('pointermove'))).toBe('unmet');
    expect(await verdict(on('click'))).toBe('not-applicable');
  });

  test('matters where it leaves the machine', async () => {
    const on = (send: string): string => `import { writeFileSync } from 'node:fs';
      ${POST}document.addEventListener('pointermove', (event) => ${send});`;
    expect(await verdict(on('post(String(event.clientX))'))).toBe('unmet');
    expect(await verdict(on(`writeFileSync('moves', String(event.clientX))`))).toBe('not-applicable');
  });

  test('is reported with its rate', async () => {
    const { findings } = await scanProgram(move('(event) => post(String(event.clientX))'));
    expect(findings.find(({ ruleId }) => ruleId === 'unthrottled-capture')?.message).toContain('60 events a second');
  });
});

describe('a throttle', () => {
  const LODASH = `import { throttle, once } from 'lodash';\n`;
  const HANDLER = `(event: PointerEvent) => post(String(event.clientX))`;

  test.each([
    ['around the handler', `throttle(${HANDLER}, 500)`, 'met'],
    ['that lets almost everything through', `throttle(${HANDLER}, 5)`, 'unmet'],
    ['is not any wrapper', `once(${HANDLER})`, 'unmet'],
  ])('%s', async (_, handler, expected) => {
    expect(await verdict(LODASH + move(handler))).toBe(expected);
  });

  test('further along the way', async () => {
    const program = (wrapped: string): string =>
      `${LODASH}${move('(event) => later(String(event.clientX))')}const later = ${wrapped};`;
    expect(await verdict(program('throttle(post, 500)'))).toBe('met');
    expect(await verdict(program('post'))).toBe('unmet');
  });

  test('by a timer that each event puts off', async () => {
    const program = (off: string): string =>
      move(`(event) => { ${off} timer = setTimeout(() => post(String(event.clientX)), 300); }`) + 'let timer = 0;';
    expect(await verdict(program('clearTimeout(timer);'))).toBe('met');
    expect(await verdict(program(''))).toBe('unmet');
  });

  test('by the time of the last one', async () => {
    const program = (test: string): string =>
      `let last = 0;\n${move(`(event) => { ${test} last = Date.now(); post(String(event.clientX)); }`)}`;
    expect(await verdict(program('if (Date.now() - last < 500) return;'))).toBe('met');
    expect(await verdict(program('if (!event.isPrimary) return;'))).toBe('unmet');
  });

  test('by a flag is left open', async () => {
    const program = (test: string): string =>
      `let busy = false;\n${move(`(event) => { ${test} busy = true; post(String(event.clientX)); }`)}`;
    expect(await verdict(program('if (busy) return;'))).toBe('unproven');
    expect(await verdict(program(''))).toBe('unmet');
  });
});

describe('a sampler', () => {
  test.each([
    ['by chance', 'Math.random() > 0.1', 'met'],
    ['of every tenth', '++count % 10 !== 0', 'met'],
    ['is no test of the event', 'event.clientX > 0.1', 'unmet'],
  ])('%s', async (_, test, expected) => {
    const program = `let count = 0;\n${move(`(event) => { if (${test}) return; post(String(event.clientX)); }`)}`;
    expect(await verdict(program)).toBe(expected);
  });
});

describe('a recorder of many kinds of events', () => {
  const record = (body: string): string => `import { EventType, record } from 'rrweb';
    const post = (event: unknown): void => void fetch('/events', { method: 'POST', body: JSON.stringify(event) });
    record({ emit(event) { ${body} } });`;

  test.each([
    ['of which all leave', 'post(event);', 'unmet'],
    ['of which one kind leaves', 'if (event.type === EventType.Meta) post(event.data.href);', 'unproven'],
    ['of which one kind is left out', 'if (event.type !== EventType.Meta) post(event);', 'unmet'],
    [
      'of which one kind leaves early',
      'if (event.type !== EventType.Meta) return; const meta: any = event; post(meta.data);',
      'unproven',
    ],
    ['that leave where something else is asked', 'if (document.type === EventType.Meta) post(event);', 'unmet'],
    ['that leave for their time', 'if (event.timestamp === started) post(event);', 'unmet'],
    ['that leave in a case of their own', 'switch (event.type) { case EventType.Meta: post(event); }', 'unproven'],
    [
      'that leave in the case of all others',
      'switch (event.type) { case EventType.Meta: return; default: post(event); }',
      'unmet',
    ],
  ])('%s', async (_, body, expected) => {
    expect(await verdict(record(body))).toBe(expected);
  });

  test('is no sensor of one kind', async () => {
    expect(await verdict(move(`(event) => { if (event.type === 'pointermove') post(String(event.clientX)); }`))).toBe(
      'unmet',
    );
  });
});

describe('a buffer', () => {
  const program = (after: string, elsewhere: string): string => `const moves: number[] = [];
    const flush = (): void => post(JSON.stringify(moves.splice(0)));
    ${move(`(event) => { moves.push(event.clientX); ${after} }`)}${elsewhere}`;

  test('that a timer empties', async () => {
    expect(await verdict(program('', 'setInterval(flush, 5000);'))).toBe('met');
    expect(await verdict(program('flush();', 'setInterval(flush, 5000);'))).toBe('unmet');
  });

  test('that is emptied when it is full', async () => {
    expect(await verdict(program('if (moves.length >= 50) flush();', ''))).toBe('met');
    expect(await verdict(program('if (event.isPrimary) flush();', ''))).toBe('unmet');
  });

  test('that is counted', async () => {
    const counted = (test: string): string =>
      `let count = 0;\n${move(`(event) => { count += 1; if (${test}) post(String(event.clientX)); }`)}`;
    expect(await verdict(counted('count >= 4'))).toBe('met');
    expect(await verdict(counted('event.pressure >= 4'))).toBe('unmet');
  });

  test('that somebody else empties is left open', async () => {
    expect(await verdict(program('', 'declare const socket: any; socket.on("more", flush);'))).toBe('unproven');
  });

  test('in another process, behind a message', async () => {
    const files = (flush: string): Program => ({
      'content.ts': `document.addEventListener('pointermove', (event) => chrome.runtime.sendMessage({ x: event.clientX }));`,
      'background.ts': `const queue = [];
        const flush = () => fetch('/moves', { method: 'POST', body: JSON.stringify(queue.splice(0)) });
        chrome.runtime.onMessage.addListener((message) => { queue.push(message.x); ${flush} });
        setInterval(flush, 5000);`,
    });
    expect(await verdict(files(''))).toBe('met');
    expect(await verdict(files('flush();'))).toBe('unmet');
  });
});

describe('a list of events that are sent together', () => {
  const variable = (send: string, more = ''): string => `const moves: number[] = [];
    const flush = (): void => { ${send} };
    ${move('(event) => { moves.push(event.clientX); }')}setInterval(flush, 5000);${more}`;
  const field = (send: string, access = 'private '): string => `${POST}class Recorder {
      ${access}moves: number[] = [];
      start() {
        document.addEventListener('pointermove', (event) => this.moves.push(event.clientX));
        setInterval(() => { ${send} }, 5000);
      }
    }
    new Recorder().start();`;

  test.each([
    ['that nothing empties', variable('post(JSON.stringify({ moves }));'), 'unmet'],
    ['that is emptied', variable('post(JSON.stringify({ moves })); moves.length = 0;'), 'met'],
    ['that is taken out', variable('post(JSON.stringify({ moves: moves.splice(0) }));'), 'met'],
    [
      'that is bounded',
      variable('post(JSON.stringify({ moves }));', 'if (moves.length > 100) location.reload();'),
      'met',
    ],
    [
      'that somebody else is given',
      variable('post(JSON.stringify({ moves }));', 'declare function clear(list: unknown[]): void; clear(moves);'),
      'met',
    ],
    ['that others can reach', variable('post(JSON.stringify({ moves }));', 'export { moves };'), 'met'],
    [
      'of whoever switched it on',
      `${POST}function start() { const moves: number[] = []; document.addEventListener('pointermove', (event) => moves.push(event.clientX)); setInterval(() => post(JSON.stringify(moves)), 5000); } start();`,
      'unmet',
    ],
    ['of a field that nothing empties', field('post(JSON.stringify(this.moves));'), 'unmet'],
    ['of a field that is made anew', field('post(JSON.stringify(this.moves)); this.moves = [];'), 'met'],
    ['of a field that others can reach', field('post(JSON.stringify(this.moves));', ''), 'met'],
  ])('%s', async (_, program, expected) => {
    expect(await verdict(program)).toBe(expected);
  });

  test('is reported with its rate', async () => {
    const { findings } = await scanProgram(variable('post(JSON.stringify({ moves }));'));
    const finding = findings.find(({ ruleId }) => ruleId === 'unthrottled-capture');
    expect(finding?.message).toContain('events are kept in moves, which nothing empties: about 60 a second');
  });
});

describe('a sensor that a timer looks at', () => {
  const poll = (ms: string, sensor: string): string => `import { clipboard, desktopCapturer } from 'electron';
    const PERIOD = ${ms};
    setInterval(async () => { await fetch('/seen', { method: 'POST', body: ${sensor} }); }, PERIOD);`;

  test.each([
    ['every second', '1000', 'met'],
    ['ten times a second', '1000 / 10', 'unmet'],
    ['as often as somebody says', 'Number(process.env.MS)', 'unproven'],
  ])('%s', async (_, ms, expected) => {
    expect(await verdict(poll(ms, 'clipboard.readText()'))).toBe(expected);
  });

  test('may take pictures less often than texts', async () => {
    const picture = `(await desktopCapturer.getSources({ types: ['screen'] }))[0].thumbnail.toPNG()`;
    expect(await verdict(poll('2_000', picture))).toBe('unmet');
    expect(await verdict(poll('30_000', picture))).toBe('met');
    expect(await verdict(poll('2_000', 'clipboard.readText()'))).toBe('met');
  });

  test('may be put into a list of each look, and not into one of all', async () => {
    const program = (outside: string, inside: string): string => `import { clipboard } from 'electron';
      ${outside}
      setInterval(() => {
        ${inside}
        [0, 1].forEach(() => texts.push(clipboard.readText()));
        void fetch('/seen', { method: 'POST', body: JSON.stringify(texts) });
      }, 5000);`;
    expect(await verdict(program('', 'const texts: string[] = [];'))).toBe('met');
    expect(await verdict(program('const texts: string[] = [];', ''))).toBe('unmet');
  });
});

describe('a test whether anything is there', () => {
  const program = (timer: string): string => `${POST}
    const typed: string[] = [];
    let waiting: ReturnType<typeof setTimeout> | undefined;
    function flush() {
      if (!typed.length) return;
      const text = typed.join('');
      typed.length = 0;
      post(text);
    }
    document.addEventListener('keydown', (event) => {
      ${timer.startsWith('if') ? '' : 'typed.push(event.key);'}
      ${timer}
    });`;
  const LATER = `if (!event.ctrlKey) {
    typed.push(event.key);
    clearTimeout(waiting);
    waiting = setTimeout(() => flush(), 500);
    %
  }`;
  test.each([
    ['hides no timer behind it', 'clearTimeout(waiting); waiting = setTimeout(() => flush(), 500);', 'met'],
    ['is no timer', 'flush();', 'unmet'],
    ['nor what another event does', `${LATER} flush();`.replace('%', 'return;'), 'met'],
    ['but what the event does as well', `${LATER} flush();`.replace('%', ''), 'unmet'],
  ])('%s', async (_, timer, expected) => {
    expect(await verdict(program(timer))).toBe(expected);
  });
});
