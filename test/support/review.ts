/**
 * Scans small programs and says in a line each what came of them.
 *
 * One string stands for the file `a.ts`. The folder is made for one scan and deleted after it.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding, Obligation, Report, Verdict } from '../../src/model/result.js';
import { scan } from '../../src/scan.js';

export type Program = string | Readonly<Record<string, string | Buffer>>;

export async function scanProgram(program: Program, today?: string): Promise<Report> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'consentlint-review-')));
  try {
    for (const [path, text] of Object.entries(typeof program === 'string' ? { 'a.ts': program } : program)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return (await scan({ paths: [root], cwd: root, today })).report;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Gets `keystroke a.ts:3 -> disk, network` for each capture. */
export async function captured(program: Program): Promise<readonly string[]> {
  const report = await scanProgram(program);
  return report.captures.map((capture) => {
    const sinks = [...new Set(capture.sinks.map((sink) => sink.kind))].sort();
    const to = sinks.length > 0 ? ` -> ${sinks.join(', ')}` : '';
    return `${capture.sensor} ${capture.location.file}:${capture.location.line}${to}`;
  });
}

/** Gets the sinks of all captures as `network b.ts:2`, in order. */
export async function sinksOf(program: Program): Promise<readonly string[]> {
  const report = await scanProgram(program);
  const sinks = report.captures.flatMap((capture) => capture.sinks);
  return [...new Set(sinks.map(({ kind, location }) => `${kind} ${location.file}:${location.line}`))].sort();
}

/** Gets the consent verdict of each capture, in order of place. */
export async function consentOf(program: Program): Promise<readonly (Verdict | undefined)[]> {
  return (await scanProgram(program)).captures.map((capture) => capture.obligations.consent?.verdict);
}

/** Gets the redaction verdict of each capture, in order of place. */
export async function redactionOf(program: Program): Promise<readonly (Verdict | undefined)[]> {
  return (await scanProgram(program)).captures.map((capture) => capture.obligations.redaction?.verdict);
}

/** Gets the withdrawal verdict of each capture, in order of place. */
export async function withdrawalOf(program: Program): Promise<readonly (Verdict | undefined)[]> {
  return (await scanProgram(program)).captures.map((capture) => capture.obligations.withdrawal?.verdict);
}

/** Gets the volume verdict of each capture, in order of place. */
export async function volumeOf(program: Program): Promise<readonly (Verdict | undefined)[]> {
  return (await scanProgram(program)).captures.map((capture) => capture.obligations.volume?.verdict);
}

export function shortFinding({ severity, ruleId, location }: Finding): string {
  return `${severity} ${ruleId} ${location.file}:${location.line}`;
}

/** Gets `error ungated-capture a.ts:3` for each finding. */
export async function findingsOf(program: Program): Promise<readonly string[]> {
  return (await scanProgram(program)).findings.map(shortFinding);
}

/** Gets the verdict on one obligation of each capture, in order of place. */
export async function verdictsOf(program: Program, obligation: Obligation): Promise<readonly (Verdict | undefined)[]> {
  return (await scanProgram(program)).captures.map((capture) => capture.obligations[obligation]?.verdict);
}
