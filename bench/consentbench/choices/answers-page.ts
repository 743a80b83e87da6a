/** Where the answer comes from in a page: questions, buttons, stored choices, consent platforms. */
import type { Names } from '../names.js';
import { code } from '../text.js';
import type { Answer, AnswerPlan } from './types.js';

const KEY = 'recording-consent';

/** A button of the page, by its id. */
function onClick(id: string, body: string): string {
  return code`
    document.getElementById('${id}')?.addEventListener('click', () => {
      ${body}
    });`;
}

const stored = (value: string): string => `localStorage.setItem('${KEY}', '${value}');`;

/** A choice that two buttons write, and a test of what is stored. */
function storedChoice(id: string, test: string, name = 'hasConsent'): Answer {
  return {
    id,
    on: ['page'],
    mode: 'live',
    hasCallback: true,
    plan: () => ({
      code: code`
        export function ${name}(): boolean {
          return ${test};
        }

        export function whenAllowed(run: () => void): void {
          if (${name}()) run();
          document.getElementById('allow-recording')?.addEventListener('click', () => {
            if (${name}()) run();
          });
        }

        export function showQuestion(): void {
          ${onClick('allow-recording', stored('granted'))}
          ${onClick('refuse-recording', stored('denied'))}
        }`,
      defines: [name, 'whenAllowed', 'showQuestion'],
      yes: `${name}()`,
      setup: 'showQuestion();',
      whenYes: 'whenAllowed',
    }),
  };
}

/** A platform's answer, read where it is needed. */
function platform(id: string, yes: string, extra: Partial<AnswerPlan> = {}): Answer {
  return { id, on: ['page'], mode: 'live', hasCallback: extra.whenYes !== undefined, plan: () => ({ yes, ...extra }) };
}

const BUTTONS: readonly Answer[] = [
  {
    id: 'allow-button',
    on: ['page'],
    mode: 'later',
    hasCallback: true,
    plan: (n) => ({
      code: code`
        export const ${n.choice} = { recording: false };

        export function whenAllowed(run: () => void): void {
          ${onClick(
            'allow-recording',
            code`
            ${n.choice}.recording = true;
            run();`,
          )}
        }

        export function showQuestion(): void {
          ${onClick('allow-recording', `${n.choice}.recording = true;`)}
          ${onClick('refuse-recording', `${n.choice}.recording = false;`)}
        }`,
      defines: [n.choice, 'whenAllowed', 'showQuestion'],
      yes: `${n.choice}.recording`,
      setup: 'showQuestion();',
      whenYes: 'whenAllowed',
    }),
  },
  pressed('record-press', 'start-recording'),
  pressed('timer-press', 'start-timer'),
  {
    id: 'consent-checkbox',
    on: ['page'],
    mode: 'later',
    plan: () => ({
      code: code`
        let consented = false;

        export const hasConsented = (): boolean => consented;

        export function showQuestion(): void {
          const box = document.getElementById('allow-activity-recording');
          box?.addEventListener('change', (event) => {
            consented = (event.target as HTMLInputElement).checked;
          });
        }`,
      defines: ['hasConsented', 'showQuestion'],
      yes: 'hasConsented()',
      setup: 'showQuestion();',
    }),
  },
];

/** Nothing to test: the capture runs from the press of a control. */
function pressed(id: string, control: string): Answer {
  return {
    id,
    on: ['page'],
    mode: 'later',
    hasCallback: true,
    onlyCallback: true,
    plan: () => ({
      code: code`
        export function onPress(run: () => void): void {
          ${onClick(control, 'run();')}
        }`,
      defines: ['onPress'],
      yes: 'false',
      whenYes: 'onPress',
    }),
  };
}

const STORED: readonly Answer[] = [
  storedChoice('stored-granted', `localStorage.getItem('${KEY}') === 'granted'`),
  storedChoice('stored-not-denied', `localStorage.getItem('${KEY}') !== 'denied'`),
  storedChoice('stored-answered', `localStorage.getItem('${KEY}') !== null`),
  storedChoice('stored-truthy', `Boolean(localStorage.getItem('${KEY}'))`, 'mayRecord'),
  storedChoice('stored-default-on', `(localStorage.getItem('${KEY}') ?? 'granted') === 'granted'`),
  {
    id: 'stored-at-start',
    on: ['page'],
    mode: 'live',
    plan: () => ({
      code: code`
        export function prepare(): void {
          if (localStorage.getItem('${KEY}') === null) ${stored('granted')}
        }

        export const hasConsent = (): boolean => localStorage.getItem('${KEY}') === 'granted';`,
      defines: ['prepare', 'hasConsent'],
      yes: 'hasConsent()',
      setup: 'prepare();',
    }),
  },
  {
    id: 'banner-dismissed',
    on: ['page'],
    mode: 'live',
    plan: () => ({
      code: code`
        export function showBanner(): void {
          ${onClick('close-banner', `localStorage.setItem('banner-closed', 'yes');`)}
        }

        export const bannerWasClosed = (): boolean => localStorage.getItem('banner-closed') === 'yes';`,
      defines: ['showBanner', 'bannerWasClosed'],
      yes: 'bannerWasClosed()',
      setup: 'showBanner();',
    }),
  },
  {
    id: 'terms-accepted',
    on: ['page'],
    mode: 'live',
    plan: () => ({
      code: code`
        export function showTerms(): void {
          ${onClick('accept-terms', `localStorage.setItem('terms-accepted', 'true');`)}
        }

        export const acceptedTerms = (): boolean => localStorage.getItem('terms-accepted') === 'true';`,
      defines: ['showTerms', 'acceptedTerms'],
      yes: 'acceptedTerms()',
      setup: 'showTerms();',
    }),
  },
];

const PLATFORMS: readonly Answer[] = [
  platform('cookiebot', 'Cookiebot.consent.statistics', {
    code: code`
      export function whenAllowed(run: () => void): void {
        window.addEventListener('CookiebotOnAccept', () => {
          if (Cookiebot.consent.statistics) run();
        });
      }`,
    defines: ['whenAllowed'],
    whenYes: 'whenAllowed',
  }),
  platform('cookiebot-has-response', 'Cookiebot.hasResponse'),
  platform('onetrust', `OnetrustActiveGroups.includes('C0002')`),
  platform('onetrust-necessary', `OnetrustActiveGroups.includes('C0001')`),
  platform('didomi', `Didomi.getUserConsentStatusForPurpose('analytics') === true`),
  platform('didomi-not-false', `Didomi.getUserConsentStatusForPurpose('analytics') !== false`),
  platform('vanilla-cookieconsent', 'analyticsAccepted()', {
    imports: [{ from: 'vanilla-cookieconsent', namespace: 'CookieConsent' }],
    code: `export const analyticsAccepted = (): boolean => CookieConsent.acceptedCategory('analytics');`,
    defines: ['analyticsAccepted'],
  }),
  platform('vanilla-valid-consent', 'isAnswered()', {
    imports: [{ from: 'vanilla-cookieconsent', names: ['validConsent'] }],
    code: `export const isAnswered = (): boolean => validConsent();`,
    defines: ['isAnswered'],
  }),
  platform('do-not-track', `navigator.doNotTrack !== '1'`),
  {
    id: 'tcf-purpose',
    on: ['page'],
    mode: 'later',
    plan: (n: Names) => ({
      code: code`
        export const ${n.choice} = { measured: false };

        export function readAnswer(): void {
          __tcfapi('addEventListener', 2, (data, isOk) => {
            if (isOk && data.eventStatus === 'useractioncomplete') {
              ${n.choice}.measured = data.purpose.consents[8] === true;
            }
          });
        }`,
      defines: [n.choice, 'readAnswer'],
      yes: `${n.choice}.measured`,
      setup: 'readAnswer();',
    }),
  },
];

const QUESTIONS: readonly Answer[] = [
  {
    id: 'confirm',
    on: ['page'],
    mode: 'ask',
    plan: (n) => ({
      code: code`
        export function ${n.ask}(): boolean {
          return confirm('May we record your activity on this page?');
        }`,
      defines: [n.ask],
      yes: `${n.ask}()`,
    }),
  },
  {
    id: 'browser-permission',
    on: ['page'],
    mode: 'askAsync',
    plan: (n) => ({
      code: code`
        export async function ${n.ask}(): Promise<boolean> {
          const status = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
          return status.state === 'granted';
        }`,
      defines: [n.ask],
      yes: `${n.ask}()`,
    }),
  },
  {
    id: 'own-dialog',
    on: ['page'],
    mode: 'askAsync',
    plan: (n) => ({
      code: code`
        export function ${n.ask}(): Promise<boolean> {
          return new Promise((resolve) => {
            ${onClick('allow-recording', 'resolve(true);')}
            ${onClick('refuse-recording', 'resolve(false);')}
          });
        }`,
      defines: [n.ask],
      yes: `${n.ask}()`,
    }),
  },
];

const COMPONENT: readonly Answer[] = [
  component(
    'component-button',
    'false',
    (n) => `<button onClick={() => set${capital(n.choice)}(true)}>Allow recording</button>`,
  ),
  component(
    'component-default-on',
    'true',
    (n) => `<button onClick={() => set${capital(n.choice)}(false)}>Refuse recording</button>`,
  ),
  component(
    'component-banner-closed',
    'false',
    (n) => `<button onClick={() => set${capital(n.choice)}(true)}>Close</button>`,
  ),
];

function component(id: string, first: string, control: (n: Names) => string): Answer {
  return {
    id,
    on: ['page'],
    mode: 'component',
    plan: (n) => ({
      yes: n.choice,
      hook: `const [${n.choice}, set${capital(n.choice)}] = useState(${first});`,
      control: control(n),
    }),
  };
}

export function capital(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}

export const PAGE_ANSWERS: readonly Answer[] = [...QUESTIONS, ...BUTTONS, ...STORED, ...PLATFORMS, ...COMPONENT];
