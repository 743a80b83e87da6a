/**
 * Shows the way of the content from the sensor to the sink that matters most.
 *
 * One path is enough to understand a finding, and several are hard to read: the other sinks are only named.
 */
import type { SinkKind, SinkResult, Step } from '../../model/result.js';
import { isActive } from '../tally.js';
import { line, lineWidth, span } from './line.js';
import type { Line } from './line.js';
import type { Block } from './review.js';
import { heading, placeOf, sampled } from './parts.js';
import { beside, indented } from './wrap.js';

/** A longer path is shown by its two ends. */
const MAX_STEPS = 12;
/** Places wider than this do not widen the column for all the others. */
const MAX_PLACE = 40;
const MAX_NAMED = 3;

/** Gets the path with its heading, or nothing where no content goes anywhere. */
export function contentPath(block: Block, width: number): Line[] {
  const { sink, steps, otherSinks } = worstPath(block);
  if (sink === undefined && steps.length === 0) return [];
  const title = sink === undefined ? 'Path' : `Path of the content to ${described(sink)}`;
  return [[], ...indented(2, heading(title), width), ...stepRows(steps, width), ...otherSinkRow(otherSinks, width)];
}

interface ContentPath {
  readonly sink: SinkResult | undefined;
  readonly steps: readonly Step[];
  readonly otherSinks: readonly SinkResult[];
}

/** Gets the path to the sink that the worst finding is about, else to the sink that reaches furthest. */
function worstPath({ capture, findings }: Block): ContentPath {
  const sinks = capture?.sinks ?? [];
  const traced = findings.find((finding) => isActive(finding) && finding.trace.length > 0)?.trace;
  const named = sinks.find((sink) => traced !== undefined && endsAt(traced, sink));
  const sink = named ?? [...sinks].sort((a, b) => REACH[a.kind] - REACH[b.kind])[0];
  return {
    sink,
    steps: named === undefined && sink !== undefined ? sink.trace : (traced ?? []),
    otherSinks: sinks.filter((one) => one !== sink),
  };
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

function stepRows(steps: readonly Step[], width: number): Line[] {
  const numbered = steps.map((step, index) => ({ step, label: String(index + 1) }));
  const { first, omitted, last } = sampled(numbered, MAX_STEPS);
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
    ...(omitted > 0 ? [line('dim', `    ${' '.repeat(digits)}  … ${omitted} more steps`)] : []),
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
