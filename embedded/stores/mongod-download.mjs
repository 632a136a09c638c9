import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runCommand } from '../processes/run-command.mjs';
import { cacheFolder } from './cache-folder.mjs';

const PACKAGE = 'mongodb-memory-server-core';
const ANSWER_MS = 3_000;
const DOWNLOAD_MS = 300_000;

/** Run in a process of its own, because a download that stalls cannot be given up otherwise. */
const FETCH = `
  const { MongoBinary } = require(process.argv[1]);
  MongoBinary.getPath({ downloadDir: process.argv[2] }).then(
    (path) => console.log(path),
    (error) => {
      console.error('Error: ' + error.message);
      process.exit(1);
    },
  );
`;

/**
 * @param {string} url
 * @returns {Promise<boolean>} true when the host answers anything at all within 3 seconds
 */
export async function hostAnswers(url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) });
    return true;
  } catch {
    return false;
  }
}

/**
 * A mongod downloaded by mongodb-memory-server into the cache, or the one that it downloaded before.
 * @param {object} options
 * @param {(line: string) => void} options.log
 * @param {string} options.repository folder that has `node_modules`
 * @param {NodeJS.ProcessEnv} [options.env] MONGOMS_DOWNLOAD_MIRROR is used when set
 * @param {Promise<unknown>} [options.packages] when the dependencies are still being installed: their end
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<string | null>} path of mongod; null when it cannot be had
 */
export async function downloadMongod({ log, repository, env = process.env, packages, signal }) {
  const folder = join(cacheFolder(env), 'mongod');
  const host = env.MONGOMS_DOWNLOAD_MIRROR || 'https://fastdl.mongodb.org';
  const kept = existsSync(folder);
  const reachable = kept || (await hostAnswers(host));
  if (!reachable) return null;
  await packages?.catch(() => undefined);
  let library;
  try {
    library = createRequire(join(repository, 'package.json')).resolve(PACKAGE);
  } catch {
    return null;
  }
  /** @param {'0' | '1'} download */
  const find = async (download) => {
    const command = [process.execPath, '-e', FETCH, library, folder];
    const limit = AbortSignal.any([AbortSignal.timeout(DOWNLOAD_MS), ...(signal ? [signal] : [])]);
    const settings = { ...env, MONGOMS_RUNTIME_DOWNLOAD: download };
    const lines = await runCommand(command, { cwd: repository, env: settings, signal: limit });
    return lines.findLast((line) => existsSync(line)) ?? null;
  };
  const before = kept ? await find('0').catch(() => null) : null;
  if (before || (kept && !(await hostAnswers(host)))) return before;
  try {
    log('looking for a mongod that mongodb-memory-server can download');
    return await find('1');
  } catch (error) {
    signal?.throwIfAborted();
    log(`mongod could not be downloaded: ${/** @type {Error} */ (error).message}`);
    return null;
  }
}
