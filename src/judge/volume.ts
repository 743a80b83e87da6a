/**
 * Judges whether what a sensor sees leaves as often as the sensor fires.
 *
 * Causes: `local`, `low-rate`, `sdk-paced`, `thinned`, `unthrottled`, `unbounded`, `unread`.
 * Source: product.md, "The model"; how often is too often is data of the rule.
 */
import type { Limits, Rule } from '../model/catalogue.js';
import type { SinkKind, Step, Verdict } from '../model/result.js';
import type { CaptureTrace, VolumeTrace } from '../model/trace.js';
import { type Judged, bySeverity } from './verdicts.js';

const REMOTE: ReadonlySet<SinkKind> = new Set(['network', 'analytics', 'database', 'model-training']);

type Flow = VolumeTrace['flows'][number];

/** Gets what the rules on volume allow. */
export function limitsOf(rules: readonly Rule[]): Limits | undefined {
  return rules.find(({ obligation, limits }) => obligation === 'volume' && limits !== undefined)?.limits;
}

export function judgeVolume(capture: CaptureTrace, limits: Limits): Judged {
  const { volume, sinks } = capture;
  if (!sinks.some(({ kind }) => REMOTE.has(kind)))
    return judged('not-applicable', 'local', 'nothing of it reaches a remote sink');
  const flows = volume.flows.filter(({ kind }) => REMOTE.has(kind));
  if (volume.rate === undefined && !volume.polled)
    return judged('not-applicable', 'low-rate', 'it is not known to fire often');
  if (flows.length === 0) return judged('met', 'sdk-paced', 'the SDK sends at a pace of its own');
  return volume.polled ? polled(capture, flows, volume.polled, limits) : streamed(capture, flows, limits);
}

function streamed(capture: CaptureTrace, flows: readonly Flow[], limits: Limits): Judged {
  const { rate } = capture.volume;
  const through = flows.filter(({ thinned }) => !thinned || isTooFast(thinned.period, limits.thinned));
  if (through.length > 0) {
    const reason = `about ${rate} events a second reach ${through[0]!.api}, each on its own`;
    return unmet(capture, through, reason, []);
  }
  return unbounded(capture, flows, `about ${rate} a second`) ?? settled(flows);
}

/** What is put aside and never taken out is sent again each time, and fills the machine's memory. */
function unbounded(capture: CaptureTrace, flows: readonly Flow[], rate: string): Judged | undefined {
  const kept = flows.find(({ grows }) => grows);
  if (!kept?.grows) return undefined;
  const reason = `${kept.grows.note}: ${rate}, and all of them reach ${kept.api} each time`;
  return { ...unmet(capture, [kept], reason, [kept.grows]), cause: 'unbounded' };
}

function polled(capture: CaptureTrace, flows: readonly Flow[], timer: Step, limits: Limits): Judged {
  const { rate } = capture.volume;
  if (rate === undefined) return judged('unproven', 'unread', 'how often it is looked at could not be read', [timer]);
  const allowed = limits.polled[capture.model.sensor] ?? limits.polled.any;
  const growing = unbounded(capture, flows, often(rate));
  if (growing) return growing;
  if (rate <= allowed) return judged('met', 'thinned', `it is looked at ${often(rate)}`, [timer]);
  const through = flows.filter(({ thinned }) => !thinned);
  if (through.length === 0) return settled(flows);
  return unmet(capture, through, `it is looked at ${often(rate)}, and each look reaches ${through[0]!.api}`, [timer]);
}

/** Every way is thinned, as far as it could be read. */
function settled(flows: readonly Flow[]): Judged {
  const evidence = flows.flatMap(({ thinned }) => (thinned ? [thinned.step] : []));
  const unread = flows.find(({ thinned }) => thinned?.by === 'unread')?.thinned;
  if (unread) return judged('unproven', 'unread', unread.step.note, [unread.step]);
  return judged('met', 'thinned', 'events are thinned or put together before they leave', evidence.slice(0, 4));
}

function unmet(capture: CaptureTrace, through: readonly Flow[], reason: string, evidence: readonly Step[]): Judged {
  const places = new Set(through.map(({ location }) => `${location.file}:${location.line}:${location.column}`));
  const sink = bySeverity(capture.sinks).find(({ location }) =>
    places.has(`${location.file}:${location.line}:${location.column}`),
  );
  const steps = evidence.length > 0 ? evidence : (sink?.trace.slice(-1) ?? []);
  return { verdict: 'unmet', cause: 'unthrottled', reason, evidence: steps, sink };
}

function isTooFast(period: number | undefined, most: number): boolean {
  return period !== undefined && period < 1_000 / most;
}

function often(rate: number): string {
  if (rate === 1) return 'once a second';
  if (rate > 1) return `about ${Math.round(rate)} times a second`;
  return `every ${Math.round(10 / rate) / 10} seconds`;
}

function judged(verdict: Verdict, cause: string, reason: string, evidence: readonly Step[] = []): Judged {
  return { verdict, cause, reason, evidence };
}
