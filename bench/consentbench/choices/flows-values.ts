/** Content on its way through one function: variables, patterns, literals, text, collections. */
import { code } from '../text.js';
import { flow, inHandler } from './flow.js';
import type { Flow } from './types.js';

const SIMPLE: readonly Flow[] = [
  inHandler('direct', ({ read, send }) => send(read)),
  inHandler(
    'local',
    ({ n, read, send }) => code`
      const ${n.content} = ${read};
      ${send(n.content)}`,
  ),
  inHandler(
    'reassigned',
    ({ n, read, send }) => code`
      let ${n.content} = '';
      if (Date.now() > 0) ${n.content} = ${read};
      const ${n.copy} = ${n.content};
      ${send(n.copy)}`,
  ),
  inHandler(
    'try-finally',
    ({ n, read, send }) => code`
      let ${n.content} = '';
      try {
        ${n.content} = ${read};
      } finally {
        ${send(n.content)}
      }`,
  ),
  inHandler(
    'loop-accumulate',
    ({ n, read, send }) => code`
      let ${n.content} = '';
      for (const letter of ${read}) ${n.content} += letter;
      ${send(n.content)}`,
  ),
  inHandler(
    'default-if-empty',
    ({ n, read, send }) => code`
      const ${n.content} = (${read}) || 'nothing';
      ${send(n.content)}`,
  ),
];

const PATTERNS: readonly Flow[] = [
  inHandler(
    'destructured',
    ({ n, field, event, asText, send }) => code`
      const { ${field}: ${n.content} } = ${event};
      ${send(asText(n.content))}`,
    { needs: 'field' },
  ),
  flow(
    'destructured-parameter',
    ({ n, field, asText, send }) => ({ params: `{ ${field}: ${n.content} }`, body: send(asText(n.content)) }),
    { needs: 'field' },
  ),
  inHandler(
    'computed-member',
    ({ n, field, event, asText, send }) => code`
      const wanted = '${field}' as const;
      const ${n.content} = ${event}[wanted];
      ${send(asText(n.content))}`,
    { needs: 'field' },
  ),
  inHandler(
    'optional-chain',
    ({ n, field, event, asText, send }) => code`
      const ${n.content} = ${asText(`${event}?.${field}`)} ?? '';
      ${send(n.content)}`,
    { needs: 'field' },
  ),
];

const OBJECTS: readonly Flow[] = [
  inHandler(
    'record',
    ({ n, read, send }) => code`
      const ${n.record} = { ${n.content}: ${read}, at: Date.now() };
      ${send(`${n.record}.${n.content}`)}`,
  ),
  inHandler(
    'nested-record',
    ({ n, read, send }) => code`
      const ${n.record} = { at: Date.now(), detail: { inner: { ${n.content}: ${read} } } };
      ${send(`${n.record}.detail.inner.${n.content}`)}`,
  ),
  inHandler(
    'object-spread',
    ({ n, read, send }) => code`
      const base = { ${n.content}: ${read} };
      const ${n.record} = { ...base, at: Date.now() };
      ${send(`${n.record}.${n.content}`)}`,
  ),
  inHandler(
    'rest-of-object',
    ({ n, read, send }) => code`
      const { at, ...${n.record} } = { at: Date.now(), ${n.content}: ${read} };
      if (at > 0) ${send(`${n.record}.${n.content}`)}`,
  ),
  inHandler(
    'object-assign',
    ({ n, read, send }) => code`
      const ${n.record} = Object.assign({ at: Date.now() }, { ${n.content}: ${read} });
      ${send(`${n.record}.${n.content}`)}`,
  ),
  inHandler(
    'set-later',
    ({ n, read, send }) => code`
      const ${n.record}: { ${n.content}?: string } = {};
      ${n.record}.${n.content} = ${read};
      ${send(`${n.record}.${n.content} ?? ''`)}`,
  ),
  inHandler(
    'object-entries',
    ({ n, read, send }) => code`
      const ${n.record} = { ${n.content}: ${read} };
      for (const [, part] of Object.entries(${n.record})) ${send('part')}`,
  ),
  inHandler(
    'for-in',
    ({ n, read, send }) => code`
      const ${n.record}: Record<string, string> = { ${n.content}: ${read} };
      const ${n.copy}: Record<string, string> = {};
      for (const name in ${n.record}) ${n.copy}[name] = ${n.record}[name]!;
      ${send(`${n.copy}.${n.content}!`)}`,
  ),
  inHandler(
    'content-as-key',
    ({ n, read, send }) => code`
      const ${n.record}: Record<string, number> = {};
      ${n.record}[${read}] = 1;
      ${send(`JSON.stringify(${n.record})`)}`,
  ),
];

const TEXTS: readonly Flow[] = [
  inHandler('template', ({ read, send }) => send(`\`seen: \${${read}}\``)),
  inHandler('concatenation', ({ read, send }) => send(`'seen: ' + (${read})`)),
  inHandler('json', ({ n, read, send }) => send(`JSON.stringify({ ${n.content}: ${read}, at: Date.now() })`)),
  inHandler(
    'json-and-back',
    ({ n, read, send }) => code`
      const ${n.copy} = JSON.parse(JSON.stringify({ ${n.content}: ${read} })) as { ${n.content}: string };
      ${send(`${n.copy}.${n.content}`)}`,
  ),
  inHandler('query-string', ({ read, send }) => send(`new URLSearchParams({ q: ${read} }).toString()`)),
  inHandler('trim-and-lower', ({ read, send }) => send(`(${read}).trim().toLowerCase()`)),
];

const COLLECTIONS: readonly Flow[] = [
  inHandler(
    'array-element',
    ({ n, read, send }) => code`
      const parts = ['seen', ${read}];
      const [, ${n.content}] = parts;
      ${send(`${n.content}!`)}`,
  ),
  inHandler('array-methods', ({ read, send }) =>
    send(`[${read}].filter((part) => part !== '').map((part) => part.trim()).join(' ')`),
  ),
  inHandler('reduce', ({ read, send }) => send(`['>', ${read}].reduce((all, part) => all + part, '')`)),
  inHandler('for-each', ({ read, send }) => code`[${read}].forEach((part) => ${send('part').replace(/;$/, '')});`),
  inHandler(
    'local-map',
    ({ n, read, send }) => code`
      const ${n.record} = new Map<string, string>();
      ${n.record}.set('last', ${read});
      ${send(`${n.record}.get('last') ?? ''`)}`,
  ),
  inHandler(
    'local-set',
    ({ n, read, send }) => code`
      const ${n.record} = new Set<string>([${read}]);
      ${send(`[...${n.record}].join(' ')`)}`,
  ),
];

export const VALUE_FLOWS: readonly Flow[] = [...SIMPLE, ...PATTERNS, ...OBJECTS, ...TEXTS, ...COLLECTIONS];
