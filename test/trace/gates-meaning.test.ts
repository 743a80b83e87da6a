import { describe, expect, it } from 'vitest';
import { type Program, findingsOf } from '../support/review.js';

/** Programs without a finding about consent have none in this list; `unredacted-capture` is not looked at here. */
async function consentFindings(program: Program): Promise<readonly string[]> {
  const found = await findingsOf(program);
  return found
    .filter((finding) => finding.includes('ungated') || finding.includes('sham'))
    .map((finding) => finding.split(' ').slice(0, 2).join(' '));
}

const keys = (test: string, before = ''): string =>
  `${before}\nif (${test}) document.addEventListener('keydown', (e) => fetch('/k', { method: 'POST', body: e.key }));`;

const MET: string[] = [];
const UNGATED = ['error ungated-capture'];
const SHAM = ['error sham-consent'];

describe('a condition', () => {
  it.each<[string, string[], string]>([
    ['named for consent that cannot be read', MET, keys('settings.consent')],
    ['a stored yes', MET, keys(`localStorage.getItem('tracking-consent') === 'granted'`)],
    ['a stored answer of any kind', SHAM, keys(`localStorage.getItem('tracking-consent') !== null`)],
    ['a stored answer that is not no', SHAM, keys(`localStorage.getItem('tracking-consent') !== 'denied'`)],
    ['a stored no', UNGATED, keys(`localStorage.getItem('tracking-consent') === 'denied'`)],
    ['a consent or a default of yes', SHAM, keys('settings.consent ?? true')],
    ['a consent or a default of no', MET, keys('settings.consent ?? false')],
    ['a consent || true', SHAM, keys('settings.consent || true')],
    ['a consent || false', MET, keys('settings.consent || false')],
    ['the opposite of consent', UNGATED, keys('!settings.consent')],
    ['nobody opted out', UNGATED, keys('!settings.optedOut')],
    ['an environment variable', UNGATED, keys(`process.env.RECORD === '1'`)],
    ['an environment variable named consent', SHAM, keys(`process.env.USER_CONSENT === 'true'`)],
    ['chance', UNGATED, keys('Math.random() < 0.5')],
    ['chance named consent', UNGATED, keys('consent', 'const consent = Math.random() < 0.5;')],
    [
      'a measure that cannot be read, named consent',
      ['warning ungated-capture'],
      keys('consent', 'const consent = level() < 0.5;'),
    ],
    ['a constant', UNGATED, keys('on', 'const on = true;')],
    ['a constant named consent', SHAM, keys('hasConsent', 'const hasConsent = true;')],
    ['a constant named consent in an object', SHAM, keys('config.hasConsent', 'const config = { hasConsent: true };')],
    ['a role', UNGATED, keys('user.isEmployee')],
    ['a feature flag', UNGATED, keys(`flags.isEnabled('keylog')`)],
    ['a setting', UNGATED, keys('config.keyloggerEnabled')],
    ['the banner was seen', UNGATED, keys('bannerDismissed')],
    ['consent to one of two', UNGATED, keys('settings.consent || user.isEmployee')],
    ['consent and a role', MET, keys('settings.consent && user.isEmployee')],
    ['terms accepted', UNGATED, keys('user.acceptedTerms')],
  ])('%s', async (_, expected, program) => expect(await consentFindings(program)).toEqual(expected));
});

describe('an answer that is stored', () => {
  const dialog = (button: string, stored = 'let consent = false;'): Program => ({
    'a.tsx': `${stored}\nexport const Ask = () => <button ${button}>Yes, you may</button>;\ndocument.addEventListener('keydown', (e) => { if (consent) fetch('/k', { method: 'POST', body: e.key }); });`,
  });
  it.each<[string, string[], Program]>([
    ['by a button', MET, dialog('onClick={() => { consent = true; }}')],
    ['when the component shows', SHAM, dialog('ref={() => {}}', 'let consent = false;\nconsent = true;')],
    ['by nothing but its default', SHAM, dialog('onClick={() => { consent = false; }}', 'let consent = true;')],
    [
      'by a button, on top of a default of yes',
      SHAM,
      dialog('onClick={() => { consent = true; }}', 'let consent = true;'),
    ],
  ])('%s', async (_, expected, program) => expect(await consentFindings(program)).toEqual(expected));
});

describe('a press', () => {
  const button = (id: string): string =>
    `document.getElementById('${id}')!.addEventListener('click', async () => {\n  const { uIOhook } = await import('uiohook-napi');\n  uIOhook.on('mousemove', (e) => fetch('/p', { method: 'POST', body: String(e.x) }));\n});`;
  it.each<[string, string[], string]>([
    ['of a record button', MET, button('start-recording')],
    ['of a button that names no recording', UNGATED, button('start-timer')],
    ['of a login button', UNGATED, button('log-in')],
  ])('%s', async (_, expected, program) => expect(await consentFindings(program)).toEqual(expected));
});

describe('an answer of a dialog', () => {
  const asked = (test: string): string =>
    `import { dialog } from 'electron';\nimport { uIOhook } from 'uiohook-napi';\nimport { appendFileSync } from 'node:fs';\nconst { response } = await dialog.showMessageBox({ message: 'Record?', buttons: ['No', 'Yes'] });\nif (${test}) uIOhook.on('keydown', (e) => appendFileSync('keys.txt', String(e.keycode)));`;
  it.each<[string, string[], string]>([
    ['compared with the button', MET, asked('response === 1')],
    ['tested for truth', SHAM, asked('response')],
    ['of no matter what', UNGATED, asked('Date.now() > 0')],
  ])('%s', async (_, expected, program) => expect(await consentFindings(program)).toEqual(expected));
});
