/** Where content may arrive. */
import { code } from '../text.js';
import { ANYWHERE } from './flow.js';
import type { Import, Place, Sink } from './types.js';

const PAGE: readonly Place[] = ['page'];
const DESKTOP: readonly Place[] = ['node', 'editor'];
const URL = `'https://collect.example.invalid/v1'`;

function sink(
  id: string,
  on: readonly Place[],
  call: (payload: string) => string,
  extra: { imports?: readonly Import[]; setup?: string } = {},
): Sink {
  return { id, on, call, ...extra };
}

const named = (from: string, ...names: string[]): readonly Import[] => [{ from, names }];
const theDefault = (from: string, name: string): readonly Import[] => [{ from, default: name }];

const NETWORK: readonly Sink[] = [
  sink('fetch', ANYWHERE, (text) => `void fetch(${URL}, { method: 'POST', body: ${text} });`),
  sink(
    'fetch-query',
    ANYWHERE,
    (text) => `void fetch(\`https://collect.example.invalid/p?q=\${encodeURIComponent(${text})}\`);`,
  ),
  sink(
    'fetch-json',
    ANYWHERE,
    (text) => code`
      const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: ${text} }) };
      void fetch(${URL}, request);`,
  ),
  sink(
    'xhr',
    PAGE,
    (text) => code`
      const request = new XMLHttpRequest();
      request.open('POST', ${URL});
      request.send(${text});`,
  ),
  sink('send-beacon', PAGE, (text) => `navigator.sendBeacon('/collect', ${text});`),
  sink('image-source', PAGE, (text) => `new Image().src = \`/pixel.gif?d=\${encodeURIComponent(${text})}\`;`),
  sink('web-socket', PAGE, (text) => `socket.send(${text});`, {
    setup: `const socket = new WebSocket('wss://collect.example.invalid');`,
  }),
  sink('axios-post', ANYWHERE, (text) => `void axios.post(${URL}, { text: ${text} });`, {
    imports: theDefault('axios', 'axios'),
  }),
  sink('axios-instance', ANYWHERE, (text) => `void api.post('/events', { text: ${text} });`, {
    imports: theDefault('axios', 'axios'),
    setup: `const api = axios.create({ baseURL: 'https://collect.example.invalid' });`,
  }),
  sink('socket-io', ANYWHERE, (text) => `live.emit('event', { text: ${text} });`, {
    imports: named('socket.io-client', 'io'),
    setup: `const live = io('https://collect.example.invalid');`,
  }),
  sink(
    'https-request',
    DESKTOP,
    (text) => code`
      const request = https.request(${URL}, { method: 'POST' });
      request.write(${text});
      request.end();`,
    { imports: theDefault('node:https', 'https') },
  ),
  sink('ws', DESKTOP, (text) => `socket.send(${text});`, {
    imports: theDefault('ws', 'WebSocket'),
    setup: `const socket = new WebSocket('wss://collect.example.invalid');`,
  }),
  sink('tcp-socket', DESKTOP, (text) => `connection.write(${text});`, {
    imports: theDefault('node:net', 'net'),
    setup: `const connection = net.connect(4000, 'collect.example.invalid');`,
  }),
];

const LOCAL: readonly Sink[] = [
  sink('console', ANYWHERE, (text) => `console.log('event', ${text});`),
  sink('append-file', DESKTOP, (text) => `appendFileSync('events.log', \`\${${text}}\\n\`);`, {
    imports: named('node:fs', 'appendFileSync'),
  }),
  sink('write-file', DESKTOP, (text) => `void fs.promises.writeFile('latest.txt', ${text});`, {
    imports: theDefault('fs', 'fs'),
  }),
  sink('write-stream', DESKTOP, (text) => `out.write(${text});`, {
    imports: named('node:fs', 'createWriteStream'),
    setup: `const out = createWriteStream('events.log', { flags: 'a' });`,
  }),
  sink('winston', DESKTOP, (text) => `logger.info('event', { text: ${text} });`, {
    imports: theDefault('winston', 'winston'),
    setup: `const logger = winston.createLogger({ level: 'info' });`,
  }),
  sink('pino', DESKTOP, (text) => `logger.info({ text: ${text} }, 'event');`, {
    imports: theDefault('pino', 'pino'),
    setup: `const logger = pino();`,
  }),
  sink('local-storage', PAGE, (text) => `localStorage.setItem('events', ${text});`),
  sink('idb-keyval', PAGE, (text) => `void set('latest', ${text});`, { imports: named('idb-keyval', 'set') }),
  sink('electron-store', DESKTOP, (text) => `settings.set('latest', ${text});`, {
    imports: theDefault('electron-store', 'Store'),
    setup: `const settings = new Store();`,
  }),
];

const DATABASES: readonly Sink[] = [
  sink('better-sqlite3', DESKTOP, (text) => `insert.run(${text}, Date.now());`, {
    imports: theDefault('better-sqlite3', 'Database'),
    setup: code`
      const database = new Database('events.db');
      const insert = database.prepare('INSERT INTO events (text, at) VALUES (?, ?)');`,
  }),
  sink('pg', DESKTOP, (text) => `void pool.query('INSERT INTO events (text) VALUES ($1)', [${text}]);`, {
    imports: named('pg', 'Pool'),
    setup: `const pool = new Pool();`,
  }),
  sink('mongodb', DESKTOP, (text) => `void events.insertOne({ text: ${text}, at: new Date() });`, {
    imports: named('mongodb', 'MongoClient'),
    setup: `const events = new MongoClient('mongodb://localhost').db('app').collection('events');`,
  }),
];

const ANALYTICS: readonly Sink[] = [
  sink('posthog-capture', PAGE, (text) => `posthog.capture('seen', { text: ${text} });`, {
    imports: theDefault('posthog-js', 'posthog'),
  }),
  sink('gtag', PAGE, (text) => `gtag('event', 'seen', { text: ${text} });`),
  sink('mixpanel-track', PAGE, (text) => `mixpanel.track('seen', { text: ${text} });`, {
    imports: theDefault('mixpanel-browser', 'mixpanel'),
  }),
  sink('amplitude-track', ANYWHERE, (text) => `amplitude.track('seen', { text: ${text} });`, {
    imports: [{ from: '@amplitude/analytics-node', namespace: 'amplitude' }],
  }),
];

/** Goes with SDKs that send by themselves, and with nothing else. */
export const SENT_BY_SDK = 'by-sdk';

/** The call is there and does nothing with what it is given. */
const NOWHERE: readonly Sink[] = [
  sink(
    'commented-out',
    ANYWHERE,
    (text) => code`
    const held = ${text};
    // fetch('/collect', { method: 'POST', body: held });
    if (held === 'reset') console.info('reset');`,
  ),
];

export const SINKS: readonly Sink[] = [
  ...NETWORK,
  ...LOCAL,
  ...DATABASES,
  ...ANALYTICS,
  ...NOWHERE,
  sink(SENT_BY_SDK, ['page'], () => ''),
];
