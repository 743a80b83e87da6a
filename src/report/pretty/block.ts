/**
 * Shows one capture that needs attention: what it is, where, what it owes, where its content goes, and what to do.
 */
import type { Finding } from '../../model/result.js';
import type { RuleWithPage } from '../../model/catalogue.js';
import { isActive } from '../tally.js';
import { codeFrame } from './frame.js';
import { line, padded, span } from './line.js';
import type { Line } from './line.js';
import { obligationRows } from './obligations.js';
import { acceptance, heading, placeOf, severitySpan } from './parts.js';
import { pathLines, pathsOf } from './paths.js';
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
    ...(block.capture === undefined ? [] : obligationRows(block.capture, pathsOf(block), width)),
    ...pathLines(pathsOf(block), width),
    [],
    ...indented(2, heading('What to do'), width),
    ...advice(block, context),
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

/** Gets the findings, each with the first sentence of its rule's advice; `explain` has the rest. */
function advice({ capture, findings }: Block, { rules, width }: BlockContext): Line[] {
  const advised = new Set<string>();
  return findings.flatMap((finding) => {
    const rule = rules.get(finding.ruleId);
    const text = isActive(finding) && !advised.has(finding.ruleId) && rule?.advice;
    if (text) advised.add(finding.ruleId);
    const reason = rule && capture?.obligations[rule.obligation]?.reason;
    return [
      ...findingRow(finding, width),
      ...(reason !== undefined && finding.message.includes(reason) ? [] : messageRow(finding, width)),
      ...(text
        ? beside(line('accent', `${' '.repeat(ADVICE_INDENT)}→ `), line('plain', firstSentence(text)), width)
        : []),
    ];
  });
}

function findingRow(finding: Finding, width: number): Line[] {
  const active = isActive(finding);
  const label = [span('plain', '    '), ...padded(active ? finding.severity : 'dim', finding.severity, SEVERITY_WIDTH)];
  const id = [span(active ? 'strong' : 'dim', finding.ruleId), span('dim', acceptance(finding))];
  return beside(label, id, width);
}

/** Left out where the obligation above has said it. */
function messageRow(finding: Finding, width: number): Line[] {
  return indented(ADVICE_INDENT, line(isActive(finding) ? 'plain' : 'dim', finding.message), width);
}

function firstSentence(text: string): string {
  return /^.*?[.:!?](?=\s+[A-Z])/s.exec(text)?.[0] ?? text;
}
