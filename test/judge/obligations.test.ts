/** The verdicts of withdrawal and volume, and which of them a rule speaks of. */
import { describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';
import { judge } from '../../src/judge/index.js';
import type { CaptureTrace, Thinning } from '../../src/model/trace.js';
import { at, capture, consent, judged, sink } from './traces.js';

const { rules } = builtinCatalogue();
const sinks = [sink({ consent: consent('met'), redaction: 'none' })];
const recording = { label: 'coordinates', sensor: 'pointer', consent: consent('met', { by: 'press' }) } as const;
const asked = [sink({ consent: recording.consent })];

function found(shape: Parameters<typeof capture>[0]): readonly string[] {
  return judged(rules, [capture({ ...recording, sinks: asked, ...shape })]);
}

describe('withdrawal', () => {
  const ends = (is: CaptureTrace['withdrawal']['is']): CaptureTrace['withdrawal'] => ({ is, evidence: [] });

  it.each([
    ['stopped', []],
    ['rechecked', []],
    ['restart', []],
    ['platform', []],
    ['single', []],
    ['unread', []],
    ['endless', ['warning no-withdrawal']],
    ['ended', ['warning no-withdrawal']],
    ['paused', ['warning timed-pause']],
  ] as const)('%s', (is, expected) => {
    expect(found({ withdrawal: ends(is) })).toEqual(expected);
  });

  it('of what stays inside is a matter of the inventory', () => {
    expect(found({ sinks: [], withdrawal: ends('endless') })).toEqual([]);
  });

  it('of code that nothing runs is owed to nobody', () => {
    expect(found({ unreferenced: true, withdrawal: ends('endless') })).not.toContain('warning no-withdrawal');
  });

  it('of a package that only exports its start is for whoever starts it', () => {
    const start = consent('unmet', { entry: 'export' });
    const shape = { library: true, consent: start, sinks, withdrawal: ends('endless') };
    expect(found(shape)).not.toContain('warning no-withdrawal');
    expect(found({ ...shape, library: false })).toContain('warning no-withdrawal');
  });
});

describe('volume', () => {
  const flow = (thinned?: Thinning): CaptureTrace['volume']['flows'][number] => ({
    kind: 'network',
    api: 'fetch',
    location: at(9),
    thinned,
  });
  const by = (name: Thinning['by'], period?: number): Thinning => ({
    by: name,
    period,
    step: { location: at(5), note: 'here' },
  });
  const polled = { location: at(4), note: 'this timer' };

  it.each([
    ['nothing thins it', [flow()], ['warning unthrottled-capture']],
    ['a throttle', [flow(by('throttle', 500))], []],
    ['a throttle that lets more than 20 a second through', [flow(by('throttle', 49))], ['warning unthrottled-capture']],
    ['a throttle that lets 20 a second through', [flow(by('throttle', 50))], []],
    ['one way of two', [flow(by('buffer')), flow()], ['warning unthrottled-capture']],
    ['something that could not be read', [flow(by('unread'))], []],
    ['only its own SDK', [], []],
  ] as const)('%s', (_, flows, expected) => {
    expect(found({ volume: { rate: 60, flows } })).toEqual(expected);
  });

  it('of a poll is held to its limit', () => {
    expect(found({ volume: { rate: 1, polled, flows: [flow()] } })).toEqual([]);
    expect(found({ volume: { rate: 2, polled, flows: [flow()] } })).toEqual(['warning unthrottled-capture']);
    expect(found({ volume: { polled, flows: [flow()] } })).toEqual([]);
    const screen = { sensor: 'screen', label: 'pixels' } as const;
    expect(found({ ...screen, volume: { rate: 0.2, polled, flows: [flow()] } })).toEqual([
      'warning unthrottled-capture',
    ]);
    expect(found({ ...screen, volume: { rate: 0.1, polled, flows: [flow()] } })).toEqual([]);
  });

  it('is not owed where nothing leaves the machine', () => {
    const local = [sink({ kind: 'disk', consent: recording.consent })];
    const volume = { rate: 60, flows: [{ ...flow(), kind: 'disk' as const }] };
    expect(found({ sinks: local, volume })).toEqual([]);
  });

  it('says how often, and where to', () => {
    const { findings, captures } = judge([capture({ volume: { rate: 60, flows: [flow()] } })], rules);
    expect(findings.find(({ ruleId }) => ruleId === 'unthrottled-capture')?.message).toContain(
      'about 60 events a second reach fetch',
    );
    expect(captures[0]?.obligations.volume?.verdict).toBe('unmet');
  });
});
