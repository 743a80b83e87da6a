/**
 * Judges captures: obligations, then rules, then findings.
 *
 * In: CaptureTraces and rules. Out: the report's captures and findings, sorted by place.
 * Deliberately absent: the call graph, source text, how anything is printed.
 */
import type { JudgedFacts, Limits, Rule } from '../model/catalogue.js';
import type { DatedLedger } from '../model/ledger.js';
import type { Capture, Finding, Obligation, ObligationResult, Step } from '../model/result.js';
import type { CaptureTrace } from '../model/trace.js';
import { judgeAccess } from './access.js';
import { captureIds, findingFingerprint } from './identity.js';
import { judgePurposes } from './purpose.js';
import { formatMessage, severityOf } from './rules.js';
import { toSink } from './sinks.js';
import { judgeScope } from './scope.js';
import { type Judged, bySeverity, judgeConsent, judgeRedaction } from './verdicts.js';
import { judgeVolume, limitsOf } from './volume.js';
import { judgeWithdrawal } from './withdrawal.js';

export interface Judgement {
  readonly captures: readonly Capture[];
  readonly findings: readonly Finding[];
}

export function judge(traces: readonly CaptureTrace[], rules: readonly Rule[], ledger?: DatedLedger): Judgement {
  const ordered = [...traces].sort((a, b) => comparePlaces(a, b) || compareText(a.model.sensor, b.model.sensor));
  const ids = captureIds(ordered);
  const limits = limitsOf(rules);
  const judged = ordered.map((trace, index) => {
    const obligations = judgeObligations(trace, limits);
    return { trace, obligations, capture: toCapture(trace, ids[index]!, obligations) };
  });
  const purposes = judgePurposes(judged, ledger);
  const captures: Capture[] = [];
  const findings: Finding[] = [];
  judged.forEach(({ trace, capture, obligations: own }, index) => {
    const obligations = { ...own, purpose: purposes[index]! };
    captures.push({ ...capture, obligations: { ...capture.obligations, purpose: toResult(obligations.purpose) } });
    findings.push(...rules.flatMap((rule) => apply(rule, trace, capture.id, obligations) ?? []));
  });
  findings.sort((a, b) => comparePlaces(a, b) || compareText(a.ruleId, b.ruleId));
  return { captures, findings };
}

type Obligations = Partial<Record<Obligation, Judged>>;

function judgeObligations(trace: CaptureTrace, limits: Limits | undefined): Obligations {
  const consent = judgeConsent(trace);
  return {
    consent,
    withdrawal: judgeWithdrawal(trace),
    redaction: judgeRedaction(trace, consent),
    ...(limits && { volume: judgeVolume(trace, limits) }),
    access: judgeAccess(trace),
    scope: judgeScope(trace, consent),
  };
}

function toCapture(trace: CaptureTrace, id: string, obligations: Obligations): Capture {
  return {
    id,
    sensor: trace.model.sensor,
    api: trace.api,
    location: trace.location,
    within: within(trace.scope),
    reach: trace.model.reach,
    content: trace.sinks.length > 0,
    sinks: bySeverity(trace.sinks).map((sink) => toSink(trace, sink)),
    obligations: Object.fromEntries(Object.entries(obligations).map(([name, judged]) => [name, toResult(judged)])),
  };
}

/** A function without a name and a class's own fields are part of what is around them. */
function within(scope: readonly string[]): string {
  const names = scope.map((name) => name.replace(/\.(?:fields|static)$/, ''));
  return names.filter((name) => name !== '').join(' > ');
}

function toResult({ verdict, reason, evidence }: Judged): ObligationResult {
  return { verdict, reason, evidence };
}

function apply(rule: Rule, trace: CaptureTrace, captureId: string, obligations: Obligations): Finding | undefined {
  const judged = obligations[rule.obligation];
  if (!judged) return undefined;
  const severity = severityOf(rule, { ...factsOf(trace, obligations), verdict: judged.verdict, cause: judged.cause });
  if (!severity) return undefined;
  const sink = judged.sink ?? bySeverity(trace.sinks)[0];
  return {
    ruleId: rule.id,
    severity,
    confidence: confidenceOf(trace),
    message: formatMessage(rule, {
      api: trace.api,
      sensor: SENSOR_NAMES[trace.model.sensor],
      sink: sink ? `${sink.kind} (${sink.api})` : 'no sink',
      reason: judged.reason,
    }),
    location: trace.location,
    captureId,
    fingerprint: findingFingerprint(rule.id, captureId),
    trace:
      rule.obligation === 'consent'
        ? [...wayIn(judged), ...(sink?.trace ?? startOf(trace))]
        : (judged.trace ?? sink?.trace ?? startOf(trace)),
    baseline: 'new',
    suppression: null,
  };
}

const SENSOR_NAMES: Readonly<Record<Capture['sensor'], string>> = {
  keystroke: 'keystrokes',
  pointer: 'pointer events',
  screen: 'screen content',
  clipboard: 'clipboard content',
  'input-value': 'typed values',
  'app-activity': 'app activity',
  'audio-video': 'sound or video',
  'session-replay': 'the session',
};

function startOf(trace: CaptureTrace): readonly Step[] {
  return [{ location: trace.location, note: `${trace.model.sensor} is captured here` }];
}

/** The path that avoids every check, from where it starts to the sensor. */
function wayIn(judged: Judged): readonly Step[] {
  return judged.verdict === 'met' ? [] : [...judged.evidence].reverse();
}

function factsOf(trace: CaptureTrace, obligations: Obligations): JudgedFacts {
  return {
    consent: obligations.consent?.verdict ?? 'unproven',
    redaction: obligations.redaction?.verdict ?? 'unproven',
    cause: '',
    record: recordOf(trace),
    secret: trace.model.secret === true,
    sensor: trace.model.sensor,
    reach: trace.model.reach,
    sends: trace.model.sends !== undefined,
  };
}

/** Behind a redactor that could not be read there may be nothing left. */
function recordOf({ sinks }: CaptureTrace): JudgedFacts['record'] {
  if (sinks.length === 0) return 'content-free';
  return sinks.every((sink) => sink.redaction === 'unread') ? 'unread' : 'identifiable';
}

/** An unknown receiver was matched by its members' names alone; a cut search may have lost a gate. */
function confidenceOf(trace: CaptureTrace): Finding['confidence'] {
  if (trace.cut) return 'low';
  return trace.api.startsWith('*') || trace.sinks.some((sink) => sink.api.startsWith('*')) ? 'medium' : 'high';
}

function comparePlaces(
  a: { readonly location: Capture['location'] },
  b: { readonly location: Capture['location'] },
): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column
  );
}

/** By code unit: no locale may change the order. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
