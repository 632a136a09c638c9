import Stripe from 'stripe';
import { eventually } from '@har/testing';
import {
  failureOf,
  startSimulator,
  WEBHOOK_SECRET,
  WebhookReceiver,
  type Simulator,
} from './simulator-fixture';

interface Status {
  readonly deliveries: Record<'pending' | 'held' | 'delivered' | 'lost' | 'failed', number>;
}

interface Sent {
  readonly sent: readonly { delivery: string; status: number | null }[];
}

let simulator: Simulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
});

afterAll(() => simulator.stop());

beforeEach(async () => {
  await simulator.control('POST', 'reset');
  simulator.webhooks.received.length = 0;
  simulator.webhooks.answers.length = 0;
});

function pay(amount = 1000): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  const params = {
    amount,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card'],
  };
  return stripe.paymentIntents.create(params);
}

const status = () => simulator.control<Status>('GET', 'webhooks');
const setFaults = (faults: object) => simulator.control('PUT', 'webhooks', faults);
const newCustomers = async (count: number) => {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) ids.push((await stripe.customers.create({ name: String(i) })).id);
  return ids;
};
const subjects = () =>
  simulator.webhooks.received.map(({ event }) => (event.data.object as { id: string }).id);

describe('delivery', () => {
  it('sends what happened, signed as Stripe signs and in its shape', async () => {
    const intent = await pay();
    await stripe.refunds.create({ payment_intent: intent.id });
    await simulator.webhooksSettled();
    const types = [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'refund.created',
      'charge.refunded',
    ];
    expect(simulator.webhooks.types().sort()).toEqual([...types].sort());
    const [succeeded] = simulator.webhooks.ofType('payment_intent.succeeded');
    expect(succeeded?.event).toMatchObject({
      object: 'event',
      api_version: Stripe.API_VERSION,
      livemode: false,
      pending_webhooks: 1,
      data: { object: { id: intent.id, status: 'succeeded' } },
    });
    expect(succeeded?.event.request?.id).toBe(intent.lastResponse.requestId);
    const stored = await stripe.events.retrieve(succeeded?.event.id ?? '');
    expect(stored).toMatchObject({ id: succeeded?.event.id, pending_webhooks: 0 });
    expect(await failureOf(stripe.events.retrieve('evt_none'))).toMatchObject({ statusCode: 404 });
  });

  it('signs the exact bytes, with the endpoint’s secret and the real time', async () => {
    await stripe.customers.create({ name: 'Zoë' });
    await simulator.webhooksSettled();
    const [{ body, signature } = { body: '', signature: '' }] = simulator.webhooks.received;
    const verify = (text: string, secret = WEBHOOK_SECRET, tolerance = 300) =>
      Stripe.webhooks.constructEvent(text, signature, secret, tolerance);
    expect(verify(body).type).toBe('customer.created');
    expect(() => verify(JSON.stringify(JSON.parse(body)))).toThrow('signature');
    expect(() => verify(body.replace('Zo', 'Xo'))).toThrow('signature');
    expect(() => verify(body, 'whsec_other')).toThrow('signature');
  });

  it('repeats until it is answered 2xx', async () => {
    simulator.webhooks.answers.push(500, 0, 302, 404);
    await stripe.customers.create({});
    await simulator.webhooksSettled();
    expect(simulator.webhooks.received).toHaveLength(5);
    expect(new Set(simulator.webhooks.received.map(({ event }) => event.id)).size).toBe(1);
    const { deliveries } = await simulator.control<{ deliveries: object[] }>('GET', 'webhooks/deliveries');
    expect(deliveries).toMatchObject([{ status: 'delivered', attempts: 5, last_status: 200 }]);
  });
});

describe('/v1/webhook_endpoints', () => {
  it('sends to further endpoints what they asked for', async () => {
    const receiver = await new WebhookReceiver().listen();
    const endpoint = await stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['charge.succeeded', 'charge.refunded', 'refund.created'],
      metadata: { a: '1' },
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    const verified: string[] = [];
    const original = Stripe.webhooks.constructEvent.bind(Stripe.webhooks);
    const verify = jest
      .spyOn(Stripe.webhooks, 'constructEvent')
      .mockImplementation((body, signature, secret) => {
        const own =
          secret === WEBHOOK_SECRET && verified.length >= 0
            ? [WEBHOOK_SECRET, endpoint.secret ?? '']
            : [secret];
        for (const candidate of own) {
          try {
            const event = original(body, signature, candidate);
            if (candidate === endpoint.secret) verified.push(event.type);
            return event;
          } catch {
            continue;
          }
        }
        throw new Error('no secret fits');
      });
    const intent = await pay();
    await stripe.refunds.create({ payment_intent: intent.id });
    await simulator.webhooksSettled();
    verify.mockRestore();
    expect(receiver.types().sort()).toEqual(['charge.refunded', 'charge.succeeded', 'refund.created']);
    expect(verified.sort()).toEqual(['charge.refunded', 'charge.succeeded', 'refund.created']);
    expect(await stripe.webhookEndpoints.retrieve(endpoint.id)).not.toHaveProperty('secret');
    expect((await stripe.webhookEndpoints.list()).data.map(({ id }) => id)).toEqual([
      endpoint.id,
      'we_configured',
    ]);
    const disabled = await stripe.webhookEndpoints.update(endpoint.id, {
      disabled: true,
      description: 'off',
      enabled_events: ['*'],
    });
    expect(disabled).toMatchObject({ status: 'disabled', description: 'off', enabled_events: ['*'] });
    expect(
      await stripe.webhookEndpoints.update(endpoint.id, { disabled: false, description: '' }),
    ).toMatchObject({ status: 'enabled', description: null });
    await setFaults({ hold: true });
    await stripe.customers.create({});
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
    expect((await status()).deliveries).toMatchObject({ held: 1, failed: 1 });
    expect(await failureOf(stripe.webhookEndpoints.retrieve(endpoint.id))).toMatchObject({ statusCode: 404 });
    await receiver.close();
  });
});

describe('faults of webhooks', () => {
  it('holds them and releases them in the order they were made, or the other way round', async () => {
    await setFaults({ hold: true });
    const first = await newCustomers(5);
    expect(simulator.webhooks.received).toEqual([]);
    expect((await status()).deliveries).toMatchObject({ held: 5, pending: 0 });
    const { sent } = await simulator.control<Sent>('POST', 'webhooks/release', {});
    expect(sent.map((one) => one.status)).toEqual([200, 200, 200, 200, 200]);
    expect(subjects()).toEqual(first);
    const second = await newCustomers(5);
    await simulator.control('POST', 'webhooks/release', { order: 'reversed' });
    expect(subjects().slice(5)).toEqual([...second].reverse());
  });

  it('releases some of them, in an order that is given', async () => {
    await setFaults({ hold: true });
    await newCustomers(4);
    const { data } = await stripe.events.list();
    const events = [data[2]?.id, data[0]?.id];
    await simulator.control('POST', 'webhooks/release', { events });
    expect(simulator.webhooks.received.map(({ event }) => event.id)).toEqual(events);
    expect((await status()).deliveries).toMatchObject({ held: 2, delivered: 2 });
  });

  it('releases them shuffled', async () => {
    await setFaults({ hold: true });
    const ids = await newCustomers(12);
    await simulator.control('POST', 'webhooks/release', { order: 'shuffled' });
    expect(subjects()).not.toEqual(ids);
    expect([...subjects()].sort()).toEqual([...ids].sort());
  });

  it('a released webhook that is refused is repeated like any other', async () => {
    await setFaults({ hold: true });
    await newCustomers(1);
    simulator.webhooks.answers.push(503);
    const { sent } = await simulator.control<Sent>('POST', 'webhooks/release', {});
    expect(sent).toMatchObject([{ status: 503 }]);
    await simulator.webhooksSettled();
    expect(simulator.webhooks.received).toHaveLength(2);
  });

  it('duplicates each, under one id or under new ones', async () => {
    await setFaults({ duplicates: 2 });
    await newCustomers(2);
    await eventually(() => expect(simulator.webhooks.received).toHaveLength(6));
    expect(new Set(simulator.webhooks.received.map(({ event }) => event.id)).size).toBe(2);
    await simulator.webhooksSettled();
    await setFaults({ new_id_duplicates: 2, only: ['customer.created'] });
    await newCustomers(1);
    await eventually(() => expect(simulator.webhooks.received).toHaveLength(9));
    const last = simulator.webhooks.received.slice(6);
    expect(new Set(last.map(({ event }) => event.id)).size).toBe(3);
    expect(new Set(last.map(({ event }) => JSON.stringify(event.data))).size).toBe(1);
  });

  it('loses all, some types, or the next few; the events can still be listed', async () => {
    await setFaults({ lose: true });
    await newCustomers(2);
    expect((await status()).deliveries).toMatchObject({ lost: 2, pending: 0 });
    await setFaults({ lose_next: 1 });
    const [, kept] = await newCustomers(2);
    await simulator.webhooksSettled();
    expect(subjects()).toEqual([kept]);
    await setFaults({ lose: true, only: ['payment_intent.succeeded'] });
    await pay();
    await simulator.webhooksSettled();
    expect(simulator.webhooks.types()).not.toContain('payment_intent.succeeded');
    expect(simulator.webhooks.types()).toContain('charge.succeeded');
    const { data } = await stripe.events.list({ type: 'payment_intent.succeeded' });
    expect(data).toHaveLength(1);
    const { sent } = await simulator.control<Sent>('POST', `webhooks/events/${data[0]?.id}/resend`);
    expect(sent).toMatchObject([{ status: 200 }]);
    expect(simulator.webhooks.types()).toContain('payment_intent.succeeded');
    await expect(simulator.control('POST', 'webhooks/events/evt_none/resend')).rejects.toThrow('404');
  });

  it('tries at once what waits for its next attempt', async () => {
    const slow = await startSimulator({ WEBHOOK_RETRY_MS: '3600000' });
    slow.webhooks.answers.push(500);
    await slow.stripe.customers.create({});
    await eventually(() => expect(slow.webhooks.received).toHaveLength(1));
    await eventually(async () => {
      const { sent } = await slow.control<Sent>('POST', 'webhooks/flush');
      expect(sent).toMatchObject([{ status: 200 }]);
    });
    expect(slow.webhooks.received).toHaveLength(2);
    await slow.stop();
  });
});

describe('GET /v1/events', () => {
  it('lets a reconciler page through a month, by type and time', async () => {
    await setFaults({ lose: true });
    await newCustomers(3);
    await simulator.control('POST', 'clock/advance', { seconds: 29 * 24 * 3600 });
    await pay();
    const all: Stripe.Event[] = [];
    for await (const event of stripe.events.list({ limit: 2 })) all.push(event);
    expect(all.map(({ type }) => type)).toEqual([
      'payment_intent.succeeded',
      'charge.succeeded',
      'payment_intent.created',
      'customer.created',
      'customer.created',
      'customer.created',
    ]);
    const since = all[2]?.created ?? 0;
    expect((await stripe.events.list({ created: { gte: since } })).data).toHaveLength(3);
    expect((await stripe.events.list({ created: { lt: since } })).data).toHaveLength(3);
    expect((await stripe.events.list({ created: since, type: 'payment_intent.*' })).data).toHaveLength(2);
    expect((await stripe.events.list({ types: ['charge.succeeded', 'customer.created'] })).data).toHaveLength(
      4,
    );
    expect(await failureOf(stripe.events.list({ type: 'a', types: ['b'] }))).toMatchObject({
      statusCode: 400,
    });
  });
});
