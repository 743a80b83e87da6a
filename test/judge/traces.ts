/** Captures made by hand, as `trace` hands them to `judge`. */
import { judge } from '../../src/judge/index.js';
import type { Rule, SensorModel } from '../../src/model/catalogue.js';
import type { Location } from '../../src/model/result.js';
import type {
  CaptureTrace,
  ConsentTrace,
  CoverageTrace,
  MaskingTrace,
  ReaderTrace,
  SinkTrace,
} from '../../src/model/trace.js';
import { shortFinding } from '../support/review.js';

export const at = (line: number, file = 'a.ts'): Location => ({ file, line, column: 1, endLine: line, endColumn: 9 });

export function consent(
  verdict: ConsentTrace['verdict'],
  more: { by?: ConsentTrace['by']; entry?: string; claims?: boolean } = {},
): ConsentTrace {
  const { by, entry, claims } = more;
  const weak =
    claims === undefined
      ? []
      : [{ is: 'constant', step: { location: at(2), note: 'it is always true' }, claimsConsent: claims }];
  return {
    verdict,
    by: verdict === 'met' ? (by ?? 'act') : undefined,
    entry,
    evidence: [{ location: at(1), note: 'start' }],
    weak,
  };
}

export function sink({
  kind = 'network',
  consent: given = consent('unmet'),
  redaction = 'none',
}: Partial<Pick<SinkTrace, 'kind' | 'consent' | 'redaction'>>): SinkTrace {
  const location = at(9);
  return {
    kind,
    api: 'global#fetch',
    location,
    trace: [{ location, note: 'reaches global#fetch' }],
    consent: given,
    redaction,
  };
}

interface Shape
  extends
    Partial<Pick<SensorModel, 'sensor' | 'label' | 'secret'>>,
    Partial<
      Pick<
        CaptureTrace,
        'consent' | 'sinks' | 'library' | 'unreferenced' | 'scope' | 'location' | 'cut' | 'withdrawal' | 'volume'
      >
    > {
  readonly masking?: MaskingTrace;
  readonly readers?: readonly ReaderTrace[];
  readonly coverage?: Partial<CoverageTrace>;
  readonly api?: string;
}

export function capture(shape: Shape): CaptureTrace {
  const { sensor = 'keystroke', label = 'key', secret, masking, api = 'global#document.addEventListener' } = shape;
  const sinks = shape.sinks ?? [sink({})];
  return {
    model: { api, sensor, label, reach: 'document', secret, inherent: true },
    api,
    location: shape.location ?? at(3),
    scope: shape.scope ?? ['start'],
    consent: shape.consent ?? sinks[0]?.consent ?? consent('unmet'),
    sinks,
    masking: masking && { hides: masking, evidence: [{ location: at(3), note: 'its options' }] },
    withdrawal: shape.withdrawal ?? { is: 'stopped', evidence: [] },
    volume: shape.volume ?? { flows: [] },
    readers: shape.readers ?? [],
    hosted: [],
    coverage: { limit: 'own', evidence: [], ...shape.coverage },
    cut: shape.cut ?? false,
    unreferenced: shape.unreferenced ?? false,
    library: shape.library ?? false,
  };
}

/** Gets `error ungated-capture` for each finding, by rule. */
export function judged(rules: readonly Rule[], traces: readonly CaptureTrace[]): readonly string[] {
  return judge(traces, rules).findings.map((finding) => shortFinding(finding).split(' ').slice(0, 2).join(' '));
}
