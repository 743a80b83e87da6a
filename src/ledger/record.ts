/** Says what the ledger records of a capture. */
import { gateOf, redactorOf } from '../model/data-map.js';
import type { CaptureRecord } from '../model/ledger.js';
import type { Capture, SinkResult } from '../model/result.js';

export function recordOf(capture: Capture): CaptureRecord {
  const { id, sensor, api, reach, location, within, sinks } = capture;
  return {
    id,
    sensor,
    api,
    reach,
    file: location.file,
    within,
    gate: gateOf(capture),
    redactor: redactorOf(capture),
    sinks: [...new Set(sinks.map(sinkName))].sort(),
  };
}

/** One name for all calls of an API in a file: no lines, as an edit above them must not change the ledger. */
export function sinkName({ kind, api, location }: SinkResult): string {
  return `${kind} ${api} in ${location.file}`;
}
