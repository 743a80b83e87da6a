/**
 * Fingerprints: what makes a capture or a finding the same one after lines moved.
 *
 * Hashes the rule, the sensor and its API, the file, the functions around it and, where all of that is the same
 * twice, which one it is. No line number, no message text.
 */
import { createHash } from 'node:crypto';
import type { CaptureTrace } from '../model/trace.js';

const LENGTH = 16;

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, LENGTH);
}

/** Gives each capture its id. */
export function captureIds(captures: readonly CaptureTrace[]): readonly string[] {
  const counts = new Map<string, number>();
  return captures.map((capture) => {
    const parts = [capture.model.sensor, capture.api, capture.location.file, ...capture.scope];
    const base = digest(parts);
    const ordinal = counts.get(base) ?? 0;
    counts.set(base, ordinal + 1);
    return ordinal === 0 ? base : digest([...parts, String(ordinal)]);
  });
}

export function findingFingerprint(ruleId: string, captureId: string): string {
  return digest([ruleId, captureId]);
}
