/**
 * The output contract: what one scan reports, schema version 1.
 *
 * Lines and columns are 1-based, files are relative to the scan root with `/`.
 * Every field outside `run` is a function of the scanned bytes and the configuration.
 * Source: product.md, "The output contract"; published as schema/report.schema.json.
 */

export const SCHEMA_VERSION = 1;

export const SENSORS = [
  'keystroke',
  'pointer',
  'screen',
  'clipboard',
  'input-value',
  'app-activity',
  'audio-video',
  'session-replay',
] as const;
export type Sensor = (typeof SENSORS)[number];

export const SINK_KINDS = [
  'network',
  'disk',
  'log',
  'ipc',
  'database',
  'analytics',
  'storage',
  'model-training',
] as const;
export type SinkKind = (typeof SINK_KINDS)[number];

export const OBLIGATIONS = ['consent', 'withdrawal', 'redaction', 'access', 'volume', 'scope', 'purpose'] as const;
export type Obligation = (typeof OBLIGATIONS)[number];

export const REACHES = ['global', 'document', 'element', 'sdk'] as const;
/** How far a sensor sees: the whole machine, one page, one element, or whatever an SDK decides. */
export type Reach = (typeof REACHES)[number];

export const SEVERITIES = ['note', 'warning', 'error'] as const;
/** In rising order. */
export type Severity = (typeof SEVERITIES)[number];

export type Verdict = 'met' | 'unmet' | 'unproven' | 'not-applicable';
export type Confidence = 'high' | 'medium' | 'low';

export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One hop of a trace, or one line of evidence, in the field's words. */
export interface Step {
  readonly location: Location;
  readonly note: string;
}

export interface ObligationResult {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly evidence: readonly Step[];
}

export interface SinkResult {
  readonly kind: SinkKind;
  readonly api: string;
  readonly location: Location;
  /** The check that every way to it passes, in words; `null` where there is none. */
  readonly gate: string | null;
  /** What takes content away before it, and how much of it; `null` where content arrives as it was captured. */
  readonly redactor: string | null;
  /** From the sensor to the sink, both included. */
  readonly trace: readonly Step[];
}

export interface Capture {
  /** Fingerprint: survives moved lines. */
  readonly id: string;
  readonly sensor: Sensor;
  readonly api: string;
  readonly location: Location;
  /** The classes and functions around it, outermost first: `Recorder.start`; empty at the top level of a file. */
  readonly within: string;
  readonly reach: Reach;
  /** Holds if content, not only counts and timings, leaves the handler. */
  readonly content: boolean;
  readonly sinks: readonly SinkResult[];
  /** An obligation that no landed rule judges is absent. */
  readonly obligations: Partial<Record<Obligation, ObligationResult>>;
}

export interface Suppression {
  readonly reason: string;
  readonly location: Location;
}

export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly location: Location;
  readonly captureId: string;
  readonly fingerprint: string;
  readonly trace: readonly Step[];
  readonly baseline: 'new' | 'known';
  readonly suppression: Suppression | null;
}

export const DIAGNOSTIC_KINDS = [
  'parse-error',
  'unreadable',
  'not-source',
  'encoding',
  'too-large',
  'too-deep',
  'budget',
  'internal',
  'config',
] as const;
export type DiagnosticKind = (typeof DIAGNOSTIC_KINDS)[number];

/** Something that could not be analysed; any of these but `not-source` makes the status partial. */
export interface Diagnostic {
  readonly kind: DiagnosticKind;
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

export interface Report {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly tool: { readonly name: 'consentlint'; readonly version: string };
  readonly run: {
    readonly startedAt: string;
    readonly durationMs: number;
    /** Milliseconds by stage name. */
    readonly stages: Readonly<Record<string, number>>;
  };
  readonly status: 'complete' | 'partial';
  readonly stats: {
    /** Source files seen. */
    readonly files: number;
    /** Files parsed, because they name a sensor or a trace asked for them. */
    readonly analysed: number;
    /** Files left out: tests, types, generated code, ignored paths. */
    readonly skipped: number;
    readonly lines: number;
  };
  readonly captures: readonly Capture[];
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}
