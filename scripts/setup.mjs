/**
 * Makes a clone ready to run: installs the dependencies and builds dist/, each only if it is missing or stale.
 *
 * Silent when there is nothing to do; otherwise one line per action on stderr. Needs nothing but Node and npm.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { buildHash, builtHash, hashOf } from './build-hash.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.consentlint-setup');
const say = (line) => process.stderr.write(`consentlint setup: ${line}\n`);

try {
  checkNode();
  if (!isReady()) await withLock(root, (owner) => say(`waiting for process ${owner.pid}`), makeReady);
} catch (error) {
  say(`failed: ${error.message}`);
  process.exitCode = 1;
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor < major || (haveMajor === major && haveMinor < minor)) {
    throw new Error(`Node ${engines.node} is needed, this is ${process.versions.node}`);
  }
}

function isReady() {
  return isInstalled() && isBuilt();
}

/** Asks again at each step: somebody else may have done it while we waited. */
function makeReady() {
  if (!isInstalled()) install();
  if (!isBuilt()) {
    say('building dist');
    build(root);
  }
}

function isBuilt() {
  return builtHash(root) === buildHash(root);
}

function isInstalled() {
  try {
    return readFileSync(stamp, 'utf8').trim() === installHash();
  } catch {
    return false;
  }
}

/** The platform belongs to it: some development dependencies are compiled for one. */
function installHash() {
  return hashOf(readFileSync(join(root, 'package-lock.json')), `${process.platform}-${process.arch}`);
}

function install() {
  say('installing dependencies (npm ci)');
  const hash = installHash();
  rmSync(stamp, { force: true });
  const { status, output } = npm(['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
  if (status !== 0) {
    process.stderr.write(output);
    throw new Error(`npm ci ended with ${status}`);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, `${hash}\n`);
}
