/** Semgrep CE, with the rules in `semgrep.yml`: taint within a function, checks by pattern. */
import { type Hit, binary } from './binary.js';

interface Output {
  readonly results: readonly { readonly path: string; readonly check_id: string }[];
}

export const semgrep = binary({
  name: 'semgrep',
  rules: 'semgrep.yml',
  args: (rules, folder) => [
    'scan',
    '--config',
    rules,
    '--json',
    '--quiet',
    '--metrics=off',
    '--disable-version-check',
    '--no-git-ignore',
    folder,
  ],
  hitsIn: semgrepHits,
});

export function semgrepHits(output: string): readonly Hit[] {
  const { results } = JSON.parse(output || '{"results":[]}') as Output;
  return results.map(({ path, check_id: rule }) => ({ file: path, rule }));
}
