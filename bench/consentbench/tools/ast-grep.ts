/** ast-grep, with the rules in `ast-grep.yml`. Its short name, `sg`, is another program on most systems. */
import { type Hit, binary } from './binary.js';

interface Match {
  readonly file: string;
  readonly ruleId: string;
}

export const astGrep = binary({
  name: 'ast-grep',
  rules: 'ast-grep.yml',
  args: (rules, folder) => ['scan', '--rule', rules, '--json=compact', folder],
  hitsIn: astGrepHits,
});

export function astGrepHits(output: string): readonly Hit[] {
  return (JSON.parse(output || '[]') as readonly Match[]).map(({ file, ruleId }) => ({ file, rule: ruleId }));
}
