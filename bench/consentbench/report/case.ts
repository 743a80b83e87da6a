/** Writes a disagreement as a test that can be pasted into the repository's own tests. */
import type { DisagreementClass } from '../compare/classes.js';
import type { Obligation } from '../model.js';

const RULES: Readonly<Record<Obligation, string>> = {
  consent: 'ungated|sham',
  redaction: 'redact|unmasked',
};

export function testCase({ obligation, kind, blamed, case: { program, observation } }: DisagreementClass): string {
  const files = Object.entries(program.files).map(([path, text]) => `    '${path}': \`${escaped(text)}\`,`);
  const seen = observation.because.join('; ') || 'no content arrived anywhere';
  return [
    '',
    `// Seen when run: ${seen}.`,
    `it('${obligation}, ${kind}: ${blamed.join(' ') || 'plain choices'}', async () => {`,
    '  const found = await findingsOf({',
    ...files,
    '  });',
    `  expect(found.some((each) => /^(error|warning).*(${RULES[obligation]})/.test(each))).toBe(${kind === 'miss'});`,
    '});',
  ].join('\n');
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
