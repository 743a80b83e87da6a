/** Content on its way through objects: injected, inherited, bound, reached through one shared instance. */
import { code } from '../text.js';
import { flow } from './flow.js';
import type { Flow, FlowContext } from './types.js';

function objects(id: string, declare: (c: FlowContext) => string, use: (c: FlowContext) => string): Flow {
  return flow(id, (c) => ({ code: declare(c), body: use(c) }));
}

/** A class with the one method that sends. */
function carrier({ n, send }: FlowContext, head = `class ${n.keeper}`): string {
  return code`
    ${head} {
      put(${n.content}: string): void {
        ${send(n.content)}
      }
    }`;
}

const REACHED: readonly Flow[] = [
  objects(
    'constructor-injection',
    (c) => code`
      ${carrier(c)}

      class Service {
        constructor(private readonly ${c.n.client}: ${c.n.keeper}) {}

        accept(${c.n.content}: string): void {
          this.${c.n.client}.put(${c.n.content});
        }
      }

      const service = new Service(new ${c.n.keeper}());`,
    ({ read }) => `service.accept(${read});`,
  ),
  objects(
    'interface-dispatch',
    (c) => code`
      interface Target {
        put(${c.n.content}: string): void;
      }

      ${carrier(c, `class ${c.n.keeper} implements Target`)}

      class Idle implements Target {
        put(): void {}
      }

      function choose(busy: boolean): Target {
        return busy ? new ${c.n.keeper}() : new Idle();
      }`,
    ({ read }) => `choose(true).put(${read});`,
  ),
  objects(
    'inherited-method',
    (c) => code`
      ${carrier(c)}

      class Special extends ${c.n.keeper} {
        accept(${c.n.content}: string): void {
          this.put(${c.n.content});
        }
      }

      const special = new Special();`,
    ({ read }) => `special.accept(${read});`,
  ),
  objects(
    'super-call',
    (c) => code`
      ${carrier(c)}

      class Special extends ${c.n.keeper} {
        override put(${c.n.content}: string): void {
          super.put(${c.n.content});
        }
      }

      const special = new Special();`,
    ({ read }) => `special.put(${read});`,
  ),
  objects(
    'template-method',
    ({ n, send }) => code`
      abstract class Base {
        accept(${n.content}: string): void {
          this.put(\`[\${${n.content}}]\`);
        }

        protected abstract put(${n.content}: string): void;
      }

      class ${n.keeper} extends Base {
        protected override put(${n.content}: string): void {
          ${send(n.content)}
        }
      }

      const ${n.state} = new ${n.keeper}();`,
    ({ n, read }) => `${n.state}.accept(${read});`,
  ),
  objects(
    'singleton',
    ({ n, send }) => code`
      class ${n.keeper} {
        private static instance?: ${n.keeper};

        static get(): ${n.keeper} {
          return (this.instance ??= new ${n.keeper}());
        }

        put(${n.content}: string): void {
          ${send(n.content)}
        }
      }`,
    ({ n, read }) => `${n.keeper}.get().put(${read});`,
  ),
  objects(
    'method-chain',
    ({ n, send }) => code`
      class ${n.keeper} {
        private parts: string[] = [];

        with(part: string): this {
          this.parts.push(part);
          return this;
        }

        done(): void {
          ${send(`this.parts.join(' ')`)}
        }
      }`,
    ({ n, read }) => `new ${n.keeper}().with('event').with(${read}).done();`,
  ),
  objects(
    'callback-property',
    ({ n, send }) => code`
      class ${n.keeper} {
        onText?: (${n.content}: string) => void;

        put(${n.content}: string): void {
          this.onText?.(${n.content});
        }
      }

      const ${n.state} = new ${n.keeper}();
      ${n.state}.onText = (${n.content}) => {
        ${send(n.content)}
      };`,
    ({ n, read }) => `${n.state}.put(${read});`,
  ),
];

/** The handler is a method; `refer` says how the registration gets at it. */
function method(id: string, declare: (c: FlowContext, params: string, body: string) => string, refer: string): Flow {
  return flow(id, (c) => ({
    body: c.send(c.read),
    host: (params, body) => ({
      code: declare(c, params, body),
      before: refer.includes('handlers.') ? `const handlers = new ${c.n.keeper}();` : undefined,
      ref: refer.replace('KEEPER', c.n.keeper),
    }),
  }));
}

const HANDLERS: readonly Flow[] = [
  method(
    'bound-method',
    ({ n }, params, body) => code`
      class ${n.keeper} {
        take(${params}): void {
          ${body}
        }
      }`,
    'handlers.take.bind(handlers)',
  ),
  method(
    'arrow-field',
    ({ n }, params, body) => code`
      class ${n.keeper} {
        readonly take = (${params}): void => {
          ${body}
        };
      }`,
    'handlers.take',
  ),
  method(
    'bound-in-constructor',
    ({ n }, params, body) => code`
      class ${n.keeper} {
        constructor() {
          this.take = this.take.bind(this);
        }

        take(${params}): void {
          ${body}
        }
      }`,
    'handlers.take',
  ),
  method(
    'static-handler',
    ({ n }, params, body) => code`
      class ${n.keeper} {
        static take(${params}): void {
          ${body}
        }
      }`,
    'KEEPER.take',
  ),
];

export const CLASS_FLOWS: readonly Flow[] = [...REACHED, ...HANDLERS];
