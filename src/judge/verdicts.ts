/**
 * Judges a capture's obligations from its trace.
 *
 * A cause says why a verdict is what it is; rules select on it. Consent: `gated`, `asked`, `press`, `off`, `ungated`,
 * `sham`, `library`, `unreferenced`. Redaction: `content-free`, `own-recording`, `masked`, `remote`,
 * `replay-unmasked`, `none`, `partial`, `unresolved`.
 * Source: product.md, "The model" and "Rulings on the close cases".
 */
import type { ObligationResult, Step, Verdict } from '../model/result.js';
import type { CaptureTrace, ConsentTrace, SinkTrace, WeakCheck } from '../model/trace.js';

export interface Judged extends ObligationResult {
  readonly verdict: Verdict;
  readonly cause: string;
  /** The sink that decides, where one does. */
  readonly sink?: Pick<SinkTrace, 'kind' | 'api' | 'trace'>;
  /** The way to what decides, where that is no sink. */
  readonly trace?: readonly Step[];
}

const SINK_ORDER = ['model-training', 'analytics', 'network', 'database', 'disk', 'storage', 'ipc', 'log'];

/** Worst first: what leaves the machine before what stays on it. */
export function bySeverity(sinks: readonly SinkTrace[]): readonly SinkTrace[] {
  return [...sinks].sort((a, b) => SINK_ORDER.indexOf(a.kind) - SINK_ORDER.indexOf(b.kind));
}

export function judgeConsent(capture: CaptureTrace): Judged {
  const unmetSinks = capture.sinks.filter((sink) => sink.consent.verdict === 'unmet');
  const open = bySeverity(
    unmetSinks.length > 0 ? unmetSinks : capture.sinks.filter((sink) => sink.consent.verdict !== 'met'),
  );
  const worst = open[0];
  if (capture.sinks.length > 0 && !worst) return met(capture.sinks[0]!.consent);
  const consent = worst?.consent ?? capture.consent;
  if (consent.verdict === 'met') return met(consent);
  if (capture.unreferenced)
    return unmet('unreferenced', 'nothing in the program runs this code', consent.evidence, worst);
  if (capture.library && consent.entry === 'export') {
    return {
      verdict: 'unproven',
      cause: 'library',
      reason: 'it is started by whoever uses this package, who must ask',
      evidence: consent.evidence,
      sink: worst,
    };
  }
  if (consent.verdict === 'unproven') {
    return {
      verdict: 'unproven',
      cause: 'unresolved',
      reason: consent.evidence[0]?.note ?? 'a check could not be read',
      evidence: consent.evidence,
      sink: worst,
    };
  }
  return refused(
    consent,
    worst,
    capture.sinks.filter((sink) => sink.consent.verdict === 'met'),
  );
}

function met(consent: ConsentTrace): Judged {
  const cause = consent.by === 'asked' || consent.by === 'press' || consent.by === 'off' ? consent.by : 'gated';
  return { verdict: 'met', cause, reason: MET[consent.by ?? 'act'], evidence: consent.evidence };
}

const MET: Readonly<Record<NonNullable<ConsentTrace['by']>, string>> = {
  act: 'every path passes a check of what the person answered',
  name: 'every path passes a check that is named for consent; where its value comes from was not read',
  press: "it starts on the person's own press of a control that names the recording",
  asked: 'the platform asks the person each time',
  off: 'it stays off until it is told to record',
};

function refused(consent: ConsentTrace, sink: SinkTrace | undefined, gated: readonly SinkTrace[]): Judged {
  const sham = consent.weak.find((check) => check.claimsConsent);
  if (sham) return unmet('sham', `the check is no consent: ${sham.step.note}`, [sham.step, ...consent.evidence], sink);
  const weak = consent.weak[0];
  return unmet(
    'ungated',
    weak
      ? `the only check on the way is no consent: ${weak.step.note}`
      : `no check of consent on the way${past(gated, sink)}`,
    evidenceOf(weak, consent),
    sink,
  );
}

/** ` to console.log, only to fetch`: which sinks a check covers, and which it does not. */
function past(gated: readonly SinkTrace[], sink: SinkTrace | undefined): string {
  if (!sink || gated.length === 0) return '';
  const covered = [...new Set(bySeverity(gated).map(({ api }) => api))];
  return ` to ${sink.api}, only to ${covered.join(' and ')}`;
}

function evidenceOf(weak: WeakCheck | undefined, consent: ConsentTrace): readonly Step[] {
  return weak ? [weak.step, ...consent.evidence] : consent.evidence;
}

function unmet(cause: string, reason: string, evidence: readonly Step[], sink?: SinkTrace): Judged {
  return { verdict: 'unmet', cause, reason, evidence, sink };
}

export function judgeRedaction(capture: CaptureTrace, consent: Judged): Judged {
  if (capture.sinks.length === 0)
    return { verdict: 'met', cause: 'content-free', reason: 'no content leaves', evidence: [] };
  if (isOwnRecording(capture, consent)) {
    return {
      verdict: 'not-applicable',
      cause: 'own-recording',
      reason: 'the person asked for this recording',
      evidence: consent.evidence,
    };
  }
  if (capture.masking) return judgeMasking(capture, capture.masking);
  const whole = bySeverity(capture.sinks.filter((sink) => sink.redaction === 'none'))[0];
  if (whole) return unmet('none', 'content arrives as it was captured', whole.trace.slice(-1), whole);
  const partial = bySeverity(capture.sinks.filter((sink) => sink.redaction === 'partial'))[0];
  if (!partial) return unread(bySeverity(capture.sinks)[0]!);
  return unmet(
    'partial',
    partial.redactor?.note ?? 'only part of the content is removed',
    partial.redactor ? [partial.redactor] : [],
    partial,
  );
}

function unread(sink: SinkTrace): Judged {
  const evidence = sink.redactor ? [sink.redactor] : [];
  return { verdict: 'unproven', cause: 'unresolved', reason: evidence[0]?.note ?? '', evidence, sink };
}

/** Pixels, sound and pointer events of a recording that the person started themselves; typed values stay secrets. */
export function isOwnRecording(capture: CaptureTrace, consent: Judged): boolean {
  const started = consent.cause === 'press' || consent.cause === 'asked';
  return (
    started &&
    (capture.model.label === 'pixels' || capture.model.label === 'media' || capture.model.label === 'coordinates')
  );
}

function judgeMasking(capture: CaptureTrace, masking: NonNullable<CaptureTrace['masking']>): Judged {
  const sink = bySeverity(capture.sinks)[0];
  const reason = masking.evidence[0]?.note ?? '';
  if (masking.hides === 'all') return { verdict: 'met', cause: 'masked', reason, evidence: masking.evidence };
  if (masking.hides === 'remote')
    return { verdict: 'unproven', cause: 'remote', reason, evidence: masking.evidence, sink };
  return unmet('replay-unmasked', reason, masking.evidence, sink);
}
