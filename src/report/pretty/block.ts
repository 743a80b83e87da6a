/**
 * Shows one capture that needs attention: what it is, where, what it owes, where its content goes, and what to do.
 */
import type { Finding } from '../../model/result.js';
import type { RuleWithPage } from '../../model/catalogue.js';
import { isActive } from '../tally.js';
import { contentPath } from './content-path.js';
import { codeFrame } from './frame.js';
import { line, padded, span } from './line.js';
import type { Line } from './line.js';
import { obligationRows } from './obligations.js';
import { acceptance, heading, placeOf, severitySpan } from './parts.js';
import type { Block } from './review.js';
import { beside, indented } from './wrap.js';

export interface BlockContext {
  readonly width: number;
  readonly rules: ReadonlyMap<string, RuleWithPage>;
  readonly readText: (file: string) => string | undefined;
}

export function blockLines(block: Block, context: BlockContext): Line[] {
  const { width } = context;
  return [
    line('dim', '─'.repeat(width)),
    ...header(block, width),
    ...frameOf(block, context),
    ...(block.capture === undefined ? [] : obligationRows(block.capture, width)),
    ...contentPath(block, width),
    [],
    ...indented(2, heading('What to do'), width),
    ...advice(block.findings, context),
  ];
}

const REACH_WORDS = {
  global: 'sees the whole machine',
  document: 'sees the whole page',
  element: 'sees one element',
  sdk: 'sees what the SDK records',
} as const;

function header({ severity, capture, location, findings }: Block, width: number): Line[] {
  const badge = [severitySpan(severity, severity.toUpperCase()), span('plain', '  ')];
  if (capture === undefined)
    return [
      ...beside(badge, line('strong', findings[0]?.ruleId ?? ''), width),
      ...indented(2, [placeOf(location)], width),
    ];
  const content = capture.content ? 'content leaves' : 'no content leaves';
  return [
    ...beside(badge, [span('strong', capture.sensor), span('plain', ` · ${capture.api}`)], width),
    ...indented(
      2,
      [
        span('place', `${location.file}:${location.line}:${location.column}`),
        span('dim', ` · ${REACH_WORDS[capture.reach]} · ${content}`),
      ],
      width,
    ),
  ];
}

function frameOf({ location }: Block, { readText, width }: BlockContext): Line[] {
  const text = readText(location.file);
  const frame = text === undefined ? [] : codeFrame(text, location, width - 2);
  return frame.length === 0 ? [] : [[], ...frame.map((row) => [span('plain', '  '), ...row])];
}

const SEVERITY_WIDTH = 'warning'.length + 2;
const ADVICE_INDENT = 4 + SEVERITY_WIDTH;

/** Gets the findings with their messages; advice stands once per rule, under its first finding. */
function advice(findings: readonly Finding[], { rules, width }: BlockContext): Line[] {
  const advised = new Set<string>();
  return findings.flatMap((finding) => {
    const text = isActive(finding) && !advised.has(finding.ruleId) && rules.get(finding.ruleId)?.advice;
    if (text) advised.add(finding.ruleId);
    return [
      ...findingRow(finding, width),
      ...(text ? beside(line('accent', `${' '.repeat(ADVICE_INDENT)}→ `), line('plain', text), width) : []),
    ];
  });
}

function findingRow(finding: Finding, width: number): Line[] {
  const active = isActive(finding);
  const label = [span('plain', '    '), ...padded(active ? finding.severity : 'dim', finding.severity, SEVERITY_WIDTH)];
  const id = [span(active ? 'strong' : 'dim', finding.ruleId), span('dim', acceptance(finding))];
  return [
    ...beside(label, id, width),
    ...indented(ADVICE_INDENT, line(active ? 'plain' : 'dim', finding.message), width),
  ];
}
