import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@har/testing';
import { newEvent } from './event-envelope';
import { EventPublisher } from './event-publisher';
import { EventTail } from './event-tail';
import { MessagingFixture } from '../test/messaging-fixture';
import { RedisProxy } from '../test/redis-proxy';

describe('EventTail', () => {
  let fixture: MessagingFixture;
  let publisher: EventPublisher;
  let stream: string;

  beforeEach(() => {
    fixture = new MessagingFixture();
    const { redis_url, namespace } = fixture;
    publisher = fixture.closing(new EventPublisher({ redis_url, namespace }));
    stream = `${namespace}:events:course`;
  });

  afterEach(async () => {
    await fixture.close();
  });

  async function follow(redisUrl = fixture.redis_url) {
    const seen: string[] = [];
    const gaps: number[] = [];
    const tail = new EventTail({
      redis_url: redisUrl,
      namespace: fixture.namespace,
      topics: ['course', 'auth'],
      onEvent: (event) => {
        if (event.type === 'throws') throw new Error('a listener that fails');
        seen.push(event.type);
      },
      onGap: () => gaps.push(seen.length),
    });
    fixture.closing({ close: () => tail.stop() });
    await tail.start();
    return { seen, gaps };
  }

  const publish = (type: string, topic = 'course') => publisher.publish(topic, newEvent(type, null));

  it('sees in order, in every process, what is published after it started, and nothing older', async () => {
    await publish('old');
    const [one, two] = [await follow(), await follow()];
    const types = Array.from({ length: 300 }, (_, n) => `t${n}`);
    await Promise.all(types.map((type) => publish(type)));
    for (const { seen, gaps } of [one, two]) {
      await eventually(() => expect(seen).toEqual(types));
      expect(gaps).toEqual([]);
    }
  });

  it('follows topics that do not exist yet', async () => {
    const { seen, gaps } = await follow();
    await publish('a', 'auth');
    await publish('b');
    await eventually(() => expect(seen.sort()).toEqual(['a', 'b']));
    expect(gaps).toEqual([]);
  });

  it('goes on after a listener failed or an entry was unreadable', async () => {
    const { seen } = await follow();
    await publish('throws');
    await fixture.redis.xadd(stream, '*', 'e', 'not json');
    await publish('next');
    await eventually(() => expect(seen).toEqual(['next']));
  });

  it('misses nothing while its connection is broken, and reports no gap then', async () => {
    const proxy = fixture.closing(await RedisProxy.start(fixture.redis_url));
    const { seen, gaps } = await follow(proxy.url);
    await publish('before');
    await eventually(() => expect(seen).toEqual(['before']));
    proxy.cut(true);
    await publish('meanwhile');
    proxy.allow();
    await publish('after');
    await eventually(() => expect(seen).toEqual(['before', 'meanwhile', 'after']));
    // Long enough for the comparison with Redis, which runs twice a second.
    await sleep(1_200);
    expect(gaps).toEqual([]);
  });

  it('reports a gap within a second after everything in Redis was deleted, and sees what comes then', async () => {
    const { seen, gaps } = await follow();
    await publish('before');
    await eventually(() => expect(seen).toEqual(['before']));
    const flushedAt = Date.now();
    await fixture.flush();
    await eventually(() => expect(gaps).toEqual([1]));
    expect(Date.now() - flushedAt).toBeLessThan(1_500);
    await publish('after');
    await eventually(() => expect(seen).toEqual(['before', 'after']));
    expect(gaps).toEqual([1]);
  });

  it('reports a gap when the stream began anew with smaller ids, and sees what comes then', async () => {
    const { seen, gaps } = await follow();
    await publish('before');
    await eventually(() => expect(seen).toEqual(['before']));
    await fixture.redis.del(stream);
    await fixture.redis.xadd(stream, '5-0', 'e', JSON.stringify(newEvent('unseen', null)));
    await eventually(() => expect(gaps).toEqual([1]));
    await fixture.redis.xadd(stream, '6-0', 'e', JSON.stringify(newEvent('after', null)));
    await eventually(() => expect(seen).toEqual(['before', 'after']));
  });

  it('reports a gap when entries were trimmed before it could read them', async () => {
    const proxy = fixture.closing(await RedisProxy.start(fixture.redis_url));
    const { seen, gaps } = await follow(proxy.url);
    await publish('before');
    await eventually(() => expect(seen).toEqual(['before']));
    proxy.cut(true);
    await publish('lost');
    await publish('kept');
    await fixture.redis.xtrim(stream, 'MAXLEN', 1);
    proxy.allow();
    await eventually(() => expect(seen).toEqual(['before', 'kept']));
    await eventually(() => expect(gaps).toHaveLength(1));
  });
});
