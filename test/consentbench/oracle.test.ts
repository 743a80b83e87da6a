/**
 * The oracle is believed only as far as it changes its mind: whatever is taken out of a program, or put in, has to
 * show in what is observed.
 */
import { describe, expect, it } from 'vitest';
import { compose } from '../../bench/consentbench/compose/compose.js';
import type { Observation } from '../../bench/consentbench/model.js';
import { observe } from '../../bench/consentbench/oracle/facts.js';
import { recipe, written } from './recipes.js';

type Facts = readonly [consentBad: boolean, redactionBad: boolean];

async function factsOf(...choices: string[]): Promise<Facts> {
  const { consentBad, redactionBad } = await observe(compose(recipe(...choices)));
  return [consentBad, redactionBad];
}

const seen = (text: string): Promise<Observation> => observe(written(text));

describe('a gate', () => {
  const gates = [
    ['if', 'confirm'],
    ['early-return', 'confirm'],
    ['switch', 'terminal-confirm'],
    ['loop-until-yes', 'terminal-confirm'],
    ['promise-then', 'message-box'],
    ['guard-function', 'cookiebot'],
    ['assertion', 'terminal-confirm'],
    ['wrapper', 'message-box-sync'],
    ['on-granted', 'record-press'],
    ['poll-until-yes', 'allow-button'],
    ['effect-return', 'component-button'],
    ['conditional-render', 'component-button'],
  ] as const;
  it.each(gates)('%s, over %s, keeps content back; without it content gets out', async (gate, answer) => {
    expect(await factsOf(`gate=${gate}`, `answer=${answer}`)).toEqual([false, true]);
    expect(await factsOf('gate=none')).toEqual([true, true]);
  });

  it.each([
    'ignored',
    'inverted',
    'in-else',
    'check-after',
    'caught-throw',
    'in-finally',
    'overwritten',
    'other-variable',
  ])('%s keeps nothing back', async (gate) =>
    expect(await factsOf(`gate=${gate}`, 'answer=confirm')).toEqual([true, true]),
  );

  it.each([
    'constant-true',
    'environment',
    'feature-flag',
    'role',
    'remote-policy',
    'sampling',
    'terms-accepted',
    'stored-not-denied',
    'stored-answered',
  ])('over %s is no gate', async (answer) =>
    expect(await factsOf('gate=if', `answer=${answer}`)).toEqual([true, true]),
  );

  it('in one of two callers is no gate', async () => {
    const choices = ['gate=if', 'answer=confirm', 'site=caller'];
    expect(await factsOf(...choices, 'callers=two')).toEqual([false, true]);
    expect(await factsOf(...choices, 'callers=one-open')).toEqual([true, true]);
  });
});

describe('a redactor', () => {
  it.each(['mask', 'constant', 'stars-of-length', 'length-only', 'field-left-out', 'field-deleted', 'json-replacer'])(
    '%s keeps content back; without it content gets out',
    async (redaction) => {
      expect(await factsOf(`redaction=${redaction}`)).toEqual([false, false]);
      expect(await factsOf('redaction=none')).toEqual([true, true]);
    },
  );

  it.each([
    'identity',
    'hash',
    'base64',
    'encrypt',
    'escape-html',
    'first-match-only',
    'reversed',
    'catch-gives-back',
    'result-unused',
    'after-the-sink',
  ])('%s keeps nothing back', async (redaction) =>
    expect(await factsOf('sensor=dom-input', `redaction=${redaction}`)).toEqual([true, true]),
  );
});

describe('a sink', () => {
  it.each(['xhr', 'send-beacon', 'console', 'local-storage', 'axios-post', 'gtag', 'image-source'])(
    '%s shows what arrives; without it nothing does',
    async (sink) => {
      expect(await factsOf(`sink=${sink}`)).toEqual([true, true]);
      expect(await factsOf('sink=commented-out')).toEqual([false, false]);
    },
  );
});

describe('a flow', () => {
  it.each(['only-count', 'only-length', 'only-timing', 'only-comparison', 'dropped-argument', 'overwritten'])(
    '%s carries nothing',
    async (flow) => expect(await factsOf(`flow=${flow}`)).toEqual([false, false]),
  );
});

describe('product.md decides which content counts', () => {
  it('typing into one field is the app’s own work, but for analytics and logs', async () => {
    const typed = ['sensor=react-onchange'];
    expect(await factsOf(...typed, 'sink=fetch')).toEqual([false, false]);
    expect(await factsOf(...typed, 'sink=mixpanel-track')).toEqual([true, true]);
  });

  it('a position in a log is no record', async () => {
    expect(await factsOf('sensor=dom-click', 'sink=console')).toEqual([false, false]);
    expect(await factsOf('sensor=dom-click', 'sink=fetch')).toEqual([true, true]);
  });

  it('the browser’s picker is consent for its stream, and that recording owes no redaction', async () => {
    expect(await factsOf('sensor=get-display-media')).toEqual([false, false]);
    expect(await factsOf('sensor=silent-desktop-stream')).toEqual([true, true]);
  });

  it('a replay owes redaction of texts, not of positions', async () => {
    expect(await factsOf('sensor=sentry-replay')).toEqual([true, false]);
    expect(await factsOf('sensor=sentry-replay', 'redaction=sdk-hides-nothing')).toEqual([true, true]);
  });
});

describe('a program that no template wrote', () => {
  const listen = (body: string): string => `document.addEventListener('keydown', (e) => { ${body} });`;

  it('content that waits for the answer in a buffer has a yes when it arrives', async () => {
    const kept = `const kept = []; ${listen('kept.push(e.key);')}`;
    const flush = (test: string): string =>
      `${kept}\nsetInterval(() => { if (${test}) fetch('/k', { method: 'POST', body: kept.splice(0).join() }); }, 1000);`;
    expect((await seen(flush('Cookiebot.consent.statistics'))).consentBad).toBe(false);
    expect((await seen(flush('Cookiebot.hasResponse'))).consentBad).toBe(true);
  });

  it('closing a dialog is no yes, whatever the dialog returns for it', async () => {
    const asked = (more: string): string => `import { dialog } from 'electron';
      dialog.showMessageBox({ message: 'Record your keys?', buttons: ['Allow', 'Refuse']${more} }).then(({ response }) => {
        if (response === 0) ${listen("fetch('/k', { method: 'POST', body: e.key });")}
      });`;
    expect((await seen(asked(''))).consentBad).toBe(true);
    expect((await seen(asked(', cancelId: 1'))).consentBad).toBe(false);
  });

  it('a withdrawal that stops it, one that does not, and a pause that ends by itself', async () => {
    const stopped = (press: string, check = 'if (off) return;'): string => `let off = false;
      document.getElementById('stop-recording').addEventListener('click', () => { off = true; ${press} });
      ${listen(`${check} if (Cookiebot.consent.necessary) fetch('/k', { method: 'POST', body: e.key });`)}`;
    const facts = async (text: string): Promise<unknown> => {
      const { goesOnAfterWithdrawal, resumesByItself } = await seen(text);
      return [goesOnAfterWithdrawal, resumesByItself];
    };
    expect(await facts(stopped(''))).toEqual([false, false]);
    expect(await facts(stopped('', ''))).toEqual([true, false]);
    expect(await facts(stopped('setTimeout(() => { off = false; }, 1800000);'))).toEqual([false, true]);
  });

  it('sees nothing of this machine', async () => {
    const { errors } = await seen(`import fs from 'node:child_process'; fs.execSync('true');`);
    expect(errors.join()).toContain('no stub for the module');
    expect((await seen('console.log(typeof __filename, typeof Deno, typeof global);')).errors).toEqual([]);
    expect((await seen(`new Function('return 1')();`)).errors.join()).toContain('Code generation from strings');
  });

  it('is observed the same each time', async () => {
    const program = compose(recipe('flow=promise-queue', 'redaction=mask', 'callers=two'));
    const [first, second] = [await observe(program), await observe(program)];
    expect(second).toEqual(first);
    expect(first.consentBad).toBe(false);
  });
});
