/** Shapes through which no content gets: counts, lengths, timings, comparisons, arguments that are dropped. */
import { code } from '../text.js';
import { flow, inHandler } from './flow.js';
import type { Flow } from './types.js';

export const EMPTY_FLOWS: readonly Flow[] = [
  flow('only-count', ({ n, send }) => ({
    code: `let ${n.counter} = 0;`,
    body: `${n.counter} += 1;`,
    after: code`
      setInterval(() => {
        ${send(`\`\${${n.counter}} events\``)}
      }, 4000);`,
  })),
  inHandler('only-length', ({ read, send }) => send(`String((${read}).length)`)),
  flow('only-buffer-size', ({ n, read, send }) => ({
    code: `const ${n.buffer}: string[] = [];`,
    body: code`
      ${n.buffer}.push(${read});
      ${send(`String(${n.buffer}.length)`)}`,
  })),
  flow('only-timing', ({ n, send }) => ({
    code: `let last = 0;`,
    body: code`
      const ${n.counter} = Date.now() - last;
      last = Date.now();
      ${send(`\`\${${n.counter}} ms\``)}`,
  })),
  inHandler('only-boolean', ({ read, send }) => send(`String((${read}) !== '')`)),
  inHandler(
    'only-comparison',
    ({ n, read, send }) => code`
      const ${n.content} = ${read};
      if (${n.content} === 'Enter') ${send(`'submitted'`)}
      else ${send(`'pressed'`)}`,
  ),
  inHandler(
    'dropped-argument',
    ({ n, read, send }) => code`
    const note = (_${n.content}: string, ${n.other}: string) => {
      ${send(n.other)}
    };
    note(${read}, 'pressed');`,
  ),
  flow('only-set-size', ({ n, read, send }) => ({
    code: `const ${n.buffer} = new Set<string>();`,
    body: code`
      ${n.buffer}.add(${read});
      ${send(`String(${n.buffer}.size > 0)`)}`,
  })),
  inHandler(
    'other-property',
    ({ n, read, send }) => code`
    const ${n.record} = { ${n.content}: ${read}, ${n.other}: 'event' };
    ${send(`${n.record}.${n.other}`)}`,
  ),
  inHandler(
    'overwritten',
    ({ n, read, send }) => code`
    let ${n.content} = ${read};
    ${n.content} = 'event';
    ${send(n.content)}`,
  ),
  inHandler(
    'read-and-ignored',
    ({ n, read, send }) => code`
    const ${n.content} = ${read};
    if (${n.content} === 'Escape') return;
    ${send(`'active'`)}`,
  ),
];
