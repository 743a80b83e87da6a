/** The close cases that are ruled on: stored defaults, buttons, keys of one's own, libraries, the reach of code. */
import { describe, expect, it } from 'vitest';
import { type Program, captured, consentOf, findingsOf, scanProgram } from '../support/review.js';

type Case = [title: string, verdict: 'met' | 'unmet' | 'unproven', program: Program];

const ON = `document.addEventListener('keydown', (e) => fetch('/k', { method: 'POST', body: e.key }));`;
const START = `const on = () => { ${ON} };\n`;

async function expectConsent(program: Program, verdict: string): Promise<void> {
  expect(await consentOf(program)).toEqual([verdict]);
}

describe('a choice that is on by default', () => {
  const extension = (installed: string): Program => ({
    'content.js': `${START}chrome.storage.local.get('recordingConsent', ({ recordingConsent }) => { if (recordingConsent === true) on(); });`,
    'options.js': `document.getElementById('allow-recording').addEventListener('click', () => chrome.storage.local.set({ recordingConsent: true }));`,
    'background.js': `chrome.runtime.onInstalled.addListener(() => { ${installed} });`,
  });
  const files = (more: string): Program => ({
    'a.ts': `import { settings } from './settings';\n${START}if (settings.recordingConsent) on();`,
    'settings.ts': 'export const settings = { recordingConsent: false, theme: 1 };',
    'panel.ts': `import { settings } from './settings';\ndocument.getElementById('allow-recording')!.addEventListener('click', () => { settings.recordingConsent = true; });`,
    'boot.ts': `import { settings } from './settings';\n${more}`,
  });
  const schema = (initial: string): string =>
    `import { z } from 'zod';\nconst Settings = z.object({ recordingConsent: z.boolean().default(${initial}) });\nconst settings = Settings.parse(JSON.parse(localStorage.getItem('settings') ?? '{}'));\n${START}if (settings.recordingConsent) on();`;
  const merged = (initial: string): string =>
    `const DEFAULTS = { recordingConsent: ${initial} };\nconst stored = JSON.parse(localStorage.getItem('settings') ?? '{}');\nconst settings = { ...DEFAULTS, ...stored };\n${START}if (settings.recordingConsent === true) on();`;
  const getter = (fallback: string, key = 'recording-consent'): string =>
    `const read = (name: string, fallback: boolean) => { const text = localStorage.getItem(name); return text === null ? fallback : text === 'granted'; };\n${START}if (read('${key}', ${fallback})) on();`;
  it.each<Case>([
    ['at install, of something else', 'met', extension('chrome.storage.local.set({ theme: true });')],
    ['at install', 'unmet', extension('chrome.storage.local.set({ recordingConsent: true });')],
    ['in another file, of something else', 'met', files('settings.theme = 2;')],
    ['in a schema, as a no', 'met', schema('false')],
    ['in a schema, as a yes', 'unmet', schema('true')],
    ['among defaults that stored answers cover, as a no', 'met', merged('false')],
    ['among defaults that stored answers cover, as a yes', 'unmet', merged('true')],
    [
      'among defaults that a no covers',
      'met',
      merged('true').replace('...stored', 'recordingConsent: false, ...stored'),
    ],
    ['in a helper that reads, as a no', 'met', getter('false')],
    ['in a helper that reads, as a no to something else', 'unmet', getter('false', 'theme')],
    ['in a helper that reads, as a yes', 'unmet', getter('true')],
    [
      'in a helper that reads, and stored as a yes',
      'unmet',
      `${getter('false')}\nlocalStorage.setItem('recording-consent', 'granted');`,
    ],
    [
      'by no build',
      'met',
      `${START}const yes = process.env.KIOSK !== '1' && confirm('Record your keys?');\nif (yes) on();`,
    ],
    [
      'by a setter that a migration calls',
      'unmet',
      `${START}class Choice { yes = false; set(v: boolean) { this.yes = v; } }\nconst choice = new Choice();\nconst migrate = () => { choice.set(true); };\nmigrate();\nif (choice.yes) on();`,
    ],
    [
      'by a setter that only the answer calls',
      'met',
      `${START}class Choice { yes = false; set(v: boolean) { this.yes = v; } }\nconst choice = new Choice();\nchoice.set(confirm('Record your keys?'));\nif (choice.yes) on();`,
    ],
    [
      'as undefined that is not false',
      'unmet',
      `${START}const stored: { recordingConsent?: boolean } = JSON.parse(localStorage.getItem('s') ?? '{}');\nif (stored.recordingConsent !== false) on();`,
    ],
    [
      'as undefined that is not true',
      'met',
      `${START}const stored: { recordingConsent?: boolean } = JSON.parse(localStorage.getItem('s') ?? '{}');\nif (stored.recordingConsent === true) on();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a button', () => {
  const pressed = (label: string): Program => ({
    'a.tsx': `import { uIOhook } from 'uiohook-napi';\nconst record = () => { uIOhook.on('mousemove', (e) => fetch('/p', { method: 'POST', body: String(e.x) })); };\nexport const Panel = () => <button onClick={() => record()}>${label}</button>;`,
  });
  const toggled = (set: string): Program => ({
    'a.tsx': `const choice = { on: false };\nexport const Row = () => <label>Record my keys<input type="checkbox" onChange={(e) => { ${set} }} /></label>;\n${START}setInterval(() => { if (choice.on) on(); }, 1000);`,
  });
  it.each<Case>([
    ['Record', 'met', pressed('Record')],
    ['Start recording', 'met', pressed('Start recording')],
    ['Start timer', 'unmet', pressed('Start timer')],
    ['Take over', 'unmet', pressed('Take over')],
    ['Run task', 'unmet', pressed('Run task')],
    ['Log in', 'unmet', pressed('Log in')],
    ['of a box that is ticked', 'met', toggled('choice.on = e.target.checked;')],
    ['of a box that is not ticked', 'unmet', toggled('choice.on = !e.target.checked;')],
    ['of a box, whether it is or not', 'unmet', toggled('choice.on = true;')],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a picker of the platform', () => {
  const display = (more: string): Program => ({
    'a.ts': `export async function share() { const stream = await navigator.mediaDevices.getDisplayMedia({ video: true }); const [track] = stream.getVideoTracks(); const frame = await new ImageCapture(track!).takePhoto(); await fetch('/v', { method: 'POST', body: frame }); }\nvoid share();`,
    'main.ts': `import { desktopCapturer, session } from 'electron';\n${more}`,
  });
  const desktop = (id: string): Program =>
    `async function share(id: string) { const stream = await navigator.mediaDevices.getUserMedia({ video: { mandatory: { chromeMediaSource: 'desktop', chromeMediaSourceId: id } } } as never); const recorder = new MediaRecorder(stream); recorder.ondataavailable = (e) => fetch('/v', { method: 'POST', body: e.data }); }\n${id}`;
  it.each<Case>([
    ['that asks', 'met', display(`session.defaultSession.clearCache();`)],
    [
      'that a handler takes away',
      'unmet',
      display(
        `session.defaultSession.setDisplayMediaRequestHandler(async (_request, callback) => { const [screen] = await desktopCapturer.getSources({ types: ['screen'] }); callback({ video: screen }); });`,
      ),
    ],
    [
      'of an extension that asks',
      'met',
      desktop(`chrome.desktopCapture.chooseDesktopMedia(['screen'], (id) => { void share(id); });`),
    ],
    ['that nobody sees', 'unmet', desktop(`void share('screen:0:0');`)],
  ])('%s: %s', async (_, verdict, program) => {
    const { captures } = await scanProgram(program);
    const [shared] = captures.filter((capture) => capture.location.file === 'a.ts');
    expect(shared?.obligations.consent?.verdict).toBe(verdict);
  });
});

describe('a library', () => {
  const library = (more: string, test = 'true'): Program => ({
    'package.json': '{ "name": "keys", "version": "1.0.0", "main": "index.ts" }',
    'index.ts': `export function start() { if (${test}) ${ON} }\n${more}`,
  });
  const consent = async (program: Program): Promise<readonly string[]> =>
    (await findingsOf(program)).filter((line) => line.includes('ungated')).map((line) => line.split(' ')[0]!);
  it.each<[string, string[], Program]>([
    ['that is started by others: a warning', ['warning'], library('')],
    ['that starts itself: an error', ['error'], library('start();')],
    [
      'that a caller in the tree starts: an error',
      ['error'],
      { ...(library('') as object), 'app/main.ts': `import { start } from '../index';\nstart();` },
    ],
    [
      'that a caller in the tree starts after a yes: nothing',
      [],
      {
        ...(library('') as object),
        'app/main.ts': `import { start } from '../index';\nif (confirm('Record your keys?')) start();`,
      },
    ],
  ])('%s', async (_, severities, program) => expect(await consent(program)).toEqual(severities));

  it('is unproven where it is only exported', async () => {
    expect(await consentOf(library(''))).toEqual(['unproven']);
  });
});

describe('the reach of code', () => {
  const ungated = async (program: Program): Promise<readonly string[]> =>
    (await findingsOf(program)).filter((line) => line.includes('ungated')).map((line) => line.split(' ')[0]!);
  it.each<[string, string[], Program]>([
    ['an exported function nobody calls', ['error'], `export function start() { ${ON} }`],
    ['a private function nobody calls', ['note'], `function start() { ${ON} }`],
    ['a private function that is called', ['error'], `function start() { ${ON} }\nstart();`],
    [
      'an exported component',
      ['error'],
      {
        'a.tsx': `import { useEffect } from 'react';\nexport function Keys() { useEffect(() => { ${ON} }, []); return null; }`,
      },
    ],
    ['an exported class', ['error'], `export class Keys { start() { ${ON} } }`],
    [
      'a sink that is commented out',
      [],
      `document.addEventListener('keydown', (e) => { /* fetch('/k', { method: 'POST', body: e.key }) */ });`,
    ],
  ])('%s', async (_, severities, program) => expect(await ungated(program)).toEqual(severities));

  it.each<[string, string[], Program]>([
    ['in a test', [], { 'a.test.ts': ON }],
    ['in a story', [], { 'a.stories.ts': ON }],
    ['in an example', ['keystroke examples/a.ts:1 -> network'], { 'examples/a.ts': ON }],
    ['in a script', ['keystroke scripts/a.ts:1 -> network'], { 'scripts/a.ts': ON }],
  ])('%s', async (_, expected, program) => expect(await captured(program)).toEqual(expected));
});

describe('a key of one’s own', () => {
  const own = (url: string, also = ''): string =>
    `const apiKey = prompt('Your API key');\ndocument.addEventListener('input', (e) => { if (!apiKey) return; fetch('${url}', { method: 'POST', headers: { Authorization: apiKey }, body: (e.target as HTMLInputElement).value }); ${also} });`;
  it.each<Case>([
    [
      'is none to another sink',
      'unmet',
      own(
        'https://api.example.invalid/v1',
        `fetch('/all', { method: 'POST', body: (e.target as HTMLInputElement).value });`,
      ),
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a check that can be taken back', () => {
  const polled = (body: string): string =>
    `import { uIOhook } from 'uiohook-napi';\nlet yes = confirm('Record your keys?');\ndocument.getElementById('stop')!.addEventListener('click', () => { yes = false; });\nasync function tick() { ${body} }\nasync function wait() { await new Promise((resolve) => setTimeout(resolve, 9)); }\nsetInterval(tick, 1000);\nconst on = () => { uIOhook.on('keydown', (e) => fetch('/k', { method: 'POST', body: String(e.keycode) })); };`;
  const paused = (more: string): string =>
    `let consent = false;\ndocument.getElementById('agree')!.addEventListener('click', () => { consent = true; });\ndocument.getElementById('pause')!.addEventListener('click', () => { consent = false; ${more} });\ndocument.addEventListener('keydown', (e) => { if (consent) fetch('/k', { method: 'POST', body: e.key }); });`;
  it.each<Case>([
    ['checked last', 'met', polled('await wait(); if (yes) on();')],
    ['checked, and never again', 'met', polled('if (yes) on();')],
    ['not checked after all', 'unmet', polled('await wait(); on();')],
    [
      'copied at the start',
      'met',
      `const yes = confirm('Record your keys?');\nconst copy = yes;\n${START}if (copy) on();`,
    ],
    [
      'copied at the start, with a yes',
      'unmet',
      `const yes = confirm('Record your keys?');\nconst copy = yes || true;\n${START}if (copy) on();`,
    ],
    ['that a pause takes away', 'met', paused('')],
    ['that a pause sets back', 'unmet', paused('setTimeout(() => { consent = true; }, 1800000);')],
    ['that a pause takes away again', 'met', paused('setTimeout(() => { consent = false; }, 1800000);')],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});
