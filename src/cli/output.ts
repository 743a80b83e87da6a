/**
 * Writes what the commands have to say, whole or not at all.
 *
 * A closed pipe ends quietly: whoever closed it has read enough. Any other failed write is an error, because a report that
 * did not arrive must not look like a clean one.
 */
import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../model/errors.js';
import { safeText } from '../report/safe.js';

/** Keeps a failing stream from ending the process with a stack trace; `print` reports what matters. */
export function quietStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Writes to standard output and waits until it is out. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error || codeOf(error) === 'EPIPE') resolve();
      else reject(new UsageError(`cannot write to standard output: ${reasonOf(error)}`));
    });
  });
}

/** Writes one line to standard error. */
export function complain(message: string): void {
  process.stderr.write(`consentlint: ${safeText(message)}\n`);
}

/** Replaces the file in one step: a reader finds the old bytes or the new ones, never half of them. */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    if (await isSpecial(path)) await writeFile(path, text);
    else await replaceFile(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const suffix = randomBytes(6).toString('hex');
  const temporary = join(dirname(path), `.${basename(path)}.${suffix}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Holds for a device or pipe such as /dev/stdout: it is written to, and must not be replaced by a file. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'no such directory',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'it is a directory',
  ENOSPC: 'no space left',
  EROFS: 'read-only file system',
};

function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? 'unknown reason';
  return REASONS[code] ?? code;
}
