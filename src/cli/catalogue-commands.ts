/**
 * `consentlint rules` and `consentlint explain`: the built-in catalogue, for reading.
 */
import { nearest } from '../catalogue/nearest.js';
import type { RuleWithPage } from '../model/catalogue.js';
import { UsageError } from '../model/errors.js';
import type { Looks } from '../report/pretty/paint.js';
import { renderPage } from '../report/pretty/page.js';
import { renderRuleTable } from '../report/pretty/rule-table.js';
import { safeJson } from '../report/safe.js';
import { worstSeverity } from '../report/tally.js';
import { print } from './output.js';
import { paletteFor, widthFor } from './terminal.js';

export const RULE_FORMATS = ['pretty', 'json'] as const;

export interface RulesOptions {
  readonly format: (typeof RULE_FORMATS)[number];
  readonly color: boolean;
}

export async function rulesCommand({ format, color }: RulesOptions): Promise<void> {
  const rules = await builtinRules();
  await print(format === 'json' ? safeJson(rules.map(listed)) : renderRuleTable(rules, looks(color)));
}

export async function explainCommand(id: string, color: boolean): Promise<void> {
  const rules = await builtinRules();
  const rule = rules.find((one) => one.id === id.toLowerCase());
  if (rule === undefined) throw new UsageError(unknownRule(id, rules));
  await print(renderPage(rule, looks(color)));
}

async function builtinRules(): Promise<readonly RuleWithPage[]> {
  const { builtinCatalogue } = await import('../catalogue/index.js');
  return builtinCatalogue().rules;
}

function listed(rule: RuleWithPage): object {
  const { id, obligation, title, summary } = rule;
  return { id, obligation, severity: worstSeverity(rule), title, summary };
}

function unknownRule(id: string, rules: readonly RuleWithPage[]): string {
  const ids = rules.map((rule) => rule.id);
  const meant = nearest(id, ids);
  const hint = meant === undefined ? 'consentlint rules lists them' : `did you mean "${meant}"?`;
  return `unknown rule "${id}" (${hint})`;
}

function looks(color: boolean): Looks {
  return {
    width: widthFor(process.stdout, process.env),
    palette: paletteFor(process.stdout, process.env, color),
  };
}
