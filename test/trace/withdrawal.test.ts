/** Whether the person can make a capture stop: each release has a twin that releases nothing, a few tokens apart. */
import { describe, expect, test } from 'vitest';
import { type Program, findingsOf, scanProgram, withdrawalOf } from '../support/review.js';

const SEND = `const send = (event: KeyboardEvent): void => void navigator.sendBeacon('/keys', event.key);\n`;
const ON = `${SEND}document.addEventListener('keydown', send);\n`;
const press = (code: string): string => `document.querySelector('#stop')?.addEventListener('click', () => ${code});\n`;
const OFF = `document.removeEventListener('keydown', send)`;

async function verdict(program: Program): Promise<unknown> {
  return (await withdrawalOf(program))[0];
}

describe('a listener is released', () => {
  test.each([
    ['with the same function', OFF, 'met'],
    ['not with another one', `document.removeEventListener('keydown', (event) => send(event))`, 'unmet'],
    ['not for another event', `document.removeEventListener('keyup', send)`, 'unmet'],
    ['not on another object', `window.document.body.removeEventListener('keydown', send)`, 'unmet'],
    ['not with another capture flag', `document.removeEventListener('keydown', send, true)`, 'unmet'],
    ['with other options', `document.removeEventListener('keydown', send, { passive: true } as object)`, 'met'],
  ])('%s', async (_, release, expected) => {
    expect(await verdict(ON + press(release))).toBe(expected);
  });

  test.each([
    ['that was bound once', 'this.bound = this.send.bind(this);', 'this.bound', 'met'],
    ['not with a second binding', '', 'this.send.bind(this)', 'unmet'],
  ])('with a method %s', async (_, bind, handler, expected) => {
    const program = `class Keys {
      bound: (event: KeyboardEvent) => void;
      send(event: KeyboardEvent) { navigator.sendBeacon('/keys', event.key); }
      start() { ${bind} document.addEventListener('keydown', ${handler}); }
      stop() { document.removeEventListener('keydown', ${handler}); }
    }
    const keys = new Keys();
    keys.start();
    ${press('keys.stop()')}`;
    expect(await verdict(program)).toBe(expected);
  });

  test.each([
    ['by its signal', 'controller.signal', 'met'],
    ['not by the signal of another', 'new AbortController().signal', 'unmet'],
  ])('%s', async (_, signal, expected) => {
    const on = `document.addEventListener('keydown', send, { signal: ${signal} });\n`;
    expect(await verdict(`const controller = new AbortController();\n${SEND}${on}${press('controller.abort()')}`)).toBe(
      expected,
    );
  });

  test.each([
    ['null', 'met'],
    ['send', 'unmet'],
  ])('by assigning %s', async (value, expected) => {
    expect(await verdict(`${SEND}document.onkeydown = send;\n${press(`(document.onkeydown = ${value})`)}`)).toBe(
      expected,
    );
  });
});

describe('a handle is released', () => {
  const POLL = `import { clipboard } from 'electron';
    const look = () => void fetch('/copied', { method: 'POST', body: clipboard.readText() });\n`;

  test.each([
    ['that was kept', 'const timer = setInterval(look, 2000);', 'clearInterval(timer)', 'met'],
    [
      'not another one',
      'setInterval(look, 2000); const timer = setInterval(() => 0, 2000);',
      'clearInterval(timer)',
      'unmet',
    ],
    ['of a field', 'const all = { timer: setInterval(look, 2000) };', 'clearInterval(all.timer)', 'met'],
    [
      'not where it is set again at once',
      'let timer = setInterval(look, 2000);',
      '{ clearInterval(timer); timer = setInterval(look, 2000); }',
      'unmet',
    ],
  ])('%s', async (_, on, off, expected) => {
    expect(await verdict(`${POLL}${on}\n${press(off)}`)).toBe(expected);
  });

  test.each([
    ['by calling it', 'stop()', 'met'],
    ['not by looking at it', 'console.log(stop)', 'unmet'],
  ])('that is a stop function, %s', async (_, off, expected) => {
    const on = `import { record } from 'rrweb';\nconst stop = record({ emit: (event) => navigator.sendBeacon('/r', event) });\n`;
    expect(await verdict(on + press(off))).toBe(expected);
  });

  test('that another function gave back', async () => {
    const program = `${SEND}function listen() {
      document.addEventListener('keydown', send);
      return () => ${OFF};
    }
    const stop = listen();\n`;
    expect(await verdict(program + press('stop()'))).toBe('met');
    expect(await verdict(program)).not.toBe('met');
  });
});

describe('who runs the release', () => {
  test.each([
    ['a click', `document.querySelector('#stop').addEventListener('click', stop);`, 'met'],
    ['the end of the page', `window.addEventListener('pagehide', stop);`, 'unmet'],
    ['a timer', `setTimeout(stop, 60_000);`, 'unmet'],
    ['nobody', ``, 'unmet'],
    ['somebody else', `declare const socket: any; socket.on('stop', stop);`, 'unproven'],
    ['whoever imports it', `export { stop };`, 'unproven'],
  ])('%s: %s', async (_, run, expected) => {
    expect(await verdict(`${ON}function stop() { ${OFF}; }\n${run}`)).toBe(expected);
  });

  test('a button that another package draws', async () => {
    const program = (prop: string): Program => ({
      'a.tsx': `import { Button } from 'kit';
        import { useEffect } from 'react';
        ${ON}export const View = () => <Button ${prop}={() => ${OFF}}>Stop</Button>;`,
    });
    expect(await verdict(program('onClick'))).toBe('met');
    expect(await verdict(program('onMouseLeave'))).not.toBe('met');
  });

  test('a menu item, and no other item of it', async () => {
    const program = (option: string): string =>
      `import { Menu } from 'electron';\n${ON}Menu.buildFromTemplate([{ label: 'Stop', ${option}: () => ${OFF} }]);`;
    expect(await verdict(program('click'))).toBe('met');
    expect(await verdict(program('before'))).not.toBe('met');
  });

  test('a message, told from others by its type', async () => {
    const program = (type: string): Program => ({
      'content.ts': `${ON}chrome.runtime.onMessage.addListener((message) => {
        if (message.type === 'stop') ${OFF};
      });`,
      'popup.ts': `document.querySelector('#stop').addEventListener('click', () => chrome.runtime.sendMessage({ type: '${type}' }));`,
    });
    expect(await verdict(program('stop'))).toBe('met');
    expect(await verdict(program('ping'))).toBe('unproven');
  });

  test('an effect that is run again when the answer changes, and none that is only cleaned up', async () => {
    const program = (check: string): Program => ({
      'a.tsx': `import { useEffect } from 'react';
        export function View({ hasConsent }) {
          useEffect(() => {
            ${check}
            const send = (event: KeyboardEvent) => void navigator.sendBeacon('/keys', event.key);
            document.addEventListener('keydown', send);
            return () => ${OFF};
          }, [hasConsent]);
          return null;
        }`,
    });
    expect(await verdict(program('if (!hasConsent) return;'))).toBe('met');
    expect(await verdict(program(''))).toBe('unmet');
  });

  test('the code that runs where the answer is no', async () => {
    const program = (test: string): string => `${SEND}
      export function sync({ hasConsent, isSmall }) {
        if (${test}) document.addEventListener('keydown', send);
        else ${OFF};
      }`;
    expect(await verdict(program('hasConsent'))).toBe('met');
    expect(await verdict(program('isSmall'))).toBe('unproven');
  });
});

describe('a test of each event', () => {
  const flag = (off: string): string => `let running = true;
    document.addEventListener('keydown', (event) => {
      if (!running) return;
      navigator.sendBeacon('/keys', event.key);
    });
    ${off}`;

  test('of a flag that the person turns', async () => {
    expect(await verdict(flag(press('{ running = false; }')))).toBe('met');
    expect(await verdict(flag(press('{ running = true; }')))).toBe('unmet');
    expect(await verdict(flag(`setTimeout(() => { running = false; }, 1000);`))).toBe('unmet');
  });

  test('of a flag that a timer turns back', async () => {
    const off = press('{ running = false; setTimeout(() => { running = true; }, 60_000); }');
    expect(await findingsOf(flag(off))).toContain('warning timed-pause a.ts:2');
    expect(await findingsOf(flag(press('{ running = false; }')))).not.toContain('warning timed-pause a.ts:2');
  });

  test('of the stored answer', async () => {
    const program = (asked: string): string => `
      document.querySelector('#yes').addEventListener('click', () => localStorage.setItem('recording-consent', 'granted'));
      const before = localStorage.getItem('recording-consent') === 'granted';
      document.addEventListener('keydown', (event) => {
        if (${asked}) navigator.sendBeacon('/keys', event.key);
      });`;
    expect(await verdict(program(`localStorage.getItem('recording-consent') === 'granted'`))).toBe('met');
    expect(await verdict(program('before'))).toBe('unmet');
  });

  test('of the event itself is none of that', async () => {
    const program = `document.addEventListener('keydown', (event) => {
      if (event.ctrlKey) navigator.sendBeacon('/keys', event.key);
    });`;
    expect(await verdict(program)).toBe('unmet');
  });

  test('of a time that was set before is a pause, of one that events set is none', async () => {
    const program = (inside: string, outside: string): string => `let next = 0;
      document.addEventListener('keydown', (event) => {
        if (Date.now() < next) return;
        ${inside}
        navigator.sendBeacon('/keys', event.key);
      });
      ${outside}`;
    const moved = 'next = Date.now() + 1000;';
    expect(await findingsOf(program('', press(`{ ${moved} }`)))).toContain('warning timed-pause a.ts:2');
    expect(await findingsOf(program(moved, ''))).toContain('warning no-withdrawal a.ts:2');
  });
});

describe('a pause', () => {
  const START = `import { uIOhook } from 'uiohook-napi';
    const send = (event) => void fetch('/keys', { method: 'POST', body: String(event.keycode) });
    function start() { uIOhook.on('keydown', send); }
    start();\n`;

  test('that a timer ends', async () => {
    const pause = press(`{ uIOhook.off('keydown', send); setTimeout(start, 1_800_000); }`);
    expect(await findingsOf(START + pause)).toContain('warning timed-pause a.ts:3');
  });

  test('is a stop where the timer does something else', async () => {
    const stop = press(`{ uIOhook.off('keydown', send); setTimeout(() => alert('Stopped'), 1_000); }`);
    expect(await verdict(START + stop)).toBe('met');
  });

  test('beside a stop that lasts is one choice of two', async () => {
    const pause = press(`{ uIOhook.off('keydown', send); setTimeout(start, 1_800_000); }`);
    expect(await verdict(START + pause + press(`uIOhook.stop()`))).toBe('met');
  });
});

describe('what needs no stop', () => {
  test('one look at each press', async () => {
    const look = `fetch('/copied', { method: 'POST', body: clipboard.readText() })`;
    const program = (run: string): string => `import { clipboard } from 'electron';\n${run}`;
    expect(await verdict(program(press(look)))).toBe('not-applicable');
    expect(await verdict(program(`setInterval(() => ${look}, 1000);`))).toBe('unmet');
  });

  test('a stream that the browser asked for', async () => {
    const program = `const stream = await navigator.mediaDevices.getDisplayMedia();
      const video = document.createElement('video');
      navigator.sendBeacon('/frames', stream as any);`;
    expect(await verdict(program)).toBe('met');
  });

  test('a recorder without one, where it asks before each start', async () => {
    const program = (check: string): string => `import LogRocket from 'logrocket';
      ${check} LogRocket.init('app');`;
    expect(await verdict(program(`if (window.confirm('Record this session?'))`))).toBe('met');
    expect(await verdict(program(''))).toBe('unmet');
  });

  test('content that stays inside is judged, and nothing is said of it', async () => {
    const report = await scanProgram(`import { uIOhook } from 'uiohook-napi';
      let count = 0;
      uIOhook.on('keydown', () => { count += 1; });`);
    expect(report.captures.map(({ obligations }) => obligations.withdrawal?.verdict)).toEqual(['unmet']);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['ungated-capture']);
  });
});

describe('a stop that the machine undoes when it comes back', () => {
  const tracker = (start: string, stop: string, platform: string): string => `import { powerMonitor } from 'electron';
    ${SEND}
    const tracker = {
      running: false,
      wasRunning: false,
      start() { ${start}; this.running = true; document.addEventListener('keydown', send); },
      stop() { ${stop}; this.running = false; ${OFF}; },
    };
    tracker.start();
    ${press('tracker.stop()')}
    ${platform}`;

  test.each([
    ['by waking up', `powerMonitor.on('resume', () => tracker.start());`, 'unmet'],
    ['not by falling asleep', `powerMonitor.on('suspend', () => tracker.stop());`, 'met'],
    ['by being shown', `document.addEventListener('visibilitychange', () => tracker.start());`, 'unmet'],
    ['not by a press', `document.querySelector('#again').addEventListener('click', () => tracker.start());`, 'met'],
  ])('%s', async (_, platform, expected) => {
    expect(await verdict(tracker('', '', platform))).toBe(expected);
  });

  test('is a pause', async () => {
    const program = (event: string): string =>
      `import { powerMonitor } from 'electron';
      ${SEND}function start() { document.addEventListener('keydown', send); }
      start();
      ${press(OFF)}
      powerMonitor.on('${event}', start);`;
    expect(await findingsOf(program('resume'))).toContain('warning timed-pause a.ts:3');
    expect(await findingsOf(program('speed-limit-change'))).not.toContain('warning timed-pause a.ts:3');
  });

  test.each([
    ['that asks only whether it runs', 'if (this.running) return', '', 'unmet'],
    ['that asks whether the person stopped it', 'if (this.halted) return', 'this.halted = true', 'met'],
    ['that asks what somebody else sets', 'if (this.halted) return', '', 'unproven'],
  ])('by a start %s', async (_, start, stop, expected) => {
    const others = `document.querySelector('#hold').addEventListener('change', () => { tracker.halted = !tracker.halted; });`;
    const program = tracker(start, stop, `powerMonitor.on('resume', () => tracker.start()); ${others}`);
    expect(await verdict(program.replace('running: false', 'halted: false, running: false'))).toBe(expected);
  });

  test.each([
    ['it ran before', 'if (tracker.running) tracker.wasRunning = true', 'met'],
    ['it ran before, kept as it was', 'tracker.wasRunning = tracker.running', 'met'],
    ['it slept', 'tracker.wasRunning = true', 'unproven'],
  ])('but not where it asks whether %s', async (_, sleep, expected) => {
    const platform = `
      powerMonitor.on('suspend', () => { ${sleep}; });
      powerMonitor.on('resume', () => { if (tracker.wasRunning) tracker.start(); tracker.wasRunning = false; });`;
    expect(await verdict(tracker('', '', platform))).toBe(expected);
  });

  test('of a flag that each event asks', async () => {
    const program = (event: string): string => `let running = true;
      document.addEventListener('keydown', (event) => {
        if (!running) return;
        navigator.sendBeacon('/keys', event.key);
      });
      ${press('{ running = false; }')}
      window.addEventListener('${event}', () => { running = true; });`;
    expect(await verdict(program('online'))).toBe('unmet');
    expect(await verdict(program('resize'))).toBe('met');
  });

  test('over a bus of its own, by the kind of message that it sends', async () => {
    const program = (woken: string): Program => ({
      'bus.ts': `import { EventEmitter } from 'node:events';
        export class Bus {
          private events = new EventEmitter();
          on(name: string, listener: (message: any) => void) { this.events.on(name, listener); }
          emit(name: string, message: any) { this.events.emit(name, message); }
        }
        export const bus = new Bus();`,
      'a.ts': `import { bus } from './bus.js';
        ${SEND}
        function start() { document.addEventListener('keydown', send); }
        function stop() { ${OFF}; }
        start();
        bus.on('recording', (message) => {
          switch (message.type) {
            case 'start': return start();
            case 'stop': return stop();
          }
        });
        ${press('stop()')}`,
      'power.ts': `import { powerMonitor } from 'electron';
        import { bus } from './bus.js';
        import './a.js';
        const woken = (type: string) => bus.emit('recording', { type });
        powerMonitor.on('resume', () => woken('${woken}'));`,
    });
    expect(await verdict(program('start'))).toBe('unproven');
    expect(await verdict(program('stop'))).toBe('met');
  });
});
