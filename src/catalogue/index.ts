/**
 * The catalogue of one run: the built-in models and rules, with what the user's configuration adds and changes.
 */
import type { Catalogue, RuleWithPage } from '../model/catalogue.js';
import type { Config } from '../model/config.js';
import type { Severity } from '../model/result.js';
import { builtinCatalogue } from './builtin.js';
import { labelFor, loadModels } from './load.js';

export { builtinCatalogue } from './builtin.js';
export { loadConfig } from './config.js';

/** The user's models come last: one with the same pattern and conditions replaces a built-in one. */
export function catalogueFor(config: Config, root: string): Catalogue {
  const { models, names, rules } = builtinCatalogue();
  const own = loadModels(config.models.map((path) => ({ path, label: labelFor(root, path) })));
  return { models: [...models, ...own], names, rules: rules.flatMap((rule) => adjusted(rule, config.rules[rule.id])) };
}

/** What a rule only notes stays a note, whatever the configuration makes of its findings. */
function adjusted(rule: RuleWithPage, to: Severity | 'off' | undefined): readonly RuleWithPage[] {
  if (to === undefined) return [rule];
  if (to === 'off') return [];
  return [{ ...rule, severity: rule.severity.map((entry) => (entry.is === 'note' ? entry : { ...entry, is: to })) }];
}
