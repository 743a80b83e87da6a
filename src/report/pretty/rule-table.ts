/**
 * Lists the rules, one row each: what it is called, what it protects, how bad it can be, what it finds.
 */
import type { RuleWithPage } from '../../model/catalogue.js';
import { worstSeverity } from '../tally.js';
import { line, padded } from './line.js';
import type { Line } from './line.js';
import { paint } from './paint.js';
import type { Looks } from './paint.js';
import { beside } from './wrap.js';

const GAP = 2;

export function renderRuleTable(rules: readonly RuleWithPage[], { width, palette }: Looks): string {
  const columns = {
    id: columnWidth(
      'RULE',
      rules.map((rule) => rule.id),
    ),
    obligation: columnWidth(
      'OBLIGATION',
      rules.map((rule) => rule.obligation),
    ),
    severity: columnWidth('SEVERITY', rules.map(worstSeverity)),
  };
  const header = [
    ...padded('dim', 'RULE', columns.id),
    ...padded('dim', 'OBLIGATION', columns.obligation),
    ...padded('dim', 'SEVERITY', columns.severity),
  ];
  const rows = rules.map((rule): Line[] => {
    const severity = worstSeverity(rule);
    const label = [
      ...padded('strong', rule.id, columns.id),
      ...padded('plain', rule.obligation, columns.obligation),
      ...padded(severity, severity, columns.severity),
    ];
    return beside(label, line('plain', rule.title), width);
  });
  return paint([...beside(header, line('dim', 'FINDS'), width), ...rows.flat()], palette);
}

function columnWidth(title: string, cells: readonly string[]): number {
  return Math.max(title.length, ...cells.map((cell) => cell.length)) + GAP;
}
