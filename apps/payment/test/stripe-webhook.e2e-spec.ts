import * as fc from 'fast-check';
import Stripe from 'stripe';
import { amount, type TestUser } from '@har/testing';
import { inParallel, newEventId, PaymentAcademy } from './payment-academy';

const SECRET = `whsec_${'a'.repeat(24)}`;

let academy: PaymentAcademy;
let learner: TestUser;

beforeAll(async () => {
  academy = await PaymentAcademy.start({ env: { STRIPE_WEBHOOK_SECRET: SECRET } });
  learner = await academy.academy.newLearner();
});
afterAll(() => academy?.stop());
afterEach(() => academy.control('PUT', 'webhooks', {}));

/** A pending purchase and what Stripe would say when it is paid. */
async function pendingPurchase() {
  const { body } = await academy.buy(learner, await academy.newCourse());
  const { transaction, stripe_payment_intent_id: intent } = body.data;
  const object = {
    id: intent,
    object: 'payment_intent',
    amount: 4990,
    amount_received: 4990,
    currency: 'eur',
    status: 'succeeded',
    created: Math.floor(Date.now() / 1000),
    client_secret: null,
    last_payment_error: null,
    next_action: null,
    metadata: { transaction_id: transaction._id },
  };
  const event = (type = 'payment_intent.succeeded', more: object = {}) => ({
    id: newEventId(),
    object: 'event',
    type,
    created: object.created,
    data: { object: { ...object, ...more } },
  });
  return { id: transaction._id as string, intent: intent as string, event };
}

const statusOf = async (id: string) => (await academy.storedTransaction(id))?.status as string;

describe('POST /webhook/stripe: signatures', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const v0 = (header: string) => header.replace('v1=', 'v0=');
  const header = (payload: string, secret = SECRET) =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret });

  it.each([
    ['no header', { header: '' }],
    ['another secret', { secret: `whsec_${'x'.repeat(24)}` }],
    ['an old signature', { timestamp: seconds() - 301 }],
    ['no signature in the header', { header: `t=${seconds()}` }],
    ['nonsense', { header: 'v1=deadbeef' }],
  ])('refuses %s', async (_, sign) => {
    const { id, event } = await pendingPurchase();
    const told = event();
    const { status, body } = await academy.sendEvent(told, sign);
    expect([status, body.error.code]).toEqual([401, 'INVALID_SIGNATURE']);
    expect(await academy.collection('webhook_events').countDocuments({ _id: told.id as never })).toBe(0);
    expect(await statusOf(id)).toBe('pending');
  });

  it('refuses a scheme of the past, and bytes that were written again', async () => {
    const { id, event } = await pendingPurchase();
    const told = event();
    const pretty = JSON.stringify(told, null, 2);
    const old = await academy.sendEvent(told, { header: v0(header(pretty)) });
    const compact = await academy.sendEvent(told, {
      header: header(pretty),
      body: JSON.stringify(told),
    });
    const changed = await academy.sendEvent(told, {
      header: header(pretty),
      body: pretty.replace('4990', '1'),
    });
    expect([old.status, compact.status, changed.status]).toEqual([401, 401, 401]);
    expect(await statusOf(id)).toBe('pending');
  });

  it('takes an event of the last five minutes, answers and processes it', async () => {
    const { id, event } = await pendingPurchase();
    const { status, body } = await academy.sendEvent(event(), { timestamp: seconds() - 290 });
    expect([status, body]).toEqual([200, { success: true }]);
    await academy.academy.eventually(async () => expect(await statusOf(id)).toBe('completed'));
  });
});

describe('POST /webhook/stripe: what events do', () => {
  it('processes an event once, however often it comes', async () => {
    const { id, event } = await pendingPurchase();
    const told = event();
    const answers = await inParallel(20, () => academy.sendEvent(told));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await academy.eventsProcessed();
    const stored = await academy.collection('webhook_events').findOne({ _id: told.id as never });
    expect(stored).toMatchObject({ status: 'processed', attempts: 1 });
    const transaction = await academy.storedTransaction(id);
    expect(transaction?.journal).toHaveLength(1);
    expect(transaction?.version).toBe(3);
  });

  it('takes up what was stored but not processed', async () => {
    const { id, event } = await pendingPurchase();
    const told = event();
    await academy.collection('webhook_events').insertOne({
      _id: told.id as never,
      type: told.type,
      payload: JSON.stringify(told),
      status: 'received',
      attempts: 1,
      due_at: new Date(Date.now() - 1000),
      last_error: null,
      received_at: new Date(),
      processed_at: null,
    });
    await academy.academy.eventually(async () => expect(await statusOf(id)).toBe('completed'));
    const stored = await academy.collection('webhook_events').findOne({ _id: told.id as never });
    expect(stored?.attempts).toBe(2);
  });

  it('tries again what failed, and keeps the reason', async () => {
    const broken = { id: newEventId(), type: 'invoice.paid', data: { object: { id: 'in_unknown' } } };
    await academy.sendEvent(broken);
    await academy.academy.eventually(async () => {
      const stored = await academy.collection('webhook_events').findOne({ _id: broken.id as never });
      expect(stored).toMatchObject({
        status: 'received',
        last_error: expect.stringContaining('resource_missing'),
      });
    });
    // The twelfth attempt is the last.
    await academy
      .collection('webhook_events')
      .updateOne({ _id: broken.id as never }, { $set: { attempts: 11, due_at: new Date(0) } });
    await academy.academy.eventually(async () => {
      const stored = await academy.collection('webhook_events').findOne({ _id: broken.id as never });
      expect(stored?.status).toBe('parked');
    });
  });

  it('passes over what it does not know', async () => {
    const events = [
      { id: newEventId(), type: 'payout.paid', data: { object: {} } },
      { id: newEventId(), type: 'charge.refunded', data: { object: { payment_intent: null } } },
      { id: newEventId(), type: 'customer.created' },
    ];
    for (const event of events) expect((await academy.sendEvent(event)).status).toBe(200);
    await academy.academy.eventually(async () => {
      const ids = events.map(({ id }) => id as never);
      const done = { _id: { $in: ids }, status: 'processed' };
      expect(await academy.collection('webhook_events').countDocuments(done)).toBe(3);
    });
  });

  it('fails what was declined or canceled, and lets late money complete it', async () => {
    const declined = await pendingPurchase();
    const last_payment_error = { code: 'card_declined', decline_code: 'lost_card' };
    const failure = { status: 'requires_payment_method', last_payment_error };
    await academy.sendEvent(declined.event('payment_intent.payment_failed', failure));
    await academy.academy.eventually(async () => {
      const stored = await academy.storedTransaction(declined.id);
      expect(stored).toMatchObject({ status: 'failed', failure_code: 'lost_card' });
      expect(stored).not.toHaveProperty('holds_course');
    });
    await academy.sendEvent(declined.event());
    await academy.academy.eventually(async () => expect(await statusOf(declined.id)).toBe('completed'));
    await academy.sendEvent(declined.event('payment_intent.payment_failed', failure));
    const canceled = await pendingPurchase();
    await academy.sendEvent(canceled.event('payment_intent.canceled', { status: 'canceled' }));
    await academy.academy.eventually(async () => expect(await statusOf(canceled.id)).toBe('failed'));
    await academy.eventsProcessed();
    expect(await statusOf(declined.id)).toBe('completed');
  });

  it('does not complete what was paid with another amount', async () => {
    const { id, event } = await pendingPurchase();
    await academy.sendEvent(event('payment_intent.succeeded', { amount_received: 1 }));
    await academy.academy.eventually(async () =>
      expect(await academy.storedTransaction(id)).toMatchObject({
        status: 'pending',
        attention: 'amount_mismatch',
      }),
    );
  });

  it('revokes what is disputed, and gives it back when the dispute is won', async () => {
    const course = await academy.newCourse();
    const transaction = await academy.bought(learner, course);
    const dispute = await academy.control<{ id: string }>('POST', 'disputes', {
      payment_intent: transaction.stripe_payment_intent_id,
    });
    await academy.academy.eventually(async () => {
      expect(await academy.coursesOf(learner)).not.toContain(course);
      const stored = await academy.storedTransaction(transaction._id);
      expect(stored).toMatchObject({ status: 'completed', dispute: 'open', attention: 'disputed' });
    });
    const refund = await academy.api.post(`/refund/${transaction._id}`, undefined, { token: learner.token });
    expect([refund.status, refund.body.error.code]).toEqual([400, 'REFUND_DISPUTED']);
    await academy.control('POST', `disputes/${dispute.id}/close`, { status: 'won' });
    await academy.academy.eventually(async () => {
      expect(await academy.coursesOf(learner)).toContain(course);
      expect(await academy.storedTransaction(transaction._id)).toMatchObject({
        dispute: 'won',
        attention: null,
      });
    });
  });

  it('takes a lost dispute for money that went back', async () => {
    const course = await academy.newCourse();
    const transaction = await academy.bought(learner, course);
    const dispute = await academy.control<{ id: string }>('POST', 'disputes', {
      payment_intent: transaction.stripe_payment_intent_id,
    });
    await academy.control('POST', `disputes/${dispute.id}/close`, { status: 'lost' });
    await academy.academy.eventually(async () => {
      expect(await academy.storedTransaction(transaction._id)).toMatchObject({
        status: 'refunded',
        dispute: 'lost',
      });
      expect(await academy.coursesOf(learner)).not.toContain(course);
    });
  });

  it('gives money back that came for a course already paid by another purchase', async () => {
    const course = await academy.newCourse();
    const first = (await academy.buy(learner, course)).body.data.transaction;
    const intent = first.stripe_payment_intent_id;
    await academy.stripe.paymentIntents
      .confirm(intent, { payment_method: 'pm_card_chargeDeclined' })
      .catch(() => undefined);
    await academy.academy.eventually(async () => expect(await statusOf(first._id)).toBe('failed'));
    const second = await academy.bought(learner, course);
    await academy.stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    await academy.eventsProcessed();
    await academy.academy.eventually(async () => {
      const { payment_intents } = await academy.control<{
        payment_intents: { id: string; captured: number; refunded: number }[];
      }>('GET', 'books');
      const paidTwice = payment_intents.find(({ id }) => id === intent);
      expect(paidTwice).toMatchObject({ captured: 4990, refunded: 4990 });
      expect(await academy.storedTransaction(first._id)).toMatchObject({
        status: 'failed',
        failure_code: 'paid_twice',
        attention: 'paid_twice',
        refund: { state: 'done' },
      });
    });
    expect(await statusOf(second._id)).toBe('completed');
    expect(await academy.coursesOf(learner)).toContain(course);
  });
});

describe('any order of one purchase’s events', () => {
  /** All that Stripe had to say about a purchase that failed, was paid and went back. */
  async function history() {
    await academy.control('PUT', 'webhooks', { lose: true });
    const course = await academy.newCourse();
    const { body } = await academy.buy(learner, course);
    const intent = body.data.stripe_payment_intent_id as string;
    const { stripe } = academy;
    await stripe.paymentIntents
      .confirm(intent, { payment_method: 'pm_card_chargeDeclined' })
      .catch(() => undefined);
    await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    await stripe.refunds.create({ payment_intent: intent });
    const events = await stripe.events.list({ limit: 30 });
    const mine = events.data.filter(({ data }) => JSON.stringify(data.object).includes(intent));
    return { id: body.data.transaction._id as string, course, events: mine };
  }

  it('ends in one state', async () => {
    const seen = new Set<string>();
    const order = fc.array(fc.nat(), { minLength: 14, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(order, async (weights) => {
        const { id, course, events } = await history();
        seen.add(
          events
            .map(({ type }) => type)
            .sort()
            .join(),
        );
        // Some come twice, as another event or as the same.
        const told = [
          ...events,
          ...events.slice(0, 3).map((event) => ({ ...event, id: newEventId() })),
          events[0]!,
        ]
          .map((event, index) => ({ event, weight: weights[index % 14]! }))
          .sort((a, b) => a.weight - b.weight);
        for (const { event } of told) expect((await academy.sendEvent(event)).status).toBe(200);
        await academy.eventsProcessed();
        const stored = (await academy.storedTransaction(id))!;
        expect(stored).toMatchObject({ status: 'refunded', attention: null, dispute: null, refund: null });
        expect(stored).not.toHaveProperty('holds_course');
        const keys = (stored.journal as { key: string }[])
          .map(({ key }) => key.replace(/re_\w+/, 're'))
          .sort();
        expect(keys).toEqual(['refund:re', `transaction:${id}:payment`]);
        expect(await academy.coursesOf(learner)).not.toContain(course);
      }),
      { numRuns: amount(12, 1_000), endOnFailure: true },
    );
    expect(seen.size).toBe(1);
    expect([...seen][0]).toContain('payment_intent.payment_failed');
    expect([...seen][0]).toContain('charge.refunded');
  });
});
