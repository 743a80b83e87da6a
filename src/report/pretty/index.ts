/**
 * Renders the review that a person reads in a terminal.
 *
 * In: a Report, the rules, the scanned text, a width and a palette. Out: text of which no line is wider than the width.
 * Everything from scanned code passes `span`, which makes control and bidi characters visible.
 */
import type { RuleWithPage } from '../../model/catalogue.js';
import type { Report } from '../../model/result.js';
import { blockLines } from './block.js';
import { inventoryLines } from './inventory.js';
import { paint } from './paint.js';
import type { Looks } from './paint.js';
import { placed } from './placed.js';
import { reviewOf } from './review.js';
import { summaryLines } from './summary.js';

export interface PrettyInput extends Looks {
  readonly report: Report;
  readonly rules: readonly RuleWithPage[];
  readonly readText: (file: string) => string | undefined;
  /** From where the reader stands to the scan root: empty, or ending in `/`. */
  readonly prefix?: string;
}

export function renderPretty({
  report: scanned,
  rules,
  readText: read,
  width,
  palette,
  prefix = '',
}: PrettyInput): string {
  const report = placed(scanned, prefix);
  const readText = (file: string): string | undefined => read(file.slice(prefix.length));
  const review = reviewOf(report);
  const context = { width, readText, rules: new Map(rules.map((rule) => [rule.id, rule])) };
  const lines = [
    ...review.blocks.flatMap((block) => [...blockLines(block, context), []]),
    ...inventoryLines(review.inventory, width),
    ...summaryLines(report, width),
  ];
  return paint(lines, palette);
}
