import { resolveMongo } from './resolve-mongo.mjs';
import { resolveRedis } from './resolve-redis.mjs';

export { analyze } from './analyze.mjs';
export { abandonAll, stopAll } from './store-group.mjs';
export { resolveMongo, resolveRedis };

/**
 * @typedef {import('./resolve-mongo.mjs').StoreHandle} StoreHandle
 * @typedef {object} Stores
 * @property {StoreHandle} mongo
 * @property {StoreHandle} redis
 * @property {() => Promise<void>} stop
 * @property {() => void} abandon
 */

/**
 * Finds or starts both stores at once; when one fails, the other is stopped again.
 * @param {import('./resolve-mongo.mjs').StoreOptions} options
 * @returns {Promise<Stores>}
 * @throws {import('../processes/start-error.mjs').StartError}
 */
export async function openStores(options) {
  const [mongo, redis] = await Promise.allSettled([resolveMongo(options), resolveRedis(options)]);
  if (mongo.status === 'fulfilled' && redis.status === 'fulfilled') {
    const handles = [mongo.value, redis.value];
    return {
      mongo: mongo.value,
      redis: redis.value,
      stop: async () => void (await Promise.all(handles.map((handle) => handle.stop()))),
      abandon: () => handles.forEach((handle) => handle.abandon()),
    };
  }
  for (const opened of [mongo, redis]) if (opened.status === 'fulfilled') await opened.value.stop();
  throw (mongo.status === 'rejected' ? mongo : /** @type {PromiseRejectedResult} */ (redis)).reason;
}
