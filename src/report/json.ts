/**
 * Renders the output contract, schema version 1.
 *
 * Every object is rebuilt key by key, so that the bytes depend on the values alone and never on the order in which
 * an earlier stage happened to fill an object. Published as schema/report.schema.json.
 */
import { OBLIGATIONS } from '../model/result.js';
import type {
  Capture,
  Diagnostic,
  Finding,
  Location,
  ObligationResult,
  Report,
  SinkResult,
  Step,
} from '../model/result.js';
import { safeJson } from './safe.js';

/** Gets the contract's bytes: two-space JSON, keys in the documented order, a final newline. */
export function renderJson(report: Report): string {
  return safeJson(orderedReport(report));
}

function orderedReport({ tool, run, stats, ...report }: Report): Report {
  return {
    schemaVersion: report.schemaVersion,
    tool: { name: tool.name, version: tool.version },
    run: { startedAt: run.startedAt, durationMs: run.durationMs, stages: { ...run.stages } },
    status: report.status,
    stats: {
      files: stats.files,
      analysed: stats.analysed,
      skipped: stats.skipped,
      lines: stats.lines,
    },
    captures: report.captures.map(orderedCapture),
    findings: report.findings.map(orderedFinding),
    diagnostics: report.diagnostics.map(orderedDiagnostic),
  };
}

function orderedCapture(capture: Capture): Capture {
  return {
    id: capture.id,
    sensor: capture.sensor,
    api: capture.api,
    location: orderedLocation(capture.location),
    within: capture.within,
    reach: capture.reach,
    content: capture.content,
    sinks: capture.sinks.map(orderedSink),
    obligations: orderedObligations(capture.obligations),
  };
}

function orderedSink(sink: SinkResult): SinkResult {
  return {
    kind: sink.kind,
    api: sink.api,
    location: orderedLocation(sink.location),
    gate: sink.gate,
    redactor: sink.redactor,
    trace: sink.trace.map(orderedStep),
  };
}

function orderedObligations(obligations: Capture['obligations']): Capture['obligations'] {
  return Object.fromEntries(
    OBLIGATIONS.flatMap((name) => {
      const result = obligations[name];
      return result === undefined ? [] : [[name, orderedObligation(result)]];
    }),
  );
}

function orderedObligation(result: ObligationResult): ObligationResult {
  return {
    verdict: result.verdict,
    reason: result.reason,
    evidence: result.evidence.map(orderedStep),
  };
}

function orderedFinding(finding: Finding): Finding {
  const { suppression } = finding;
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    location: orderedLocation(finding.location),
    captureId: finding.captureId,
    fingerprint: finding.fingerprint,
    trace: finding.trace.map(orderedStep),
    baseline: finding.baseline,
    suppression: suppression && {
      reason: suppression.reason,
      location: orderedLocation(suppression.location),
    },
  };
}

function orderedDiagnostic({ kind, file, line, message }: Diagnostic): Diagnostic {
  return line === undefined ? { kind, file, message } : { kind, file, line, message };
}

function orderedStep({ location, note }: Step): Step {
  return { location: orderedLocation(location), note };
}

function orderedLocation({ file, line, column, endLine, endColumn }: Location): Location {
  return { file, line, column, endLine, endColumn };
}
