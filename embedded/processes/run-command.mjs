import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const TAIL = 12;
const PATIENCE_MS = 3_000;

/** A command that failed; its message has the most telling of the last lines that it wrote. */
export class CommandError extends Error {
  /**
   * @param {string} name
   * @param {string} outcome e.g. `exit code 1`
   * @param {string[]} tail
   */
  constructor(name, outcome, tail) {
    const why = tail.findLast((line) => /^E:|error|fail|cannot/i.test(line)) ?? tail.at(-1);
    super(`${name} failed (${outcome})${why ? `: ${why}` : ''}`);
    this.name = 'CommandError';
  }
}

/**
 * Where a program is on PATH.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findOnPath(name, env = process.env) {
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * Runs a command to its end.
 * @param {string[]} command program and arguments
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {AbortSignal} [options.signal] ends the command and all that it started
 * @param {(line: string) => void} [options.onLine] called with every line of its output
 * @returns {Promise<string[]>} its last lines
 * @throws {CommandError} when it cannot be started or does not exit with 0; the signal's reason when aborted
 */
export function runCommand([file, ...args], { cwd, env, signal, onLine } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    /** @type {string[]} */
    const tail = [];
    // A group of its own, where we are to end it: installers start programs of their own.
    const detached = Boolean(signal);
    const child = spawn(file, args, { cwd, env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (!line.trim()) return;
        tail.push(line.trim());
        if (tail.length > TAIL) tail.shift();
        onLine?.(line.trim());
      });
    }
    /** @type {NodeJS.Timeout | undefined} */
    let patience;
    const abort = () => {
      signalGroup(child.pid, 'SIGTERM');
      patience = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), PATIENCE_MS);
    };
    signal?.addEventListener('abort', abort, { once: true });
    const finish = () => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', abort);
    };
    child.once('error', (error) => {
      finish();
      reject(new CommandError(file, error.message, tail));
    });
    child.once('close', (code, by) => {
      finish();
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve(tail);
      else reject(new CommandError(file, by ? `ended by ${by}` : `exit code ${code}`, tail));
    });
  });
}

/** @param {number | undefined} pid @param {NodeJS.Signals} name */
function signalGroup(pid, name) {
  try {
    if (pid) process.kill(-pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
