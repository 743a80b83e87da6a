/** Writes the result for a person to read. */
import type { DisagreementClass } from '../compare/classes.js';
import type { Limit } from '../compare/limits.js';
import type { ChoiceScore, Score } from '../compare/score.js';
import type { MetaResult } from '../meta/index.js';
import { testCase } from './case.js';

export interface Listed extends DisagreementClass {
  readonly limit: Limit | undefined;
}

export interface Result {
  readonly seed: number;
  readonly seconds: number;
  readonly total: Score;
  readonly consent: Score;
  readonly redaction: Score;
  readonly truth: Readonly<Record<string, number>>;
  readonly choices: readonly ChoiceScore[];
  readonly disagreements: readonly Listed[];
  readonly staleLimits: readonly Limit[];
  readonly metamorphic: MetaResult | undefined;
  readonly tools: readonly { readonly name: string; readonly missing?: string; readonly scores?: readonly Score[] }[];
}

const percent = (share: number): string => share.toFixed(3);

export function textOf(result: Result, choiceCount = 40): string {
  return [
    `ConsentBench: ${result.total.programs} programs, seed ${result.seed}, ${result.seconds.toFixed(0)} s`,
    scores(result),
    `Seen: ${Object.entries(result.truth)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
    losing(result.choices, choiceCount),
    disagreements(result.disagreements),
    limits(result.staleLimits),
    metamorphic(result.metamorphic),
    otherTools(result),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function scores({ total, consent, redaction }: Result): string {
  const row = (name: string, score: Score): string =>
    `  ${name.padEnd(10)} recall ${percent(score.recall)}  precision ${percent(score.precision)}  ` +
    `misses ${score.misses}, false alarms ${score.falseAlarms}, unproven ${score.unproven}`;
  return [row('both', total), row('consent', consent), row('redaction', redaction)].join('\n');
}

function losing(choices: readonly ChoiceScore[], count: number): string {
  const rows = choices
    .filter(({ misses, falseAlarms }) => misses + falseAlarms > 0)
    .slice(0, count)
    .map(
      ({ dimension, choice, programs, recall, precision, misses, falseAlarms, blamed }) =>
        `  ${`${dimension}=${choice}`.padEnd(38)}${String(programs).padStart(5)}${String(blamed).padStart(8)}  ` +
        `${percent(recall)}  ${percent(precision)}${String(misses).padStart(8)}${String(falseAlarms).padStart(8)}`,
    );
  return [`Choices that lose most${' '.repeat(13)} programs  blamed  recall  precis.  misses  alarms`, ...rows].join(
    '\n',
  );
}

function disagreements(classes: readonly Listed[]): string {
  if (classes.length === 0) return 'No disagreement.';
  const open = classes.filter(({ limit }) => !limit);
  const lines = classes.map(
    ({ obligation, kind, blamed, count, limit }) =>
      `  ${String(count).padStart(4)}  ${obligation} ${kind}: ${blamed.join(' ') || 'plain choices'}${limit ? `  (known: ${limit.reason})` : ''}`,
  );
  return [
    `Disagreements: ${classes.length}, not listed as limits: ${open.length}`,
    ...lines,
    ...open.map(testCase),
  ].join('\n');
}

function limits(stale: readonly Limit[]): string {
  return stale
    .map(
      ({ choices, obligation, expect }) =>
        `This limit works now, take it off limits.yaml: ${obligation} ${expect}, ${choices.join(' ')}`,
    )
    .join('\n');
}

function metamorphic(result: MetaResult | undefined): string {
  if (!result) return '';
  const { programs, rewritings, notTheSame, unstable } = result;
  const head = `Rewritings: ${rewritings} of ${programs} programs, ${unstable.length} kinds change a verdict, ${notTheSame} left out because they changed what the program does`;
  return [
    head,
    ...unstable.map(
      ({ count, what, blamed }) => `  ${String(count).padStart(4)}  ${what}: ${blamed.join(' ') || 'plain choices'}`,
    ),
  ].join('\n');
}

function otherTools({ tools }: Result): string {
  if (tools.length === 0) return '';
  const rows = tools.map(({ name, missing, scores: [consent, redaction] = [] }) => {
    if (!consent || !redaction) return `  ${name.padEnd(12)} skipped: ${missing}`;
    const cell = (score: Score): string => `${percent(score.recall)} / ${percent(score.precision)}`;
    return `  ${name.padEnd(12)} ${cell(consent)}    ${cell(redaction)}`;
  });
  return ['Tool          consent (recall / precision)  redaction', ...rows].join('\n');
}
