/**
 * Runs npm, also from inside an npm script.
 */
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

/**
 * Runs npm quietly and gives back its status and what it printed.
 *
 * Inside an npm script the outer command's options arrive as `npm_config_*`: under `npm pack --dry-run` an install
 * would do nothing. So the options that change where or whether npm writes are taken away.
 */
export function npm(args, options = {}) {
  const [command, ...before] = npmCommand();
  const result = spawnSync(command, [...before, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command === 'npm' && process.platform === 'win32',
    ...options,
    env: { ...withoutOuterOptions(process.env), ...options.env },
  });
  return { status: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}` };
}

function npmCommand() {
  const cli = process.env.npm_execpath;
  return cli && basename(cli) === 'npm-cli.js' ? [process.execPath, cli] : ['npm'];
}

const OUTER_OPTIONS =
  /^npm_(config_(dry_run|global|location|local_prefix|prefix|omit|only|production|package_lock_only|workspaces?|json|pack_destination|call|package)|package_.*|lifecycle_.*|command)$/i;

function withoutOuterOptions(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OUTER_OPTIONS.test(name)));
}
