import type { Redis } from 'ioredis';

/**
 * The name that a Redis server gave to its present run. Another name means that it was restarted or replaced, so that
 * what it acknowledged shortly before may be forgotten.
 */
export async function redisRun(redis: Redis): Promise<string> {
  const info = await redis.info('server');
  const run = /^run_id:(\w+)/m.exec(info)?.[1];
  if (!run) throw new Error('Redis did not tell its run_id');
  return run.slice(0, 16);
}
