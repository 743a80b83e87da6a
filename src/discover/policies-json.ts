/**
 * Rules that are a tree: `{ "rules": { "keys": { ".read": "auth != null" } } }`. Who may read a node may read all below.
 */
import type { Grant } from '../model/policy.js';
import { parseManifest } from './manifests.js';
import { type Dialect, whoPasses } from './policy-conditions.js';
import { MAX_NESTING, type PolicyFile, PolicyError, at, linesOf } from './policy-file.js';

const DIALECT: Dialect = {
  or: /\|\|/y,
  and: /&&/y,
  signedIn: /^auth(?:\.uid)?\s*!==?\s*null$/,
  person: /(?:^|[^\w.])auth\b/,
  everybody: /^now\s*<=?[^&|]*$/,
};

type Json = Readonly<Record<string, unknown>>;

export function treeGrants({ path, text }: PolicyFile): readonly Grant[] {
  const parsed = parseManifest(text);
  const rules = isObject(parsed) ? parsed['rules'] : undefined;
  if (!isObject(rules)) throw new PolicyError(path, 1, 'These rules are no JSON object with "rules".');
  const lineAt = linesOf(text);
  const lines = [...text.matchAll(/"\.read"/g)].map(({ index }) => lineAt(index));
  const note = 'no rule here lets anybody read it';
  const grants: Grant[] = [{ ruledBy: 'json', path: ['**'], who: 'owner', step: { location: at(path, 1), note } }];
  const visit = (node: Json, names: readonly string[]): void => {
    if (names.length > MAX_NESTING) throw new PolicyError(path, 1, 'These rules are nested too deep to be read.');
    for (const [name, held] of Object.entries(node)) {
      if (name === '.read') grants.push(granted(path, lines[grants.length - 1] ?? 1, [...names, '**'], held));
      else if (isObject(held)) visit(held, [...names, name.startsWith('$') ? '*' : name]);
    }
  };
  visit(rules, []);
  return grants;
}

function granted(file: string, line: number, path: readonly string[], held: unknown): Grant {
  const condition = String(held);
  const note = `this rule says read if ${condition}`;
  return { ruledBy: 'json', path, who: whoPasses(condition, DIALECT), step: { location: at(file, line), note } };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
