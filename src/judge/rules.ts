/** Applies rules, which are data, to one capture's judged obligations. */
import type { JudgedFacts, Rule } from '../model/catalogue.js';
import type { Severity } from '../model/result.js';

type FactTest = NonNullable<Rule['severity'][number]['when']>;

/** Gets the severity with which a rule speaks; undefined where it does not. */
export function severityOf(rule: Rule, facts: JudgedFacts & { readonly verdict: string }): Severity | undefined {
  if (!holds(rule.when, facts)) return undefined;
  return rule.severity.find((entry) => !entry.when || holds(entry.when, facts))?.is;
}

function holds(test: FactTest, facts: object): boolean {
  return Object.entries(test).every(([name, wanted]) => {
    const actual: unknown = (facts as Record<string, unknown>)[name];
    return Array.isArray(wanted) ? (wanted as readonly unknown[]).includes(actual) : wanted === actual;
  });
}

/** Puts the names into a rule's message. */
export function formatMessage(rule: Rule, words: Readonly<Record<string, string>>): string {
  return rule.message.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
}
