/** Who can read a capture through an API without paths: procedures and resolvers, each guarded beside the same one open. */
import { describe, expect, it } from 'vitest';
import { scanProgram } from '../support/review.js';

type Files = Record<string, string>;

/** Gets the severity of the finding: error, warning or nothing. */
async function exposed(program: Files): Promise<string | undefined> {
  const { findings } = await scanProgram(program);
  return findings.find(({ ruleId }) => ruleId === 'exposed-capture')?.severity;
}

const QUERY = "(await pool.query('select * from keys', [])).rows";
const INSERT = "await pool.query('insert into keys (key) values ($1)', [input.key]);";

describe('a procedure that returns what was sent to another', () => {
  const SETUP = `
    import { initTRPC, TRPCError } from '@trpc/server';
    const t = initTRPC.context<Context>().create();
    export const router = t.router;
    export const open = t.procedure;
    export const logged = t.procedure.use(t.middleware(({ path, next }) => { console.info(path); return next(); }));
    const signedIn = t.middleware(({ ctx, next }) => {
      if (!ctx.session) throw new TRPCError({ code: 'UNAUTHORIZED' });
      return next();
    });
    export const closed = t.procedure.use(signedIn);
    export const roled = closed.use(({ ctx, next }) => {
      if (ctx.session.role !== 'auditor') throw new TRPCError({ code: 'FORBIDDEN' });
      return next();
    });`;
  const AGENT = `
    import { createTRPCClient } from '@trpc/client';
    const api = createTRPCClient({ links: [] });
    document.addEventListener('keydown', (event) => void api.activity.keys.add.mutate({ key: event.key }));`;
  const ROOT = `
    import { router } from './trpc';
    import { keys } from './keys';
    export const appRouter = router({ activity: router({ keys }) });`;
  const whole = (procedure: string, read = QUERY, more: Files = {}): Files => ({
    'trpc.ts': SETUP,
    'agent.ts': AGENT,
    'root.ts': ROOT,
    'keys.ts': `
      import { closed, logged, open, roled, router } from './trpc';
      import { Pool } from 'pg';
      import { z } from 'zod';
      const pool = new Pool();
      export const keys = router({
        add: open.input(z.object({ key: z.string() })).mutation(async ({ input }) => { ${INSERT} }),
        list: ${procedure}(async ({ ctx }) => ${read}),
      });`,
    ...more,
  });

  it.each([
    ['nothing asked', 'error', whole('open.query')],
    ['something in front that only logs', 'error', whole('logged.query')],
    ['a middleware that turns strangers away', 'warning', whole('closed.query')],
    ['the same behind an input', 'warning', whole('closed.input(z.string()).query')],
    ['a role', undefined, whole('roled.query')],
    [
      'rows chosen by whose they are',
      undefined,
      whole('closed.query', "(await pool.query('select * from keys where user_id = $1', [ctx.session.id])).rows"),
    ],
    ['another table', undefined, whole('open.query', "(await pool.query('select * from settings', [])).rows")],
  ] as const)('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });

  const agent = (call: string): Files => ({ 'agent.ts': AGENT.replace('activity.keys.add.mutate', call) });
  const mounted = (front: string): Files => ({
    'server.ts': `
      import express from 'express';
      import { createExpressMiddleware } from '@trpc/server/adapters/express';
      import { appRouter } from './root';
      const app = express();
      const requireAuth = (req, res, next) => { if (!req.headers['x-name']) return res.status(401).end(); next(); };
      app.use('/trpc', ${front} createExpressMiddleware({ router: appRouter }));`,
  });

  it.each([
    ['of the same routers', 'error', {}],
    ['of another router', undefined, agent('activity.clicks.add.mutate')],
    ['of another name', undefined, agent('activity.keys.put.mutate')],
    [
      'that a component calls',
      'error',
      {
        'agent.ts': AGENT.replace('@trpc/client', '@trpc/react-query')
          .replace(/createTRPCClient(?:\(.*\))?/g, (name) =>
            name.endsWith(')') ? 'createTRPCReact()' : 'createTRPCReact',
          )
          .replace('.mutate(', '.useMutation().mutate('),
      },
    ],
    ['on a server', 'error', mounted('')],
    ['on a server, behind a guard', 'warning', mounted('requireAuth,')],
    [
      'whose middleware is of another package',
      undefined,
      {
        'trpc.ts': SETUP.replace('t.procedure;', 't.procedure.use(gateway());').replace(
          'import',
          "import { gateway } from 'company-gateway'; import",
        ),
      },
    ],
  ] as const)('%s: %s', async (_, severity, more) => {
    expect(await exposed(whole('open.query', QUERY, more))).toBe(severity);
  });

  it('is named by the routers that hold it', async () => {
    const { captures } = await scanProgram(whole('open.query'));
    expect(captures[0]?.obligations.access?.reason).toBe('activity.keys.list answers anyone who asks');
  });
});

describe('a resolver that returns what a mutation stored', () => {
  const AGENT = `
    import { ApolloClient, gql } from '@apollo/client';
    const client = new ApolloClient({ uri: '/graphql' });
    const ADD = gql\`mutation Add($key: String!) { addKey(input: { key: $key }) { id } }\`;
    document.addEventListener('keydown', (event) => client.mutate({ mutation: ADD, variables: { key: event.key } }));`;
  const listed = (list: string, more: Files = {}): Files => ({
    'agent.ts': AGENT,
    'resolvers.ts': `
      import { GraphQLError } from 'graphql';
      import { Pool } from 'pg';
      import { signedIn, timed } from './wrappers';
      const pool = new Pool();
      export const resolvers = {
        Query: { keys: ${list} },
        Mutation: { addKey: async (_parent, { input }) => { ${INSERT} } },
      };`,
    'wrappers.ts': `
      import { GraphQLError } from 'graphql';
      export const signedIn = (resolve) => (parent, args, context) => {
        if (!context.user) throw new GraphQLError('no', { extensions: { code: 'UNAUTHENTICATED' } });
        return resolve(parent, args, context);
      };
      export const timed = (resolve) => (parent, args, context) => {
        console.time('resolver');
        return resolve(parent, args, context);
      };`,
    'server.ts': `
      import { ApolloServer } from '@apollo/server';
      import { startStandaloneServer } from '@apollo/server/standalone';
      import { resolvers } from './resolvers';
      startStandaloneServer(new ApolloServer({ resolvers, typeDefs: '' }));`,
    ...more,
  });
  const READ = `async () => ${QUERY}`;
  const checked = (code: string): string => `async (_parent, _args, context) => {
    if (!context.session) throw new GraphQLError('no', { extensions: { code: '${code}' } });
    return ${QUERY};
  }`;
  const context = (code: string): Files => ({
    'server.ts': `
      import { ApolloServer } from '@apollo/server';
      import { GraphQLError } from 'graphql';
      import { startStandaloneServer } from '@apollo/server/standalone';
      import { resolvers } from './resolvers';
      startStandaloneServer(new ApolloServer({ resolvers, typeDefs: '' }), {
        context: async ({ req }) => {
          if (!req.headers['x-name']) throw new GraphQLError('no', { extensions: { code: '${code}' } });
          return {};
        },
      });`,
  });

  it.each([
    ['nothing asked', 'error', listed(READ)],
    ['a check inside', 'warning', listed(checked('UNAUTHENTICATED'))],
    ['a wrapper that turns strangers away', 'warning', listed(`signedIn(${READ})`)],
    ['a wrapper that does not', 'error', listed(`timed(${READ})`)],
    ['a context that turns strangers away', 'warning', listed(READ, context('UNAUTHENTICATED'))],
    ['a context that turns bad requests away', 'error', listed(READ, context('BAD_USER_INPUT'))],
    ['lists that no server is made of', undefined, listed(READ, { 'server.ts': '' })],
    ['another field', undefined, listed(READ, { 'agent.ts': AGENT.replace('addKey', 'addClick') })],
    ['another argument', undefined, listed(READ, { 'agent.ts': AGENT.replace('key: $key', 'id: $key') })],
    [
      'rules beside the schema',
      undefined,
      listed(READ, { 'rules.ts': "import { shield } from 'graphql-shield'; export const rules = shield({});" }),
    ],
  ] as const)('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });

  const decorated = (from: string, args: string, front: string): Files => ({
    'agent.ts': AGENT.replace('input: { key: $key }', 'key: $key'),
    'keys.ts': `
      import { ${args}, Authorized, Mutation, Query, Resolver, UseGuards } from '${from}';
      import { Pool } from 'pg';
      const pool = new Pool();
      @Resolver()
      export class Keys {
        @Query(() => [String])
        ${front}
        async keys() { return ${QUERY}; }
        @Mutation(() => Boolean)
        async addKey(@${args}('key') key: string) { ${INSERT.replace('input.key', 'key')} }
      }`,
  });

  it.each([
    ['of Nest', 'error', decorated('@nestjs/graphql', 'Args', '')],
    [
      'of Nest, for another argument',
      undefined,
      { ...decorated('@nestjs/graphql', 'Args', ''), 'agent.ts': AGENT.replace('input: { key: $key }', 'id: $key') },
    ],
    ['of TypeGraphQL', 'error', decorated('type-graphql', 'Arg', '')],
    ['of TypeGraphQL, for whoever is signed in', 'warning', decorated('type-graphql', 'Arg', '@Authorized()')],
    ['of TypeGraphQL, for a role', undefined, decorated('type-graphql', 'Arg', "@Authorized('auditor')")],
  ] as const)('%s: %s', async (_, severity, program) => {
    expect(await exposed(program as Files)).toBe(severity);
  });
});
