import { describe, expect, it } from 'vitest';
import { scanProgram } from '../support/review.js';

/** What the check in front of a sink is called. */
async function gates(code: string): Promise<readonly (string | null)[]> {
  const report = await scanProgram(
    `import { uIOhook } from 'uiohook-napi';
import { dialog } from 'electron';
import { appendFileSync } from 'node:fs';
const ask = async () => (await dialog.showMessageBox({ message: 'May we?', buttons: ['No', 'Yes'] })).response;
const hasConsent = async () => (await ask()) === 1;
const isBusy = () => Math.random() > 0.5;
const keep = (e: { keycode: number }) => appendFileSync('keys.txt', String(e.keycode));
const listen = () => uIOhook.on('keydown', keep);
${code}`,
  );
  return report.captures.flatMap(({ sinks }) => sinks.map(({ gate }) => gate));
}

describe('the gate of a sink', () => {
  it.each<[string, string | null, string]>([
    ['a helper', 'checks hasConsent()', `if (await hasConsent()) listen();`],
    ['none', null, `await hasConsent(); listen();`],
    [
      'one that leaves early',
      'checks hasConsent()',
      `async function go() { if (!(await hasConsent())) return; listen(); } void go();`,
    ],
    ['beside another check', 'checks hasConsent()', `if (!isBusy() && (await hasConsent())) listen();`],
    ['a variable', 'checks yes', `const yes = await hasConsent(); if (yes) listen();`],
    [
      'a comparison',
      'checks response',
      `const { response } = await dialog.showMessageBox({ message: 'May we record this?' }); if (response === 1) listen();`,
    ],
    [
      'an assertion',
      'checks assertConsent()',
      `const assertConsent = async () => { if (!(await hasConsent())) throw new Error('no'); }; await assertConsent(); listen();`,
    ],
    [
      'a stored choice by its key',
      'checks localStorage.getItem(recording-consent)',
      `if (localStorage.getItem('recording-consent') === 'yes') listen();`,
    ],
    ['a dialog without its question', 'checks confirm()', `if (confirm('May we record your keys?')) listen();`],
  ])('%s: %s', async (_, gate, code) => {
    expect(await gates(code)).toEqual([gate]);
  });

  it('is each sink’s own', async () => {
    const report = await scanProgram(
      `document.addEventListener('keydown', (e) => {
  console.log(e.key);
  if (confirm('Send your keys?')) void fetch('https://a.invalid', { method: 'POST', body: e.key });
});
`,
    );
    expect(report.captures[0]?.sinks.map(({ kind, gate }) => `${kind} ${gate}`)).toEqual([
      'network checks confirm()',
      'log null',
    ]);
  });
});
