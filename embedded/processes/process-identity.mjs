import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process that can be recognised later: a pid alone may belong to another program after a while.
 * @typedef {{ pid: number, started: string }} ProcessIdentity
 */

/**
 * Start time of a process in clock ticks since boot, `''` where the system does not tell, `null` when it is
 * gone (a zombie counts as gone).
 * @param {number} pid
 * @returns {string | null}
 */
function startTime(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command's name stands in parentheses and may hold spaces: count the fields after it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A zombie is gone, unless threads of it still end: until they have, its ports are taken.
      const gone = fields[0] === 'X' || (fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length === 1);
      return gone ? null : fields[19];
    } catch {
      return null;
    }
  }
  try {
    process.kill(pid, 0);
    return '';
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM' ? '' : null;
  }
}

/**
 * @param {number} [pid] default: this process
 * @returns {ProcessIdentity | null} null when there is no such process
 */
export function identify(pid = process.pid) {
  const started = startTime(pid);
  return started === null ? null : { pid, started };
}

/**
 * @param {ProcessIdentity | null | undefined} identity
 * @returns {boolean} true while that very process runs
 */
export function isAlive(identity) {
  return Boolean(identity && Number.isInteger(identity.pid) && startTime(identity.pid) === identity.started);
}

/**
 * Sends a signal to that very process; nothing happens when it is gone.
 * @param {ProcessIdentity | null | undefined} identity
 * @param {NodeJS.Signals} signal
 */
export function sendSignal(identity, signal) {
  if (!identity || !isAlive(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Waits until a process is gone.
 * @param {ProcessIdentity} identity
 * @param {number} milliseconds
 * @returns {Promise<boolean>} false when it still runs after that time
 */
export async function waitForExit(identity, milliseconds) {
  const deadline = Date.now() + milliseconds;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/**
 * Asks a process to end and kills it when it does not within the time.
 * @param {ProcessIdentity | null | undefined} identity
 * @param {{ signal?: NodeJS.Signals, waitMs?: number }} [options]
 */
export async function stopProcess(identity, { signal = 'SIGTERM', waitMs = 30_000 } = {}) {
  if (!identity) return;
  sendSignal(identity, signal);
  if (await waitForExit(identity, waitMs)) return;
  sendSignal(identity, 'SIGKILL');
  await waitForExit(identity, 5_000);
}
