import { resolveMongo } from './resolve-mongo.mjs';
import { resolveRedis } from './resolve-redis.mjs';
import { resolveStorage } from './resolve-storage.mjs';

export { analyze } from './analyze.mjs';
export { abandonAll, stopAll } from './store-group.mjs';
export { resolveMongo, resolveRedis, resolveStorage };

/**
 * @typedef {import('./resolve-mongo.mjs').StoreHandle} StoreHandle
 * @typedef {object} Stores
 * @property {StoreHandle} mongo
 * @property {StoreHandle} redis
 * @property {import('./resolve-storage.mjs').StorageHandle | null} storage null when there is none and none can be had
 * @property {() => Promise<void>} stop
 * @property {() => void} abandon
 */

/**
 * Finds or starts the stores at once; when MongoDB or Redis fails, the others are stopped again. Without an object
 * storage an academy lacks its files and nothing else: that is said in one line.
 * @param {import('./resolve-mongo.mjs').StoreOptions} options
 * @returns {Promise<Stores>}
 * @throws {import('../processes/start-error.mjs').StartError}
 */
export async function openStores(options) {
  const results = await Promise.allSettled([
    resolveMongo(options),
    resolveRedis(options),
    storageOrNone(options),
  ]);
  const failure = results.find((result) => result.status === 'rejected');
  const [mongo, redis, storage] = results.map((result) =>
    result.status === 'fulfilled' ? result.value : null,
  );
  const handles = [mongo, redis, storage].filter((handle) => handle !== null);
  if (failure || !mongo || !redis) {
    for (const handle of handles) await handle.stop();
    throw /** @type {PromiseRejectedResult} */ (failure).reason;
  }
  return {
    mongo,
    redis,
    storage: /** @type {import('./resolve-storage.mjs').StorageHandle | null} */ (storage),
    stop: async () => void (await Promise.all(handles.map((handle) => handle.stop()))),
    abandon: () => handles.forEach((handle) => handle.abandon()),
  };
}

/** @param {import('./resolve-mongo.mjs').StoreOptions} options */
async function storageOrNone(options) {
  const { env = process.env, signal, log } = options;
  try {
    return await resolveStorage(options);
  } catch (error) {
    // Who names a storage wants that one.
    if (env.S3_ENDPOINT || signal?.aborted) throw error;
    const { message, hint } = /** @type {import('../processes/start-error.mjs').StartError} */ (error);
    log?.(`Storage: none, so no uploads and downloads: ${message}${hint ? `. ${hint}` : ''}`);
    return null;
  }
}
