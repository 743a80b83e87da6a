/** Gates that stand in a function of their own: guards, assertions, wrappers, callbacks; and components. */
import { asyncIfWaiting, code } from '../text.js';
import type { AnswerMode, Gate, GateContext, GatePlan, Site } from './types.js';

/** The one gate that stands in what a component shows. */
export const CONDITIONAL_RENDER = 'conditional-render';

const EVERYWHERE: readonly Site[] = ['start', 'handler', 'sink', 'caller'];
const OUTSIDE: readonly Site[] = ['start', 'caller'];
const READ: readonly AnswerMode[] = ['live', 'later', 'ask', 'askAsync'];
const AT_ONCE: readonly AnswerMode[] = ['live', 'ask', 'askAsync'];

interface Extra {
  readonly sites?: readonly Site[];
  readonly modes?: readonly AnswerMode[];
  readonly needsCallback?: boolean;
}

function helper(id: string, plan: (c: GateContext) => GatePlan, extra: Extra = {}): Gate {
  return { id, plan, sites: extra.sites ?? EVERYWHERE, modes: extra.modes ?? READ, needsCallback: extra.needsCallback };
}

const asyncWord = (c: GateContext): string => (c.isAsync ? 'async ' : '');
const awaitWord = (c: GateContext): string => (c.isAsync ? 'await ' : '');
const typed = (c: GateContext, type: string): string => (c.isAsync ? `Promise<${type}>` : type);

const GUARDS: readonly Gate[] = [
  helper('guard-function', (c) => ({
    code: code`
      export ${asyncWord(c)}function isPermitted(): ${typed(c, 'boolean')} {
        if (${c.no}) return false;
        return true;
      }`,
    defines: ['isPermitted'],
    around: (inner) => code`
      if (!(${awaitWord(c)}isPermitted())) return;
      ${inner}`,
  })),
  helper('guard-class', (c) => ({
    code: code`
      class Permissions {
        ${asyncWord(c)}includesRecording(): ${typed(c, 'boolean')} {
          return ${c.yes};
        }
      }

      export const permissions = new Permissions();`,
    defines: ['permissions'],
    around: (inner) => code`
      if (${awaitWord(c)}permissions.includesRecording()) {
        ${inner}
      }`,
  })),
  helper('guard-that-is-always-true', (c) => ({
    code: code`
      export ${asyncWord(c)}function isPermitted(): ${typed(c, 'boolean')} {
        if (${c.no}) console.info('no permission yet');
        return true;
      }`,
    defines: ['isPermitted'],
    around: (inner) => code`
      if (!(${awaitWord(c)}isPermitted())) return;
      ${inner}`,
  })),
  helper('assertion', (c) => ({
    code: code`
        export ${asyncWord(c)}function assertPermitted(): ${typed(c, 'void')} {
          if (${c.no}) throw new Error('recording is not permitted');
        }`,
    defines: ['assertPermitted'],
    around: (inner) => code`
        ${awaitWord(c)}assertPermitted();
        ${inner}`,
  })),
  helper(
    'assertion-not-awaited',
    (c) => ({
      code: code`
        export async function assertPermitted(): Promise<void> {
          if (${c.no}) throw new Error('recording is not permitted');
        }`,
      defines: ['assertPermitted'],
      around: (inner) => code`
        assertPermitted().catch(() => console.info('not permitted'));
        ${inner}`,
    }),
    { sites: OUTSIDE, modes: AT_ONCE },
  ),
];

const WRAPPERS: readonly Gate[] = [
  helper('wrapper', (c) => ({
    code: code`
        export ${asyncWord(c)}function ifPermitted(run: () => void): ${typed(c, 'void')} {
          if (${c.yes}) run();
        }`,
    defines: ['ifPermitted'],
    around: (inner) => code`
        ${c.isAsync ? 'void ' : ''}ifPermitted(${asyncIfWaiting(inner)}() => {
          ${inner}
        });`,
  })),
  helper('wrapper-that-always-runs', (c) => ({
    code: code`
        export ${asyncWord(c)}function ifPermitted(run: () => void): ${typed(c, 'void')} {
          if (${c.no}) console.info('not permitted');
          run();
        }`,
    defines: ['ifPermitted'],
    around: (inner) => code`
        ${c.isAsync ? 'void ' : ''}ifPermitted(${asyncIfWaiting(inner)}() => {
          ${inner}
        });`,
  })),
  helper('checked-function', (c) => ({
    code: code`
        export function permitted(run: () => void): () => ${typed(c, 'void')} {
          return ${asyncWord(c)}() => {
            if (${c.yes}) run();
          };
        }`,
    defines: ['permitted'],
    around: (inner) => code`
        const go = permitted(${asyncIfWaiting(inner)}() => {
          ${inner}
        });
        ${c.isAsync ? 'void ' : ''}go();`,
  })),
  helper(
    'on-granted',
    (c) => ({
      around: (inner) => code`
        ${c.whenYes ?? ''}(${asyncIfWaiting(inner)}() => {
          ${inner}
        });`,
    }),
    { sites: OUTSIDE, modes: ['live', 'later'], needsCallback: true },
  ),
];

const COMPONENTS: readonly Gate[] = [
  helper(
    'effect-return',
    (c) => ({
      around: (inner) => code`
        if (!${c.yes}) return;
        ${inner}`,
    }),
    { sites: ['start'], modes: ['component'] },
  ),
  helper(
    'effect-ignores',
    (c) => ({
      around: (inner) => code`
        document.title = ${c.yes} ? 'Recording' : 'Not recording';
        ${inner}`,
    }),
    { sites: ['start'], modes: ['component'] },
  ),
  // The component that captures is shown after a yes; `compose/unit.ts` writes it.
  helper(CONDITIONAL_RENDER, () => ({ around: (inner) => inner }), { sites: ['caller'], modes: ['component'] }),
];

export const HELPER_GATES: readonly Gate[] = [...GUARDS, ...WRAPPERS, ...COMPONENTS];
