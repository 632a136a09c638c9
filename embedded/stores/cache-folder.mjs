import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * What is installed once for all clones and test runs of a user.
 * @param {NodeJS.ProcessEnv} [env] HAR_CACHE_DIR sets another folder
 * @returns {string} absolute path
 */
export function cacheFolder(env = process.env) {
  return resolve(env.HAR_CACHE_DIR || join(homedir(), '.cache', 'har-academy'));
}
