import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { StreamServer } from '@har/messaging';

/** A replica of `course` whose `work` counts in Redis how often each call was begun, then takes its time. */
const redis_url = process.env.REDIS_URL ?? '';
const namespace = process.env.NAMESPACE ?? '';
const redis = new Redis(redis_url);
const server = new StreamServer({ redis_url, namespace, service: 'course' });

server.addHandler('work', async ({ n, ms }: { n: number; ms: number }) => {
  await redis.hincrby(`${namespace}:begun`, String(n), 1);
  await sleep(ms);
  return { n };
});

server.listen((error) => {
  if (error) throw error;
  process.send?.('ready');
});

process.once('SIGTERM', () => {
  void server.close().then(() => {
    redis.disconnect();
    process.disconnect();
  });
});
