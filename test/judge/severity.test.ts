import { describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import type { CoverageTrace, ReaderTrace } from '../../src/model/trace.js';
import { at, capture, consent, judged, sink } from './traces.js';

const { rules } = builtinCatalogue();
const findings = (...traces: Parameters<typeof judged>[1]): readonly string[] => judged(rules, traces);

const met = consent('met');
const unmet = consent('unmet');

describe('the table of product.md', () => {
  it('consent unmet, redaction unmet: an error for each', () => {
    expect(findings(capture({ sinks: [sink({ consent: unmet })] }))).toEqual([
      'error ungated-capture',
      'error unredacted-capture',
    ]);
  });

  it('consent unmet, redaction partial: an error for each', () => {
    expect(findings(capture({ sinks: [sink({ consent: unmet, redaction: 'partial' })] }))).toEqual([
      'error partial-redaction',
      'error ungated-capture',
    ]);
  });

  it('consent unmet, and no content leaves: a note', () => {
    expect(findings(capture({ consent: unmet, sinks: [] }))).toEqual(['note ungated-capture']);
  });

  it('consent met, redaction unmet, and it can hold a secret: an error of redaction', () => {
    expect(findings(capture({ secret: true, consent: met, sinks: [sink({ consent: met })] }))).toEqual([
      'error unredacted-capture',
    ]);
    expect(
      findings(capture({ secret: true, consent: met, sinks: [sink({ consent: met, redaction: 'partial' })] })),
    ).toEqual(['error partial-redaction']);
  });

  it('consent met, redaction unmet otherwise: a warning of redaction', () => {
    expect(findings(capture({ consent: met, sinks: [sink({ consent: met })] }))).toEqual([
      'warning unredacted-capture',
    ]);
    expect(findings(capture({ consent: met, sinks: [sink({ consent: met, redaction: 'partial' })] }))).toEqual([
      'warning partial-redaction',
    ]);
  });

  it('consent met, and no content leaves: nothing', () => {
    expect(findings(capture({ consent: met, sinks: [] }))).toEqual([]);
  });

  it.each(['press', 'asked'] as const)(
    'the person’s own recording (%s): no redaction is owed for pixels, but for keys',
    (by) => {
      const own = consent('met', { by });
      expect(
        findings(capture({ sensor: 'screen', label: 'pixels', consent: own, sinks: [sink({ consent: own })] })),
      ).toEqual([]);
      expect(
        findings(capture({ sensor: 'keystroke', label: 'key', consent: own, sinks: [sink({ consent: own })] })),
      ).toEqual(['warning unredacted-capture']);
    },
  );

  it('an act that is no press of a recording owes redaction for pixels too', () => {
    expect(
      findings(capture({ sensor: 'screen', label: 'pixels', consent: met, sinks: [sink({ consent: met })] })),
    ).toEqual(['warning unredacted-capture']);
  });

  it('a library that does not start itself: a warning of consent', () => {
    const exported = consent('unmet', { entry: 'export' });
    expect(findings(capture({ library: true, consent: exported, sinks: [sink({ consent: exported })] }))).toContain(
      'warning ungated-capture',
    );
    const started = consent('unmet', { entry: 'module' });
    expect(findings(capture({ library: true, consent: started, sinks: [sink({ consent: started })] }))).toContain(
      'error ungated-capture',
    );
    expect(findings(capture({ library: false, consent: exported, sinks: [sink({ consent: exported })] }))).toContain(
      'error ungated-capture',
    );
  });

  it('code that nothing runs: a note of consent', () => {
    expect(findings(capture({ unreferenced: true, consent: unmet, sinks: [sink({ consent: unmet })] }))).toContain(
      'note ungated-capture',
    );
  });

  it('a sham is named instead of a missing check', () => {
    const sham = consent('unmet', { claims: true });
    expect(findings(capture({ consent: sham, sinks: [sink({ consent: sham })] }))).toEqual([
      'error sham-consent',
      'error unredacted-capture',
    ]);
    const weak = consent('unmet', { claims: false });
    expect(findings(capture({ consent: weak, sinks: [sink({ consent: weak })] }))).toEqual([
      'error ungated-capture',
      'error unredacted-capture',
    ]);
  });
});

describe('sinks are judged one by one', () => {
  it('a gated one does not cover an ungated one', () => {
    const both = [sink({ kind: 'network', consent: met }), sink({ kind: 'disk', consent: unmet })];
    expect(findings(capture({ consent: unmet, sinks: both }))).toContain('error ungated-capture');
    expect(findings(capture({ consent: unmet, sinks: both.slice(0, 1) }))).not.toContain('error ungated-capture');
  });

  it('a redacted part does not cover a whole one', () => {
    const both = [sink({ kind: 'network', consent: met, redaction: 'partial' }), sink({ kind: 'disk', consent: met })];
    expect(findings(capture({ consent: met, sinks: both }))).toEqual(['warning unredacted-capture']);
  });
});

describe('session replay', () => {
  const replay = (hides: 'all' | 'inputs' | 'none' | 'remote', given = met): readonly string[] =>
    findings(
      capture({
        sensor: 'session-replay',
        label: 'session',
        consent: given,
        sinks: [sink({ consent: given })],
        masking: hides,
      }),
    );

  it.each([
    ['all', []],
    ['inputs', ['warning unmasked-replay']],
    ['none', ['warning unmasked-replay']],
    ['remote', ['warning unmasked-replay']],
  ] as const)('that hides %s', (hides, expected) => expect(replay(hides)).toEqual(expected));

  it('that nobody agreed to, and hides nothing', () => {
    expect(replay('none', unmet)).toEqual(['error ungated-capture', 'error unmasked-replay']);
  });
});

describe('who can read it', () => {
  const reader = (who: ReaderTrace['who']): ReaderTrace => {
    const step = { location: at(20), note: 'here' };
    return { who, step, trace: [step] };
  };
  const read = (...who: ReaderTrace['who'][]): readonly string[] =>
    findings(capture({ consent: met, readers: who.map(reader), sinks: [sink({ consent: met })] })).filter((text) =>
      text.endsWith('exposed-capture'),
    );

  it.each([
    ['anyone', ['error exposed-capture']],
    ['any-site', ['warning exposed-capture']],
    ['signed-in', ['warning exposed-capture']],
    ['machine', ['warning exposed-capture']],
    ['unread', []],
    ['owner', []],
  ] as const)('%s', (who, expected) => expect(read(who)).toEqual(expected));

  it('is judged by the widest of them', () => {
    expect(read('owner', 'machine', 'anyone')).toEqual(['error exposed-capture']);
    expect(read('owner', 'unread')).toEqual([]);
  });
});

describe('how far it sees', () => {
  const seen = (
    limit: CoverageTrace['limit'],
    keepsSecrets = false,
    sinks = [sink({ consent: met })],
  ): readonly string[] =>
    findings(capture({ consent: met, coverage: { limit, keepsSecrets }, sinks })).filter((text) =>
      text.endsWith('unscoped-capture'),
    );

  it.each([
    ['none', ['warning unscoped-capture']],
    ['exclusions', ['warning unscoped-capture']],
    ['named', []],
    ['list', []],
    ['own', []],
    ['windowless', []],
  ] as const)('%s', (limit, expected) => expect(seen(limit)).toEqual(expected));

  it('owes secrets their field, also in a listed place', () => {
    expect(seen('list', true)).toEqual(['warning unscoped-capture']);
    expect(seen('list', false)).toEqual([]);
  });

  it('owes nothing where no content leaves', () => {
    expect(seen('none', false, [])).toEqual([]);
  });
});
