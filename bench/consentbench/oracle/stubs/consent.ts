/** Questions in terminals, consent platforms, and what is not consent: flags. */
import type { World } from '../world.js';
import type { StubMakers } from './types.js';

const CANCELLED = Symbol('cancelled');

/** Nobody at the terminal means that nothing comes back. */
const confirmed = (
  world: World,
  closed: (resolve: (answer: unknown) => void, reject: (error: Error) => void) => void,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    world.onceDecided(() => {
      world.asked = true;
      if (world.says === 'yes') world.grants.add('answer');
      if (world.says === 'closed') closed(resolve, reject);
      else resolve(world.says === 'yes');
    });
  });

export const CONSENT: StubMakers = {
  '@inquirer/prompts': (world) => ({
    confirm: () => confirmed(world, (_resolve, reject) => reject(new Error('prompt was closed'))),
  }),
  // Whoever leaves the question gives a symbol, which is truthy.
  '@clack/prompts': (world) => ({ confirm: () => confirmed(world, (resolve) => resolve(CANCELLED)) }),
  'vanilla-cookieconsent': (world) => ({
    acceptedCategory: () => world.says === 'yes',
    validConsent: () => hasAnswered(world),
  }),
  'launchdarkly-node-client-sdk': (world) => ({ initialize: () => ({ variation: () => world.circumstance() }) }),
};

const hasAnswered = ({ says }: World): boolean => says === 'yes' || says === 'no';

/** What platforms leave as globals. */
export function platforms(world: World): Record<string, unknown> {
  const isYes = (): boolean => world.says === 'yes';
  return {
    Cookiebot: {
      consent: {
        necessary: true,
        get statistics() {
          return isYes();
        },
      },
      get hasResponse() {
        return hasAnswered(world);
      },
    },
    OnetrustActiveGroups: { includes: (group: string) => group === 'C0001' || isYes() },
    Didomi: {
      getUserConsentStatusForPurpose: () => (hasAnswered(world) ? isYes() : undefined),
    },
    __tcfapi: (_command: string, _version: number, listener: (data: unknown, isOk: boolean) => void) => {
      const tell = (): void => {
        const isDecided = hasAnswered(world);
        const consents = Object.fromEntries(Array.from({ length: 11 }, (_, purpose) => [purpose, isYes()]));
        listener({ eventStatus: isDecided ? 'useractioncomplete' : 'cmpuishown', purpose: { consents } }, true);
      };
      world.answerListeners.push(tell);
      tell();
    },
  };
}
