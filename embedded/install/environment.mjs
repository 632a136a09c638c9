import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../processes/start-error.mjs';

const LEAST_NODE = [20, 19];

/**
 * @param {string} [version] e.g. `20.19.0`
 * @throws {StartError} when this Node is too old
 */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  throw new StartError(`Node ${version} is too old`, 'Install Node 20.19 or newer (22 and 24 work too)');
}

/**
 * Takes over the variables of `.env` that the environment does not have.
 * @param {string} repository
 */
export function loadDotEnv(repository) {
  const path = join(repository, '.env');
  if (existsSync(path)) process.loadEnvFile(path);
}
