/**
 * Reads what a fixture says about its own lines.
 *
 * `// expect: ungated-capture error, unredacted-capture error` names every finding of a line; a line without it must be
 * silent. `// near: uIOhook.on` says that the line looks like a model with this pattern and is none. `// todo: uIOhook.on`
 * says that the model is right and that nothing comes of it yet; it fails once something does.
 * A comment that stands alone speaks of the next line of code, one behind code of its own line.
 */
import { nearest } from '../../catalogue/nearest.js';
import type { Severity } from '../../model/result.js';

export interface Marks {
  /** By line: each finding as `rule severity`, sorted. */
  readonly expected: ReadonlyMap<number, readonly string[]>;
  /** By line: patterns of the model file. */
  readonly near: ReadonlyMap<number, readonly string[]>;
  /** By line: patterns of the model file. */
  readonly todo: ReadonlyMap<number, readonly string[]>;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

const MARK = /\/\/\s*([a-z]+):\s*(.*?)\s*$/;
const WORDS = ['expect', 'near', 'todo'] as const;
const SEVERITIES: readonly string[] = ['note', 'warning', 'error'] satisfies Severity[];

export function readMarks(text: string, rules: readonly string[]): Marks {
  const lines = text.split(/\r?\n/);
  const marked = {
    expect: new Map<number, string[]>(),
    near: new Map<number, string[]>(),
    todo: new Map<number, string[]>(),
  };
  const problems: Marks['problems'][number][] = [];
  for (const [index, line] of lines.entries()) {
    const [, word = '', list = ''] = MARK.exec(line) ?? [];
    const report = (message: string): void => void problems.push({ line: index + 1, message });
    if (!isWord(word)) {
      const meant = word === '' ? undefined : nearest(word, WORDS);
      if (meant !== undefined) report(`"${word}:" is no mark; did you mean "${meant}:"?`);
      continue;
    }
    const about = lineAbout(lines, index);
    if (about === undefined) report('speaks of the next line of code, and there is none');
    else {
      const entries = list.split(',').map((entry) => entry.trim());
      for (const message of word === 'expect' ? entries.flatMap((entry) => findingProblem(entry, rules)) : [])
        report(message);
      put(marked[word], about, entries);
    }
  }
  for (const findings of marked.expect.values()) findings.sort();
  return { expected: marked.expect, near: marked.near, todo: marked.todo, problems };
}

function isWord(word: string): word is (typeof WORDS)[number] {
  return (WORDS as readonly string[]).includes(word);
}

/** Gets the line, counted from 1, that a mark speaks of. */
function lineAbout(lines: readonly string[], at: number): number | undefined {
  if (!isComment(lines[at])) return at + 1;
  const next = lines.findIndex((line, index) => index > at && line.trim() !== '' && !isComment(line));
  return next === -1 ? undefined : next + 1;
}

function isComment(line: string | undefined): boolean {
  return line?.trimStart().startsWith('//') === true;
}

function findingProblem(entry: string, rules: readonly string[]): readonly string[] {
  const [rule = '', severity = '', ...more] = entry.split(/\s+/);
  if (!rules.includes(rule)) {
    const meant = nearest(rule, rules);
    return [`"${rule}" is no rule${meant === undefined ? '' : `; did you mean "${meant}"?`}`];
  }
  if (SEVERITIES.includes(severity) && more.length === 0) return [];
  return [`"${entry}" must be a rule and one of ${SEVERITIES.join(', ')}`];
}

function put(lists: Map<number, string[]>, line: number, entries: readonly string[]): void {
  lists.set(line, [...(lists.get(line) ?? []), ...entries]);
}
