/**
 * How a capture's way from the sensor to who can read it is put into words, for the ledger and the inventory alike.
 */
import type { Capture, SinkResult } from './result.js';

/** Gets the check in front of the capture, or of each kind of sink where they differ. */
export function gateOf(capture: Capture): string {
  if (capture.sinks.length > 0) return bySink(capture.sinks, ({ gate }) => gate);
  const consent = capture.obligations.consent;
  if (consent?.verdict === 'unproven') return `unproven: ${consent.reason}`;
  return consent?.verdict === 'met' ? (consent.evidence[0]?.note ?? consent.reason) : NONE;
}

/** Gets what takes content away before it leaves. */
export function redactorOf(capture: Capture): string {
  return capture.sinks.length > 0 ? bySink(capture.sinks, ({ redactor }) => redactor) : NOT_NEEDED;
}

/** Gets who can read what was stored, as far as that was judged. */
export function readersOf({ sinks, obligations }: Capture): string {
  if (sinks.length === 0) return 'nobody, no content leaves';
  return obligations.access?.reason ?? 'not judged';
}

export const NONE = 'none';
export const NOT_NEEDED = 'not needed, no content leaves';

function bySink(sinks: readonly SinkResult[], fact: (sink: SinkResult) => string | null): string {
  const kinds = new Map<string, Set<string>>();
  for (const sink of sinks) {
    const said = fact(sink) ?? NONE;
    kinds.set(said, (kinds.get(said) ?? new Set()).add(sink.kind));
  }
  if (kinds.size === 1) return [...kinds.keys()].join('');
  return [...kinds].map(([said, to]) => `${said} (${[...to].join(', ')})`).join('; ');
}
