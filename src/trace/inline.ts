/**
 * Tells an address that holds content from one that hands it to somebody: `img.src = canvas.toDataURL()` shows a picture,
 * and nobody is asked for it.
 */
import { parsePort } from '../catalogue/patterns.js';
import { valueOf } from '../link/program.js';
import type { Label } from '../model/catalogue.js';
import type { ContentFact, SinkHit } from './facts.js';
import { headRef } from './match.js';

/** Holds if what reaches a sink is no more than an address that holds the content itself. */
export function isInline({ model, site, fact }: SinkHit, label: Label): boolean {
  const [head] = model.address === undefined ? [] : parsePort(model.address);
  const address = head && headRef(site, head);
  if (!address || address.fn !== fact.ref.fn || address.id !== fact.ref.id || fact.path.length > 0) return false;
  const start = textBefore(fact);
  // A picture that is an address as it is can be no other.
  return start === undefined ? label === 'pixels' : /^(?:data|blob):/i.test(start);
}

/** Gets the text that content was last put behind; undefined where it is all there is. */
function textBefore(fact: ContentFact): string | undefined {
  for (let at: ContentFact | undefined = fact; at?.from; at = at.from) {
    const value = valueOf(at.ref);
    const { values } = at.ref.fn.facts;
    if (value.op === 'template' && (value.text[0] !== '' || value.parts[0] !== at.from.ref.id))
      return value.text[0] ?? '';
    if (value.op !== 'arithmetic' || value.left === at.from.ref.id) continue;
    const left = values[value.left];
    return left?.op === 'const' && typeof left.value === 'string' ? left.value : '';
  }
  return undefined;
}
