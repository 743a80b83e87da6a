/** Says of each sink which check stands in front of it, and what takes content away on the way there. */
import type { SinkResult } from '../model/result.js';
import type { CaptureTrace, ConsentTrace, SinkTrace } from '../model/trace.js';

export function toSink(capture: CaptureTrace, { kind, api, location, trace, ...sink }: SinkTrace): SinkResult {
  return { kind, api, location, gate: gateOf(sink.consent), redactor: redactorOf(capture, sink), trace };
}

function gateOf({ verdict, evidence }: ConsentTrace): string | null {
  const said = evidence[0]?.note ?? '';
  if (verdict === 'unmet' || said === '') return null;
  return verdict === 'met' ? said : `unproven: ${said}`;
}

/** What a recorder hides it hides from every sink. */
function redactorOf({ masking }: CaptureTrace, { redactor }: Pick<SinkTrace, 'redactor'>): string | null {
  const masked = masking === undefined || masking.hides === 'none' ? undefined : masking.evidence[0]?.note;
  return masked ?? redactor?.note ?? null;
}
