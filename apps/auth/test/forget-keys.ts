import { Redis } from 'ioredis';
import type { Academy } from '@har/testing';

/** Deletes the keys of this academy in Redis that begin so, as if their time had passed. */
export async function forgetKeys(academy: Academy, prefix: string): Promise<void> {
  const redis = new Redis(academy.env.REDIS_URL!);
  const keys = await redis.keys(`${academy.env.REDIS_NAMESPACE}:${prefix}*`);
  if (keys.length > 0) await redis.unlink(keys);
  await redis.quit();
}

/** Lets sign-ins from this machine begin afresh: every test comes from one address. */
export function forgiveAddress(academy: Academy): Promise<void> {
  return forgetKeys(academy, 'auth:{login-throttle}:ip');
}
