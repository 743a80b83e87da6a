/**
 * Reads the files that say who may read a hosted store, once it is known that something is kept there.
 *
 * In: a tree, and which rules are wanted. Out: what they grant. A file that cannot be read or parsed is a diagnostic,
 * and what it grants is `unread`.
 */
import type { Grant, Policies } from '../model/policy.js';
import type { Diagnostic } from '../model/result.js';
import { MAX_PARSED_SIZE, type SourceTree } from '../model/source.js';
import { treeGrants } from './policies-json.js';
import { serviceGrants } from './policies-rules.js';
import { rowGrants } from './policies-sql.js';
import { type PolicyFile, PolicyError, at } from './policy-file.js';
import { createReader } from './read.js';

/** `wanted`: what models say that stores are ruled by. */
export function readPolicies(tree: SourceTree, wanted: ReadonlySet<string>): Policies {
  const diagnostics: Diagnostic[] = [];
  const grants: Grant[] = [];
  const read = createReader();
  const parse = (languages: readonly string[], grantsOf: () => readonly Grant[]): void => {
    try {
      grants.push(...grantsOf());
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const { file, line, message } = error;
      diagnostics.push({ kind: 'parse-error', file, line, message });
      const step = { location: at(file, line), note: 'its rules are broken' };
      for (const ruledBy of languages) grants.push({ ruledBy, path: ['**'], who: 'unread', step });
    }
  };
  const asked = (language: string): readonly string[] =>
    [...wanted].filter((each) => each === language || each.startsWith(`${language} `));
  const load = (isOne: (path: string) => boolean): readonly PolicyFile[] =>
    tree.policies.filter(isOne).flatMap((path) => {
      const reading = read(`${tree.root}/${path}`);
      if (reading.kind === 'text' && reading.text.length <= MAX_PARSED_SIZE) return [{ path, text: reading.text }];
      diagnostics.push({ kind: 'unreadable', file: path, message: 'The rules of a store could not be read.' });
      return [];
    });

  if (asked('rules').length > 0 || asked('json').length > 0) {
    for (const file of load((path) => !path.endsWith('.sql'))) {
      const isTree = file.path.endsWith('.json') || /^\s*\{/.test(file.text);
      if (isTree && wanted.has('json')) parse(['json'], () => treeGrants(file));
      if (!isTree && asked('rules').length > 0) parse(asked('rules'), () => serviceGrants(file));
    }
  }
  if (asked('sql').length > 0) {
    const files = load((path) => path.endsWith('.sql'));
    const places = asked('sql').flatMap((each) => each.split(' ')[1] ?? []);
    if (files.length > 0) parse(asked('sql'), () => rowGrants(files, places));
  }
  return { grants, diagnostics };
}
