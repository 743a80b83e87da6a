/**
 * Shows two ways: how the program comes to the sensor unasked, and where the content goes from there.
 *
 * One path of each is enough to understand a finding, and several are hard to read: the other sinks are only named.
 */
import type { Location, SinkKind, SinkResult, Step } from '../../model/result.js';
import { counted, isActive } from '../tally.js';
import { line, lineWidth, span } from './line.js';
import type { Line } from './line.js';
import type { Block } from './review.js';
import { heading, placeOf, sampled } from './parts.js';
import { beside, indented } from './wrap.js';

/** Longer paths are shown by their two ends. */
const MAX_ENTRY = 6;
const MAX_STEPS = 8;
/** Places wider than this do not widen the column for all the others. */
const MAX_PLACE = 40;
const MAX_NAMED = 3;

export interface Paths {
  /** From where the program starts to the sensor, both included; empty where no finding tells it. */
  readonly entry: readonly Step[];
  /** From the sensor to the sink, both included. */
  readonly steps: readonly Step[];
  readonly sink: SinkResult | undefined;
  readonly otherSinks: readonly SinkResult[];
}

/** Gets the paths with their headings, or nothing where there are none. */
export function pathLines({ entry, steps, sink, otherSinks }: Paths, width: number): Line[] {
  const title = sink === undefined ? 'Path' : `Path of the content to ${described(sink)}`;
  return [
    // A single step is what the obligation's evidence already says.
    ...(entry.length < 2
      ? []
      : [[], ...indented(2, heading('How it starts'), width), ...stepRows(entry, MAX_ENTRY, width)]),
    ...(sink === undefined && steps.length === 0
      ? []
      : [
          [],
          ...indented(2, heading(title), width),
          ...stepRows(steps, MAX_STEPS, width),
          ...otherSinkRow(otherSinks, width),
        ]),
  ];
}

/** Gets the way in that a finding tells, and the path to the sink that the worst finding is about, else the sink that reaches furthest. */
export function pathsOf({ capture, findings, location }: Block): Paths {
  const sinks = capture?.sinks ?? [];
  const traces = findings
    .filter((finding) => isActive(finding) && finding.trace.length > 0)
    .map(({ trace }) => split(trace, location));
  const traced = traces[0]?.after;
  const named = sinks.find((sink) => traced !== undefined && endsAt(traced, sink));
  const sink = named ?? [...sinks].sort((a, b) => REACH[a.kind] - REACH[b.kind])[0];
  return {
    entry: traces.find(({ before }) => before.length > 0)?.before ?? [],
    sink,
    steps: named === undefined && sink !== undefined ? sink.trace : (traced ?? []),
    otherSinks: sinks.filter((one) => one !== sink),
  };
}

/** Holds if one of the paths goes through this line. */
export function passes({ entry, steps }: Paths, { file, line: at }: Location): boolean {
  return [...entry, ...steps].some(({ location }) => location.file === file && location.line === at);
}

/** A trace may tell first how the sensor is reached. */
function split(
  trace: readonly Step[],
  { file, line: at }: Location,
): { readonly before: readonly Step[]; readonly after: readonly Step[] } {
  const sensor = trace.findIndex(({ location }) => location.file === file && location.line === at);
  return sensor <= 0 ? { before: [], after: trace } : { before: trace.slice(0, sensor), after: trace.slice(sensor) };
}

function endsAt(trace: readonly Step[], sink: SinkResult): boolean {
  const end = trace.at(-1)?.location;
  return end?.file === sink.location.file && end.line === sink.location.line;
}

/** How many people and machines a sink can reach, furthest first. */
const REACH: Readonly<Record<SinkKind, number>> = {
  'model-training': 0,
  analytics: 1,
  network: 2,
  database: 3,
  log: 4,
  disk: 5,
  storage: 6,
  ipc: 7,
};

function described(sink: SinkResult): string {
  return `${sink.kind} (${sink.api})`;
}

function stepRows(steps: readonly Step[], most: number, width: number): Line[] {
  const numbered = steps.map((step, index) => ({ step, label: String(index + 1) }));
  const { first, omitted, last } = sampled(numbered, most);
  const places = [...first, ...last].map(({ step }) => lineWidth([placeOf(step.location)]));
  const column = Math.min(MAX_PLACE, Math.max(0, ...places));
  const digits = String(steps.length).length;
  const row = ({ step, label }: (typeof numbered)[number]): Line[] => {
    const place = placeOf(step.location);
    const gap = ' '.repeat(Math.max(0, column - lineWidth([place])) + 2);
    const prefix = [span('dim', `    ${label.padStart(digits)}  `), place, span('plain', gap)];
    return beside(prefix, line('plain', step.note), width);
  };
  return [
    ...first.flatMap(row),
    ...(omitted > 0 ? [line('dim', `    ${' '.repeat(digits)}  … ${counted(omitted, 'more step')}`)] : []),
    ...last.flatMap(row),
  ];
}

function otherSinkRow(sinks: readonly SinkResult[], width: number): Line[] {
  if (sinks.length === 0) return [];
  const names = sinks.slice(0, MAX_NAMED).map(described).join(', ');
  const more = sinks.length > MAX_NAMED ? ', …' : '';
  const text = `+${sinks.length} more ${sinks.length === 1 ? 'sink' : 'sinks'}: ${names}${more}`;
  return indented(4, line('dim', text), width);
}
