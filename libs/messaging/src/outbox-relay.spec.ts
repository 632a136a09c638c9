import { randomUUID } from 'node:crypto';
import { createConnection, Schema, type Connection, type Model } from 'mongoose';
import { withRequestContext } from '@har/logging';
import { eventually } from '@har/testing';
import { EventConsumer } from './event-consumer';
import type { EventEnvelope } from './event-envelope';
import { EventPublisher } from './event-publisher';
import type { OutboxRelay } from './outbox-relay';
import { OutboxRelays } from './outbox-relays';
import { outboxEntry, outboxPlugin, type OutboxEntry } from './outbox.schema';
import { publishedEvents } from './published-event.schema';
import { MessagingFixture, storeUrl } from '../test/messaging-fixture';
import { RedisProxy } from '../test/redis-proxy';

interface Order {
  status: string;
  outbox?: OutboxEntry[];
}

const TOPIC = 'payment';

describe('the outbox', () => {
  let connection: Connection;
  let model: Model<Order>;
  let fixture: MessagingFixture;
  let publisher: EventPublisher;
  let relays: OutboxRelays;
  let relay: OutboxRelay;

  beforeAll(async () => {
    connection = await createConnection(storeUrl('MONGODB_URI'), {
      dbName: `test_${randomUUID()}`,
    }).asPromise();
    const schema = new Schema<Order>({ status: String });
    schema.plugin(outboxPlugin(TOPIC));
    model = connection.model<Order>('Order', schema);
    await model.init();
    await publishedEvents(connection).init();
  });

  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  beforeEach(() => {
    fixture = new MessagingFixture();
    const { redis_url, namespace } = fixture;
    publisher = fixture.closing(new EventPublisher({ redis_url, namespace }));
    relays = new OutboxRelays(publisher, TOPIC);
    relay = relays.relayOf(model);
  });

  afterEach(async () => {
    await relays.stop();
    await fixture.close();
    await model.deleteMany({});
    await publishedEvents(connection).deleteMany({});
  });

  async function published(): Promise<EventEnvelope[]> {
    const entries = await fixture.redis.xrange(`${fixture.namespace}:events:${TOPIC}`, '-', '+');
    return entries.map(([, fields]) => JSON.parse(fields[1] ?? '') as EventEnvelope);
  }

  const outboxOf = async (id: unknown) => (await model.findById(id).select('+outbox').lean())?.outbox ?? [];

  /** An order whose events were written by a process that died before it could publish them. */
  async function crashed(count: number, types: string[] = ['order.paid']): Promise<string[]> {
    const at = new Date(Date.now() - 60_000);
    const orders = Array.from({ length: count }, () => ({
      status: 'paid',
      outbox: types.map((type) => ({ ...outboxEntry(type, {}), at })),
    }));
    const created = await model.create(orders);
    return created.flatMap((order) => (order.outbox ?? []).map(({ id }) => id));
  }

  async function consume(group: string, handle: (event: EventEnvelope) => void): Promise<EventConsumer> {
    const { redis_url, namespace } = fixture;
    const consumer = new EventConsumer({
      redis_url,
      namespace,
      group,
      topics: [TOPIC],
      handle: async (event) => handle(event),
      idle_ms: 60,
    });
    fixture.closing({ close: () => consumer.stop() });
    await consumer.start();
    return consumer;
  }

  it('publishes what an update wrote, in order and with the request that caused it, and empties the outbox', async () => {
    const order = await model.create({ status: 'pending' });
    const entries = withRequestContext({ request_id: 'request-7' }, () => [
      outboxEntry('order.paid', { amount: 5 }),
      outboxEntry('order.shipped', { to: 'Zoé' }),
    ]);
    await model.updateOne(
      { _id: order._id, status: 'pending' },
      { $set: { status: 'paid' }, $push: { outbox: { $each: entries } } },
    );
    await relay.kick(order._id);
    expect(await published()).toEqual(
      entries.map(({ id, type, at, payload }) => ({
        id,
        type,
        at: at.toISOString(),
        payload,
        request_id: 'request-7',
      })),
    );
    expect(await outboxOf(order._id)).toEqual([]);
  });

  it('is not part of what a query reads', async () => {
    const order = await model.create({ status: 'paid', outbox: [outboxEntry('order.paid', {})] });
    expect(await model.findById(order._id).lean()).toEqual({ _id: order._id, status: 'paid', __v: 0 });
  });

  it('publishes every event when writes and kicks of one document race', async () => {
    const order = await model.create({ status: 'paid' });
    const types = Array.from({ length: 50 }, (_, n) => `t${n}`);
    await Promise.all(
      types.map(async (type) => {
        await model.updateOne({ _id: order._id }, { $push: { outbox: outboxEntry(type, null) } });
        await relay.kick(order._id);
      }),
    );
    expect(new Set((await published()).map((event) => event.type))).toEqual(new Set(types));
    expect(await outboxOf(order._id)).toEqual([]);
  });

  it('publishes what many documents wrote at once together', async () => {
    const publishAll = jest.spyOn(publisher, 'publishAll');
    const orders = await model.create(
      Array.from({ length: 60 }, (_, n) => ({ status: 'paid', outbox: [outboxEntry(`t${n}`, {})] })),
    );
    expect(await Promise.all(orders.map(({ _id }) => relay.kick(_id)))).not.toContain(false);
    expect(new Set((await published()).map((event) => event.type)).size).toBe(60);
    expect(publishAll).toHaveBeenCalledTimes(1);
    expect(await model.countDocuments({ 'outbox.0': { $exists: true } })).toBe(0);
  });

  it('lets no document that cannot be published hold up those beside it', async () => {
    const good = await model.create({ status: 'paid', outbox: [outboxEntry('order.paid', {})] });
    const bad = await model.create({ status: 'paid' });
    const broken = { id: 'x', type: 'order.broken', at: 'no date', payload: {} };
    await model.collection.updateOne({ _id: bad._id }, { $set: { outbox: [broken] } });
    expect(await Promise.all([relay.kick(bad._id), relay.kick(good._id)])).toEqual([false, true]);
    expect((await published()).map((event) => event.type)).toEqual(['order.paid']);
  });

  it('announces what may be lost without an outbox, and never rejects', async () => {
    await relay.announce(outboxEntry('order.viewed', { times: 3 }));
    expect((await published()).map(({ type, payload }) => [type, payload])).toEqual([
      ['order.viewed', { times: 3 }],
    ]);
    expect(await publishedEvents(connection).countDocuments()).toBe(0);
    await publisher.close();
    await expect(relay.announce(outboxEntry('order.viewed', {}))).resolves.toBeUndefined();
  });

  it('sweeps what a crash between the write and its publication left behind', async () => {
    const ids = await crashed(30, ['order.paid', 'order.shipped']);
    const fresh = await model.create({ status: 'paid', outbox: [outboxEntry('order.fresh', {})] });
    await relays.sweep();
    expect((await published()).map((event) => event.id).sort()).toEqual(ids.sort());
    // What is younger than two seconds is still its writer's to publish.
    expect(await outboxOf(fresh._id)).toHaveLength(1);
  });

  it('sweeps more leftovers than one batch holds', async () => {
    await crashed(230);
    await relays.sweep();
    expect(new Set((await published()).map((event) => event.id)).size).toBe(230);
  });

  it('stops sweeping while Redis is away', async () => {
    const proxy = fixture.closing(await RedisProxy.start(fixture.redis_url));
    const { namespace } = fixture;
    const far = new OutboxRelays(
      fixture.closing(new EventPublisher({ redis_url: proxy.url, namespace })),
      TOPIC,
    );
    proxy.cut(true);
    await crashed(30);
    await far.relayOf(model).sweep();
    await far.sweep();
    expect(await model.countDocuments({ 'outbox.0': { $exists: true } })).toBe(30);
    proxy.allow();
    await eventually(async () => {
      await far.relayOf(model).sweep();
      expect(await published()).toHaveLength(30);
    });
  });

  it('deletes what is old from the stream of a topic that nobody reads', async () => {
    const stream = `${fixture.namespace}:events:${TOPIC}`;
    for (const id of ['1-1', '2-1']) await fixture.redis.xadd(stream, id, 'e', '{}');
    await crashed(1);
    await relays.sweep();
    expect(await fixture.redis.xlen(stream)).toBe(1);
  });

  it('sweeps by an index that holds only the documents with something to publish', async () => {
    await model.insertMany(Array.from({ length: 200 }, () => ({ status: 'paid' })));
    await crashed(3);
    const plan = JSON.stringify(
      await model
        .find({ 'outbox.at': { $lt: new Date() } })
        .sort({ 'outbox.at': 1 })
        .limit(200)
        .explain('queryPlanner'),
    );
    expect(plan).toContain('outbox.at_1');
    expect(plan).not.toContain('COLLSCAN');
  });

  it('loses nothing when several replicas sweep at once', async () => {
    const ids = await crashed(40);
    const { redis_url, namespace } = fixture;
    const replicas = Array.from({ length: 3 }, () => {
      const own = fixture.closing(new EventPublisher({ redis_url, namespace }));
      return new OutboxRelays(own, TOPIC).relayOf(model);
    });
    await Promise.all(replicas.map((replica) => replica.sweep()));
    const seen = (await published()).map((event) => event.id);
    expect([...new Set(seen)].sort()).toEqual(ids.sort());
    expect(await model.countDocuments({ 'outbox.0': { $exists: true } })).toBe(0);
  });

  it('leaves the sweep to one replica at a time', async () => {
    await crashed(1);
    const { redis_url, namespace } = fixture;
    const other = new OutboxRelays(fixture.closing(new EventPublisher({ redis_url, namespace })), TOPIC);
    other.relayOf(model);
    await relays.sweep();
    await crashed(1);
    await other.sweep();
    expect(await published()).toHaveLength(1);
  });

  it('keeps the events while Redis is away and publishes them when it is back', async () => {
    const proxy = fixture.closing(await RedisProxy.start(fixture.redis_url));
    const { namespace } = fixture;
    const far = new OutboxRelays(
      fixture.closing(new EventPublisher({ redis_url: proxy.url, namespace })),
      TOPIC,
    );
    const order = await model.create({ status: 'paid', outbox: [outboxEntry('order.paid', {})] });
    const farRelay = far.relayOf(model);
    await farRelay.kick(order._id);
    await model.updateOne({ _id: order._id }, { $push: { outbox: outboxEntry('order.shipped', {}) } });
    proxy.cut(true);
    await farRelay.kick(order._id);
    expect(await outboxOf(order._id)).toHaveLength(1);
    proxy.allow();
    await eventually(async () => {
      await farRelay.kick(order._id);
      expect((await published()).map((event) => event.type)).toEqual(['order.paid', 'order.shipped']);
    });
  });

  it('publishes again what a Redis lost before every group had handled it', async () => {
    const seen: string[] = [];
    await crashed(5, ['handled']);
    const course = await consume('course', (event) => seen.push(event.type));
    await relays.sweep();
    await eventually(() => expect(seen).toHaveLength(5));
    await eventually(async () => {
      await fixture.redis.del(`${fixture.namespace}:jobs:sweep:${TOPIC}`);
      await relays.sweep();
      expect(await publishedEvents(connection).countDocuments()).toBe(0);
    });
    // The group is away when the next ones are published, and then everything in Redis is deleted.
    await course.stop();
    const ids = await crashed(5, ['lost']);
    await relay.sweep();
    expect(await published()).toHaveLength(10);
    await fixture.flush();
    const back: string[] = [];
    await consume('course', (event) => back.push(event.id));
    await relays.sweep();
    await eventually(() => expect(back.sort()).toEqual(ids.sort()));
    await eventually(async () => {
      await fixture.redis.del(`${fixture.namespace}:jobs:sweep:${TOPIC}`);
      await relays.sweep();
      expect(await publishedEvents(connection).countDocuments()).toBe(0);
    });
    expect(back).toHaveLength(5);
  });

  it('remembers an event until the slowest group has handled it', async () => {
    await consume('course', () => undefined);
    await fixture.redis.xgroup('CREATE', `${fixture.namespace}:events:${TOPIC}`, 'slow', '0', 'MKSTREAM');
    await crashed(1);
    await relays.sweep();
    await fixture.redis.del(`${fixture.namespace}:jobs:sweep:${TOPIC}`);
    await relays.sweep();
    expect(await publishedEvents(connection).countDocuments()).toBe(1);
  });

  it('sweeps by itself every two seconds', async () => {
    relays.start();
    const ids = await crashed(2);
    await eventually(async () =>
      expect((await published()).map((event) => event.id).sort()).toEqual(ids.sort()),
    );
  });

  it('refuses a model that has no outbox', () => {
    const plain = connection.model('Plain', new Schema({ name: String }));
    expect(() => relays.relayOf(plain)).toThrow('the schema of Plain has no outbox plugin');
  });
});
