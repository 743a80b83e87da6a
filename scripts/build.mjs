/**
 * Builds dist/ from nothing: compiles src/, then bundles rules/ into dist/catalogue.json.
 *
 * Holds: dist/.build-hash is written last, and names what was there before the build began, so a build that failed,
 * was killed, or was overtaken by an edit is never taken for a fresh one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHash, hashFile } from './build-hash.mjs';
import { withLock } from './lock.mjs';

const TSC = 'node_modules/typescript/bin/tsc';

export function build(root) {
  const hash = buildHash(root);
  if (!existsSync(join(root, TSC))) throw new Error('TypeScript is not installed; run: node scripts/setup.mjs');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  runNode(root, [TSC, '-p', 'tsconfig.json']);
  runNode(root, ['scripts/build-catalogue.mjs']);
  writeFileSync(hashFile(root), `${hash}\n`);
}

function runNode(root, args) {
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  process.stderr.write(result.status === 0 ? result.stderr : `${result.stdout}${result.stderr}`);
  if (result.status !== 0) throw new Error(`${args.join(' ')} ended with ${result.status ?? result.signal}`);
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const say = (line) => process.stderr.write(`consentlint build: ${line}\n`);
  try {
    await withLock(
      root,
      (owner) => say(`waiting for process ${owner.pid}`),
      () => build(root),
    );
  } catch (error) {
    say(`failed: ${error.message}`);
    process.exitCode = 1;
  }
}
