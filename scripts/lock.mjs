/**
 * Lets one process at a time change node_modules/ and dist/.
 *
 * The lock is a folder that holds its owner's name. It is made aside and renamed into place, and a folder cannot be
 * renamed onto one that has something in it, so of two processes one wins and nobody sees a lock without an owner.
 * A lock whose owner is gone is renamed to a grave named after that owner. The grave stays until the new owner is
 * done, so a slower process that saw the same dead owner cannot bury the new owner's lock: the name is taken.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;
/** No install or build takes this long; a lock this old is stale even where its owner's process cannot be seen. */
const STALE_MS = 20 * 60_000;
/** What rename says when the target is there and not empty, by platform. */
const TAKEN = ['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES'];

/** Runs the work while holding the lock; `onWait` is called once, with the owner, if somebody else holds it. */
export async function withLock(root, onWait, work) {
  const folder = join(root, '.consentlint-cache');
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'setup.lock');
  const me = { id: randomUUID(), pid: process.pid, host: hostname(), at: Date.now() };
  await acquire(folder, lock, me, onWait);
  try {
    return await work();
  } finally {
    release(folder, lock, me);
  }
}

async function acquire(folder, lock, me, onWait) {
  const started = Date.now();
  for (let waited = false; !take(folder, lock, me);) {
    const owner = ownerOf(lock);
    if (owner && isGone(owner)) {
      bury(lock, owner);
      continue;
    }
    if (Date.now() - started > STALE_MS) throw new Error(`gave up waiting; if nothing else runs here, remove ${lock}`);
    if (owner && !waited) {
      onWait(owner);
      waited = true;
    }
    await sleep(POLL_MS);
  }
}

function take(folder, lock, me) {
  const made = mkdtempSync(join(folder, 'setup.new-'));
  try {
    writeFileSync(join(made, 'owner.json'), JSON.stringify({ ...me, at: Date.now() }));
    renameSync(made, lock);
    return true;
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (TAKEN.includes(error.code)) return false;
    throw error;
  }
}

/** Renames before removing: what is removed must not be anybody's lock any more. */
function release(folder, lock, me) {
  if (ownerOf(lock)?.id === me.id) renameSync(lock, join(folder, `setup.stale-${me.id}`));
  for (const name of readdirSync(folder)) {
    if (name.startsWith('setup.stale-')) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function bury(lock, owner) {
  try {
    renameSync(lock, join(lock, '..', `setup.stale-${owner.id}`));
  } catch {
    // Somebody else buried it first.
  }
}

function ownerOf(lock) {
  try {
    return JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

function isGone(owner) {
  if (Date.now() - owner.at > STALE_MS) return true;
  if (owner.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
