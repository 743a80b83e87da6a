/** What a function is called when it is spoken of to somebody who reads the code. */
import type { FunctionNode } from '../link/program.js';

/** Gets `send()`, `new Tracker`, `a callback`, `the template`. */
export function spokenName(fn: FunctionNode): string {
  const { kind, name } = fn.facts;
  if (kind === 'constructor' || kind === 'fields') return `new ${fn.file.classes[fn.facts.class!]!.facts.name}`;
  if (isTemplate(fn)) return 'the template';
  return name === '' ? 'a callback' : `${name}()`;
}

/** Holds for a component's template, which stands behind its script as a function (lower/components). */
export function isTemplate(fn: FunctionNode): boolean {
  return fn.facts.name.startsWith('$template');
}
