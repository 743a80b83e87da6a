/**
 * Compares a literal in the code with what a condition allows.
 *
 * Expressions come from the catalogue or from the user's own files, never from the scanned code, and see only the
 * first characters of a literal.
 */
import { PatternError } from './pattern-error.js';

type Literal = string | number | boolean;
const expressions = new Map<string, RegExp>();
/** A condition looks at no more than this many characters of a literal. */
const LITERAL_LIMIT = 2_048;

/** Holds if a literal is one of those allowed; `/text/` and `/text/i` are regular expressions over strings. */
export function literalMatches(allowed: readonly Literal[], literal: Literal): boolean {
  return allowed.some((entry) => {
    if (typeof entry === 'string' && typeof literal === 'string' && isExpression(entry)) {
      return parseExpression(entry).test(literal.slice(0, LITERAL_LIMIT));
    }
    return entry === literal;
  });
}

export function isExpression(text: string): boolean {
  return /^\/.+\/i?$/.test(text);
}

/** Compiles `/text/` or `/text/i`; throws PatternError when it does not compile. */
export function parseExpression(text: string): RegExp {
  const known = expressions.get(text);
  if (known !== undefined) return known;
  const end = text.lastIndexOf('/');
  const compiled = compileExpression(text.slice(1, end), text.slice(end + 1));
  expressions.set(text, compiled);
  return compiled;
}

export function compileExpression(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new PatternError(`${error instanceof Error ? error.message : String(error)}`);
  }
}
