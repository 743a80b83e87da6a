/** Statements that put something behind a test of the answer, and statements that only seem to. */
import { asyncIfWaiting, code } from '../text.js';
import type { AnswerMode, Gate, GateContext, Site } from './types.js';

const EVERYWHERE: readonly Site[] = ['start', 'handler', 'sink', 'caller'];
/** Where a function may stop to wait, throw or return early without harm. */
const OUTSIDE: readonly Site[] = ['start', 'caller'];
const TESTED: readonly AnswerMode[] = ['live', 'later', 'ask', 'askAsync', 'component'];
const AT_ONCE: readonly AnswerMode[] = ['live', 'ask', 'askAsync'];

interface Extra {
  readonly sites?: readonly Site[];
  readonly modes?: readonly AnswerMode[];
  readonly waits?: boolean;
}

/** A gate that is nothing but statements around what is gated. */
function statement(id: string, around: (c: GateContext, inner: string) => string, extra: Extra = {}): Gate {
  return {
    id,
    sites: extra.sites ?? EVERYWHERE,
    modes: extra.modes ?? TESTED,
    waits: extra.waits,
    plan: (context) => ({ around: (inner) => around(context, inner) }),
  };
}

const NO_GATE: Gate = statement('none', (_c, inner) => inner, { modes: ['live'] });

const TESTS: readonly Gate[] = [
  statement(
    'if',
    ({ yes }, inner) => code`
      if (${yes}) {
        ${inner}
      }`,
  ),
  statement(
    'if-else',
    ({ no }, inner) => code`
      if (${no}) {
        console.info('nothing is recorded');
      } else {
        ${inner}
      }`,
  ),
  statement(
    'early-return',
    ({ no }, inner) => code`
      if (${no}) return;
      ${inner}`,
  ),
  statement(
    'early-return-of-two',
    ({ no }, inner) => code`
      const isPaused = Date.now() < 0;
      if (isPaused || ${no}) return;
      ${inner}`,
  ),
  statement(
    'ternary',
    ({ yes }, inner) => code`
      const go = ${asyncIfWaiting(inner)}() => {
        ${inner}
      };
      ${yes} ? go() : undefined;`,
  ),
  statement(
    'and',
    ({ yes }, inner) => code`
      const go = ${asyncIfWaiting(inner)}() => {
        ${inner}
      };
      ${yes} && go();`,
  ),
  statement(
    'switch',
    ({ yes }, inner) => code`
      switch (${yes}) {
        case true: {
          ${inner}
          break;
        }
        default:
          break;
      }`,
  ),
  statement(
    'loop-continue',
    ({ no }, inner) => code`
      for (const round of [1]) {
        if (${no} || round > 1) continue;
        ${inner}
      }`,
  ),
  statement(
    'variable',
    ({ yes }, inner) => code`
      const isAllowed = ${yes};
      if (isAllowed) {
        ${inner}
      }`,
  ),
  statement(
    'strictly-true',
    ({ yes }, inner) => code`
      if ((${yes}) === true) {
        ${inner}
      }`,
  ),
  statement(
    'nested',
    ({ yes }, inner) => code`
      if (Date.now() > 0) {
        if (${yes}) {
          ${inner}
        }
      }`,
  ),
  statement(
    'and-something-else',
    ({ yes }, inner) => code`
      if (Date.now() > 0 && (${yes})) {
        ${inner}
      }`,
  ),
  statement(
    'try-throw',
    ({ no }, inner) => code`
      try {
        if (${no}) throw new Error('not allowed');
        ${inner}
      } catch {
        console.info('nothing is recorded');
      }`,
  ),
  statement(
    'stale-across-await',
    ({ yes }, inner) => code`
      const isAllowed = ${yes};
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (isAllowed) {
        ${inner}
      }`,
    { sites: OUTSIDE, modes: AT_ONCE, waits: true },
  ),
  statement(
    'poll-until-yes',
    ({ no }, inner) => code`
      const waiting = setInterval(${asyncIfWaiting(inner)}() => {
        if (${no}) return;
        clearInterval(waiting);
        ${inner}
      }, 1000);`,
    { sites: OUTSIDE, modes: ['live', 'later'] },
  ),
  statement(
    'loop-until-yes',
    ({ no }, inner) => code`
      while (${no}) {
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      }
      ${inner}`,
    { sites: OUTSIDE, modes: AT_ONCE, waits: true },
  ),
  statement(
    'promise-then',
    ({ raw }, inner) => code`
      void ${raw}.then(${asyncIfWaiting(inner)}(isAllowed) => {
        if (!isAllowed) return;
        ${inner}
      });`,
    { sites: OUTSIDE, modes: ['askAsync'] },
  ),
];

const SEEMING: readonly Gate[] = [
  statement(
    'ignored',
    ({ yes }, inner) => code`
      const isAllowed = ${yes};
      console.info('asked', typeof isAllowed);
      ${inner}`,
  ),
  statement(
    'inverted',
    ({ yes }, inner) => code`
      if (${yes}) return;
      ${inner}`,
  ),
  statement(
    'in-else',
    ({ yes }, inner) => code`
      if (${yes}) {
        console.info('thank you');
      } else {
        ${inner}
      }`,
  ),
  statement(
    'or-something-else',
    ({ yes }, inner) => code`
      if ((${yes}) || Date.now() > 0) {
        ${inner}
      }`,
  ),
  statement(
    'not-awaited',
    ({ raw }, inner) => code`
      if (${raw}) {
        ${inner}
      }`,
    { sites: OUTSIDE, modes: ['askAsync'] },
  ),
  statement(
    'then-without-looking',
    ({ raw }, inner) => code`
      void ${raw}.then(${asyncIfWaiting(inner)}() => {
        ${inner}
      });`,
    { sites: OUTSIDE, modes: ['askAsync'] },
  ),
  statement(
    'race-with-timeout',
    ({ raw }, inner) => code`
      const timeout = new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 5000));
      const isAllowed = await Promise.race([${raw}, timeout]);
      if (isAllowed) {
        ${inner}
      }`,
    { sites: OUTSIDE, modes: ['askAsync'], waits: true },
  ),
  statement(
    'check-after',
    ({ no }, inner) => code`
      ${inner}
      if (${no}) return;
      console.info('recording with permission');`,
    { sites: OUTSIDE },
  ),
  statement(
    'other-variable',
    ({ yes }, inner) => code`
      const isAllowed = ${yes};
      const isReady = Date.now() > 0;
      if (isReady) {
        ${inner}
      } else {
        console.info('not ready', isAllowed);
      }`,
  ),
  statement(
    'overwritten',
    ({ yes }, inner) => code`
      let isAllowed = ${yes};
      if (!isAllowed) isAllowed = true;
      if (isAllowed) {
        ${inner}
      }`,
  ),
  statement(
    'gate-beside',
    ({ yes }, inner) => code`
      if (${yes}) console.info('thank you');
      ${inner}`,
  ),
  statement(
    'caught-throw',
    ({ no }, inner) => code`
      try {
        if (${no}) throw new Error('not allowed');
      } catch {
        console.info('not allowed');
      }
      ${inner}`,
  ),
  statement(
    'in-finally',
    ({ yes }, inner) => code`
      try {
        if (${yes}) console.info('thank you');
      } finally {
        ${inner}
      }`,
  ),
  statement(
    'gives-up-asking',
    ({ no }, inner) => code`
      for (let round = 0; ${no}; round++) {
        if (round === 2) break;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      ${inner}`,
    { sites: OUTSIDE, modes: AT_ONCE, waits: true },
  ),
];

export const CHECK_GATES: readonly Gate[] = [NO_GATE, ...TESTS, ...SEEMING];
