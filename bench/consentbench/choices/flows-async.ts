/** Content on its way through promises, modules that are loaded late, and registrations out of the ordinary. */
import { code } from '../text.js';
import { flow } from './flow.js';
import type { Flow, FlowContext, FlowPlan } from './types.js';

const asyncBody = (id: string, body: (c: FlowContext) => string, declare?: (c: FlowContext) => string): Flow =>
  flow(id, (c) => ({ body: body(c), code: declare?.(c), isAsync: true }));

const PROMISES: readonly Flow[] = [
  asyncBody(
    'async-await',
    ({ n, read, send }) => code`
      const ${n.content} = await ${n.helper}(${read});
      ${send(n.content)}`,
    ({ n }) => code`
      async function ${n.helper}(${n.content}: string): Promise<string> {
        await new Promise((resolve) => setTimeout(resolve, 10));
        return ${n.content};
      }`,
  ),
  flow('promise-then', ({ n, read, send }) => ({
    body: code`
      void Promise.resolve(${read})
        .then((${n.content}) => ${n.content}.trim())
        .then((${n.content}) => {
          ${send(n.content)}
        });`,
  })),
  asyncBody(
    'promise-all',
    ({ n, read, send }) => code`
      const [${n.other}, ${n.content}] = await Promise.all([Promise.resolve('event'), Promise.resolve(${read})]);
      if (${n.other} !== '') ${send(n.content)}`,
  ),
  asyncBody(
    'new-promise',
    ({ n, read, send }) => code`
      const ${n.content} = await new Promise<string>((resolve) => {
        setTimeout(() => resolve(${read}), 10);
      });
      ${send(n.content)}`,
  ),
  asyncBody(
    'promise-race',
    ({ n, read, send }) => code`
      const late = new Promise<string>((resolve) => setTimeout(() => resolve('late'), 1000));
      const ${n.content} = await Promise.race([Promise.resolve(${read}), late]);
      ${send(n.content)}`,
  ),
  flow('promise-queue', ({ n, read, send }) => ({
    code: `let ${n.buffer}: Promise<void> = Promise.resolve();`,
    body: code`
      const ${n.content} = ${read};
      ${n.buffer} = ${n.buffer}.then(() => {
        ${send(n.content)}
      });`,
  })),
  asyncBody(
    'async-generator',
    ({ n, read, send }) => `for await (const part of ${n.helper}(${read})) ${send('part')}`,
    ({ n }) => code`
      async function* ${n.helper}(${n.content}: string): AsyncGenerator<string> {
        yield ${n.content};
      }`,
  ),
  flow('microtask', ({ n, read, send }) => ({
    body: code`
      const ${n.content} = ${read};
      queueMicrotask(() => {
        ${send(n.content)}
      });`,
  })),
];

/** The program's own function that registers listeners. */
const byWrapper = ({ n, sensor, type }: FlowContext): string => code`
  function ${n.helper}(type: string, listener: (event: ${type}) => void): void {
    ${sensor.listener!.target}.addEventListener(type, listener);
  }`;

function registered(
  id: string,
  plan: (c: FlowContext, target: string, type: string) => Pick<FlowPlan, 'code' | 'register'>,
): Flow {
  return flow(id, (c) => ({ body: c.send(c.read), ...plan(c, c.sensor.listener!.target, c.sensor.listener!.type) }), {
    needs: 'listener',
    on: ['page'],
  });
}

const REGISTRATIONS: readonly Flow[] = [
  registered('listener-wrapper', (c, _target, type) => ({
    code: byWrapper(c),
    register: (handler) => `${c.n.helper}('${type}', ${handler.fn});`,
  })),
  registered('computed-event-name', (_c, target, type) => ({
    code: code`
      const PREFIX = '${type.slice(0, 3)}';
      const EVENT_NAME = \`\${PREFIX}${type.slice(3)}\`;`,
    register: (handler) => `${target}.addEventListener(EVENT_NAME, ${handler.fn});`,
  })),
  registered('constant-event-name', (_c, target, type) => ({
    code: `const EVENT_NAMES = { first: '${type}', second: 'visibilitychange' } as const;`,
    register: (handler) => `${target}.addEventListener(EVENT_NAMES.first, ${handler.fn});`,
  })),
  registered('loop-over-names', (_c, target, type) => ({
    register: (handler) => code`
      for (const name of ['focus', '${type}']) {
        ${target}.addEventListener(name, ${handler.fn});
      }`,
  })),
  registered('table-of-handlers', (c, target, type) => ({
    register: (handler) => code`
      const handlers: Record<string, (${c.event}: never) => void> = {
        '${type}': ${handler.fn},
      };
      for (const [name, listener] of Object.entries(handlers)) {
        ${target}.addEventListener(name, listener);
      }`,
  })),
];

export const ASYNC_FLOWS: readonly Flow[] = [...PROMISES, ...REGISTRATIONS];
