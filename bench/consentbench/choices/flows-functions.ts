/** Content on its way through functions of the program: parameters, callbacks, wrappers, generators. */
import { code } from '../text.js';
import { flow, inHandler } from './flow.js';
import type { Flow, FlowContext } from './types.js';

/** A helper before, and one statement that uses it. */
function helper(id: string, declare: (c: FlowContext) => string, use: (c: FlowContext) => string): Flow {
  return flow(id, (c) => ({ code: declare(c), body: use(c) }));
}

const PARAMETERS: readonly Flow[] = [
  helper(
    'helper-function',
    ({ n }) => code`
      function ${n.helper}(${n.content}: string) {
        return { ${n.content}, at: Date.now() };
      }`,
    ({ n, read, send }) => send(`${n.helper}(${read}).${n.content}`),
  ),
  helper(
    'curried',
    ({ n, send }) => code`
      const ${n.helper} = (${n.other}: string) => (${n.content}: string) => {
        if (${n.other} !== '') ${send(n.content)}
      };`,
    ({ n, read }) => `${n.helper}('event')(${read});`,
  ),
  helper(
    'default-parameter',
    ({ n, send }) => code`
      function ${n.helper}(${n.content} = '', ${n.other} = 'event'): void {
        if (${n.other} !== '') ${send(n.content)}
      }`,
    ({ n, read }) => `${n.helper}(${read});`,
  ),
  helper(
    'rest-parameter',
    ({ n, send }) => code`
      function ${n.helper}(${n.other}: string, ...parts: string[]): void {
        ${send(`${n.other} + parts.join(' ')`)}
      }`,
    ({ n, read }) => `${n.helper}('event', ${read});`,
  ),
  helper(
    'spread-argument',
    ({ n, send }) => code`
      function ${n.helper}(${n.other}: string, ${n.content}: string): void {
        if (${n.other} !== '') ${send(n.content)}
      }`,
    ({ n, read }) => code`
      const parts: [string, string] = ['event', ${read}];
      ${n.helper}(...parts);`,
  ),
  helper(
    'options-object',
    ({ n, send }) => code`
      interface Options {
        readonly ${n.content}: string;
        readonly urgent?: boolean;
      }

      function ${n.helper}({ ${n.content}, urgent = false }: Options): void {
        if (!urgent) ${send(n.content)}
      }`,
    ({ n, read }) => `${n.helper}({ ${n.content}: ${read} });`,
  ),
  helper(
    'filled-argument',
    ({ n }) => code`
      function ${n.helper}(out: { ${n.content}?: string }, value: string): void {
        out.${n.content} = value;
      }`,
    ({ n, read, send }) => code`
      const ${n.record}: { ${n.content}?: string } = {};
      ${n.helper}(${n.record}, ${read});
      ${send(`${n.record}.${n.content} ?? ''`)}`,
  ),
  helper(
    'arguments-object',
    ({ n, send }) => code`
      function ${n.helper}(_value: string): void {
        ${send('arguments[0]')}
      }`,
    ({ n, read }) => `${n.helper}(${read});`,
  ),
];

const CALLS: readonly Flow[] = [
  helper(
    'callback-parameter',
    ({ n }) => code`
      function ${n.helper}(${n.content}: string, then: (part: string) => void): void {
        then(${n.content});
      }`,
    ({ n, read, send }) => `${n.helper}(${read}, (part) => ${send('part').replace(/;$/, '')});`,
  ),
  helper(
    'recursion',
    ({ n, send }) => code`
      function ${n.helper}(${n.content}: string, depth: number): void {
        if (depth === 0) ${send(n.content)}
        else ${n.helper}(${n.content}, depth - 1);
      }`,
    ({ n, read }) => `${n.helper}(${read}, 2);`,
  ),
  helper(
    'call-and-apply',
    ({ n, send }) => code`
      function ${n.helper}(this: unknown, ${n.content}: string): void {
        ${send(n.content)}
      }`,
    ({ n, read }) => `${n.helper}.call(undefined, ${read});`,
  ),
  helper(
    'bound-argument',
    ({ n, send }) => code`
      function ${n.helper}(${n.content}: string): void {
        ${send(n.content)}
      }`,
    ({ n, read }) => code`
      const later = ${n.helper}.bind(undefined, ${read});
      later();`,
  ),
  helper(
    'handler-table',
    ({ n, send }) => code`
      const actions: Record<string, (${n.content}: string) => void> = {
        keep: (${n.content}) => {
          ${send(n.content)}
        },
        skip: () => undefined,
      };`,
    ({ read }) => `actions['keep']!(${read});`,
  ),
  helper(
    'reducer',
    ({ n }) => code`
      type Action = { type: 'seen'; ${n.content}: string } | { type: 'reset' };

      function ${n.helper}(before: string[], action: Action): string[] {
        switch (action.type) {
          case 'seen':
            return [...before, action.${n.content}];
          case 'reset':
            return [];
        }
      }

      let ${n.state}: string[] = [];`,
    ({ n, read, send }) => code`
      ${n.state} = ${n.helper}(${n.state}, { type: 'seen', ${n.content}: ${read} });
      ${send(`${n.state}.join(' ')`)}`,
  ),
  helper(
    'middleware',
    ({ n, send }) => code`
      type Step = (${n.content}: string, next: (value: string) => void) => void;

      const steps: Step[] = [(value, next) => next(value.trim()), (value, next) => next(value)];

      function ${n.helper}(value: string, at = 0): void {
        const step = steps[at];
        if (step) step(value, (changed) => ${n.helper}(changed, at + 1));
        else ${send('value')}
      }`,
    ({ n, read }) => `${n.helper}(${read});`,
  ),
  helper(
    'pipeline',
    ({ n }) => `const ${n.helper}: ((part: string) => string)[] = [(part) => part.trim(), (part) => \`[\${part}]\`];`,
    ({ n, read, send }) => send(`${n.helper}.reduce((part, step) => step(part), ${read})`),
  ),
  helper(
    'generator',
    ({ n }) => code`
      function* ${n.helper}(${n.content}: string): Generator<string> {
        yield 'seen';
        yield ${n.content};
      }`,
    ({ n, read, send }) => `for (const part of ${n.helper}(${read})) ${send('part')}`,
  ),
  helper(
    'tagged-template',
    ({ n }) => code`
      function ${n.helper}(strings: TemplateStringsArray, ...values: string[]): string {
        return strings[0] + values.join(',');
      }`,
    ({ n, read, send }) => send(`${n.helper}\`seen \${${read}}\``),
  ),
];

/** The handler is wrapped in a function that gives back a function. */
function wrapped(id: string, name: string, declare: string, wait: string, from?: string): Flow {
  return flow(id, (c) => ({
    imports: from === undefined ? undefined : [{ from, names: [name] }],
    code: declare,
    body: c.send(c.read),
    host: (params, body) => ({
      before: code`
        const ${c.n.handler} = ${name}((${params}) => {
          ${body}
        }${wait});`,
      ref: c.n.handler,
    }),
  }));
}

const OWN_DEBOUNCE = code`
  function debounce<T extends unknown[]>(run: (...args: T) => void, wait: number): (...args: T) => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    return (...args: T) => {
      clearTimeout(timer);
      timer = setTimeout(() => run(...args), wait);
    };
  }`;

const OWN_THROTTLE = code`
  function throttle<T extends unknown[]>(run: (...args: T) => void, wait: number): (...args: T) => void {
    let last = 0;
    return (...args: T) => {
      const now = Date.now();
      if (now - last < wait) return;
      last = now;
      run(...args);
    };
  }`;

const WRAPPERS: readonly Flow[] = [
  wrapped('debounce', 'debounce', OWN_DEBOUNCE, ', 250'),
  wrapped('throttle', 'throttle', OWN_THROTTLE, ', 100'),
  wrapped('lodash-debounce', 'debounce', '', ', 250', 'lodash'),
  inHandler(
    'delayed',
    ({ n, read, send }) => code`
      const ${n.content} = ${read};
      setTimeout(() => {
        ${send(n.content)}
      }, 500);`,
  ),
  inHandler(
    'timer-argument',
    ({ read, send }) => code`
      setTimeout((part: string) => {
        ${send('part')}
      }, 500, ${read});`,
  ),
  inHandler(
    'thrown',
    ({ read, send }) => code`
      try {
        throw new Error(${read});
      } catch (problem) {
        ${send('(problem as Error).message')}
      }`,
  ),
];

export const FUNCTION_FLOWS: readonly Flow[] = [...PARAMETERS, ...CALLS, ...WRAPPERS];
