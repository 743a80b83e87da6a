/**
 * Runs the real scripts/setup.mjs in a small clone whose npm, tsc and catalogue builder only write down that they ran.
 */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const scripts = fileURLToPath(new URL('../../scripts', import.meta.url));
const INSTALLING = 'consentlint setup: installing dependencies (npm ci)\n';
const BUILDING = 'consentlint setup: building dist\n';

/** Notes `word`; fails if another one is at work, or if a file named `break-<word>` is there. */
const tool = (word: string, then: string) => `
import * as fs from 'node:fs';
fs.appendFileSync('ran.txt', '${word}\\n');
if (fs.existsSync('break-${word}')) { console.log('${word} is broken'); process.exit(7); }
fs.mkdirSync('at-work');
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
${then}
fs.rmdirSync('at-work');
`;
const TSC = tool('tsc', `fs.mkdirSync('dist');`);
const CLONE = {
  'package.json': '{ "type": "module", "engines": { "node": ">=20.19" } }',
  'package-lock.json': '{}',
  'tsconfig.json': '{}',
  'src/a.ts': '',
  'rules/a.yaml': '',
  'schema/a.json': '',
  'scripts/build-catalogue.mjs': tool('catalogue', `fs.writeFileSync('dist/catalogue.json', '{}');`),
  'npm-cli.js': tool(
    'npm',
    `fs.mkdirSync('node_modules/typescript/bin', { recursive: true });
     fs.writeFileSync('node_modules/typescript/bin/tsc', ${JSON.stringify(TSC)});`,
  ),
};

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'consentlint-setup-'));
  for (const name of readdirSync(scripts))
    cpSync(join(scripts, name), join(clone, 'scripts', name), { recursive: true });
  for (const [path, text] of Object.entries(CLONE)) write(path, text);
});
afterEach(() => rmSync(clone, { recursive: true }));

it('installs and builds once, then has nothing to do', async () => {
  expect(await setup()).toEqual({ status: 0, said: INSTALLING + BUILDING });
  expect(await setup()).toEqual({ status: 0, said: '' });
  expect(ran()).toEqual(['npm', 'tsc', 'catalogue']);
});

it.each(['src/new/b.ts', 'rules/a.yaml', 'scripts/build-catalogue.mjs'])(
  'builds again after a change in %s',
  async (path) => {
    await setup();
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    appendFileSync(join(clone, path), '\n');
    expect(await setup()).toEqual({ status: 0, said: BUILDING });
  },
);

it('installs again after a change of the lockfile', async () => {
  await setup();
  write('package-lock.json', '{ "packages": {} }');
  expect(await setup()).toEqual({ status: 0, said: INSTALLING });
});

it.each([
  ['npm', 'failed: npm ci ended with 7'],
  ['tsc', 'failed: node_modules/typescript/bin/tsc -p tsconfig.json ended with 7'],
])('fails when %s fails, and tries again next time', async (word, line) => {
  write(`break-${word}`, '');
  const { status, said } = await setup();
  expect(status).toBe(1);
  expect(said).toContain(`${word} is broken\n`);
  expect(said.endsWith(`consentlint setup: ${line}\n`)).toBe(true);

  rmSync(join(clone, `break-${word}`));
  expect((await setup()).status).toBe(0);
  expect(await setup()).toEqual({ status: 0, said: '' });
});

it('lets one of several runs do the work', async () => {
  const results = await Promise.all(Array.from({ length: 4 }, setup));
  expect(results.map((result) => result.status)).toEqual([0, 0, 0, 0]);
  expect(ran()).toEqual(['npm', 'tsc', 'catalogue']);
});

it('takes over the lock of a process that is gone', async () => {
  const owner = { id: 'dead', pid: 2 ** 30, host: hostname(), at: Date.now() };
  write('.consentlint-cache/setup.lock/owner.json', JSON.stringify(owner));
  const results = await Promise.all(Array.from({ length: 3 }, setup));
  expect(results.map((result) => result.status)).toEqual([0, 0, 0]);
  expect(ran()).toEqual(['npm', 'tsc', 'catalogue']);
  expect(readdirSync(join(clone, '.consentlint-cache'))).toEqual([]);
});

function setup(): Promise<{ status: number | null; said: string }> {
  const env = { ...process.env, npm_execpath: join(clone, 'npm-cli.js') };
  const child = spawn(process.execPath, ['scripts/setup.mjs'], {
    cwd: clone,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, said }));
  });
}

function ran(): string[] {
  const path = join(clone, 'ran.txt');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), text);
}
