import { describe, expect, it } from 'vitest';
import { classesOf } from '../../bench/consentbench/compare/classes.js';
import { type Case, disagreementsOf, evaluate } from '../../bench/consentbench/compare/evaluate.js';
import { type Limit, limitFor, readLimits, staleLimits } from '../../bench/consentbench/compare/limits.js';
import { choiceScores, scoreOf } from '../../bench/consentbench/compare/score.js';
import { compose } from '../../bench/consentbench/compose/compose.js';
import { recipesOf } from '../../bench/consentbench/compose/pairwise.js';
import { type Recipe, type Said, isBad } from '../../bench/consentbench/model.js';
import { observe } from '../../bench/consentbench/oracle/facts.js';
import { testCase } from '../../bench/consentbench/report/case.js';
import type { Adapter } from '../../bench/consentbench/tools/adapter.js';
import { astGrepHits } from '../../bench/consentbench/tools/ast-grep.js';
import { verdictsOf } from '../../bench/consentbench/tools/binary.js';
import { consentlint } from '../../bench/consentbench/tools/consentlint.js';
import { eslint } from '../../bench/consentbench/tools/eslint.js';
import { semgrepHits } from '../../bench/consentbench/tools/semgrep.js';
import { recipe } from './recipes.js';

/** A tool that is always right, but for programs with this choice. */
function wrongAbout(isWrong: (recipe: Recipe) => boolean): Adapter {
  return {
    name: 'pretended',
    judge: (programs) =>
      Promise.all(
        programs.map(async (program) => {
          const observation = await observe(program);
          const said = (isBadOne: boolean): Said => (isBadOne !== isWrong(program.recipe) ? 'flagged' : 'silent');
          return { consent: said(isBad(observation, 'consent')), redaction: said(isBad(observation, 'redaction')) };
        }),
      ),
  };
}

const asked = (consent: Said, redaction: Said, consentBad: boolean, redactionBad: boolean): Case => ({
  program: compose(recipe('flow=direct')),
  verdict: { consent, redaction },
  observation: {
    consentBad,
    redactionBad,
    goesOnAfterWithdrawal: false,
    resumesByItself: false,
    alive: true,
    errors: [],
    because: [],
  },
});

describe('the score', () => {
  it('counts a hit, a miss, a false alarm', () => {
    const cases = [
      asked('flagged', 'flagged', true, true),
      asked('silent', 'flagged', true, false),
      asked('silent', 'silent', false, false),
    ];
    expect(scoreOf(cases)).toMatchObject({ misses: 1, falseAlarms: 1, recall: 2 / 3, precision: 2 / 3 });
    expect(scoreOf(cases, ['consent'])).toMatchObject({ misses: 1, falseAlarms: 0, recall: 0.5, precision: 1 });
  });

  it('takes what is unproven for a miss where the truth is bad, and for no alarm where it is good', () => {
    expect(disagreementsOf(asked('unproven', 'unproven', true, false))).toEqual([
      { obligation: 'consent', kind: 'miss' },
    ]);
  });

  it('reads severities and verdicts of a report', async () => {
    const report =
      (severity: string, verdict: string): Parameters<typeof consentlint>[0] =>
      () =>
        Promise.resolve({
          report: {
            status: 'complete',
            captures: [{ id: 'c', obligations: { consent: { verdict } } }],
            findings: [{ ruleId: 'sham-consent', severity, captureId: 'c' }],
          },
        });
    const said = async (severity: string, verdict: string): Promise<Said> =>
      (await consentlint(report(severity, verdict)).judge([compose(recipe('flow=direct'))]))[0]!.consent;
    expect(await said('error', 'unmet')).toBe('flagged');
    expect(await said('warning', 'unmet')).toBe('flagged');
    expect(await said('warning', 'unproven')).toBe('unproven');
    expect(await said('note', 'unmet')).toBe('silent');
  });
});

describe('a disagreement', () => {
  it('is traced to the choice that it needs, however much stands around it', async () => {
    const tool = wrongAbout(({ flow }) => flow === 'json');
    const cases: Case[] = [];
    for (const each of recipesOf(3, 4, ['flow=json'])) cases.push(await evaluate(each, tool));
    const classes = await classesOf(cases, (each) => evaluate(each, tool));
    expect(new Set(classes.map(({ blamed }) => blamed.join(' ')))).toEqual(new Set(['flow=json']));
    expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(8);
    const [json] = choiceScores(cases, classes);
    expect(json).toMatchObject({ dimension: 'flow', choice: 'json', blamed: 8 });
  });

  it('is printed as a test', async () => {
    const tool = wrongAbout(() => true);
    const [found] = await classesOf([await evaluate(recipe('flow=json'), tool)], (each) => evaluate(each, tool));
    const text = testCase(found!);
    expect(text).toContain("it('consent, miss: ");
    expect(text).toContain('document.addEventListener');
    expect(text).toContain('toBe(true)');
  });
});

describe('a limit', () => {
  const limit: Limit = { choices: ['flow=json'], obligation: 'both', expect: 'miss', reason: 'a test' };

  it('covers the disagreements that have its choices', async () => {
    const tool = wrongAbout(({ flow }) => flow === 'json');
    const [found] = await classesOf([await evaluate(recipe('flow=json'), tool)], (each) => evaluate(each, tool));
    expect(limitFor(found!, found!.case.program.recipe, [limit])).toBe(limit);
    expect(limitFor(found!, found!.case.program.recipe, [{ ...limit, expect: 'false-alarm' }])).toBeUndefined();
    expect(limitFor(found!, found!.case.program.recipe, [{ ...limit, choices: ['flow=record'] }])).toBeUndefined();
  });

  it('that works has to leave the list', async () => {
    const broken = wrongAbout(({ flow }) => flow === 'json');
    const mended = wrongAbout(() => false);
    expect(await staleLimits([limit], (each) => evaluate(each, broken))).toEqual([]);
    expect(await staleLimits([limit], (each) => evaluate(each, mended))).toEqual([limit]);
  });

  it('in limits.yaml names choices that exist, and a reason', () => {
    expect(readLimits().length).toBeGreaterThan(0);
  });
});

describe('another tool', () => {
  const programs = [
    compose(recipe('flow=direct')),
    compose(recipe('gate=early-return', 'answer=cookiebot', 'redaction=mask')),
  ];
  const folders = ['/tmp/x/p0', '/tmp/x/p1'];

  it('ESLint judges by the shape of one file', async () => {
    expect(await eslint.judge(programs)).toEqual([
      { consent: 'flagged', redaction: 'flagged' },
      { consent: 'silent', redaction: 'silent' },
    ]);
  });

  it('a binary’s output is read file by file', () => {
    const hits = [
      ...astGrepHits('[{"file":"/tmp/x/p0/main.ts","ruleId":"consent-check-missing"}]'),
      ...semgrepHits('{"results":[{"path":"/tmp/x/p1/a.ts","check_id":"rules.redaction-missing"}]}'),
    ];
    expect(verdictsOf(hits, folders, programs)).toEqual([
      { consent: 'flagged', redaction: 'silent' },
      { consent: 'silent', redaction: 'flagged' },
    ]);
  });
});
