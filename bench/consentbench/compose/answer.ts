/** How a program gets at the answer: tested where it is asked, or kept for the checks that come later. */
import { answerOf, gateOf } from '../choices/index.js';
import type { AnswerPlan, Declared, GateContext } from '../choices/types.js';
import type { Recipe } from '../model.js';
import type { Names } from '../names.js';
import { code, paragraphs } from '../text.js';

export interface Asked extends Declared {
  readonly condition: Pick<GateContext, 'yes' | 'no' | 'raw' | 'isAsync'>;
  readonly setup?: string;
  readonly whenYes: string | undefined;
  readonly hook?: string;
  readonly control?: string;
  /** Holds if the function around this gate has to be async. */
  readonly waitsFor: (gate: string) => boolean;
}

export function answerFor(recipe: Recipe, n: Names): Asked {
  const { mode, plan } = answerOf(recipe.answer);
  const answer = plan(n);
  const isQuestion = mode === 'ask' || mode === 'askAsync';
  const isLater = recipe.site === 'handler' || recipe.site === 'sink';
  if (isQuestion && isLater) return keptAnswer(answer, mode === 'askAsync', recipe.style);
  return { ...answer, ...conditionOf(answer.yes, mode === 'askAsync'), whenYes: answer.whenYes };
}

function conditionOf(raw: string, isAsync: boolean): Pick<Asked, 'condition' | 'waitsFor'> {
  const yes = isAsync ? `await ${raw}` : raw;
  return {
    condition: { raw, yes, no: negated(yes), isAsync },
    waitsFor: (gate) => gateOf(gate).waits === true || (isAsync && !DETACHED.has(gate)),
  };
}

/** Gates that leave the waiting to somebody else. */
const DETACHED = new Set([
  'promise-then',
  'not-awaited',
  'then-without-looking',
  'assertion-not-awaited',
  'wrapper',
  'wrapper-that-always-runs',
  'checked-function',
  'on-granted',
]);

function negated(yes: string): string {
  return /^[\w.]+(\(\))?$/.test(yes) ? `!${yes}` : `!(${yes})`;
}

/** Asked once at the start; each event looks at what was kept. */
function keptAnswer(answer: AnswerPlan, isAsync: boolean, style: number): Asked {
  const name = ['saidYes', 'hasAgreed', 'wasAllowed'][style % 3]!;
  return {
    imports: answer.imports,
    code: paragraphs(
      answer.code,
      code`
        const kept = { answer: false };

        export ${isAsync ? 'async ' : ''}function askOnce(): ${isAsync ? 'Promise<void>' : 'void'} {
          kept.answer = ${isAsync ? 'await ' : ''}${answer.yes};
        }

        export const ${name} = (): boolean => kept.answer;`,
    ),
    defines: [...(answer.defines ?? []), 'askOnce', name],
    ...conditionOf(`${name}()`, false),
    setup: `${isAsync ? 'void ' : ''}askOnce();`,
    whenYes: undefined,
  };
}
