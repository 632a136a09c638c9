import { RedisServer } from './redis-server';

let server: RedisServer;

beforeEach(async () => (server = await RedisServer.start()));

afterEach(() => server.stop());

describe('RedisServer', () => {
  it('loses everything when it is killed, and is back on the same port', async () => {
    await server.ask((redis) => redis.set('key', 'value'));
    await server.kill();
    await expect(server.ask((redis) => redis.get('key'))).rejects.toThrow();
    await server.start();
    expect(await server.ask((redis) => redis.get('key'))).toBeNull();
  });

  it('loses everything when it is flushed, and keeps its connections', async () => {
    await server.ask(async (redis) => {
      await redis.set('key', 'value');
      await server.flush();
      expect(await redis.get('key')).toBeNull();
    });
  });
});
