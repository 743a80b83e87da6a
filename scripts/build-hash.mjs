/**
 * Says whether dist/ was built from the sources that are here now.
 *
 * In: the project's folder. Out: one hash over the bytes of everything the build reads.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['src', 'rules', 'schema'];
const HASH_FILE = join('dist', '.build-hash');

export function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** The hash of what a build would read now. */
export function buildHash(root) {
  return hashOf(...buildInputs(root).flatMap((path) => [path, hashOf(readFileSync(join(root, path)))]));
}

/** The hash that the last finished build left behind; undefined if there is none. */
export function builtHash(root) {
  try {
    return readFileSync(join(root, HASH_FILE), 'utf8').trim();
  } catch {
    return undefined;
  }
}

export const hashFile = (root) => join(root, HASH_FILE);

function buildInputs(root) {
  const scripts = readdirSync(join(root, 'scripts')).filter((name) => /^build.*\.mjs$/.test(name));
  return [
    'tsconfig.json',
    ...scripts.map((name) => `scripts/${name}`),
    ...FOLDERS.flatMap((folder) => filesUnder(root, folder)),
  ].sort();
}

function filesUnder(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(root, path) : [path];
  });
}
