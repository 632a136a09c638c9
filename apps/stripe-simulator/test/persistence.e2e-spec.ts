import { randomBytes } from 'node:crypto';
import { createConnection, type Connection } from 'mongoose';
import { eventually } from '@har/testing';
import type { Books } from '../src/control/books';
import { failureOf, startSimulator } from './simulator-fixture';

const uri = process.env.MONGODB_URI ?? '';
const MONGODB_DATABASE_PREFIX = `sim${randomBytes(4).toString('hex')}_`;
const env = { MONGODB_URI: uri, MONGODB_DATABASE_PREFIX };
let connection: Connection;

beforeAll(async () => {
  if (!uri) throw new Error('Set MONGODB_URI, or run `npm test`, which does.');
  connection = await createConnection(uri, {
    dbName: `${MONGODB_DATABASE_PREFIX}stripe_simulator`,
  }).asPromise();
});

afterEach(() => connection.dropDatabase());
afterAll(() => connection.close());

const PAYMENT = {
  amount: 1000,
  currency: 'eur',
  confirm: true,
  payment_method: 'pm_card_visa',
  allowed_payment_method_types: ['card'],
};

describe('a simulator on MongoDB', () => {
  it('goes on after a restart where it stopped: objects, keys, faults, clock, webhooks under way', async () => {
    const first = await startSimulator(env);
    const metadata = { 'a.b': '1', $c: '2' };
    const paid = await first.stripe.paymentIntents.create({ ...PAYMENT, metadata }, { idempotencyKey: 'k1' });
    await first.control('POST', 'clock/advance', { seconds: 100_000 });
    await first.control('POST', 'faults', { type: 'decline', times: 1 });
    await first.webhooksSettled();
    first.webhooks.answers.push(...Array.from({ length: 1000 }, () => 500));
    const customer = await first.stripe.customers.create({ name: 'Late' });
    await eventually(() => expect(first.webhooks.ofType('customer.created').length).toBeGreaterThan(0));
    const books = await first.control<Books>('GET', 'books');
    const before = await first.control<{ now: number }>('GET', 'clock');
    await first.stop();

    const second = await startSimulator(env);
    expect(await second.control('GET', 'books')).toEqual(books);
    expect((await second.control<{ now: number }>('GET', 'clock')).now).toBeGreaterThanOrEqual(before.now);
    expect((await second.stripe.paymentIntents.retrieve(paid.id)).metadata).toEqual(metadata);
    const replayed = await second.stripe.paymentIntents.create(
      { ...PAYMENT, metadata },
      { idempotencyKey: 'k1' },
    );
    expect(replayed.id).toBe(paid.id);
    expect(await failureOf(second.stripe.paymentIntents.create(PAYMENT))).toMatchObject({ statusCode: 402 });
    await eventually(() => expect(second.webhooks.ofType('customer.created')).toHaveLength(1));
    expect(second.webhooks.ofType('customer.created')[0]?.event.data.object).toMatchObject({
      id: customer.id,
    });

    await second.control('POST', 'reset');
    await second.stop();
    const third = await startSimulator(env);
    expect((await third.control<Books>('GET', 'books')).payment_intents).toEqual([]);
    await third.stop();
  });

  it('stays one truth when two processes write to it', async () => {
    const [one, two] = await Promise.all([startSimulator(env), startSimulator(env)]);
    const writes = Array.from({ length: 60 }, (_, i) =>
      (i % 2 === 0 ? one : two).stripe.paymentIntents.create({ ...PAYMENT, metadata: { i: String(i) } }),
    );
    const paid = await Promise.all(writes);
    const intent = paid[0]?.id ?? '';
    const refunds = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        (i % 2 === 0 ? one : two).stripe.refunds.create({ payment_intent: intent }),
      ),
    );
    expect(refunds.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const keyed = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        (i % 2 === 0 ? one : two).stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'shared' }),
      ),
    );
    expect(new Set(keyed.map(({ id }) => id)).size).toBe(1);
    await Promise.all([one.stop(), two.stop()]);
    const after = await startSimulator(env);
    const { currencies } = await after.control<Books>('GET', 'books');
    expect(currencies.eur).toMatchObject({ charges: { count: 61 }, refunds: { count: 1, amount: 1000 } });
    await after.stop();
  });

  it('is ready while MongoDB is, and does not start without it', async () => {
    const simulator = await startSimulator(env);
    expect((await fetch(`${simulator.url}/health/ready`)).status).toBe(200);
    await simulator.stop();
    await expect(startSimulator({ ...env, MONGODB_URI: 'mongodb://127.0.0.1:1/' })).rejects.toThrow();
  });
});
