import { describe, expect, it } from 'vitest';
import { type Program, sinksOf } from '../support/review.js';

type Case = [title: string, program: Program, sink?: string];

describe('a component', () => {
  const field = (use: string): Program => ({
    'Field.tsx': `import { log } from './log';\nexport function Form() { return <Field onKey={(key: string) => ${use}} />; }\nfunction Field({ onKey }: { onKey(key: string): void }) {\n  useEffect(() => { const h = (e: KeyboardEvent) => onKey(e.key); document.addEventListener('keydown', h); return () => document.removeEventListener('keydown', h); }, []);\n  return <i />;\n}`,
    'log.ts': `export const log = (key: string | number) => fetch('/k', { method: 'POST', body: String(key) });`,
  });
  it.each<Case>([
    ['hands content to a prop', field('log(key)'), 'network log.ts:1'],
    ['hands a length to a prop', field('log(key.length)')],
    [
      'types into analytics',
      {
        'a.tsx': `import posthog from 'posthog-js';\nexport const Field = () => <input onChange={(e) => posthog.capture('typed', { text: e.target.value })} />;`,
      },
      'analytics a.tsx:2',
    ],
    [
      'types into state',
      {
        'a.tsx': `import posthog from 'posthog-js';\nexport const Field = () => { const [text, setText] = useState(''); return <input value={text} onChange={(e) => setText(e.target.value)} />; };`,
      },
    ],
    [
      'types into state that goes to analytics',
      {
        'a.tsx': `import posthog from 'posthog-js';\nimport { useState } from 'react';\nexport const Field = () => { const [text, setText] = useState(''); posthog.capture('typed', { text }); return <input value={text} onChange={(e) => setText(e.target.value)} />; };`,
      },
      'analytics a.tsx:3',
    ],
    [
      'types into its own request',
      { 'a.tsx': `export const Field = () => <input onChange={(e) => fetch('/search?q=' + e.target.value)} />;` },
    ],
  ])('%s', async (_, program, sink) => expect(await sinksOf(program)).toEqual(sink === undefined ? [] : [sink]));
});
