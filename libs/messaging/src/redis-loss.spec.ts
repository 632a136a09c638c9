import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@har/testing';
import { callOf, MessagingFixture } from '../test/messaging-fixture';
import { RedisProxy } from '../test/redis-proxy';

const RECOVERY_MS = 30_000;

describe('calls when Redis is lost', () => {
  let fixture: MessagingFixture;
  let proxies: RedisProxy[] = [];

  beforeEach(() => {
    fixture = new MessagingFixture();
  });

  afterEach(async () => {
    for (const proxy of proxies) proxy.allow();
    await fixture.close();
    await Promise.all(proxies.map((proxy) => proxy.close()));
    proxies = [];
  });

  async function startProxy(): Promise<RedisProxy> {
    const proxy = await RedisProxy.start(fixture.redis_url);
    proxies.push(proxy);
    return proxy;
  }

  const echo = async (data: unknown) => data;

  it('serves again after everything in Redis was deleted', async () => {
    await fixture.server({ echo });
    await fixture.server({ echo });
    const client = fixture.client();
    for (let round = 0; round < 3; round++) {
      await client.call(callOf('echo', round));
      await fixture.flush();
      for (const repeatable of [true, false]) {
        await eventually(async () => {
          expect(String(await client.call(callOf('echo', round, { repeatable, deadline_ms: 2_000 })))).toBe(
            `${round}`,
          );
        }, RECOVERY_MS);
      }
    }
  });

  it('answers repeatable calls that waited in Redis when everything was deleted', async () => {
    let release: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (release = resolve));
    const server = await fixture.server({ work: () => opened, echo }, { concurrency: 1 });
    const client = fixture.client();
    const running = client.call(callOf('work'));
    await eventually(() => expect(server.pending()).toBe(1));
    const waiting = Array.from({ length: 30 }, (_, n) => client.call(callOf('echo', n)));
    await eventually(async () =>
      expect(await fixture.redis.xlen(`${fixture.namespace}:calls:course:r`)).toBe(31),
    );
    await fixture.flush();
    release();
    await running;
    expect((await Promise.all(waiting)).map(String)).toEqual(Array.from({ length: 30 }, (_, n) => `${n}`));
  });

  it('says that the outcome of a call is unknown that was forgotten, and waits for one that runs', async () => {
    let release: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (release = resolve));
    await fixture.server({ work: () => opened, echo }, { concurrency: 1 });
    const client = fixture.client();
    const call = (pattern: string) =>
      client.call(callOf(pattern, 1, { repeatable: false, deadline_ms: 600_000 }));
    const running = call('work');
    await eventually(async () => {
      expect(await fixture.redis.exists(`${fixture.namespace}:running:course`)).toBe(1);
    });
    const waiting = call('echo');
    await eventually(async () => {
      expect(await fixture.redis.xlen(`${fixture.namespace}:calls:course:n`)).toBe(2);
    });
    await fixture.flush();
    await expect(waiting).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    release();
    await expect(running).resolves.toBeDefined();
  });

  it('answers repeatable calls although every connection breaks under load', async () => {
    const [near, far] = [await startProxy(), await startProxy()];
    await fixture.server({ echo }, { redis_url: far.url });
    const client = fixture.client({ redis_url: near.url });
    let loading = true;
    let answered = 0;
    const failures: string[] = [];
    const load = Array.from({ length: 10 }, async () => {
      while (loading) {
        await client.call(callOf('echo', 1)).then(
          () => answered++,
          (error: { code: string }) => failures.push(error.code),
        );
        if (failures.length > 0) await sleep(20);
      }
    });
    for (let round = 0; round < 3; round++) {
      const before = answered;
      (round % 2 === 0 ? far : near).cut();
      await eventually(() => expect(answered).toBeGreaterThan(before + 50), RECOVERY_MS);
    }
    loading = false;
    await Promise.all(load);
    // While its own connection is broken a client refuses at once; what it had sent is answered.
    expect(new Set(failures).size).toBeLessThanOrEqual(1);
    for (const code of failures) expect(code).toBe('SERVICE_UNAVAILABLE');
  });

  it('answers 503 at once while Redis is away, and serves when it is back', async () => {
    const proxy = await startProxy();
    await fixture.server({ echo });
    const client = fixture.client({ redis_url: proxy.url });
    await client.call(callOf('echo'));
    await client.ping();
    proxy.cut(true);
    await eventually(() => expect(client.ping()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' }));
    const refused = client.call(callOf('echo', 1, { deadline_ms: 600_000 }));
    await expect(refused).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    proxy.allow();
    await eventually(async () => expect(String(await client.call(callOf('echo', 2)))).toBe('2'), RECOVERY_MS);
  });

  it('gives calls up that were sent before Redis went away for long', async () => {
    const proxy = await startProxy();
    let begun = 0;
    let release: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (release = resolve));
    const work = () => {
      begun++;
      return opened;
    };
    await fixture.server({ work });
    const client = fixture.client({ redis_url: proxy.url });
    const calls = Promise.allSettled(
      [true, false].map((repeatable) =>
        client.call(callOf('work', null, { repeatable, deadline_ms: 600_000 })),
      ),
    );
    await eventually(() => expect(begun).toBe(2));
    proxy.cut(true);
    expect(await calls).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'SERVICE_UNAVAILABLE' }) },
      { status: 'rejected', reason: expect.objectContaining({ code: 'OUTCOME_UNKNOWN' }) },
    ]);
    release();
  });

  it('reads again when its connection stays open and carries nothing any more', async () => {
    const proxy = await startProxy();
    const server = await fixture.server({ echo }, { redis_url: proxy.url, block_ms: 300 });
    const client = fixture.client();
    await client.call(callOf('echo'));
    proxy.stall();
    await eventually(async () => {
      expect(String(await client.call(callOf('echo', 5, { deadline_ms: 1_000 })))).toBe('5');
    }, RECOVERY_MS);
    await eventually(() => expect(server.pending()).toBe(0));
  });

  it('waits for a Redis that comes up later than the service', async () => {
    const proxy = await startProxy();
    proxy.cut(true);
    const listening = fixture.server({ echo }, { redis_url: proxy.url });
    proxy.allow();
    await listening;
    expect(String(await fixture.client().call(callOf('echo', 1)))).toBe('1');
  });
});
