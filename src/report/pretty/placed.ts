/**
 * Rewrites a report's paths from the scan root to where the reader stands, so that a terminal can open them.
 */
import type { Report } from '../../model/result.js';

/** Gets the report with `prefix` before every file; the prefix ends in `/` or is empty. */
export function placed(report: Report, prefix: string): Report {
  return prefix === '' ? report : (prefixed(report, prefix) as Report);
}

function prefixed(value: unknown, prefix: string): unknown {
  if (Array.isArray(value)) return value.map((one) => prefixed(one, prefix));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] =>
    name === 'file' && typeof inner === 'string'
      ? [name, inner === '.' ? prefix : prefix + inner]
      : [name, prefixed(inner, prefix)],
  );
  return Object.fromEntries(entries);
}
