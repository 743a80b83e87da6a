/** Behind a constant that is false nothing runs, and nothing is captured. Whatever may change is no constant. */
import { describe, expect, it } from 'vitest';
import { type Program, captured, findingsOf } from '../support/review.js';

const SEND = `fetch('/k', { method: 'POST', body: e.key });`;
const HEARD = 'keystroke a.ts:2 -> network';
const onKey = (body: string, before = ''): string =>
  `${before}\ndocument.addEventListener('keydown', (e) => { ${body} });`;

type Case = [title: string, captures: readonly string[], program: Program];

describe('behind a literal', () => {
  const hook = (test: string): string =>
    `import { uIOhook } from 'uiohook-napi';\n${test} uIOhook.on('keydown', (e) => fetch('/k', { method: 'POST', body: String(e.keycode) }));`;
  it.each<Case>([
    ['if (false), the sink', [], onKey(`if (false) ${SEND}`)],
    ['if (true), the sink', [HEARD], onKey(`if (true) ${SEND}`)],
    ['if (false), the sensor', [], hook('if (false)')],
    ['if (true), the sensor', [HEARD], hook('if (true)')],
    ['the else of if (true)', [], onKey(`if (true) e.preventDefault(); else ${SEND}`)],
    ['the else of if (false)', [HEARD], onKey(`if (false) e.preventDefault(); else ${SEND}`)],
  ])('%s', async (_, captures, program) => expect(await captured(program)).toEqual(captures));
});

describe('behind a variable', () => {
  const set = (declared: string, body = `if (DEBUG && e.key) ${SEND}`): string => onKey(body, declared);
  const imported = (value: boolean): Program => ({
    'a.ts': onKey(`if (DEBUG) ${SEND}`, `import { DEBUG } from './flags';`),
    'flags.ts': `export const DEBUG = ${value};`,
  });
  const prop = (declared: string): Program => ({
    'a.svelte': `<script>\n${declared}\ndocument.addEventListener('keydown', (e) => { if (debug) ${SEND} });\n</script>`,
  });
  it.each<Case>([
    ['a const of no', [], set('const DEBUG = false;')],
    ['a const of yes', [HEARD], set('const DEBUG = true;')],
    ['not a const of yes', [], set('const QUIET = true;', `if (!QUIET) ${SEND}`)],
    ['a const of a const of no', [], set('const OFF = false; const DEBUG = !!OFF;')],
    ['a const of something else too', [HEARD], set('const DEBUG = false || location.hash;')],
    ['a let of no', [HEARD], set('let DEBUG = false;')],
    ['a var of no', [HEARD], set('var DEBUG = false;')],
    ['after a return that is always taken', [], set('const DEBUG = false;', `if (!DEBUG) return; ${SEND}`)],
    ['after a return that is never taken', [HEARD], set('const DEBUG = false;', `if (DEBUG) return; ${SEND}`)],
    ['a property of an object', [HEARD], set('const FLAGS = { debug: false };', `if (FLAGS.debug) ${SEND}`)],
    ['an imported const of no', [], imported(false)],
    ['an imported const of yes', [HEARD], imported(true)],
    ['what a component is given', ['keystroke a.svelte:3 -> network'], prop('export let debug = false;')],
    ['a const of a component', [], prop('const debug = false;')],
  ])('%s', async (_, captures, program) => expect(await captured(program)).toEqual(captures));

  it.each([
    ['false', 'note'],
    ['true', 'error'],
  ])('a call behind a const of %s: %s', async (value, severity) => {
    const program = `import { uIOhook } from 'uiohook-napi';
const DEBUG = ${value};
const on = () => { uIOhook.on('keydown', (e) => fetch('/k', { method: 'POST', body: String(e.keycode) })); };
if (DEBUG) on();`;
    const [consent] = (await findingsOf(program)).filter((line) => line.includes('ungated-capture'));
    expect(consent).toBe(`${severity} ungated-capture a.ts:3`);
  });
});
