/**
 * A slice of the benchmark, bounded in time: what is recognised now has to stay recognised.
 *
 * The figures are raised when the engine gets better. Limits are claims: one that works now fails here until it is
 * taken off bench/consentbench/limits.yaml.
 */
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../bench/consentbench/compare/evaluate.js';
import { readLimits, staleLimits } from '../../bench/consentbench/compare/limits.js';
import { evaluateAll } from '../../bench/consentbench/compare/run.js';
import { scoreOf } from '../../bench/consentbench/compare/score.js';
import { recipesOf } from '../../bench/consentbench/compose/pairwise.js';
import { metamorphic } from '../../bench/consentbench/meta/index.js';
import { consentlint } from '../../bench/consentbench/tools/consentlint.js';
import { scan } from '../../src/scan.js';

const SIZE = 220;
const TIMEOUT = 120_000;
const tool = consentlint(scan);

describe('a slice of ConsentBench', () => {
  it(`${SIZE} programs`, { timeout: TIMEOUT }, async () => {
    const cases = await evaluateAll(recipesOf(1, SIZE), tool, () => undefined);
    const consent = scoreOf(cases, ['consent']);
    const redaction = scoreOf(cases, ['redaction']);
    for (const { recall, precision } of [consent, redaction]) {
      expect(recall).toBeGreaterThanOrEqual(0.95);
      expect(precision).toBeGreaterThanOrEqual(0.95);
    }
    const { notTheSame, unstable } = await metamorphic(cases.slice(0, 12), tool);
    expect(notTheSame).toBe(0);
    expect(unstable.map(({ what, blamed }) => [what, ...blamed])).toEqual([]);
  });

  it('no limit works that is listed as one', { timeout: TIMEOUT }, async () => {
    expect(await staleLimits(readLimits(), (each) => evaluate(each, tool))).toEqual([]);
  });
});
