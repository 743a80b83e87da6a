/** The statements and wrappers in which a check stands: every path counts. `asked()` is the person's answer. */
import { describe, expect, it } from 'vitest';
import { type Program, consentOf, findingsOf } from '../support/review.js';

const ASKED = `import { uIOhook } from 'uiohook-napi';\nimport { confirm } from '@inquirer/prompts';\nconst on = () => { uIOhook.on('keydown', (e) => fetch('/k', { method: 'POST', body: String(e.keycode) })); };\nconst asked = async () => (await confirm({ message: 'Record your keys?' })) === true;\nconst other = () => Math.random() > 0.5;\n`;

type Case = [title: string, verdict: 'met' | 'unmet' | 'unproven', program: string];

async function expectConsent(program: string, verdict: string, before = ASKED): Promise<void> {
  expect(await consentOf(before + program)).toEqual([verdict]);
}

describe('an operator', () => {
  it.each<Case>([
    ['?? with the answer behind it', 'met', `const yes = null ?? (await asked()); if (yes) on();`],
    ['?? with a yes behind it', 'unmet', `const yes = null ?? true; if (yes) on();`],
    ['||=', 'unmet', `let yes = other(); yes ||= await asked(); if (yes) on();`],
    ['a ternary of answers', 'met', `const yes = other() ? await asked() : false; if (yes) on();`],
    ['a ternary of an answer and a yes', 'unmet', `const yes = other() ? await asked() : true; if (yes) on();`],
    ['a ternary that chooses it the other way', 'unmet', `const run = (await asked()) ? () => {} : on; run();`],
    ['&& among the statements of a call', 'met', `void [(await asked()) && on()];`],
    ['an optional call of what is always there', 'unmet', `await asked(); const run = on; run?.();`],
    ['an optional call', 'met', `const run = (await asked()) ? on : undefined; run?.();`],
    [
      'an optional call, or of something else',
      'unmet',
      `const run = (await asked()) || other() ? on : undefined; run?.();`,
    ],
    ['a ternary that chooses the function', 'met', `const run = (await asked()) ? on : () => {}; run();`],
    [
      'a ternary that chooses it in any case',
      'unmet',
      `const run = (await asked()) ? on : other() ? on : () => {}; run();`,
    ],
    [
      'a ternary that may choose it by its name',
      'unmet',
      `const all: any = { on }; const run = (await asked()) ? on : all[process.argv[2]]; run();`,
    ],
    ['a ternary that chooses the callback', 'met', `setTimeout((await asked()) ? on : () => {}, 10);`],
    ['a variable that a yes sets', 'met', `let run = () => {}; if (await asked()) run = on; run();`],
    [
      'a variable that something else sets too',
      'unmet',
      `let run = () => {}; if (await asked()) run = on; else if (other()) run = on; run();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('an answer that is asked for right here', () => {
  const ASK = `confirm('Record your keys?')`;
  it.each<Case>([
    ['alone', 'met', `const yes = ${ASK}; if (yes) on();`],
    ['&& something else', 'met', `const yes = ${ASK} && other(); if (yes) on();`],
    ['|| a no', 'met', `const yes = ${ASK} || false; if (yes) on();`],
    ['&& the environment', 'met', `const yes = process.env.KIOSK !== '1' && ${ASK}; if (yes) on();`],
    ['?: a no', 'met', `const yes = process.env.KIOSK ? false : ${ASK}; if (yes) on();`],
    ['and overwritten on one way by a no', 'met', `let yes = ${ASK}; if (other()) yes = false; if (yes) on();`],
    ['|| something else', 'unmet', `const yes = ${ASK} || other(); if (yes) on();`],
    ['|| a yes', 'unmet', `const yes = ${ASK} || true; if (yes) on();`],
    ['|| the environment', 'unmet', `const yes = ${ASK} || process.env.KIOSK === '1'; if (yes) on();`],
    ['behind the environment', 'unmet', `const yes = process.env.KIOSK === '1' || ${ASK}; if (yes) on();`],
    ['?: a yes', 'unmet', `const yes = process.env.KIOSK ? true : ${ASK}; if (yes) on();`],
    ['and overwritten on one way by a yes', 'unmet', `let yes = ${ASK}; if (other()) yes = true; if (yes) on();`],
    ['in a property, || a yes', 'unmet', `const o = { yes: ${ASK} || true }; if (o.yes) on();`],
    ['in a copy, || a yes', 'unmet', `const yes = ${ASK}; const copy = yes || true; if (copy) on();`],
    ['in a copy', 'met', `const yes = ${ASK}; const copy = yes; if (copy) on();`],
    ['in the test itself, || something else', 'unmet', `if (${ASK} || other()) on();`],
    ['in the test itself, && something else', 'met', `if (${ASK} && other()) on();`],
    ['in a function, || a yes', 'unmet', `function go() { const yes = ${ASK} || true; if (yes) on(); }\ngo();`],
    ['in a function, || a no', 'met', `function go() { const yes = ${ASK} || false; if (yes) on(); }\ngo();`],
    ['in a property, || a no', 'met', `const o = { yes: ${ASK} || false }; if (o.yes) on();`],
    ['given to a function, || a yes', 'unmet', `const go = (yes: boolean) => { if (yes) on(); };\ngo(${ASK} || true);`],
    ['given to a function, || a no', 'met', `const go = (yes: boolean) => { if (yes) on(); };\ngo(${ASK} || false);`],
  ])('%s: %s', (_, verdict, program) =>
    expectConsent(program, verdict, ASKED.replace(/import \{ confirm \}.*\n/, '').replace(/const asked.*\n/, '')),
  );
});

describe('a switch', () => {
  it.each<Case>([
    ['in the case of a yes', 'met', `switch (await asked()) { case true: on(); break; default: }`],
    ['in its default', 'unmet', `switch (await asked()) { case true: break; default: on(); }`],
    ['in the default beside a no', 'met', `switch (await asked()) { case false: break; default: on(); }`],
    [
      'after one that returns on a no',
      'met',
      `async function go() { switch (await asked()) { case false: return; } on(); }\nvoid go();`,
    ],
    ['fallen through from a no', 'unmet', `switch (await asked()) { case false: case true: on(); }`],
    ['after a no that breaks', 'met', `switch (await asked()) { case false: break; case true: on(); }`],
    ['over true', 'met', `const yes = await asked(); switch (true) { case yes: on(); }`],
    ['over true, of something else', 'unmet', `const yes = await asked(); switch (true) { case other(): on(); }`],
    [
      'after one that breaks on a no',
      'unmet',
      `async function go() { switch (await asked()) { case false: break; } on(); }\nvoid go();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a loop', () => {
  it.each<Case>([
    ['left by a yes only', 'met', `for (;;) { if (await asked()) break; } on();`],
    ['left by a yes or something else', 'unmet', `for (;;) { if ((await asked()) || other()) break; } on();`],
    ['do … while not', 'met', `let yes = false; do { yes = await asked(); } while (!yes); on();`],
    ['do … while', 'unmet', `let yes = false; do { yes = await asked(); } while (yes); on();`],
    ['a labelled break', 'met', `ask: for (;;) { for (;;) { if (await asked()) break ask; } } on();`],
    ['three times at most', 'unmet', `for (let n = 0; n < 3; n += 1) { if (await asked()) break; } on();`],
    [
      'three times at most, and looked at',
      'met',
      `let yes = false; for (let n = 0; n < 3 && !yes; n += 1) { yes = await asked(); } if (yes) on();`,
    ],
    ['inside while a yes', 'met', `const yes = await asked(); while (yes) { on(); break; }`],
    ['inside while a no', 'unmet', `const yes = await asked(); while (!yes) { on(); break; }`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('throw and try', () => {
  const ensure = `async function ensure() { if (!(await asked())) throw new Error('no'); }\n`;
  it.each<Case>([
    [
      'a catch that throws again',
      'met',
      `${ensure}try { await ensure(); } catch (x) { console.log(1); throw x; } on();`,
    ],
    ['a catch that logs', 'unmet', `${ensure}try { await ensure(); } catch (x) { console.log(1); } on();`],
    [
      'a catch that returns',
      'met',
      `${ensure}async function go() { try { await ensure(); } catch { return; } on(); }\nvoid go();`,
    ],
    ['inside the try', 'met', `${ensure}try { await ensure(); on(); } catch { console.log(1); }`],
    ['inside its finally', 'unmet', `${ensure}try { await ensure(); } finally { on(); }`],
    ['after a finally', 'met', `${ensure}try { await ensure(); } finally { console.log(1); } on();`],
    [
      'after a finally that returns a yes',
      'unmet',
      `async function may() { try { return await asked(); } finally { return true; } }\nif (await may()) on();`,
    ],
    [
      'after a finally that returns nothing',
      'met',
      `async function may() { try { return await asked(); } finally { console.log(1); } }\nif (await may()) on();`,
    ],
    ['where nobody waits for it', 'unmet', `${ensure}ensure();\non();`],
    [
      'an answer, or a no where asking failed',
      'met',
      `let yes = false; try { yes = await asked(); } catch { yes = false; } if (yes) on();`,
    ],
    [
      'an answer of a function that catches',
      'met',
      `const may = async () => { try { return await asked(); } catch { return false; } };\nif (await may()) on();`,
    ],
    [
      'an answer of a function that catches with a yes',
      'unmet',
      `const may = async () => { try { return await asked(); } catch { return true; } };\nif (await may()) on();`,
    ],
    ['catch() with a no', 'met', `const yes = await asked().catch(() => false); if (yes) on();`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a guard function', () => {
  it.each<Case>([
    [
      'that is a type predicate',
      'met',
      `function isYes(answer: unknown): answer is true { return answer === true; }\nconst answer = await asked();\nif (isYes(answer)) on();`,
    ],
    [
      'that is a type predicate of a no',
      'unmet',
      `function isYes(answer: unknown): answer is boolean { return answer !== undefined; }\nconst answer = await asked();\nif (isYes(answer)) on();`,
    ],
    [
      'that asserts a yes',
      'met',
      `function assertYes(answer: unknown): asserts answer is true { if (answer !== true) throw new Error('no'); }\nconst answer: unknown = await asked();\nassertYes(answer);\non();`,
    ],
    [
      'that asserts an answer',
      'unmet',
      `function assertYes(answer: unknown): asserts answer is boolean { if (answer === undefined) throw new Error('no'); }\nconst answer: unknown = await asked();\nassertYes(answer);\non();`,
    ],
    [
      'that asserts in an arrow',
      'met',
      `const invariant = (holds: unknown, why: string) => { if (!holds) throw new Error(why); };\ninvariant(await asked(), 'no');\non();`,
    ],
    [
      'that only warns',
      'unmet',
      `const invariant = (holds: unknown, why: string) => { if (!holds) console.warn(why); };\ninvariant(await asked(), 'no');\non();`,
    ],
    ['of node:assert', 'met', `import assert from 'node:assert';\nassert(await asked(), 'no');\non();`],
    [
      'of node:assert, about something else',
      'unmet',
      `import assert from 'node:assert';\nawait asked();\nassert(other(), 'no');\non();`,
    ],
    [
      'that some() asks of another',
      'unmet',
      `const answers = [await asked()];\nif (answers.some((answer) => answer !== undefined)) on();`,
    ],
    [
      'that every() asks',
      'met',
      `const answers = [await asked()];\nif (answers.length > 0 && answers.every((answer) => answer === true)) on();`,
    ],
    [
      'that every() asks among others',
      'met',
      `const answers = [other(), await asked()];\nif (answers.every(Boolean)) on();`,
    ],
    [
      'that some() asks among others',
      'unmet',
      `const answers = [other(), await asked()];\nif (answers.some(Boolean)) on();`,
    ],
    [
      'that every() asks of another',
      'unmet',
      `const answers = [await asked()];\nif (answers.every((answer) => answer !== undefined)) on();`,
    ],
    [
      'that every() asks of what nobody waited for',
      'unmet',
      `const answers = [asked()];\nif (answers.every(Boolean)) on();`,
    ],
    [
      'that every() asks of what was waited for',
      'met',
      `const answers = await Promise.all([other(), asked()]);\nif (answers.every(Boolean)) on();`,
    ],
    [
      'that is one of what was waited for',
      'met',
      `const [, yes] = await Promise.all([other(), asked()]);\nif (yes) on();`,
    ],
    [
      'that is another of what was waited for',
      'unmet',
      `const [yes] = await Promise.all([other(), asked()]);\nif (yes) on();`,
    ],
    [
      'that gives an object',
      'met',
      `async function check() { return (await asked()) ? { allowed: true } : { allowed: false }; }\nconst { allowed } = await check();\nif (allowed) on();`,
    ],
    [
      'that gives an object, the wrong way round',
      'unmet',
      `async function check() { return (await asked()) ? { allowed: false } : { allowed: true }; }\nconst { allowed } = await check();\nif (allowed) on();`,
    ],
    [
      'that gives something or nothing',
      'met',
      `async function session() { return (await asked()) ? { id: 1 } : undefined; }\nconst current = await session();\nif (current) on();`,
    ],
    [
      'that gives something in any case',
      'unmet',
      `async function session() { return (await asked()) ? { id: 1 } : { id: 2 }; }\nconst current = await session();\nif (current) on();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a wrapper', () => {
  const decorator = (test: string): string =>
    `function Agreed(_: object, __: string, descriptor: PropertyDescriptor) {\n  const method = descriptor.value;\n  descriptor.value = async function (...args: unknown[]) { if (${test}) return method.apply(this, args); };\n}\nclass Agent { @Agreed start() { on(); } }\nvoid new Agent().start();`;
  const standard = (test: string): string =>
    `function agreed(method: (...args: unknown[]) => void, _: unknown) { return async function (this: unknown, ...args: unknown[]) { if (${test}) return method.apply(this, args); }; }\nclass Agent { @agreed start() { on(); } }\nvoid new Agent().start();`;
  const retry = (call: string): string =>
    `const retry = async (run: () => Promise<void>) => { for (let n = 0; n < 3; n += 1) await run(); };\nvoid retry(async () => { ${call} });`;
  it.each<Case>([
    ['a decorator that asks', 'met', decorator('await asked()')],
    ['a decorator that asks sometimes', 'unmet', decorator('other() || (await asked())')],
    [
      'a decorator that puts nothing in its place',
      'unmet',
      decorator('await asked()').replace('descriptor.value = async', 'void async'),
    ],
    ['a decorator that does not', 'unmet', decorator('other()')],
    ['a standard decorator that asks', 'met', standard('await asked()')],
    [
      'a standard decorator that may leave it as it is',
      'unmet',
      standard('await asked()').replace('{ return async', '{ if (other()) return method; return async'),
    ],
    ['a standard decorator that does not', 'unmet', standard('other()')],
    ['a helper that runs it again', 'met', retry('if (await asked()) on();')],
    ['a helper that runs it again, unasked', 'unmet', retry('await asked(); on();')],
    [
      'a higher-order function that passes arguments on',
      'met',
      `const agreed = <A extends unknown[]>(run: (...args: A) => void) => async (...args: A) => { if (!(await asked())) return; run(...args); };\nconst begin = agreed((_name: string) => { on(); });\nvoid begin('a');`,
    ],
    [
      'a higher-order function that passes them on in any case',
      'unmet',
      `const agreed = <A extends unknown[]>(run: (...args: A) => void) => async (...args: A) => { if (!(await asked())) console.log('no'); run(...args); };\nconst begin = agreed((_name: string) => { on(); });\nvoid begin('a');`,
    ],
    [
      'the event handler inside it',
      'met',
      `let yes = false;\nvoid asked().then((answer) => { yes = answer; });\nconst ifAgreed = (run: (e: { keycode: number }) => void) => (e: { keycode: number }) => { if (yes) run(e); };\nuIOhook.on('keydown', ifAgreed((e) => fetch('/k', { method: 'POST', body: String(e.keycode) })));`,
    ],
    [
      'the event handler inside it, in any case',
      'unmet',
      `let yes = false;\nvoid asked().then((answer) => { yes = answer; });\nconst ifAgreed = (run: (e: { keycode: number }) => void) => (e: { keycode: number }) => { if (!yes) console.log(1); run(e); };\nuIOhook.on('keydown', ifAgreed((e) => fetch('/k', { method: 'POST', body: String(e.keycode) })));`,
    ],
  ])('%s: %s', async (_, verdict, program) => {
    const text = program.includes('ifAgreed') ? ASKED.replace(/const on = .*\n/, '') + program : ASKED + program;
    expect(await consentOf(text)).toEqual([verdict]);
  });
});

describe('a callback that runs on a yes', () => {
  const waiting = (when: string): string =>
    `const waiting: (() => void)[] = [];\nconst onGranted = (run: () => void) => { waiting.push(run); };\nonGranted(on);\n${when} for (const run of waiting) run();`;
  const REJECTED = `const agreement = asked().then((yes) => { if (!yes) throw new Error('no'); });\n`;
  const settled = (then: string, wait = 'await agreement;'): string =>
    `const agreement = new Promise<void>((resolve, reject) => { void asked().then((yes) => (${then})); });\n${wait}\non();`;
  const pressed = (id: string): string =>
    `await new Promise<void>((resolve) => { document.getElementById('${id}')!.addEventListener('click', () => resolve()); });\non();`;
  const bus = (name: string): string =>
    `import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nbus.on('${name}', on);\nif (await asked()) bus.emit('granted');\nelse bus.emit('refused');`;
  const answer = (test: string, more: string): string =>
    `import { EventEmitter } from 'node:events';\nconst bus = new EventEmitter();\nbus.on('answer', (yes) => { if (${test}) on(); });\nbus.emit('answer', await asked());\n${more}`;
  const stream = (initial: string): string =>
    `import { BehaviorSubject } from 'rxjs';\nconst answers = new BehaviorSubject(${initial});\nanswers.subscribe((yes) => { if (yes) on(); });\nanswers.next(await asked());`;
  it.each<Case>([
    ['kept until then', 'met', waiting('if (await asked())')],
    ['kept until an answer', 'unmet', waiting('await asked();')],
    ['on the event of a yes', 'met', bus('granted')],
    ['on the event of a no', 'unmet', bus('refused')],
    ['on an event that something else sends too', 'unmet', `${bus('granted')}\nbus.emit('granted');`],
    ['on an event among others that were not read', 'unmet', `${bus('granted')}\nbus.emit(process.argv[2]);`],
    [
      'on an event of an emitter that is handed on',
      'unmet',
      `${bus('granted')}\nawait import('./x').then((x) => x.go(bus));`,
    ],
    ['with the answer of an event', 'met', answer('yes', '')],
    ['with no answer of an event', 'unmet', answer('!yes', '')],
    ['with the answer of an event that is sent a yes too', 'unmet', answer('yes', `bus.emit('answer', true);`)],
    ['with the answer of a stream that starts as a no', 'met', stream('false')],
    ['with the answer of a stream that starts as a yes', 'unmet', stream('true')],
    [
      'as an option',
      'met',
      `async function ask(o: { onAccept(): void; onRefuse(): void }) { if (await asked()) o.onAccept(); else o.onRefuse(); }\nvoid ask({ onAccept: on, onRefuse() {} });`,
    ],
    [
      'as the other option',
      'unmet',
      `async function ask(o: { onAccept(): void; onRefuse(): void }) { if (await asked()) o.onAccept(); else o.onRefuse(); }\nvoid ask({ onAccept() {}, onRefuse: on });`,
    ],
    ['after a promise that a no rejects', 'met', `${REJECTED}void agreement.then(on);`],
    ['after the next one', 'met', `${REJECTED}void agreement.then(() => console.log(1)).then(() => { on(); });`],
    ['after a rejection was caught', 'unmet', `${REJECTED}void agreement.catch(() => 0).then(() => { on(); });`],
    [
      'after a rejection was caught and thrown again',
      'met',
      `${REJECTED}void agreement.catch((error) => { console.log(1); throw error; }).then(() => { on(); });`,
    ],
    ['as the other callback', 'unmet', `${REJECTED}void agreement.then(() => 0, on);`],
    ['after either callback', 'unmet', `${REJECTED}void agreement.then(() => 0, () => 0).then(() => { on(); });`],
    ['after all of several', 'met', `${REJECTED}await Promise.all([other(), agreement]);\non();`],
    ['after any of several', 'unmet', `${REJECTED}await Promise.race([other(), agreement]);\non();`],
    ['after a promise that only a yes resolves', 'met', settled('yes ? resolve() : reject(1)')],
    ['after one that the clock resolves too', 'unmet', settled('yes ? resolve() : setTimeout(resolve, 9)')],
    [
      'after one whose rejection is caught',
      'unmet',
      settled('yes ? resolve() : reject(1)', 'await agreement.catch(() => 0);'),
    ],
    ['after one that the person resolves', 'met', pressed('allow-recording')],
    ['after one that a button for something else resolves', 'unmet', pressed('next')],
    [
      'after a promise that a no settles too',
      'unmet',
      `const agreement = asked().then((yes) => { if (!yes) console.log('no'); });\nvoid agreement.then(on);`,
    ],
    [
      'behind what a no rejects',
      'unmet',
      `const agreement = asked().then((yes) => { if (!yes) throw new Error('no'); });\nvoid agreement.finally(on);`,
    ],
    [
      'after a promise that a no resolves too',
      'unmet',
      `const agreement = new Promise<void>((resolve) => { void asked().then((yes) => (yes ? resolve() : resolve())); });\nawait agreement;\non();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a list of steps', () => {
  it.each<Case>([
    ['run in any case', 'unmet', `const steps = [on];\nawait asked();\nfor (const step of steps) step();`],
    ['run by forEach in any case', 'unmet', `const steps = [on];\nawait asked();\nsteps.forEach((step) => step());`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));

  it.each([
    ['a note where nobody runs it', 'note', 'console.log(steps.length);'],
    ['an error where a loop runs it', 'error', 'for (const step of steps) step();'],
    ['an error where forEach runs it', 'error', 'steps.forEach((step) => step());'],
    ['an error where it is run by its index', 'error', 'for (let i = 0; i < steps.length; i++) steps[i]!();'],
    ['a note where another list is run', 'note', 'for (const step of [other]) step();'],
  ])('is %s', async (_, severity, run) => {
    const found = await findingsOf(`${ASKED}const steps = [on];\n${run}`);
    expect(found.filter((line) => line.includes('ungated')).map((line) => line.split(' ')[0])).toEqual([severity]);
  });
});

describe('the order of check and capture', () => {
  it.each<Case>([
    ['the check first', 'met', `if (!(await asked())) process.exit(0);\non();`],
    ['the capture first', 'unmet', `on();\nif (!(await asked())) process.exit(0);`],
    ['the check in the same call', 'met', `const start = (yes: boolean) => { if (yes) on(); };\nstart(await asked());`],
    ['the check is in flight', 'unmet', `const pending = asked();\non();\nif (!(await pending)) process.exit(0);`],
    [
      'the check before it is awaited',
      'met',
      `const pending = asked();\nif (!(await pending)) process.exit(0);\non();`,
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a check in another file', () => {
  const AGENT = `import { uIOhook } from 'uiohook-napi';\nexport const start = () => { uIOhook.on('keydown', (e) => fetch('/k', { method: 'POST', body: String(e.keycode) })); };`;
  const ASK = `import { confirm } from '@inquirer/prompts';\nexport const asked = async () => (await confirm({ message: 'Record your keys?' })) === true;`;
  const files = (main: string, more: Record<string, string> = {}): Program => ({
    'agent.ts': AGENT,
    'ask.ts': ASK,
    'main.ts': `import { start } from './agent';\nimport { asked } from './ask';\n${main}`,
    ...more,
  });
  const LAZY = `export async function again() { const { start } = await import('./agent'); start(); }\nvoid again();`;
  const service = (body: string, call: string): Program => ({
    'agent.ts': `import { uIOhook } from 'uiohook-napi';\nimport { Consents } from './consents';\nexport class Agent {\n  constructor(private readonly consents: Consents) {}\n  async start() { ${call} uIOhook.on('keydown', (e) => fetch('/k', { method: 'POST', body: String(e.keycode) })); }\n}`,
    'consents.ts': `import { confirm } from '@inquirer/prompts';\nexport class Consents { async may() { ${body} } }`,
    'main.ts': `import { Agent } from './agent';\nimport { Consents } from './consents';\nvoid new Agent(new Consents()).start();`,
  });
  const YES = `return (await confirm({ message: 'Record your keys?' })) === true;`;
  it.each<[string, string, Program]>([
    ['of the caller', 'met', files('if (await asked()) start();')],
    ['of the caller, not looked at', 'unmet', files('await asked(); start();')],
    [
      'and a second file that asks',
      'met',
      files('if (await asked()) start();', {
        'b.ts': LAZY.replace('start();', `const { asked } = await import('./ask'); if (await asked()) start();`),
      }),
    ],
    ['and a second file that does not', 'unmet', files('if (await asked()) start();', { 'b.ts': LAZY })],
    ['of an injected service', 'met', service(YES, 'if (!(await this.consents.may())) return;')],
    [
      'of an injected service that says yes',
      'unmet',
      service('return true;', 'if (!(await this.consents.may())) return;'),
    ],
    ['of an injected service, forgotten', 'unmet', service(YES, 'await this.consents.may();')],
    [
      'that throws there',
      'met',
      service(
        `if ((await confirm({ message: 'Record your keys?' })) !== true) throw new Error('no');`,
        'await this.consents.may();',
      ),
    ],
    [
      'that throws there, and nobody waits',
      'unmet',
      service(
        `if ((await confirm({ message: 'Record your keys?' })) !== true) throw new Error('no');`,
        'void this.consents.may();',
      ),
    ],
  ])('%s: %s', async (_, verdict, program) => expect(await consentOf(program)).toEqual([verdict]));
});

describe('a variable of a module that is written twice', () => {
  const ask = 'await asked()';
  it.each<Case>([
    ['something else &&= the answer', 'met', `let yes = other(); yes &&= ${ask}; if (yes) on();`],
    ['something else ||= the answer', 'unmet', `let yes = other(); yes ||= ${ask}; if (yes) on();`],
    ['something else ??= the answer', 'unmet', `let yes: any = other(); yes ??= ${ask}; if (yes) on();`],
    ['nothing ??= the answer', 'met', `let yes: any; yes ??= ${ask}; if (yes) on();`],
    ['a no ||= the answer', 'met', `let yes = false; yes ||= ${ask}; if (yes) on();`],
    ['a yes ||= the answer', 'unmet', `let yes = true; yes ||= ${ask}; if (yes) on();`],
    ['the answer &&= something else', 'met', `let yes = ${ask}; yes &&= other(); if (yes) on();`],
    ['the answer ||= something else', 'unmet', `let yes = ${ask}; yes ||= other(); if (yes) on();`],
    ['the answer |= something else', 'unmet', `let yes: any = ${ask}; yes |= 1; if (yes) on();`],
    ['itself && the answer', 'met', `let yes = other(); yes = yes && (${ask}); if (yes) on();`],
    ['itself || the answer', 'unmet', `let yes = other(); yes = yes || (${ask}); if (yes) on();`],
    [
      'the answer, after something else in a loop',
      'unmet',
      `let yes = other(); for (const it of process.argv) yes = ${ask}; if (yes) on();`,
    ],
    ['the answer, before something else', 'unmet', `let yes = ${ask}; yes = other(); if (yes) on();`],
    ['the answer on one way only', 'unmet', `let yes = other(); if (other()) yes = ${ask}; if (yes) on();`],
    [
      'and once more in a function',
      'unmet',
      `let yes = other(); yes &&= ${ask}; set(); if (yes) on(); function set() { yes = true; }`,
    ],
    ['in a loop that comes back', 'unmet', `let yes = ${ask}; while (other()) { if (yes) on(); yes = other(); }`],
    ['declared elsewhere || the answer', 'unmet', `declare let yes: boolean; if (yes || (${ask})) on();`],
    ['the answer or a comparison', 'unmet', `const yes = other() ? ${ask} : Math.random() > 0.5; if (yes) on();`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});
