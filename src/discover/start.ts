/**
 * Turns what the user named into places inside the root where the walk starts.
 *
 * A named link stands for what it leads to, as long as that is inside the root.
 */
import { realpathSync, statSync, type Stats } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { UsageError } from '../model/errors.js';

export interface Start {
  /** Relative to the root with `/`; empty for the root itself. */
  readonly path: string;
  readonly kind: 'file' | 'directory';
}

/** Throws a UsageError with one line for a path that is absent, outside the root, or neither file nor directory. */
export function findStarts(root: string, only: readonly string[] | undefined): readonly Start[] {
  if (!stat(root, root).isDirectory()) throw new UsageError(`'${root}' is not a directory`);
  if (only === undefined || only.length === 0) return [{ path: '', kind: 'directory' }];
  return only.map((each) => findStart(root, each));
}

function findStart(root: string, named: string): Start {
  const status = stat(root, named);
  const path = pathIn(realpathSync(root), realpathSync(named));
  if (path === undefined) throw new UsageError(`'${shown(root, named)}' is outside the directory that is scanned`);
  return { path, kind: kindOf(status, shown(root, named)) };
}

function stat(root: string, path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const absent = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    throw new UsageError(`'${shown(root, path)}' ${absent ? 'does not exist' : 'cannot be read'}`);
  }
}

function kindOf(status: Stats, name: string): Start['kind'] {
  if (status.isDirectory()) return 'directory';
  if (status.isFile()) return 'file';
  throw new UsageError(`'${name}' is neither a file nor a directory`);
}

function pathIn(root: string, path: string): string | undefined {
  const inside = relative(root, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
  return inside.split(sep).join('/');
}

function shown(root: string, path: string): string {
  return pathIn(root, path) || path;
}
