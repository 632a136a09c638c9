import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOnPath } from '../processes/run-command.mjs';
import { StartError } from '../processes/start-error.mjs';
import { externalStore } from './external-store.mjs';
import { openFerretDb } from './ferretdb.mjs';
import { openMongod } from './mongod.mjs';
import { downloadMongod } from './mongod-download.mjs';

const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * A store that can be used until `stop`.
 * @typedef {object} StoreHandle
 * @property {string} uri
 * @property {'external' | 'mongod' | 'ferretdb' | 'redis-server' | 'versitygw'} kind
 * @property {Record<string, number>} ports server → port; empty for an external one
 * @property {() => Promise<void>} stop stops what was started, unless another process still uses it
 * @property {() => void} abandon the same without waiting, for a process that ends at once
 *
 * @typedef {object} StoreOptions
 * @property {string} dataDir the academy's data folder; the store takes `stores/` in it
 * @property {(line: string) => void} [log] told about progress
 * @property {'on' | 'off'} [fsync] off: faster, a crash of the machine may lose data (for tests)
 * @property {NodeJS.ProcessEnv} [env]
 * @property {Promise<unknown>} [packages] the end of an installation of the dependencies that is under way
 * @property {AbortSignal} [signal] gives up
 */

/**
 * @param {import('./store-group.mjs').StoreGroup} group
 * @param {string} uri
 * @param {StoreHandle['kind']} kind
 * @returns {StoreHandle}
 */
export function handleOf(group, uri, kind) {
  return { uri, kind, ports: group.ports, stop: () => group.stop(), abandon: () => group.abandon() };
}

/**
 * Finds or starts MongoDB: `MONGODB_URI`, a mongod on PATH, one that mongodb-memory-server downloads,
 * FerretDB. A data folder stays with the kind of server that wrote it, whatever is installed later.
 * @param {StoreOptions} options
 * @returns {Promise<StoreHandle>} its `uri` names no database
 * @throws {StartError}
 */
export async function resolveMongo({
  dataDir,
  log = () => undefined,
  fsync = 'on',
  env = process.env,
  packages,
  signal,
}) {
  if (env.MONGODB_URI) return externalStore('MONGODB_URI', env.MONGODB_URI, 27_017);
  const directory = resolve(dataDir, 'stores', 'mongodb');
  const say = (/** @type {string} */ line) => log(`MongoDB: ${line}`);
  const hasFerret = existsSync(join(directory, 'postgresql'));
  const hasMongod = existsSync(join(directory, 'mongod'));
  if (!hasFerret) {
    const program =
      findOnPath('mongod', env) ??
      (await downloadMongod({ log: say, repository: REPOSITORY, env, packages, signal }));
    if (program) {
      const group = await openMongod({ program, directory, log: say, signal });
      return handleOf(group, `mongodb://127.0.0.1:${group.ports.mongod}/?replicaSet=har`, 'mongod');
    }
    if (hasMongod) {
      throw new StartError(
        `The data in ${directory} were written by a mongod that is no longer there`,
        'Put mongod on PATH again, or set MONGODB_URI, or use another DATA_DIR',
      );
    }
  }
  const group = await openFerretDb({ directory, log: say, durable: fsync === 'on', env, signal });
  return handleOf(group, `mongodb://127.0.0.1:${group.ports.ferretdb}/`, 'ferretdb');
}
