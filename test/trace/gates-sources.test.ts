import { describe, expect, it } from 'vitest';
import { type Program, consentOf } from '../support/review.js';

/** Where the value that is tested comes from. `asked()` is the person's answer. */
const ASKED = `import { uIOhook } from 'uiohook-napi';\nimport { confirm } from '@inquirer/prompts';\nconst on = () => uIOhook.on('keydown', (e) => fetch('/k', { method: 'POST', body: String(e.keycode) }));\nconst asked = async () => (await confirm({ message: 'Record your keys?' })) === true;\n`;

type Case = [title: string, verdict: 'met' | 'unmet', program: string];

async function expectConsent(program: string, verdict: string): Promise<void> {
  expect(await consentOf(ASKED + program)).toEqual([verdict]);
}

describe('a value given to a function', () => {
  it.each<Case>([
    ['the answer', 'met', `function start(consent: boolean) { if (consent) on(); }\nstart(await asked());`],
    ['a constant', 'unmet', `function start(consent: boolean) { if (consent) on(); }\nstart(true);`],
    [
      'the answer here, a constant there',
      'unmet',
      `function start(consent: boolean) { if (consent) on(); }\nstart(await asked());\nstart(true);`,
    ],
    ['a default of yes', 'unmet', `function start(consent = true) { if (consent) on(); }\nstart();`],
    [
      'the answer among options',
      'met',
      `function start(o: { consent: boolean }) { if (o.consent) on(); }\nstart({ consent: await asked() });`,
    ],
    [
      'a constant among options',
      'unmet',
      `function start(o: { consent: boolean }) { if (o.consent) on(); }\nstart({ consent: true });`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a value kept in a variable', () => {
  it.each<Case>([
    [
      'and joined with another test',
      'met',
      `const yes = await asked(); const go = yes && Date.now() > 0; if (go) on();`,
    ],
    [
      'or joined with an environment variable',
      'unmet',
      `const yes = (await asked()) || process.env.FORCE; if (yes) on();`,
    ],
    ['and overwritten', 'unmet', `let yes = await asked(); yes = true; if (yes) on();`],
    ['and overwritten in the test', 'unmet', `let yes = await asked(); if ((yes = true)) on();`],
    [
      'and true where asking failed',
      'unmet',
      `let yes = false; try { yes = await asked(); } catch { yes = true; } if (yes) on();`,
    ],
    ['and a constant after a comma', 'unmet', `const yes = await asked(); if ((yes, true)) on();`],
    ['and its opposite', 'unmet', `const yes = await asked(); if (yes || !yes) on();`],
    ['that is only not null', 'unmet', `const yes = await asked(); if (yes != null) on();`],
    ['a function that is never called', 'unmet', `if (asked) on();`],
    [
      'that a timer sets back to yes',
      'unmet',
      `let consent = await asked(); setTimeout(() => { consent = true; }, 1800000); setInterval(() => { if (consent) on(); }, 1000);`,
    ],
    ['with a default of yes in a pattern', 'unmet', `const { consent = true } = settings; if (consent) on();`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a value kept in an object', () => {
  const fields = (first: boolean): string =>
    `class A { private consent = ${String(first)}; async ask() { this.consent = await asked(); } run() { if (!this.consent) return; on(); } }\nconst a = new A(); await a.ask(); a.run();`;
  it.each<Case>([
    ['a field that is no until asked', 'met', fields(false)],
    ['a field that is yes until asked', 'unmet', fields(true)],
    [
      'a property that the answer is put into',
      'met',
      `const state = { consent: false }; async function ask() { state.consent = await asked(); }\nvoid ask(); setInterval(() => { if (state.consent) on(); }, 1000);`,
    ],
    ['a property of a literal', 'met', `const yes = await asked(); const opts = { yes }; if (opts.yes) on();`],
    [
      'another property of it',
      'unmet',
      `const yes = await asked(); const opts = { yes, other: isOn() }; if (opts.other) on();`,
    ],
    [
      'another element of a list',
      'unmet',
      `const [first, yes] = await Promise.all([fetch('/'), asked()]); if (first) on();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a value behind a function', () => {
  it.each<Case>([
    [
      'of an environment variable',
      'unmet',
      `function consent() { return !!process.env.CONSENT; }\nif (consent()) on();`,
    ],
    [
      'of a function of a constant',
      'unmet',
      `const consent = () => isAdmin();\nif (consent()) on();\nfunction isAdmin() { return true; }`,
    ],
    [
      'that returns after a yes, and else throws',
      'met',
      `async function ensure() { if (await asked()) return; throw new Error('no'); }\nawait ensure(); on();`,
    ],
    [
      'whose throw is caught',
      'unmet',
      `async function ensure() { if (await asked()) return; throw new Error('no'); }\nensure().catch(() => {}); on();`,
    ],
    [
      'that is not awaited',
      'unmet',
      `async function ensure() { if (await asked()) return; throw new Error('no'); }\nvoid ensure(); on();`,
    ],
    ['that is asked, and not looked at', 'unmet', `try { await asked(); on(); } catch {}`],
    ['that runs later', 'met', `const yes = await asked(); if (yes) { setTimeout(() => on(), 10); }`],
    [
      'that runs later in any case',
      'unmet',
      `const yes = await asked(); setTimeout(() => on(), 10); if (yes) console.log(1);`,
    ],
    [
      'next in a list of steps',
      'unmet',
      `const steps = [() => asked(), () => on()]; for (const step of steps) await step();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a yes that nobody gave', () => {
  const STATE = 'const choice = { consent: false };\n';
  const BUTTON = `document.getElementById('allow-recording')!.addEventListener('click', () => { choice.consent = true; });`;
  it.each<Case>([
    ['stored by a button', 'met', `${STATE}${BUTTON}\nif (choice.consent) on();`],
    [
      'stored by a timer',
      'unmet',
      `${STATE}setTimeout(() => { choice.consent = true; }, 9);\nif (choice.consent) on();`,
    ],
    [
      'stored by a timer after the answer',
      'met',
      `${STATE}if (await asked()) choice.consent = true;\nif (choice.consent) on();`,
    ],
    [
      'stored when the program starts',
      'unmet',
      `${STATE}const begin = () => { choice.consent = true; };\nbegin();\nif (choice.consent) on();`,
    ],
    [
      'the default of a store',
      'unmet',
      `import Store from 'electron-store';\nconst store = new Store({ defaults: { recordingConsent: true } });\nif (store.get('recordingConsent') === true) on();`,
    ],
    [
      'not the default of a store',
      'met',
      `import Store from 'electron-store';\nconst store = new Store({ defaults: { recordingConsent: false } });\nif (store.get('recordingConsent') === true) on();`,
    ],
    [
      'where nothing was stored',
      'unmet',
      `if ((localStorage.getItem('recording-consent') ?? 'granted') === 'granted') on();`,
    ],
    [
      'not where nothing was stored',
      'met',
      `if ((localStorage.getItem('recording-consent') ?? 'denied') === 'granted') on();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('an answer that is stored as text', () => {
  const buttons = (no: string): string =>
    `document.getElementById('allow-recording')!.addEventListener('click', () => { localStorage.setItem('recording-consent', 'granted'); });\ndocument.getElementById('refuse')!.addEventListener('click', () => { ${no} });\n`;
  const DENIED = buttons(`localStorage.setItem('recording-consent', 'denied');`);
  it.each<Case>([
    ['and compared with the yes', 'met', `${DENIED}if (localStorage.getItem('recording-consent') === 'granted') on();`],
    ['and only there', 'unmet', `${DENIED}if (localStorage.getItem('recording-consent')) on();`],
    ['and only there, in a Boolean', 'unmet', `${DENIED}if (Boolean(localStorage.getItem('recording-consent'))) on();`],
    [
      'and only there, where a no takes it away',
      'met',
      `${buttons(`localStorage.removeItem('recording-consent');`)}if (localStorage.getItem('recording-consent')) on();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('an answer on its way to the test', () => {
  it.each<Case>([
    ['behind an assertion of a package', 'met', `import assert from 'node:assert';\nassert(await asked());\non();`],
    [
      'behind another call of it',
      'unmet',
      `import assert from 'node:assert';\nassert.equal(await asked(), true);\non();`,
    ],
    ['where asking failed, a no', 'met', `if (await asked().catch(() => false)) on();`],
    ['where asking failed, a yes', 'unmet', `if (await asked().catch(() => true)) on();`],
    [
      'with a default of yes',
      'unmet',
      `if (settings.get('recordingConsent', true)) on();\ndeclare const settings: any;`,
    ],
    ['with a default of no', 'met', `if (settings.get('recordingConsent', false)) on();\ndeclare const settings: any;`],
    [
      'as something or nothing',
      'met',
      `const open = async () => ((await asked()) ? { id: 1 } : undefined);\nif (await open()) on();`,
    ],
    [
      'as something or nothing, inverted',
      'unmet',
      `const open = async () => ((await asked()) ? undefined : { id: 1 });\nif (await open()) on();`,
    ],
    ['where a boolean is not false', 'met', `switch (await asked()) { case false: break; default: on(); }`],
    ['where a boolean is not true', 'unmet', `switch (await asked()) { case true: break; default: on(); }`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a promise of an answer', () => {
  const dialog = (yes: string): string =>
    `const ask = () => new Promise<boolean>((resolve) => {\n  document.getElementById('allow-recording')!.addEventListener('click', () => resolve(${yes}));\n  document.getElementById('refuse')!.addEventListener('click', () => resolve(false));\n});\n`;
  it.each<Case>([
    ['awaited', 'met', `${dialog('true')}if (await ask()) on();`],
    ['not awaited', 'unmet', `${dialog('true')}if (ask()) on();`],
    ['awaited, and inverted', 'unmet', `${dialog('true')}if (!(await ask())) on();`],
    [
      'settled by the clock',
      'unmet',
      `const ask = () => new Promise<boolean>((resolve) => { setTimeout(() => resolve(true), 9); });\nif (await ask()) on();`,
    ],
    ['of a function', 'met', `if (await asked()) on();`],
    ['of a function, not awaited', 'unmet', `if (asked()) on();`],
    ['of a package', 'met', `if (await confirm({ message: 'Record your keys?' })) on();`],
    ['of a package, not awaited', 'unmet', `if (confirm({ message: 'Record your keys?' })) on();`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a button of a dialog', () => {
  const asked = (buttons: string, rest: string, test: string): string =>
    `import { dialog } from 'electron';\nconst { response } = await dialog.showMessageBox({ message: 'Record your keys?', buttons: ${buttons}${rest} });\nif (${test}) on();`;
  it.each<Case>([
    ['that says yes', 'met', asked(`['No, thanks', 'Allow']`, '', 'response === 1')],
    ['that says no', 'unmet', asked(`['No, thanks', 'Allow']`, '', 'response === 0')],
    ['that closing gives too', 'unmet', asked(`['Allow', 'Not now']`, '', 'response === 0')],
    ['that closing does not give', 'met', asked(`['Allow', 'Not now']`, ', cancelId: 1', 'response === 0')],
    ['that closing does not give, by its label', 'met', asked(`['Allow', 'Cancel']`, '', 'response === 0')],
    ['that cannot be read', 'met', asked('labels()', '', 'response === 0') + '\ndeclare function labels(): string[];'],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a state of a component', () => {
  const component = (handler: string, initial = 'false', label = 'Allow recording'): Program => ({
    'a.tsx': `import { useEffect, useState } from 'react';\n${ASKED}export function Banner() {\n  const [choice, setChoice] = useState(${initial});\n  useEffect(() => { if (choice) on(); }, [choice]);\n  return <button onClick={() => ${handler}}>${label}</button>;\n}`,
  });
  it.each<[string, string, Program]>([
    ['set by a button that names the recording', 'met', component('setChoice(true)')],
    ['set by another button', 'unmet', component('setChoice(true)', 'false', 'Save')],
    ['that starts as yes', 'unmet', component('setChoice(true)', 'true')],
    ['set by its opposite', 'unmet', component('setChoice(false)', 'true')],
  ])('%s: %s', async (_, verdict, program) => expect(await consentOf(program)).toEqual([verdict]));
});

describe('a menu', () => {
  const menu = (first: string, second: string): string =>
    `import { Menu } from 'electron';\nimport { uIOhook } from 'uiohook-napi';\nconst choice = { on: false };\nMenu.buildFromTemplate([{ label: 'Allow recording', click: () => { ${first} } }, { label: 'Open', click: () => { ${second} } }]);\nuIOhook.on('keydown', (e) => { if (choice.on) fetch('/k', { method: 'POST', body: String(e.keycode) }); });`;
  it.each<Case>([
    ['whose item names the recording', 'met', menu('choice.on = true;', '')],
    ['of which another item does', 'unmet', menu('', 'choice.on = true;')],
  ])('%s: %s', async (_, verdict, program) => expect(await consentOf(program)).toEqual([verdict]));
});

describe('what only runs after a yes', () => {
  const closure = (call: string): string =>
    `const yes = confirm('Record your keys?');\ndocument.addEventListener('keydown', (e) => { const go = () => { fetch('/k', { method: 'POST', body: e.key }); }; ${call} });`;
  it.each<Case>([
    ['takes its variables with it', 'met', closure('yes && go();')],
    ['unless it also runs without', 'unmet', closure('yes && go(); go();')],
    ['unless it runs after a no', 'unmet', closure('yes || go();')],
  ])('%s: %s', async (_, verdict, program) => expect(await consentOf(program)).toEqual([verdict]));
});

describe('a yes that another file stores', () => {
  const parts = (write: string): Program => ({
    'state.ts': 'export const choice = { consent: false };',
    'write.ts': `import { choice } from './state';\nexport function prepare() { ${write} }`,
    'main.ts': `import { prepare } from './write';\nprepare();`,
    'a.ts': `${ASKED}import { choice } from './state';\nsetInterval(() => { if (choice.consent) on(); }, 1000);`,
  });
  it.each<[string, 'met' | 'unmet', Program]>([
    [
      'on a button',
      'met',
      parts(`document.getElementById('allow-recording')!.addEventListener('click', () => { choice.consent = true; });`),
    ],
    ['after a while', 'unmet', parts(`setTimeout(() => { choice.consent = true; }, 9);`)],
  ])('%s', async (_, verdict, program) => expect(await consentOf(program)).toEqual([verdict]));
});
