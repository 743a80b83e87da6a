/**
 * Says whether a user's regular expression could run for long on a literal chosen to hurt.
 *
 * Configuration may come from the tree under review, so its expressions are held to a part of the language in which
 * matching one short literal stays cheap: no look-around, no back reference, nothing repeated inside a repetition.
 */
const LENGTH_LIMIT = 200;
const REPETITION_LIMIT = 2;
const OPTIONAL_LIMIT = 8;

/** Gets what is wrong with `/text/`, which is known to compile. */
export function safetyProblem(text: string): string | undefined {
  const source = text.slice(1, text.lastIndexOf('/'));
  if (source.length > LENGTH_LIMIT) return `is an expression of more than ${LENGTH_LIMIT} characters`;
  // What is escaped or inside [] repeats nothing by itself; one letter stands for it.
  const bare = source
    .replace(/\\[1-9k]/g, '\u0000')
    .replace(/\\./g, 'a')
    .replace(/\[(?:[^\]])*\]/g, 'a');
  if (bare.includes('\u0000')) return 'uses a back reference, which is not supported';
  if (/\(\?[=!<]/.test(bare)) return 'uses look-around or a named group, which is not supported';
  if (hasNestedRepetition(bare))
    return 'repeats a group that holds a choice or a repetition, which can run for very long';
  if (count(bare, /[*+]|\{\d+,?\d*\}/g) > REPETITION_LIMIT) return `repeats more than ${REPETITION_LIMIT} times`;
  if (count(bare, /\?/g) > OPTIONAL_LIMIT) return `has more than ${OPTIONAL_LIMIT} optional parts`;
  return undefined;
}

/** Looks at innermost groups first; a group that may be repeated safely becomes one letter. */
function hasNestedRepetition(bare: string): boolean {
  let rest = bare.replace(/\(\?:/g, '(');
  for (;;) {
    const group = /\(([^()]*)\)([*+?]|\{)?/.exec(rest);
    if (group === null) return false;
    const [whole, body = '', quantifier] = group;
    const complex = /[*+?{|]/.test(body);
    if (complex && quantifier !== undefined && quantifier !== '?') return true;
    const letter = complex ? 'a+' : 'a';
    rest = rest.replace(whole, quantifier === undefined ? letter : `${letter}${quantifier}`);
  }
}

function count(text: string, expression: RegExp): number {
  return text.match(expression)?.length ?? 0;
}
