/** Recipes and programs for the tests: the plainest one with a few choices of its own. */
import { exampleOf } from '../../bench/consentbench/compare/limits.js';
import type { Program, Recipe } from '../../bench/consentbench/model.js';

/** Gets the plainest recipe with these choices: `flow=json`. */
export function recipe(...choices: string[]): Recipe {
  const found = exampleOf({ choices, obligation: 'both', expect: 'miss', reason: 'a test' });
  if (!found) throw new Error(`nothing goes together with ${choices.join(' ')}`);
  return found;
}

/** A program that no template wrote. */
export function written(text: string, file = 'main.ts'): Program {
  return { recipe: recipe('flow=direct'), files: { [file]: text }, entries: [file] };
}
