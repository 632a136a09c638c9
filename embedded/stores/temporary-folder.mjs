import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isAlive, stopProcess } from '../processes/process-identity.mjs';
import { readState } from './group-state.mjs';

/**
 * Stops what runs out of the folder of a process that was killed, and removes the folder.
 * @param {string} path
 */
async function clear(path) {
  for (const store of ['mongodb', 'redis', 'storage']) {
    const { processes } = readState(join(path, 'stores', store));
    await Promise.all(
      Object.values(processes).map((identity) => stopProcess(identity, { signal: 'SIGKILL', waitMs: 2_000 })),
    );
  }
  rmSync(path, { recursive: true, force: true });
}

/** @param {string} path */
function ownerOf(path) {
  try {
    return JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * A data folder for this process alone. Folders that killed processes left there are cleared first.
 * @param {string} parent
 * @returns {Promise<{ path: string, remove: () => void }>}
 */
export async function openTemporaryFolder(parent) {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const owner = ownerOf(join(parent, name));
    // Without an owner it is being made this very moment, by another process.
    if (owner && !isAlive(owner)) await clear(join(parent, name));
  }
  const path = mkdtempSync(join(parent, 'run-'));
  writeFileSync(join(path, 'owner.json'), JSON.stringify(identify()));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
