import { Redis } from 'ioredis';
import { RedisServer } from './redis-server';

let server: RedisServer;

beforeEach(async () => (server = await RedisServer.start()));

afterEach(() => server.stop());

async function ask<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(server.url, { lazyConnect: true, retryStrategy: null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

describe('RedisServer', () => {
  it('loses everything when it is killed, and is back on the same port', async () => {
    await ask((redis) => redis.set('key', 'value'));
    await server.kill();
    await expect(ask((redis) => redis.get('key'))).rejects.toThrow();
    await server.start();
    expect(await ask((redis) => redis.get('key'))).toBeNull();
  });

  it('loses everything when it is flushed, and keeps its connections', async () => {
    await ask(async (redis) => {
      await redis.set('key', 'value');
      await server.flush();
      expect(await redis.get('key')).toBeNull();
    });
  });
});
