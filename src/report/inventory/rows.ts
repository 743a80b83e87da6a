/**
 * The data map as rows: sensor, gate, redactor, sink, who can read.
 *
 * One for each way that a capture's content takes, and one for a capture from which none leaves.
 */
import { gateOf, readersOf, redactorOf } from '../../model/data-map.js';
import type { Capture, Report, SinkResult } from '../../model/result.js';

export interface InventoryRow {
  readonly captureId: string;
  readonly sensor: Capture['sensor'];
  readonly api: string;
  readonly place: string;
  readonly gate: string;
  readonly redactor: string;
  readonly sink: SinkCell | null;
  readonly readers: string;
}

/** All calls of one API in one file. */
export interface SinkCell extends Pick<SinkResult, 'kind' | 'api'> {
  readonly file: string;
  readonly lines: readonly number[];
}

export const NOTHING_LEAVES = 'nothing leaves';

export function inventoryRows({ captures }: Report): readonly InventoryRow[] {
  return captures.flatMap((capture) => (capture.sinks.length === 0 ? [rowOf(capture, null)] : waysOf(capture)));
}

/** Gets `a.ts:3, 7`. */
export function sinkPlace({ file, lines }: SinkCell): string {
  return `${file}:${lines.join(', ')}`;
}

function waysOf(capture: Capture): readonly InventoryRow[] {
  const ways = new Map<string, SinkResult[]>();
  for (const sink of capture.sinks) {
    const { kind, api, location, gate, redactor } = sink;
    const key = JSON.stringify([kind, api, location.file, gate, redactor]);
    ways.set(key, [...(ways.get(key) ?? []), sink]);
  }
  return [...ways.values()].map((sinks) => rowOf({ ...capture, sinks }, cellOf(sinks)));
}

function rowOf(capture: Capture, sink: SinkCell | null): InventoryRow {
  const { id, sensor, api, location } = capture;
  return {
    captureId: id,
    sensor,
    api,
    place: `${location.file}:${location.line}`,
    gate: gateOf(capture),
    redactor: redactorOf(capture),
    sink,
    readers: readersOf(capture),
  };
}

function cellOf(sinks: readonly SinkResult[]): SinkCell {
  const { kind, api, location } = sinks[0]!;
  const lines = new Set(sinks.map((sink) => sink.location.line));
  return { kind, api, file: location.file, lines: [...lines].sort((a, b) => a - b) };
}
