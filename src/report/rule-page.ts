/**
 * Writes a rule's page as Markdown: what `consentlint explain` shows is what docs/rules says.
 */
import type { Rule, RuleWithPage } from '../model/catalogue.js';

/** Gets the page without its title. */
export function rulePage(rule: RuleWithPage): string {
  return [
    rule.summary,
    `→ ${rule.advice}`,
    `Obligation: ${rule.obligation}. The first row that holds decides.`,
    ['| severity | where |', '| --- | --- |', ...rule.severity.map(severityRow)].join('\n'),
    rule.page.replace(/^\s*# .*(?:\r?\n)+/, '').trim(),
    (rule.references ?? []).map((url) => `- ${url}`).join('\n'),
  ]
    .join('\n\n')
    .trimEnd();
}

function severityRow({ when, is }: Rule['severity'][number]): string {
  const facts = Object.entries(when ?? {}).map(
    ([fact, value]) => `${fact} is ${[value].flat().map(String).join(' or ')}`,
  );
  return `| ${is} | ${facts.length === 0 ? 'otherwise' : facts.join(', ')} |`;
}
