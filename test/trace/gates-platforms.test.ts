/** Answers of consent platforms, SDKs and frameworks: what their events and values mean, and where components are gated. */
import { describe, expect, it } from 'vitest';
import { type Program, consentOf } from '../support/review.js';

type Case = [title: string, verdict: 'met' | 'unmet' | 'unproven', program: Program];

const ON = `document.addEventListener('keydown', (e) => fetch('/k', { method: 'POST', body: e.key }));`;
const START = `const on = () => { ${ON} };\n`;

async function expectConsent(program: Program, verdict: string): Promise<void> {
  expect(await consentOf(program)).toEqual([verdict]);
}

describe('an event of a consent platform', () => {
  const tcf = (test: string): string =>
    `${START}__tcfapi('addEventListener', 2, (tcData, success) => { if (${test}) on(); });`;
  const event = (name: string, test = ''): string =>
    `${START}window.addEventListener('${name}', (e: any) => { ${test} on(); });`;
  it.each<Case>([
    [
      'TCF, a purpose after the choice',
      'met',
      tcf(`success && tcData.eventStatus === 'useractioncomplete' && tcData.purpose.consents[8]`),
    ],
    ['TCF, whatever was chosen', 'unmet', tcf(`success && tcData.eventStatus === 'useractioncomplete'`)],
    ['TCF, before the choice', 'unmet', tcf(`success && tcData.eventStatus === 'cmpuishown'`)],
    ['TCF, when it is loaded', 'unmet', tcf('success')],
    ['TCF, a legitimate interest', 'unmet', tcf('tcData.purpose.legitimateInterests[8]')],
    ['TCF, a purpose or no law', 'unmet', tcf('!tcData.gdprApplies || tcData.purpose.consents[8]')],
    ['TCF, no purpose', 'unmet', tcf('!tcData.purpose.consents[8]')],
    ['OneTrust, with any list', 'unmet', event('OneTrustGroupsUpdated')],
    [
      'OneTrust, with what is always on',
      'unmet',
      event('OneTrustGroupsUpdated', `if (!e.detail.includes('C0001')) return;`),
    ],
    ['OneTrust, with the group', 'met', event('OneTrustGroupsUpdated', `if (!e.detail.includes('C0002')) return;`)],
    [
      'OneTrust, with a variable of the list',
      'met',
      event('OneTrustGroupsUpdated', `const groups = e.detail; if (!groups.includes('C0002')) return;`),
    ],
    ['OneTrust, without the group', 'unmet', event('OneTrustGroupsUpdated', `if (e.detail.includes('C0002')) return;`)],
    ['another event, with the group', 'unmet', event('GroupsUpdated', `if (!e.detail.includes('C0002')) return;`)],
    [
      'OneTrust and another event, with the group',
      'unmet',
      `${START}const changed = (e: any) => { if (e.detail.includes('C0002')) on(); };\nwindow.addEventListener('OneTrustGroupsUpdated', changed);\nwindow.addEventListener('GroupsUpdated', changed);`,
    ],
    [
      'OneTrust, a change in the group',
      'met',
      `${START}OneTrust.OnConsentChanged(() => { if (OnetrustActiveGroups.includes('C0002')) on(); });`,
    ],
    ['OneTrust, a change', 'unmet', `${START}OneTrust.OnConsentChanged(() => { on(); });`],
    ['OneTrust, its wrapper', 'unmet', `${START}window.OptanonWrapper = () => { on(); };`],
    [
      'Cookiebot, ready with the category',
      'met',
      event('CookiebotOnConsentReady', `if (!Cookiebot.consent.statistics) return;`),
    ],
    ['Cookiebot, ready', 'unmet', event('CookiebotOnConsentReady')],
    ['Cookiebot, a no', 'unmet', event('CookiebotOnDecline')],
    [
      'Didomi, a change to a yes',
      'met',
      `${START}Didomi.on('consent.changed', () => { if (Didomi.getUserConsentStatusForPurpose('analytics') === true) on(); });`,
    ],
    ['Didomi, a change', 'unmet', `${START}Didomi.on('consent.changed', () => { on(); });`],
    [
      'Osano, saved as a yes',
      'met',
      `${START}Osano.cm.addEventListener('osano-cm-consent-saved', () => { if (Osano.cm.getConsent().ANALYTICS === 'ACCEPT') on(); });`,
    ],
    ['Osano, saved', 'unmet', `${START}Osano.cm.addEventListener('osano-cm-consent-saved', () => { on(); });`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a value of a consent platform', () => {
  const when = (test: string, before = ''): string => `${before}\n${START}if (${test}) on();`;
  const BANNER = `import { getCookieConsentValue } from 'react-cookie-consent';`;
  const VANILLA = `import * as CookieConsent from 'vanilla-cookieconsent';`;
  const run = (mode: string): string =>
    `${VANILLA}\nvoid CookieConsent.run({ mode: '${mode}', categories: { analytics: { enabled: true } } });`;
  const CLACK = `import { confirm, isCancel } from '@clack/prompts';\nconst yes = await confirm({ message: 'Record your keys?' });`;
  it.each<Case>([
    ['Osano, the text of a yes', 'met', when(`Osano.cm.getConsent().ANALYTICS === 'ACCEPT'`)],
    ['Osano, any text', 'unmet', when('Osano.cm.getConsent().ANALYTICS')],
    ['Osano, not the text of a no', 'unmet', when(`Osano.cm.getConsent().ANALYTICS !== 'DENY'`)],
    ['Didomi, true', 'met', when(`Didomi.getUserConsentStatusForPurpose('a') === true`)],
    ['Didomi, not false', 'unmet', when(`Didomi.getUserConsentStatusForPurpose('a') !== false`)],
    ['Didomi, with a yes where there is none', 'unmet', when(`Didomi.getUserConsentStatusForPurpose('a') ?? true`)],
    ['react-cookie-consent, true', 'met', when(`getCookieConsentValue() === 'true'`, BANNER)],
    ['react-cookie-consent, any text', 'unmet', when('getCookieConsentValue()', BANNER)],
    ['react-cookie-consent, not false', 'unmet', when(`getCookieConsentValue() !== 'false'`, BANNER)],
    ['vanilla-cookieconsent, a category', 'met', when(`CookieConsent.acceptedCategory('analytics')`, run('opt-in'))],
    ['vanilla-cookieconsent, no answer', 'unmet', when(`CookieConsent.acceptedCategory('analytics')`, run('opt-out'))],
    [
      'vanilla-cookieconsent, no answer, as another file says',
      'unmet',
      {
        'a.ts': when(`CookieConsent.acceptedCategory('analytics')`, VANILLA),
        'b.ts': run('opt-out'),
      },
    ],
    ['vanilla-cookieconsent, an answer', 'unmet', when('CookieConsent.validConsent()', VANILLA)],
    ['@clack/prompts, true', 'met', when('yes === true', CLACK)],
    ['@clack/prompts, true or the symbol of a cancel', 'unmet', when('yes', CLACK)],
    ['@clack/prompts, true where it was not cancelled', 'met', when('!isCancel(yes) && yes', CLACK)],
    ['@clack/prompts, not cancelled', 'unmet', when('!isCancel(yes)', CLACK)],
    ['@clack/prompts, true or cancelled', 'unmet', when('isCancel(yes) || yes', CLACK)],
    ['@clack/prompts, true where it was cancelled', 'unmet', when('isCancel(yes) && yes', CLACK)],
    [
      '@clack/prompts, true where another was not cancelled',
      'unmet',
      when('!isCancel(other) && yes', `${CLACK}\nconst other = await confirm({ message: 'Record your keys twice?' });`),
    ],
    ['@clack/prompts, after leaving on a cancel', 'met', when('yes', `${CLACK}\nif (isCancel(yes)) process.exit(0);`)],
    [
      '@clack/prompts, after telling of a cancel',
      'unmet',
      when('yes', `${CLACK}\nif (isCancel(yes)) console.log('cancelled');`),
    ],
    [
      'VS Code, the item of a yes',
      'met',
      when(
        `choice === 'Allow'`,
        `import * as vscode from 'vscode';\nconst choice = await vscode.window.showInformationMessage('Record?', 'Allow', 'Not now');`,
      ),
    ],
    [
      'VS Code, any item',
      'unmet',
      when(
        'choice',
        `import * as vscode from 'vscode';\nconst choice = await vscode.window.showInformationMessage('Record?', 'Allow', 'Not now');`,
      ),
    ],
    [
      'VS Code, the item of a no',
      'unmet',
      when(
        `choice === 'Not now'`,
        `import * as vscode from 'vscode';\nconst choice = await vscode.window.showInformationMessage('Record?', 'Allow', 'Not now');`,
      ),
    ],
    [
      'inquirer, the answer',
      'met',
      when(
        'allowed',
        `import inquirer from 'inquirer';\nconst { allowed } = await inquirer.prompt([{ type: 'confirm', name: 'allowed', message: 'Record your keys?' }]);`,
      ),
    ],
    [
      'inquirer, the answer to something else',
      'unmet',
      when(
        'colours',
        `import inquirer from 'inquirer';\nconst { colours } = await inquirer.prompt([{ type: 'confirm', name: 'colours', message: 'Use colours?' }]);`,
      ),
    ],
    [
      '@inquirer/prompts, a question about the recording',
      'met',
      when(
        'yes',
        `import { confirm } from '@inquirer/prompts';\nconst yes = await confirm({ message: 'Record your keys?' });`,
      ),
    ],
    ['the browser’s question', 'met', when(`confirm('Record your keys?')`)],
    ['no wish against tracking', 'unmet', when(`navigator.doNotTrack !== '1'`)],
    ['a notification permission', 'unmet', when(`Notification.permission === 'granted'`)],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a consent call of an SDK', () => {
  it.each<Case>([
    [
      'PostHog, the status',
      'met',
      `import posthog from 'posthog-js';\nif (posthog.get_explicit_consent_status() === 'granted') { ${ON} }`,
    ],
    [
      'PostHog, the status is not no',
      'unmet',
      `import posthog from 'posthog-js';\nif (posthog.get_explicit_consent_status() !== 'denied') { ${ON} }`,
    ],
    [
      'PostHog, true while pending',
      'unmet',
      `import posthog from 'posthog-js';\nif (posthog.has_opted_in_capturing()) { ${ON} }`,
    ],
    [
      'Mixpanel, of the same name',
      'met',
      `import mixpanel from 'mixpanel-browser';\nif (mixpanel.has_opted_in_tracking()) { ${ON} }`,
    ],
    [
      'Mixpanel, not opted out',
      'unmet',
      `import mixpanel from 'mixpanel-browser';\nif (!mixpanel.has_opted_out_tracking()) { ${ON} }`,
    ],
    ['Clarity, a call that grants', 'unmet', `import Clarity from '@microsoft/clarity';\nClarity.consent();\n${ON}`],
    [
      'FullStory, a call that grants',
      'unmet',
      `import { FullStory } from '@fullstory/browser';\nFullStory('setIdentity', { consent: true });\n${ON}`,
    ],
    ['gtag, a default of yes', 'unmet', `gtag('consent', 'default', { analytics_storage: 'granted' });\n${ON}`],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));

  const datadog = (options: string, after = ''): string =>
    `import { datadogRum } from '@datadog/browser-rum';\ndatadogRum.init({ applicationId: 'a', clientToken: 'b', sessionReplaySampleRate: 100${options} });\n${after}`;
  it.each<Case>([
    ['Datadog, off until it is granted', 'met', datadog(`, trackingConsent: 'not-granted'`)],
    ['Datadog, on by default', 'unmet', datadog('')],
    ['Datadog, granted by the code', 'unmet', datadog(`, trackingConsent: 'granted'`)],
    [
      'Datadog, granted in any case',
      'unmet',
      datadog(`, trackingConsent: 'not-granted'`, `datadogRum.setTrackingConsent('granted');`),
    ],
    [
      'Datadog, refused in any case',
      'met',
      datadog(`, trackingConsent: 'not-granted'`, `datadogRum.setTrackingConsent('not-granted');`),
    ],
    [
      'Datadog, granted after a yes',
      'met',
      datadog(
        `, trackingConsent: 'not-granted'`,
        `if (confirm('Record this session?')) datadogRum.setTrackingConsent('granted');`,
      ),
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));

  const posthog = (options: string, after: string): string =>
    `import posthog from 'posthog-js';\nposthog.init('key', { ${options} });\n${after}`;
  it.each<Case>([
    [
      'PostHog, off until opted in by a yes',
      'met',
      posthog('opt_out_capturing_by_default: true', `if (confirm('Record this session?')) posthog.opt_in_capturing();`),
    ],
    [
      'PostHog, opted in by the code',
      'unmet',
      posthog('opt_out_capturing_by_default: true', 'posthog.opt_in_capturing();'),
    ],
    [
      'PostHog, opted in by one of two ways',
      'unmet',
      posthog(
        'opt_out_capturing_by_default: true',
        `if (confirm('Record this session?')) posthog.opt_in_capturing();\nposthog.opt_in_capturing();`,
      ),
    ],
    [
      'PostHog, on by default',
      'unmet',
      posthog(
        'opt_out_capturing_by_default: false',
        `if (confirm('Record this session?')) posthog.opt_in_capturing();`,
      ),
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a banner of a package', () => {
  const banner = (props: string): Program => ({
    'a.tsx': `import CookieConsent from 'react-cookie-consent';\n${START}export const Banner = () => <CookieConsent ${props}>May we record your keys?</CookieConsent>;`,
  });
  it.each<Case>([
    ['on a yes', 'met', banner('onAccept={() => { on(); }}')],
    ['on a no', 'unmet', banner('onDecline={() => { on(); }}')],
    ['on a yes that scrolling gives', 'unmet', banner('acceptOnScroll onAccept={() => { on(); }}')],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a component', () => {
  const app = (effect: string, rendered = '<Recorder consent={choice} />'): Program => ({
    'a.tsx': `import { useEffect, useState } from 'react';\n${START}function Recorder({ consent }: { consent: boolean }) {\n  ${effect}\n  return <i />;\n}\nexport function App() {\n  const [choice, setChoice] = useState(false);\n  return <main>${rendered}<button onClick={() => setChoice(true)}>Allow recording</button></main>;\n}`,
  });
  const ANY = 'useEffect(() => { on(); }, []);';
  const hoc = (test: string): Program => ({
    'a.tsx': `import { type ComponentType, useEffect, useState } from 'react';\n${START}const gated = (Inner: ComponentType) => function Gated() {\n  const [choice, setChoice] = useState(false);\n  return ${test} ? <Inner /> : <button onClick={() => setChoice(true)}>Allow recording</button>;\n};\nfunction Recorder() { ${ANY} return <i />; }\nexport const App = gated(Recorder);`,
  });
  const context = (initial: string, more = ''): Program => ({
    'consent.tsx': `import { createContext, useContext, useState } from 'react';\nexport const Choice = createContext(false);\nexport const useChoice = () => useContext(Choice);\nexport function Provider({ children }: { children: unknown }) {\n  const [choice, setChoice] = useState(${initial});\n  return <Choice.Provider value={choice}><button onClick={() => setChoice(true)}>Allow recording</button>{children}</Choice.Provider>;\n}`,
    'a.tsx': `import { useEffect } from 'react';\nimport { Provider, useChoice } from './consent';\n${START}function Recorder() { const choice = useChoice(); useEffect(() => { if (choice) on(); }, [choice]); return <i />; }\nexport const App = () => <Provider><Recorder /></Provider>;${more}`,
  });
  /** A context that holds the choice among others. */
  const shared = (choice: string): Program => ({
    'a.tsx': `import React, { createContext, useEffect, useState } from 'react';\n${START}const Settings = createContext<any>(undefined);\nfunction Provider({ children }: { children: unknown }) {\n  const [choice, setChoice] = useState(false);\n  return <Settings.Provider value={{ choice: ${choice}, allow: () => setChoice(true) }}>{children}</Settings.Provider>;\n}\nfunction Ask() { const { allow } = React.useContext(Settings); return <button onClick={() => allow()}>Allow recording</button>; }\nfunction Recorder() { const { choice } = React.useContext(Settings); useEffect(() => { if (choice) on(); }, [choice]); return <i />; }\nexport const App = () => <Provider><Ask /><Recorder /></Provider>;`,
  });
  it.each<Case>([
    ['whose effect leaves without a yes', 'met', app('useEffect(() => { if (!consent) return; on(); }, [consent]);')],
    ['whose effect leaves with a yes', 'unmet', app('useEffect(() => { if (consent) return; on(); }, [consent]);')],
    ['whose effect depends on it and does not look', 'unmet', app('useEffect(() => { on(); }, [consent]);')],
    ['that is shown after a yes', 'met', app(ANY, '{choice && <Recorder consent={choice} />}')],
    ['that is shown until a yes', 'unmet', app(ANY, '{!choice && <Recorder consent={choice} />}')],
    ['that is shown after a yes, or else nothing', 'met', app(ANY, '{choice ? <Recorder consent={choice} /> : null}')],
    ['that is shown where nothing else is', 'unmet', app(ANY, '{choice ? null : <Recorder consent={choice} />}')],
    ['that is always shown', 'unmet', app(ANY)],
    [
      'that is shown after a yes, and elsewhere',
      'unmet',
      app(ANY, '{choice && <Recorder consent={choice} />}<Recorder consent={true} />'),
    ],
    [
      'that leaves before its effect is asked for',
      'met',
      app('if (!consent) return null; return <Inner />;\n}\nfunction Inner() {\n  useEffect(() => { on(); }, []);'),
    ],
    ['wrapped after a yes', 'met', hoc('choice')],
    ['wrapped until a yes', 'unmet', hoc('!choice')],
    ['wrapped after a yes or something else', 'unmet', hoc('choice || Math.random() > 0.5')],
    ['with the choice from a context', 'met', context('false')],
    ['with the choice from a context that starts as yes', 'unmet', context('true')],
    [
      'with the choice from a context that is given a yes elsewhere',
      'unmet',
      context(
        'false',
        `\nimport { Choice } from './consent';\nexport const Demo = () => <Choice.Provider value={true}><Recorder /></Choice.Provider>;`,
      ),
    ],
    ['with the choice among others in a context', 'met', shared('choice')],
    ['with something else among others in a context', 'unmet', shared('Math.random() > 0.5')],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('a guard of Nest', () => {
  const nest = (answer: string, guard = 'ConsentGuard'): Program => ({
    'guard.ts': `import { type CanActivate, Injectable } from '@nestjs/common';\n@Injectable()\nexport class ConsentGuard implements CanActivate { canActivate(context: any) { const { user } = context.switchToHttp().getRequest(); ${answer} } }\n@Injectable()\nexport class RoleGuard implements CanActivate { canActivate(context: any) { return context.switchToHttp().getRequest().user.role === 'admin'; } }`,
    'agent.ts': `import { Controller, Post, UseGuards } from '@nestjs/common';\nimport { uIOhook } from 'uiohook-napi';\nimport { appendFileSync } from 'node:fs';\nimport { ConsentGuard, RoleGuard } from './guard';\n@Controller('agent')\nexport class Agent {\n  @Post('start') @UseGuards(${guard}) start() { uIOhook.on('keydown', (e) => appendFileSync('keys.txt', String(e.keycode))); }\n}`,
  });
  const ASKS = 'return user.recordingConsent === true;';
  it.each<Case>([
    ['that asks', 'met', nest(ASKS)],
    ['that asks, after another', 'met', nest(ASKS, 'RoleGuard, ConsentGuard')],
    ['that lets all pass', 'unmet', nest('return true;')],
    ['that asks whether there is an answer', 'unmet', nest('return user.recordingConsent !== undefined;')],
    ['of a role', 'unmet', nest(ASKS, 'RoleGuard')],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});

describe('whose answer it is', () => {
  const when = (test: string, before = ''): string => `${before}\n${START}if (${test}) on();`;
  const FETCHED = `const config = await (await fetch('/config')).json();`;
  it.each<Case>([
    ['a licence', 'unmet', when('hasLicense()', 'declare function hasLicense(): boolean;')],
    ['the server’s', 'unmet', when('config.recordKeys', FETCHED)],
    [
      'an employer’s policy',
      'unmet',
      when('policy.keyloggingAllowedByEmployer', `import policy from './policy.json';`),
    ],
    [
      'a default of no',
      'met',
      when(`store.get('recordingConsent', false)`, `import Store from 'electron-store';\nconst store = new Store();`),
    ],
    ['consent to something else', 'unmet', when('user.newsletterConsent')],
    ['consent to a contract', 'unmet', when('form.termsConsent')],
    ['consent to a recording', 'met', when('user.recordingConsent')],
    ['a date of consent', 'unmet', when('user.consentDate')],
    ['a chance', 'unmet', when('Math.random() < 0.1')],
    ['a sign-in', 'unmet', when('session.isLoggedIn')],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));

  const REQUEST = `await (await fetch('/consent')).json()`;
  const told = (test: string, before: string): string => when(test, `export {};\n${before}`);
  it.each<Case>([
    ['a request', 'unproven', told('answer.consent', `const answer = ${REQUEST};`)],
    ['a request, in one expression', 'unproven', told('consent', `const consent = (${REQUEST}).consent;`)],
    ['a request, taken apart', 'unproven', told('consent', `const { consent } = ${REQUEST};`)],
    ['a request, as a text', 'unproven', told(`answer.consent === 'granted'`, `const answer = ${REQUEST};`)],
    [
      'a request, in a callback',
      'unproven',
      `${START}fetch('/c').then((r) => r.json()).then((c) => { if (c.consent) on(); });`,
    ],
    [
      'a client’s request',
      'unproven',
      told('data.consent', `import axios from 'axios';\nconst { data } = await axios.get('/c');`),
    ],
    ['what is sent with a request', 'met', told('answer.consent', `const answer = {}; await fetch('/c', answer);`)],
    ['a file beside a request', 'met', told('answer.consent', `import answer from 'acme'; await fetch('/consent');`)],
    [
      'the person, who is asked after a request',
      'met',
      told('consent', `await fetch('/c'); const consent = confirm('Record?');`),
    ],
  ])('a server that says so, by %s: %s', (_, verdict, program) => expectConsent(program, verdict));

  it.each<Case>([
    ['a key in the configuration', 'unmet', when('config.apiKey', `import { config } from './config';`)],
    ['a consent in the same place', 'met', when('config.recordingConsent', `import { config } from './config';`)],
    ['a typed key', 'unmet', when('key', `const key = prompt('API key');`)],
    ['a typed answer, whatever it is', 'unmet', when('key', `const key = prompt('May we record your keys?');`)],
    ['a typed yes', 'met', when(`key === 'yes'`, `const key = prompt('May we record your keys?');`)],
    ['a typed no', 'unmet', when(`key === 'no'`, `const key = prompt('May we record your keys?');`)],
    ['a typed yes to something else', 'unmet', when(`key === 'yes'`, `const key = prompt('Delete all files?');`)],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));

  const packaged = (name: string, module = 'acme-permissions'): string =>
    when(`await ${name}()`, `import { ${name} } from '${module}';`);
  it.each<Case>([
    ['a package that cannot be read', 'unproven', packaged('isAllowed')],
    ['a package that is asked whether it may', 'unproven', packaged('mayWeRecord')],
    ['a package that is asked about something else', 'unmet', packaged('isReady')],
    ['a package that is asked for a role', 'unmet', packaged('isAdmin')],
    ['a package that is asked, either way', 'unmet', `${packaged('isAllowed')} else on();`],
    [
      'a function of that name that can be read',
      'unmet',
      when('isAllowed()', 'const isAllowed = () => Math.random() > 0.5;'),
    ],
    [
      'a package that is known to be flags',
      'unmet',
      when(
        `client.variation('keylog', false)`,
        `import { initialize } from 'launchdarkly-js-client-sdk';\nconst client = initialize('id', { key: 'a' });`,
      ),
    ],
  ])('%s: %s', (_, verdict, program) => expectConsent(program, verdict));
});
