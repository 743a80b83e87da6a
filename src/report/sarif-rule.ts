/**
 * Turns one rule into a SARIF reporting descriptor; the rule's page is its help text.
 */
import type { ReportingDescriptor } from 'sarif';
import type { RuleWithPage } from '../model/catalogue.js';
import { worstSeverity } from './tally.js';

export function descriptorOf(rule: RuleWithPage): ReportingDescriptor {
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.summary },
    help: { text: `${rule.advice}\n\n${rule.page}`, markdown: rule.page },
    defaultConfiguration: { level: worstSeverity(rule) },
    properties: { tags: ['privacy', 'telemetry', rule.obligation] },
  };
}

/** SARIF names are identifiers; viewers show them where an id would be too terse. */
function pascalCase(id: string): string {
  return id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
