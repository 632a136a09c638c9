import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive } from './process-identity.mjs';

let sequence = 0;

/**
 * Creates a file with its content in one step, so that nobody reads half a lock.
 * @param {string} path
 * @param {string} content
 * @returns {boolean} false when the file exists already
 */
function createWhole(path, content) {
  const draft = `${path}.${process.pid}.${sequence++}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @param {string} path */
function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Removes a lock whose holder is dead. Only who holds the breaker may, and it looks again first: otherwise
 * two waiters could both see the dead holder, and the slower one would remove the lock of the faster.
 * @param {string} path
 */
function breakStale(path) {
  const breaker = `${path}.breaking`;
  if (!createWhole(breaker, JSON.stringify(identify()))) {
    if (!isAlive(readHolder(breaker))) rmSync(breaker, { force: true });
    return;
  }
  try {
    const holder = readHolder(path);
    if (holder && !isAlive(holder)) rmSync(path, { force: true });
  } finally {
    rmSync(breaker, { force: true });
  }
}

/**
 * Runs a job while holding a lock file, so that processes on this machine do it one after the other.
 * The lock of a process that died is taken over.
 * @template T
 * @param {string} path lock file
 * @param {() => Promise<T>} job
 * @param {{ onWait?: (pid: number) => void, signal?: AbortSignal }} [options] `onWait` is called once when
 *   another living process holds the lock
 * @returns {Promise<T>}
 */
export async function withFileLock(path, job, { onWait, signal } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const me = JSON.stringify({ ...identify(), ticket: sequence++ });
  for (let told = false; !createWhole(path, me);) {
    signal?.throwIfAborted();
    const holder = readHolder(path);
    if (holder && !isAlive(holder)) breakStale(path);
    else if (holder && !told) {
      told = true;
      onWait?.(holder.pid);
    }
    await sleep(20 + Math.random() * 30);
  }
  try {
    return await job();
  } finally {
    rmSync(path, { force: true });
  }
}
