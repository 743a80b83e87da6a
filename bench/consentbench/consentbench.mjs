/**
 * Starts ConsentBench, compiling it first if a source is newer than what was compiled.
 *
 * usage: node bench/consentbench/consentbench.mjs --help
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const built = join(root, 'node_modules/.cache/consentbench');

function isStale() {
  const stamp = join(built, 'package.json');
  if (!existsSync(stamp)) return true;
  const { mtimeMs } = statSync(stamp);
  const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|json)$/.test(file));
  return sources.some((file) => statSync(join(here, file)).mtimeMs > mtimeMs);
}

if (isStale()) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', here], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(2);
  mkdirSync(built, { recursive: true });
  // Written last: it says that all of it is there, and that it is ESM.
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }\n');
}
if (!existsSync(join(root, 'dist/scan.js')) && !process.argv.includes('--engine')) {
  console.error('consentbench: dist/ is not built; run: node scripts/build.mjs');
  process.exit(2);
}
const { main } = await import(pathToFileURL(join(built, 'cli.js')).href);
process.exitCode = await main(process.argv.slice(2));
