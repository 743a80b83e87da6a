import { describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import { judge } from '../../src/judge/index.js';
import type { CaptureTrace } from '../../src/model/trace.js';
import { scanProgram } from '../support/review.js';
import { at, capture } from './traces.js';

const { rules } = builtinCatalogue();

function ids(...traces: readonly CaptureTrace[]): readonly string[] {
  return judge(traces, rules).captures.map((each) => each.id);
}

async function fingerprints(program: string, file = 'a.ts'): Promise<readonly string[]> {
  return (await scanProgram({ [file]: program })).findings.map((finding) => finding.fingerprint).sort();
}

describe('the identity of a capture', () => {
  it('does not depend on the line', () => {
    expect(ids(capture({ location: at(3) }))).toEqual(ids(capture({ location: at(30) })));
  });

  it.each([
    ['the function around it', capture({ scope: ['other'] })],
    ['the file', capture({ location: at(3, 'b.ts') })],
    ['the api', capture({ api: 'global#window.addEventListener' })],
    ['the sensor', capture({ sensor: 'pointer' })],
  ])('depends on %s', (_, other) => expect(ids(other)).not.toEqual(ids(capture({}))));

  it('does not depend on its sinks or on consent', () => {
    expect(ids(capture({ sinks: [] }))).toEqual(ids(capture({})));
  });

  it('differs between two of a kind in one function, whatever their order is given in', () => {
    const [one, two] = [capture({ location: at(3) }), capture({ location: at(4) })];
    expect(new Set(ids(one, two)).size).toBe(2);
    expect(ids(two, one)).toEqual(ids(one, two));
  });
});

describe('the fingerprint of a finding', () => {
  const program = (name: string): string =>
    `function ${name}() {\n  document.addEventListener('keydown', (e) => fetch('/k', { method: 'POST', body: e.key }));\n}\n${name}();\n`;

  it('is one for each rule', async () => {
    const found = await fingerprints(program('watch'));
    expect(found).toHaveLength(4);
    expect(new Set(found).size).toBe(4);
  });

  it('survives moved lines and other white space', async () => {
    expect(await fingerprints(`// a comment\n\n${program('watch').replaceAll('  ', '\t\t')}`)).toEqual(
      await fingerprints(program('watch')),
    );
  });

  it('survives another capture before it', async () => {
    const other = `document.addEventListener('paste', (e) => fetch('/k', { method: 'POST', body: e.clipboardData!.getData('text') }));\n`;
    expect(await fingerprints(other + program('watch'))).toEqual(
      expect.arrayContaining([...(await fingerprints(program('watch')))]),
    );
  });

  it('changes with the name of the function', async () => {
    const [before, after] = [await fingerprints(program('watch')), await fingerprints(program('look'))];
    expect(after.filter((each) => before.includes(each))).toEqual([]);
  });

  it('changes with the name of the file', async () => {
    expect(await fingerprints(program('watch'), 'b.ts')).not.toEqual(await fingerprints(program('watch')));
  });
});

describe('the order of a judgement', () => {
  it('is by file, line and rule, whatever order traces come in', () => {
    const traces = [
      capture({ location: at(9, 'b.ts') }),
      capture({ location: at(3, 'a.ts') }),
      capture({ location: at(20, 'a.ts') }),
    ];
    const order = judge(traces, rules).findings.map(
      ({ location, ruleId }) => `${location.file}:${location.line} ${ruleId}`,
    );
    expect(order).toEqual([
      'a.ts:3 ungated-capture',
      'a.ts:3 unredacted-capture',
      'a.ts:20 ungated-capture',
      'a.ts:20 unredacted-capture',
      'b.ts:9 ungated-capture',
      'b.ts:9 unredacted-capture',
    ]);
    expect(JSON.stringify(judge([...traces].reverse(), rules))).toBe(JSON.stringify(judge(traces, rules)));
  });

  it('a search that was cut lowers the confidence', () => {
    expect(judge([capture({ cut: true })], rules).findings[0]?.confidence).toBe('low');
    expect(judge([capture({ cut: false })], rules).findings[0]?.confidence).toBe('high');
  });

  it('no rules, no findings, and the captures stay', () => {
    const { captures, findings } = judge([capture({})], []);
    expect([captures.length, findings.length]).toEqual([1, 0]);
  });
});
