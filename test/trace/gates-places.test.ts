import { describe, expect, it } from 'vitest';
import { type Program, consentOf } from '../support/review.js';

/**
 * Where a check stands, and whether every path passes it. `asked()` gives the person's answer: a dialog's yes.
 */
const ASKED = `import { uIOhook } from 'uiohook-napi';\nimport { confirm } from '@inquirer/prompts';\nimport { appendFileSync } from 'node:fs';\nconst asked = async () => (await confirm({ message: 'Record your keys?' })) === true;\nconst keep = (code: number) => appendFileSync('keys.txt', String(code));\nconst onKey = (e: { keycode: number }) => keep(e.keycode);\nconst other = () => Math.random() > 0.5;\n`;

type Case = [title: string, verdict: 'met' | 'unmet', program: string];

async function expectConsent(program: Program, verdict: string): Promise<void> {
  expect(await consentOf(program)).toEqual([verdict]);
}

describe('a check around the registration', () => {
  const on = `uIOhook.on('keydown', onKey);`;
  it.each<Case>([
    ['if', 'met', `if (await asked()) { ${on} }`],
    ['no check', 'unmet', `await asked(); ${on}`],
    ['if, and the capture after it', 'unmet', `if (await asked()) { keep(0); } ${on}`],
    ['else', 'unmet', `if (await asked()) { keep(0); } else { ${on} }`],
    ['if not, else', 'met', `if (!(await asked())) { keep(0); } else { ${on} }`],
    ['a check of something else', 'unmet', `if (other()) { ${on} }`],
    ['both', 'met', `if (other() && (await asked())) { ${on} }`],
    ['one or the other', 'unmet', `if (other() || (await asked())) { ${on} }`],
    ['nested', 'met', `if (other()) { if (await asked()) { ${on} } }`],
    ['a ternary', 'met', `const yes = await asked(); yes ? uIOhook.on('keydown', onKey) : undefined;`],
    ['a ternary, inverted', 'unmet', `const yes = await asked(); yes ? undefined : uIOhook.on('keydown', onKey);`],
    ['&&', 'met', `(await asked()) && uIOhook.on('keydown', onKey);`],
    ['||', 'unmet', `(await asked()) || uIOhook.on('keydown', onKey);`],
    ['a variable', 'met', `const yes = await asked(); if (yes) { ${on} }`],
    ['a variable compared with true', 'met', `const yes = await asked(); if (yes === true) { ${on} }`],
    ['a variable compared with false', 'unmet', `const yes = await asked(); if (yes === false) { ${on} }`],
    ['double negation', 'met', `if (!!(await asked())) { ${on} }`],
    ['another variable', 'unmet', `const yes = await asked(); const no = other(); if (no) { ${on} }`],
    ['switch(true)', 'unmet', `switch (await asked()) { case false: ${on} }`],
    ['a loop until a yes', 'met', `while (!(await asked())) { keep(0); } ${on}`],
    ['a loop that may end', 'unmet', `while (!(await asked())) { if (other()) break; } ${on}`],
    ['then()', 'met', `asked().then((yes) => { if (yes) { ${on} } });`],
    ['then() without looking', 'unmet', `asked().then(() => { ${on} });`],
    ['a try around it', 'met', `try { if (await asked()) { ${on} } } catch { keep(0); }`],
    ['in its catch', 'unmet', `try { if (await asked()) { keep(0); } } catch { ${on} }`],
    ['in its finally', 'unmet', `try { if (await asked()) { keep(0); } } finally { ${on} }`],
  ])('%s: %s', (_, verdict, program) => expectConsent(ASKED + program, verdict));
});

describe('a check that leaves early', () => {
  const start = (body: string): string => `${ASKED}async function start() {\n${body}\n}\nvoid start();`;
  const on = `uIOhook.on('keydown', onKey);`;
  it.each<Case>([
    ['return', 'met', start(`if (!(await asked())) return;\n${on}`)],
    ['return, inverted', 'unmet', start(`if (await asked()) return;\n${on}`)],
    ['return of something else', 'unmet', start(`if (!other()) return;\n${on}`)],
    ['return on both', 'met', start(`if (other()) return;\nif (!(await asked())) return;\n${on}`)],
    ['throw', 'met', start(`if (!(await asked())) throw new Error('no');\n${on}`)],
    [
      'throw that is caught',
      'unmet',
      start(`try { if (!(await asked())) throw new Error('no'); } catch { keep(0); }\n${on}`),
    ],
    [
      'throw inside the same try',
      'met',
      start(`try { if (!(await asked())) throw new Error('no'); ${on} } catch { keep(0); }`),
    ],
    ['continue', 'met', start(`for (const _ of [1]) { if (!(await asked())) continue; ${on} }`)],
    ['continue, inverted', 'unmet', start(`for (const _ of [1]) { if (await asked()) continue; ${on} }`)],
    ['process.exit', 'met', start(`if (!(await asked())) process.exit(1);\n${on}`)],
    ['a log instead of a return', 'unmet', start(`if (!(await asked())) keep(0);\n${on}`)],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a check in another function', () => {
  const start = `function start() { uIOhook.on('keydown', onKey); }\n`;
  it.each<Case>([
    ['in the only caller', 'met', `${start}if (await asked()) start();`],
    ['in one of two callers', 'unmet', `${start}if (await asked()) start();\nstart();`],
    ['in both callers', 'met', `${start}if (await asked()) start();\nif ((await asked()) && other()) start();`],
    ['two calls up', 'met', `${start}function boot() { start(); }\nif (await asked()) boot();`],
    [
      'two calls up, and one that goes around it',
      'unmet',
      `${start}function boot() { start(); }\nif (await asked()) boot();\nsetTimeout(start, 10);`,
    ],
    [
      'in the caller, exported too',
      'met',
      `${start}export async function boot() { if (await asked()) start(); }\nvoid boot();`,
    ],
    [
      'that throws',
      'met',
      `${start}async function assertAsked() { if (!(await asked())) throw new Error('no'); }\nawait assertAsked();\nstart();`,
    ],
    [
      'that throws on a yes',
      'unmet',
      `${start}async function assertAsked() { if (await asked()) throw new Error('no'); }\nawait assertAsked();\nstart();`,
    ],
    [
      'that returns the answer',
      'met',
      `${start}async function mayRecord() { const yes = await asked(); return yes && other(); }\nif (await mayRecord()) start();`,
    ],
    [
      'that returns the opposite',
      'unmet',
      `${start}async function mayRecord() { return !(await asked()); }\nif (await mayRecord()) start();`,
    ],
    [
      'that returns either',
      'unmet',
      `${start}async function mayRecord() { return other() || (await asked()); }\nif (await mayRecord()) start();`,
    ],
    [
      'that returns true after a check',
      'met',
      `${start}async function mayRecord() { if (!(await asked())) return false; return true; }\nif (await mayRecord()) start();`,
    ],
    [
      'that returns true in any case',
      'unmet',
      `${start}async function mayRecord() { await asked(); return true; }\nif (await mayRecord()) start();`,
    ],
    [
      'that runs a callback after a check',
      'met',
      `${start}async function withConsent(run: () => void) { if (await asked()) run(); }\nvoid withConsent(start);`,
    ],
    [
      'that runs a callback in any case',
      'unmet',
      `${start}async function withConsent(run: () => void) { await asked(); run(); }\nvoid withConsent(start);`,
    ],
    [
      'that returns a checked function',
      'met',
      `${start}const checked = (run: () => void) => async () => { if (await asked()) run(); };\nvoid checked(start)();`,
    ],
    [
      'that returns an unchecked function',
      'unmet',
      `${start}const checked = (run: () => void) => async () => { run(); };\nvoid checked(start)();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(ASKED + program, verdict));
});

describe('a check for each event', () => {
  const let_ = `let yes = false;\nasync function ask() { yes = await asked(); }\nvoid ask();\n`;
  it.each<Case>([
    ['in the handler', 'met', `${let_}uIOhook.on('keydown', (e) => { if (!yes) return; keep(e.keycode); });`],
    [
      'in the handler, inverted',
      'unmet',
      `${let_}uIOhook.on('keydown', (e) => { if (yes) return; keep(e.keycode); });`,
    ],
    [
      'at the sink',
      'met',
      `${let_}const store = (code: number) => { if (yes) console.log(code); };\nuIOhook.on('keydown', (e) => store(e.keycode));`,
    ],
    [
      'at one of two sinks',
      'unmet',
      `${let_}const store = (code: number) => { if (yes) keep(code); };\nuIOhook.on('keydown', (e) => { store(e.keycode); console.log(e.keycode); });`,
    ],
    [
      'before the buffer',
      'met',
      `${let_}const kept: number[] = [];\nuIOhook.on('keydown', (e) => { if (yes) kept.push(e.keycode); });\nsetInterval(() => keep(kept[0]!), 1000);`,
    ],
    [
      'before the flush',
      'met',
      `${let_}const kept: number[] = [];\nuIOhook.on('keydown', (e) => { kept.push(e.keycode); });\nsetInterval(() => { if (yes) keep(kept[0]!); }, 1000);`,
    ],
    [
      'neither',
      'unmet',
      `${let_}const kept: number[] = [];\nuIOhook.on('keydown', (e) => { kept.push(e.keycode); });\nsetInterval(() => { if (other()) keep(kept[0]!); }, 1000);`,
    ],
    [
      'before a value is put in',
      'met',
      `${let_}uIOhook.on('keydown', (e) => { const code = e.keycode; let out = 0; if (yes) out = code; keep(out); });`,
    ],
    [
      'before another value is put in',
      'unmet',
      `${let_}uIOhook.on('keydown', (e) => { const code = e.keycode; let out = code; if (yes) out = 0; keep(out); });`,
    ],
    [
      'of a variable that starts as yes',
      'unmet',
      `${let_.replace('false', 'true')}uIOhook.on('keydown', (e) => { if (!yes) return; keep(e.keycode); });`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(ASKED + program, verdict));
});

describe('a check that grows old', () => {
  const kept = (body: string, more = ''): string =>
    `${ASKED}let consent = false;\nconst renew = async () => { consent = await asked(); };\nconst rest = async () => { await Promise.resolve(); };\n${more}\nasync function start() {\n${body}\n}\nvoid start();`;
  const on = `uIOhook.on('keydown', onKey);`;
  it.each<Case>([
    ['nothing in between', 'met', kept(`await renew(); if (!consent) return; ${on}`)],
    ['something else is awaited', 'met', kept(`await renew(); if (!consent) return; await rest(); ${on}`)],
    ['it is asked again', 'unmet', kept(`await renew(); if (!consent) return; await renew(); ${on}`)],
    [
      'it is asked again, and checked again',
      'met',
      kept(`await renew(); if (!consent) return; await renew(); if (consent) { ${on} }`),
    ],
    ['it was copied before', 'unmet', kept(`await renew(); const yes = consent; await renew(); if (yes) { ${on} }`)],
    ['it is asked again on the other way', 'met', kept(`if (consent) { ${on} } else { await renew(); }`)],
    [
      'a helper takes it back',
      'unmet',
      kept(
        `await renew(); if (!consent) return; await settle(); ${on}`,
        'const settle = async () => reset();\nconst reset = () => { consent = false; };',
      ),
    ],
    [
      'a helper gives a yes, and only that',
      'met',
      kept(
        `await renew(); if (!consent) return; await settle(); ${on}`,
        'const settle = async () => { if (await asked()) consent = true; };',
      ),
    ],
    [
      'a field',
      'unmet',
      `${ASKED}class Agent { consent = false; async renew() { this.consent = await asked(); } async start() { await this.renew(); if (!this.consent) return; await this.renew(); ${on} } }\nvoid new Agent().start();`,
    ],
    [
      'a field, and something else is awaited',
      'met',
      `${ASKED}class Agent { consent = false; async renew() { this.consent = await asked(); } async rest() {} async start() { await this.renew(); if (!this.consent) return; await this.rest(); ${on} } }\nvoid new Agent().start();`,
    ],
    [
      'behind a function that reads it',
      'unmet',
      kept(`await renew(); if (!hasConsent()) return; await renew(); ${on}`, 'const hasConsent = () => consent;'),
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});
