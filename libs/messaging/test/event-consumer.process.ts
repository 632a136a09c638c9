import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { EventConsumer } from '@har/messaging';

/** A consumer of the topic `auth` that counts in Redis how often each event was handled to the end. */
const redis_url = process.env.REDIS_URL ?? '';
const namespace = process.env.NAMESPACE ?? '';
const redis = new Redis(redis_url);
const consumer = new EventConsumer({
  redis_url,
  namespace,
  group: 'course',
  topics: ['auth'],
  idle_ms: 300,
  handle: async (event) => {
    await sleep(Number(process.env.HANDLE_MS ?? 0));
    await redis.hincrby(`${namespace}:handled`, event.id, 1);
  },
});

void consumer.start().then(() => process.send?.('ready'));

process.once('SIGTERM', () => {
  void consumer.stop().then(() => {
    redis.disconnect();
    process.disconnect();
  });
});
