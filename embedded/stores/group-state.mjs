import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../processes/process-identity.mjs';

/**
 * What is known on disk about the servers of one data folder.
 * @typedef {import('../processes/process-identity.mjs').ProcessIdentity} ProcessIdentity
 * @typedef {object} GroupState
 * @property {Record<string, number>} ports server → port
 * @property {Record<string, ProcessIdentity>} processes server → process
 * @property {(ProcessIdentity & { id: string })[]} users the processes that need the servers; the last one stops them
 */

/**
 * @param {string} directory
 * @returns {GroupState} with the users that still live; empty when nothing readable is there
 */
export function readState(directory) {
  /** @type {Partial<GroupState>} */
  let stored = {};
  try {
    stored = JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));
  } catch {
    // Nothing was started here yet.
  }
  return {
    ports: stored.ports ?? {},
    processes: stored.processes ?? {},
    users: (stored.users ?? []).filter(isAlive),
  };
}

/**
 * @param {string} directory
 * @param {GroupState} state
 */
export function writeState(directory, state) {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'run.json');
  writeFileSync(`${path}.new`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
