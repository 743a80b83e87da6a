/** What stands where an answer should, and is no person's act: constants, the environment, flags, roles, servers. */
import type { Names } from '../names.js';
import { code } from '../text.js';
import { ANYWHERE } from './flow.js';
import type { Answer, AnswerPlan } from './types.js';

function live(id: string, plan: (n: Names) => AnswerPlan): Answer {
  return { id, on: ANYWHERE, mode: 'live', plan };
}

export const OTHER_ANSWERS: readonly Answer[] = [
  live('constant-true', () => ({
    code: 'export const hasConsent = true;',
    defines: ['hasConsent'],
    yes: 'hasConsent',
  })),
  live('constant-in-config', () => ({
    code: 'export const config = { recording: { consent: true, rate: 1 } };',
    defines: ['config'],
    yes: 'config.recording.consent',
  })),
  live('environment', () => ({ yes: `process.env.RECORD_ACTIVITY === '1'` })),
  live('environment-consent', () => ({
    code: `export const userConsent = (): boolean => process.env.USER_CONSENT === '1';`,
    defines: ['userConsent'],
    yes: 'userConsent()',
  })),
  live('feature-flag', () => ({
    imports: [{ from: 'launchdarkly-node-client-sdk', namespace: 'LaunchDarkly' }],
    code: code`
      const flags = LaunchDarkly.initialize('sdk-key', { key: 'anonymous' });

      export const recordingFlag = (): boolean => flags.variation('record-activity', false) as boolean;`,
    defines: ['recordingFlag'],
    yes: 'recordingFlag()',
  })),
  live('role', (n) => ({
    code: code`
      declare const currentUser: { readonly role: string };

      export const ${n.choice} = (): boolean => currentUser.role === 'employee';`,
    defines: [n.choice],
    yes: `${n.choice}()`,
  })),
  live('sampling', () => ({
    code: `const SAMPLE_RATE = 0.5;\n\nexport const isSampled = (): boolean => Math.random() < SAMPLE_RATE;`,
    defines: ['isSampled'],
    yes: 'isSampled()',
  })),
  {
    id: 'written-by-timer',
    on: ANYWHERE,
    mode: 'later',
    plan: (n) => ({
      code: code`
      export const ${n.choice} = { consent: false };

      export function prepare(): void {
        setTimeout(() => {
          ${n.choice}.consent = true;
        }, 3000);
      }`,
      defines: [n.choice, 'prepare'],
      yes: `${n.choice}.consent`,
      setup: 'prepare();',
    }),
  },
  {
    id: 'remote-policy',
    on: ANYWHERE,
    mode: 'askAsync',
    plan: (n) => ({
      code: code`
        export async function ${n.ask}(): Promise<boolean> {
          const answer = await fetch('https://policy.example.invalid/settings');
          const policy = (await answer.json()) as { recording: boolean };
          return policy.recording;
        }`,
      defines: [n.ask],
      yes: `${n.ask}()`,
    }),
  },
  {
    id: 'always-resolved',
    on: ANYWHERE,
    mode: 'askAsync',
    plan: (n) => ({
      code: code`
        export async function ${n.ask}(): Promise<boolean> {
          await new Promise((resolve) => setTimeout(resolve, 100));
          return true;
        }`,
      defines: [n.ask],
      yes: `${n.ask}()`,
    }),
  },
];
