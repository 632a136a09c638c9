import { join, resolve } from 'node:path';
import { isAlive } from '../processes/process-identity.mjs';
import { readState } from './group-state.mjs';
import { runPostgres } from './postgres-wire.mjs';

/** Tells a child process where the PostgreSQL behind its MONGODB_URI is. */
const VARIABLE = 'FERRETDB_POSTGRESQL_URL';

/**
 * Refreshes the planner's statistics after a bulk load. FerretDB needs it: until then its planner guesses,
 * and a page sorted by an index takes a hundred times longer. Elsewhere nothing is done.
 * @param {import('./resolve-mongo.mjs').StoreHandle} handle
 * @returns {Promise<boolean>} true when statistics were made
 */
export async function analyze(handle) {
  if (handle.kind !== 'ferretdb') return false;
  await runPostgres(handle.ports.postgresql, 'ANALYZE');
  return true;
}

/**
 * What a child process needs in its environment so that `analyzeFrom` finds the right server.
 * @param {import('./resolve-mongo.mjs').StoreHandle} handle
 * @returns {Record<string, string>}
 */
export function analyzeUrl({ kind, ports }) {
  return kind === 'ferretdb'
    ? { [VARIABLE]: `postgres://postgres@127.0.0.1:${ports.postgresql}/postgres` }
    : {};
}

/**
 * The same without a handle: for the server that the environment names, else for the one that runs in a data
 * folder.
 * @param {string} dataDir
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} false where the database needs none, or none of ours runs
 */
export async function analyzeFrom(dataDir, env = process.env) {
  const { ports, processes } = readState(join(resolve(dataDir), 'stores', 'mongodb'));
  const running = isAlive(processes.postgresql) && !env.MONGODB_URI ? ports.postgresql : undefined;
  const port = env[VARIABLE] ? Number(new URL(env[VARIABLE]).port) : running;
  if (!port) return false;
  await runPostgres(port, 'ANALYZE');
  return true;
}
