/** ESLint with rules written for the purpose: what a team could put into its own configuration. */
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import type { Program, ToolVerdict } from '../model.js';
import type { Adapter } from './adapter.js';
import { RULES } from './eslint-rules.js';

const CONFIG: Linter.Config[] = [
  {
    files: ['**/*.{ts,tsx,js,jsx}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { bench: { rules: RULES } },
    rules: { 'bench/capture-needs-check': 'error', 'bench/content-needs-redactor': 'error' },
  },
];

export const eslint: Adapter = {
  name: 'eslint',
  judge: (programs) => Promise.resolve(programs.map(judgeOne)),
};

const linter = new Linter({ configType: 'flat' });

function judgeOne(program: Program): ToolVerdict {
  const messages = Object.entries(program.files).flatMap(([filename, text]) =>
    linter.verify(text, CONFIG, { filename }),
  );
  const broken = messages.find((message) => message.fatal);
  if (broken) throw new Error(`eslint could not read a program: ${broken.message}`);
  const has = (rule: string): boolean => messages.some(({ ruleId }) => ruleId === rule);
  return {
    consent: has('bench/capture-needs-check') ? 'flagged' : 'silent',
    redaction: has('bench/content-needs-redactor') ? 'flagged' : 'silent',
  };
}
