/** Content that is kept and sent later: buffers, timers, fields, closures. */
import { code } from '../text.js';
import { flow } from './flow.js';
import type { Flow, FlowContext } from './types.js';

/** Something is declared, the handler puts content into it, and a timer takes it out. */
function kept(
  id: string,
  declare: (c: FlowContext) => string,
  put: (c: FlowContext) => string,
  take: (c: FlowContext) => string,
  seconds = 4,
): Flow {
  return flow(id, (c) => ({
    code: declare(c),
    body: put(c),
    after: code`
      setInterval(() => {
        ${take(c)}
      }, ${seconds * 1000});`,
  }));
}

const TIMED: readonly Flow[] = [
  kept(
    'buffer-and-timer',
    ({ n }) => `let ${n.buffer}: string[] = [];`,
    ({ n, read }) => `${n.buffer}.push(${read});`,
    ({ n, send }) => code`
      if (${n.buffer}.length === 0) return;
      ${send(`${n.buffer}.join('\\n')`)}
      ${n.buffer} = [];`,
  ),
  kept(
    'grown-text',
    ({ n }) => `let ${n.buffer} = '';`,
    ({ n, read }) => `${n.buffer} += ${read};`,
    ({ n, send }) => code`
      ${send(n.buffer)}
      ${n.buffer} = '';`,
  ),
  kept(
    'last-value',
    ({ n }) => `let ${n.content} = '';`,
    ({ n, read }) => `${n.content} = ${read};`,
    ({ n, send }) => `if (${n.content} !== '') ${send(n.content)}`,
  ),
  kept(
    'map-and-timer',
    ({ n }) => `const ${n.buffer} = new Map<number, string>();`,
    ({ n, read }) => `${n.buffer}.set(Date.now(), ${read});`,
    ({ n, send }) => code`
      for (const [, part] of ${n.buffer}) ${send('part')}
      ${n.buffer}.clear();`,
  ),
  kept(
    'set-and-timer',
    ({ n }) => `const ${n.buffer} = new Set<string>();`,
    ({ n, read }) => `${n.buffer}.add(${read});`,
    ({ n, send }) => code`
      ${send(`Array.from(${n.buffer}).join('|')`)}
      ${n.buffer}.clear();`,
  ),
  kept(
    'queue-shift',
    ({ n }) => `const ${n.buffer}: { ${n.content}: string; at: number }[] = [];`,
    ({ n, read }) => `${n.buffer}.push({ ${n.content}: ${read}, at: Date.now() });`,
    ({ n, send }) => code`
      while (${n.buffer}.length > 0) {
        const ${n.record} = ${n.buffer}.shift()!;
        ${send(`${n.record}.${n.content}`)}
      }`,
  ),
  kept(
    'splice-batch',
    ({ n }) => `const ${n.buffer}: string[] = [];`,
    ({ n, read }) => `${n.buffer}.push(${read});`,
    ({ n, send }) => code`
      const batch = ${n.buffer}.splice(0, 20);
      if (batch.length > 0) ${send(`JSON.stringify(batch)`)}`,
  ),
  kept(
    'module-state',
    ({ n }) => `const ${n.state} = { ${n.content}: '', at: 0, parts: [] as string[] };`,
    ({ n, read }) => code`
      ${n.state}.at = Date.now();
      ${n.state}.parts.push(${read});`,
    ({ n, send }) => code`
      ${send(`${n.state}.parts.join(' ')`)}
      ${n.state}.parts = [];`,
  ),
];

const THRESHOLD: Flow = flow('flush-when-full', ({ n, read, send }) => ({
  code: code`
    const LIMIT = 3;
    let ${n.buffer}: string[] = [];

    function ${n.flush}(): void {
      const batch = ${n.buffer};
      ${n.buffer} = [];
      ${send(`batch.join(' ')`)}
    }`,
  body: code`
    ${n.buffer}.push(${read});
    if (${n.buffer}.length >= LIMIT) ${n.flush}();`,
}));

/** A class that keeps content, and its one instance. */
function keeper(id: string, members: (c: FlowContext) => string, put = 'put', hasFlush = true): Flow {
  return flow(id, (c) => ({
    code: code`
      class ${c.n.keeper} {
        ${members(c)}
      }

      const ${c.n.state} = new ${c.n.keeper}();`,
    body: put.includes('=') ? `${c.n.state}.${put} ${c.read};` : `${c.n.state}.${put}(${c.read});`,
    after: hasFlush ? `setInterval(() => ${c.n.state}.${c.n.flush}(), 4000);` : undefined,
  }));
}

const FIELDS: readonly Flow[] = [
  keeper(
    'class-field',
    ({ n, send }) => code`
      private ${n.buffer}: string[] = [];

      put(${n.content}: string): void {
        this.${n.buffer}.push(${n.content});
      }

      ${n.flush}(): void {
        ${send(`this.${n.buffer}.join(' ')`)}
        this.${n.buffer} = [];
      }`,
  ),
  keeper(
    'private-field',
    ({ n, send }) => code`
      #${n.content} = '';

      put(${n.content}: string): void {
        this.#${n.content} = ${n.content};
        this.#${n.flush}();
      }

      #${n.flush}(): void {
        ${send(`this.#${n.content}`)}
      }`,
    'put',
    false,
  ),
  keeper(
    'setter-and-getter',
    ({ n, send }) => code`
      private kept = '';

      set last(${n.content}: string) {
        this.kept = ${n.content};
      }

      get last(): string {
        return this.kept;
      }

      ${n.flush}(): void {
        ${send('this.last')}
      }`,
    'last =',
  ),
  flow('static-field', ({ n, read, send }) => ({
    code: code`
      class ${n.keeper} {
        static last = '';

        static ${n.flush}(): void {
          ${send(`${n.keeper}.last`)}
        }
      }`,
    body: code`
      ${n.keeper}.last = ${read};
      ${n.keeper}.${n.flush}();`,
  })),
];

const HIDDEN: readonly Flow[] = [
  flow('closure-factory', ({ n, read, send }) => ({
    code: code`
      function create${n.keeper}() {
        const ${n.buffer}: string[] = [];
        return {
          add: (${n.content}: string) => {
            ${n.buffer}.push(${n.content});
          },
          ${n.flush}: () => {
            ${send(`${n.buffer}.splice(0).join(' ')`)}
          },
        };
      }

      const ${n.state} = create${n.keeper}();`,
    body: `${n.state}.add(${read});`,
    after: `setInterval(${n.state}.${n.flush}, 4000);`,
  })),
  flow('weak-map', ({ n, read, send }) => ({
    code: code`
      const owner = {};
      const ${n.buffer} = new WeakMap<object, string>();`,
    body: code`
      ${n.buffer}.set(owner, ${read});
      ${send(`${n.buffer}.get(owner) ?? ''`)}`,
  })),
  flow(
    'storage-hop',
    ({ n, read, send }) => ({
      body: `sessionStorage.setItem('${n.buffer}', ${read});`,
      after: code`
        setInterval(() => {
          const ${n.content} = sessionStorage.getItem('${n.buffer}');
          if (${n.content} !== null) ${send(n.content)}
        }, 4000);`,
    }),
    { on: ['page'] },
  ),
];

export const STATE_FLOWS: readonly Flow[] = [...TIMED, THRESHOLD, ...FIELDS, ...HIDDEN];
