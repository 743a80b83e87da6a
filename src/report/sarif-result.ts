/**
 * Turns one finding into one SARIF result.
 *
 * Paths become percent-encoded URIs below SRCROOT, and never `file:` ones: a report names nothing outside the scan root.
 */
import type {
  ArtifactLocation,
  CodeFlow,
  Location as SarifLocation,
  Message,
  Result,
  Suppression as SarifSuppression,
} from 'sarif';
import type { Finding, Location, Step, Suppression } from '../model/result.js';

export const SRCROOT = 'SRCROOT';

export interface ResultContext {
  readonly ruleIndex: number | undefined;
  /** Holds if the run compared with a baseline; only then is "new" a statement. */
  readonly usesBaseline: boolean;
}

export function resultOf(finding: Finding, context: ResultContext): Result {
  return {
    ruleId: finding.ruleId,
    ...(context.ruleIndex === undefined ? {} : { ruleIndex: context.ruleIndex }),
    level: finding.severity,
    message: messageOf(finding.message),
    locations: [locationOf(finding.location)],
    partialFingerprints: { 'consentlint/v1': finding.fingerprint },
    ...(finding.trace.length === 0 ? {} : { codeFlows: [codeFlowOf(finding.trace)] }),
    suppressions: finding.suppression === null ? [] : [suppressionOf(finding.suppression)],
    ...(context.usesBaseline ? { baselineState: finding.baseline === 'known' ? 'unchanged' : 'new' } : {}),
    properties: { confidence: finding.confidence, captureId: finding.captureId },
  };
}

/** Gets a message whose text cannot be read as a link: names in it come from scanned code. */
export function messageOf(text: string): Message {
  return { text: text.replace(/\[([^\]]*)\]\(/g, '\\[$1\\](') };
}

export function artifactOf(file: string): ArtifactLocation {
  return { uri: uriOf(file), uriBaseId: SRCROOT };
}

function uriOf(file: string): string {
  return file
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

function locationOf(location: Location): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(location.file),
      region: {
        startLine: location.line,
        startColumn: location.column,
        endLine: location.endLine,
        endColumn: location.endColumn,
      },
    },
  };
}

function codeFlowOf(trace: readonly Step[]): CodeFlow {
  const locations = trace.map(({ location, note }) => ({
    location: { ...locationOf(location), message: messageOf(note) },
  }));
  return { threadFlows: [{ locations }] };
}

function suppressionOf({ reason, location }: Suppression): SarifSuppression {
  return { kind: 'inSource', justification: reason, location: locationOf(location) };
}
