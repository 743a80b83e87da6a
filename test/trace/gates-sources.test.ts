import { describe, expect, it } from 'vitest';
import { consentOf } from '../support/review.js';

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
