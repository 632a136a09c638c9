import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { eventually } from '@har/testing';
import { DeadLetters } from './dead-letters';
import { EventConsumer, type EventConsumerOptions } from './event-consumer';
import { newEvent, type EventEnvelope } from './event-envelope';
import { EventPublisher } from './event-publisher';
import { ChildReplica } from '../test/child-replica';
import { MessagingFixture } from '../test/messaging-fixture';

describe('EventConsumer', () => {
  let fixture: MessagingFixture;
  let publisher: EventPublisher;

  beforeEach(() => {
    fixture = new MessagingFixture();
    const { redis_url, namespace } = fixture;
    publisher = fixture.closing(new EventPublisher({ redis_url, namespace }));
  });

  afterEach(async () => {
    await fixture.close();
  });

  async function consume(
    handle: (event: EventEnvelope) => Promise<void>,
    options: Partial<EventConsumerOptions> = {},
  ): Promise<EventConsumer> {
    const { redis_url, namespace } = fixture;
    const consumer = new EventConsumer({
      redis_url,
      namespace,
      group: 'course',
      topics: ['auth'],
      handle,
      idle_ms: 60,
      ...options,
    });
    fixture.closing({ close: () => consumer.stop() });
    await consumer.start();
    return consumer;
  }

  function deadLetters(): DeadLetters {
    const { redis_url, namespace } = fixture;
    return fixture.closing(new DeadLetters({ redis_url, namespace }));
  }

  const pending = async (group = 'course') =>
    (await fixture.redis.xpending(`${fixture.namespace}:events:auth`, group))[0];

  it('gives every event to each group once when nothing fails', async () => {
    const seen: Record<string, string[]> = { course: [], payment: [] };
    const collect = (group: string) => async (event: EventEnvelope) => void seen[group]?.push(event.id);
    await consume(collect('course'), { idle_ms: 10_000 });
    await consume(collect('course'), { idle_ms: 10_000 });
    await consume(collect('payment'), { idle_ms: 10_000, group: 'payment' });
    const events = Array.from({ length: 100 }, (_, n) => newEvent('user.registered', { n }));
    for (const event of events) await publisher.publish('auth', event);
    const all = events.map((event) => event.id).sort();
    await eventually(() => expect(seen.course?.toSorted()).toEqual(all));
    await eventually(() => expect(seen.payment?.toSorted()).toEqual(all));
    await eventually(async () => expect(await pending()).toBe(0));
  });

  it('hands on what was published before the group existed, envelope and all', async () => {
    const event = newEvent('user.registered', { name: 'Zoé' }, 'request-1');
    await publisher.publish('auth', event);
    const seen: EventEnvelope[] = [];
    await consume(async (received) => void seen.push(received));
    await eventually(() => expect(seen).toEqual([event]));
  });

  it('repeats an event that failed, later and later, until it succeeds', async () => {
    const attempts: number[] = [];
    await consume(async () => {
      attempts.push(performance.now());
      if (attempts.length < 4) throw new Error('not yet');
    });
    await publisher.publish('auth', newEvent('user.registered', null));
    await eventually(() => expect(attempts).toHaveLength(4));
    await eventually(async () => expect(await pending()).toBe(0));
    const [first = 0, second = 0, third = 0, fourth = 0] = attempts;
    expect(second - first).toBeGreaterThan(50);
    expect(third - second).toBeGreaterThan(110);
    expect(fourth - third).toBeGreaterThan(220);
    expect((await deadLetters().list()).total).toBe(0);
  });

  it('parks an event after five failures and goes on with the others; an operator replays it', async () => {
    const handled: string[] = [];
    let broken = true;
    let attempts = 0;
    await consume(
      async (event) => {
        if (event.type === 'poison' && broken) {
          attempts++;
          throw new Error('cannot digest this');
        }
        handled.push(event.type);
      },
      { max_backoff_ms: 60 },
    );
    const poison = newEvent('poison', { n: 1 });
    await publisher.publish('auth', poison);
    await publisher.publish('auth', newEvent('healthy', null));
    const letters = deadLetters();
    await eventually(async () => expect((await letters.list('course')).total).toBe(1));
    expect(attempts).toBe(5);
    expect(handled).toEqual(['healthy']);
    const [letter] = (await letters.list()).letters;
    expect(letter).toMatchObject({
      group: 'course',
      topic: 'auth',
      error: 'cannot digest this',
      deliveries: 5,
    });
    expect(JSON.parse(letter?.event ?? '')).toEqual(poison);
    broken = false;
    expect(await letters.replay(letter?.id ?? '')).toBe(true);
    await eventually(() => expect(handled).toEqual(['healthy', 'poison']));
    expect((await letters.list()).total).toBe(0);
    expect(await letters.replay(letter?.id ?? '')).toBe(false);
    await eventually(async () =>
      expect(await fixture.redis.xlen(`${fixture.namespace}:replays:course`)).toBe(0),
    );
  });

  it('gives a replayed event to the group that could not handle it, and to no other', async () => {
    const seen: string[] = [];
    let broken = true;
    await consume(
      async () => {
        if (broken) throw new Error('broken');
        seen.push('course');
      },
      { max_deliveries: 1 },
    );
    await consume(async () => void seen.push('payment'), { group: 'payment' });
    await publisher.publish('auth', newEvent('any', null));
    const letters = deadLetters();
    await eventually(async () => expect((await letters.list()).total).toBe(1));
    await eventually(() => expect(seen).toEqual(['payment']));
    broken = false;
    const [letter] = (await letters.list()).letters;
    await letters.replay(letter?.id ?? '');
    await eventually(() => expect(seen).toEqual(['payment', 'course']));
  });

  it('parks a replayed event again when it still fails', async () => {
    const failing = async () => Promise.reject(new Error('still broken'));
    await consume(failing, { max_deliveries: 2, max_backoff_ms: 60 });
    await publisher.publish('auth', newEvent('any', null));
    const letters = deadLetters();
    await eventually(async () => expect((await letters.list()).total).toBe(1));
    const [letter] = (await letters.list()).letters;
    await letters.replay(letter?.id ?? '');
    await eventually(async () => {
      const page = await letters.list();
      expect(page.letters.map(({ id }) => id)).not.toContain(letter?.id);
      expect(page.letters).toEqual([expect.objectContaining({ topic: 'auth', error: 'still broken' })]);
    });
  });

  it.each(['{not json', 'null', '{"id":1}'])('parks what is not an envelope at once: %s', async (text) => {
    const handled: EventEnvelope[] = [];
    const errors: unknown[] = [];
    await consume(async (event) => void handled.push(event), { onError: (error) => errors.push(error) });
    await fixture.redis.xadd(`${fixture.namespace}:events:auth`, '*', 'e', text);
    const letters = deadLetters();
    await eventually(async () => {
      expect((await letters.list()).letters).toEqual([
        expect.objectContaining({ event: text, deliveries: 1 }),
      ]);
    });
    expect(handled).toEqual([]);
    expect(errors).toHaveLength(1);
  });

  it('lets a long handler finish instead of giving its event to another replica', async () => {
    const runs: string[] = [];
    const slow = async (event: EventEnvelope) => {
      runs.push(event.id);
      await sleep(1_500);
    };
    await consume(slow, { idle_ms: 400 });
    await consume(slow, { idle_ms: 400 });
    const events = Array.from({ length: 20 }, () => newEvent('any', null));
    for (const event of events) await publisher.publish('auth', event);
    await eventually(async () => {
      expect(runs).toHaveLength(20);
      expect(await pending()).toBe(0);
    });
    expect(runs.sort()).toEqual(events.map(({ id }) => id).sort());
  });

  it('loses no event when consumers are killed over and over', async () => {
    const env = { REDIS_URL: fixture.redis_url, NAMESPACE: fixture.namespace, HANDLE_MS: '20' };
    const events = Array.from({ length: 300 }, () => newEvent('any', null));
    let victim = await ChildReplica.start('event-consumer.process.ts', env);
    const publishing = (async () => {
      for (const event of events) {
        await publisher.publish('auth', event);
        await sleep(5);
      }
    })();
    const handled = async () => Object.keys(await fixture.redis.hgetall(`${fixture.namespace}:handled`));
    for (let kills = 1; kills <= 4; kills++) {
      await eventually(async () => expect((await handled()).length).toBeGreaterThan(kills * 30));
      const next = ChildReplica.start('event-consumer.process.ts', env);
      await victim.kill();
      victim = await next;
    }
    await publishing;
    await eventually(async () => expect(await handled()).toHaveLength(300), 30_000);
    expect((await handled()).sort()).toEqual(events.map(({ id }) => id).sort());
    expect((await deadLetters().list()).total).toBe(0);
    await victim.terminate();
  });

  it('parks an event whose consumers die without ever reporting a failure', async () => {
    const stream = `${fixture.namespace}:events:auth`;
    await publisher.publish('auth', newEvent('deadly', null));
    await fixture.redis.xgroup('CREATE', stream, 'course', '0');
    await fixture.redis.xreadgroup('GROUP', 'course', 'dead', 'COUNT', 1, 'STREAMS', stream, '>');
    const [[id = ''] = []] = (await fixture.redis.xpending(stream, 'course', '-', '+', 1)) as string[][];
    await fixture.redis.xclaim(stream, 'course', 'dead', 0, id, 'RETRYCOUNT', 20);
    const handled: EventEnvelope[] = [];
    await consume(async (event) => void handled.push(event));
    const letters = deadLetters();
    await eventually(async () => expect((await letters.list()).total).toBe(1));
    expect(handled).toEqual([]);
  });

  it('reads on after everything in Redis was deleted', async () => {
    const seen: string[] = [];
    await consume(async (event) => void seen.push(event.type));
    await publisher.publish('auth', newEvent('before', null));
    await eventually(() => expect(seen).toEqual(['before']));
    await fixture.flush();
    await publisher.publish('auth', newEvent('after', null));
    await eventually(() => expect(seen).toEqual(['before', 'after']));
  });

  it('deletes what is old only when every group has handled it', async () => {
    const stream = `${fixture.namespace}:events:auth`;
    await fixture.redis.xgroup('CREATE', stream, 'late', '0', 'MKSTREAM');
    const seen: string[] = [];
    const consumer = await consume(async (event) => void seen.push(event.id), { retention_ms: 0 });
    for (let n = 0; n < 10; n++) await publisher.publish('auth', newEvent('any', n));
    await eventually(async () => {
      expect(seen).toHaveLength(10);
      expect(await pending()).toBe(0);
    });
    await consumer.tidy();
    expect(await fixture.redis.xlen(stream)).toBe(10);
    await fixture.redis.xreadgroup('GROUP', 'late', 'one', 'COUNT', 4, 'STREAMS', stream, '>');
    await consumer.tidy();
    expect(await fixture.redis.xlen(stream)).toBe(10);
    const first = (await fixture.redis.xrange(stream, '-', '+', 'COUNT', 3)).map(([id]) => id);
    await fixture.redis.xack(stream, 'late', ...first);
    await consumer.tidy();
    expect(await fixture.redis.xlen(stream)).toBe(7);
  });

  it('finishes what it took when it is stopped, and leaves the rest to others', async () => {
    const finished: string[] = [];
    const slow = async (event: EventEnvelope) => {
      await sleep(100);
      finished.push(event.id);
    };
    const consumer = await consume(slow, { concurrency: 2 });
    for (let n = 0; n < 6; n++) await publisher.publish('auth', newEvent('any', n));
    await eventually(() => expect(finished.length).toBeGreaterThan(0));
    await consumer.stop();
    const before = finished.length;
    expect(await pending()).toBe(0);
    await consume(slow);
    await eventually(() => expect(finished).toHaveLength(6));
    expect(before).toBeLessThan(6);
    expect(new Set(finished).size).toBe(6);
  });

  it('leaves nothing behind when it is stopped at the last step of its start', async () => {
    const set = jest.spyOn(globalThis, 'setInterval');
    const cleared = jest.spyOn(globalThis, 'clearInterval');
    const { redis_url, namespace } = fixture;
    const topics = ['auth'];
    const consumer = new EventConsumer({
      redis_url,
      namespace,
      group: 'course',
      topics,
      handle: async () => undefined,
    });
    const makeGroup = Redis.prototype.xgroup;
    let stopped: Promise<void> | undefined;
    const making = jest.spyOn(Redis.prototype, 'xgroup').mockImplementation(function (
      this: Redis,
      ...args: unknown[]
    ) {
      const made = Reflect.apply(makeGroup, this, args) as Promise<unknown>;
      if (making.mock.calls.length > topics.length) stopped = consumer.stop();
      return made;
    });
    await consumer.start().catch(() => undefined);
    await stopped;
    const left = new Set(set.mock.results.map(({ value }) => value as NodeJS.Timeout));
    for (const [timer] of cleared.mock.calls) left.delete(timer as NodeJS.Timeout);
    expect(stopped).toBeDefined();
    expect(left.size).toBe(0);
    jest.restoreAllMocks();
  });
});
