/**
 * The oracle in a real browser changes its mind like the one in Node. Without Chromium on the path this is skipped,
 * which is said.
 */
import { describe, expect, it } from 'vitest';
import { findBrowser, noteMissingBrowser } from '../../bench/consentbench/browser-path.js';
import { BROWSER_SENSORS } from '../../bench/consentbench/choices/sensors-browser.js';
import { compose } from '../../bench/consentbench/compose/compose.js';
import type { Observation } from '../../bench/consentbench/model.js';
import { Chromium } from '../../bench/consentbench/oracle/chromium.js';
import { observe } from '../../bench/consentbench/oracle/facts.js';
import { recipe, written } from './recipes.js';

type Facts = readonly [consentBad: boolean, redactionBad: boolean];

async function factsOf(...choices: string[]): Promise<Facts> {
  const { consentBad, redactionBad, errors } = await observe(compose(recipe(...choices)));
  expect(errors).toEqual([]);
  return [consentBad, redactionBad];
}

const seen = (text: string): Promise<Observation> => observe({ ...written(text), needsBrowser: true });
const TIMEOUT = 120_000;

noteMissingBrowser();

describe.skipIf(findBrowser() === undefined)('in a browser', { timeout: TIMEOUT }, () => {
  it.each(BROWSER_SENSORS.map(({ id }) => id))(
    '%s shows what is typed or shown; without a sink nothing is',
    async (id) => {
      expect(await factsOf(`sensor=${id}`)).toEqual([true, true]);
      expect(await factsOf(`sensor=${id}`, 'sink=commented-out')).toEqual([false, false]);
    },
  );

  const selected = 'sensor=selection-change';

  it.each([
    ['if', 'confirm'],
    ['early-return', 'stored-granted'],
    ['guard-function', 'own-dialog'],
    ['switch', 'allow-button'],
  ])('the gate %s, over %s, keeps content back', async (gate, answer) =>
    expect(await factsOf(selected, `gate=${gate}`, `answer=${answer}`)).toEqual([false, true]),
  );

  it.each([
    ['if', 'stored-answered'],
    ['if', 'constant-true'],
    ['inverted', 'confirm'],
    ['ignored', 'confirm'],
    ['check-after', 'confirm'],
  ])('%s over %s is no gate', async (gate, answer) =>
    expect(await factsOf(selected, `gate=${gate}`, `answer=${answer}`)).toEqual([true, true]),
  );

  it.each([
    ['redaction=mask', false],
    ['redaction=length-only', false],
    ['redaction=base64', true],
    ['redaction=result-unused', true],
    ['flow=only-count', false],
    ['flow=custom-event', true],
  ])('%s: content arrives: %s', async (choice, arrives) =>
    expect(await factsOf(selected, choice)).toEqual([arrives, arrives]),
  );

  it.each(['xhr', 'send-beacon', 'image-source', 'console', 'local-storage'])('%s shows what arrives', async (sink) =>
    expect(await factsOf(selected, `sink=${sink}`)).toEqual([true, true]),
  );

  it('a withdrawal that stops it, one that does not, and a pause that ends by itself', async () => {
    const stopped = (press: string, check = 'if (off) return;'): string => `let off = false;
      document.getElementById('stop-recording').addEventListener('click', () => { off = true; ${press} });
      if (confirm('Record what you select?')) document.addEventListener('selectionchange', () => {
        ${check} fetch('/s', { method: 'POST', body: getSelection().toString() });
      });`;
    const facts = async (text: string): Promise<unknown> => {
      const { goesOnAfterWithdrawal, resumesByItself } = await seen(text);
      return [goesOnAfterWithdrawal, resumesByItself];
    };
    expect(await facts(stopped(''))).toEqual([false, false]);
    expect(await facts(stopped('', ''))).toEqual([true, false]);
    expect(await facts(stopped('setTimeout(() => { off = false; }, 1800000);'))).toEqual([false, true]);
  });

  it('no program finds what another one left', async () => {
    const left = `fetch('/k', { method: 'POST', body: String(top.left) });`;
    const { because, alive } = await seen(`top.left = 1; ${left}`);
    expect([because, alive]).toEqual([[], true]);
    const told = `document.addEventListener('input', (e) => { if (top.left === undefined) fetch('/k', { method: 'POST', body: e.data }); });`;
    expect((await seen(told)).redactionBad).toBe(true);
  });

  it('tells what a program throws', async () => {
    expect((await seen('null.x;')).errors.join()).toContain('TypeError');
    expect((await seen(`setTimeout(() => { throw new Error('late'); }, 10);`)).errors.join()).toContain('late');
  });

  it('is observed the same each time', async () => {
    const program = compose(recipe(selected, 'flow=promise-queue', 'redaction=mask'));
    expect(await observe(program)).toEqual(await observe(program));
  });

  it('fails where a page does', async () => {
    const browser = new Chromium(findBrowser()!);
    await expect(browser.evaluate('Promise.reject(new Error("no result"))')).rejects.toThrow('no result');
    expect(await browser.evaluate('Promise.resolve(7)')).toBe(7);
  });
});

it('a browser that ends is no browser without content', async () => {
  const browser = new Chromium('false');
  await expect(browser.evaluate('1')).rejects.toThrow('the browser ended');
  await expect(browser.evaluate('1')).rejects.toThrow('the browser ended');
});
