import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import type { TestUser } from '@har/testing';
import { verifyLedger } from '../src/audit/verify-ledger';
import { inParallel, PaymentAcademy } from './payment-academy';

const MONTH_SECONDS = 32 * 86_400;
let academy: PaymentAcademy;

beforeAll(async () => {
  // No days of grace: what is unpaid is paused at once.
  academy = await PaymentAcademy.start({ replicas: { payment: 2 }, env: { PAST_DUE_GRACE_DAYS: '0' } });
});
afterAll(() => academy?.stop());
afterEach(async () => {
  await academy.control('DELETE', 'faults');
  await academy.control('PUT', 'webhooks', {});
});

const subscribe = (user: TestUser, plan = 'pro', more: object = {}, headers = {}) =>
  academy.api.post('/subscribe', { plan, ...more }, { token: user.token, headers });

const subscribed = async (user: TestUser, plan = 'pro') => {
  const { status, body } = await subscribe(user, plan, { payment_method_id: 'pm_card_visa' });
  if (status !== 201) throw new Error(`subscribing answered ${status} ${JSON.stringify(body)}`);
  return body.data.subscription;
};

const stored = (id: string) => academy.collection('subscriptions').findOne({ _id: new Types.ObjectId(id) });

const dueNow = (id: string) =>
  academy
    .collection('subscriptions')
    .updateOne({ _id: new Types.ObjectId(id) }, { $set: { check_at: new Date(0) } });

const active = (user: TestUser) => academy.api.get('/subscriptions/active', { token: user.token });

const change = (user: TestUser, id: string, what: 'cancel' | 'resume') =>
  academy.api.post(`/subscriptions/${id}/${what}`, undefined, { token: user.token });

describe('GET /plans', () => {
  it('shows what plans cost and open', async () => {
    const { status, body } = await academy.api.get('/plans');
    expect(status).toBe(200);
    expect(body.data.plans).toEqual([
      { plan: 'basic', amount_per_month: 19, currency: 'EUR', domains: ['Excel', 'Other'], trial_days: 0 },
      { plan: 'pro', amount_per_month: 39, currency: 'EUR', domains: null, trial_days: 14 },
      { plan: 'enterprise', amount_per_month: 99, currency: 'EUR', domains: null, trial_days: 0 },
    ]);
  });
});

describe('POST /subscribe', () => {
  it('refuses strangers and plans that do not exist', async () => {
    expect((await academy.api.post('/subscribe', { plan: 'pro' })).status).toBe(401);
    const learner = await academy.academy.newLearner();
    const { status, body } = await subscribe(learner, 'platinum');
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('pays the first month at once and opens the plan’s courses', async () => {
    const learner = await academy.academy.newLearner();
    const excel = await academy.newCourse({ pricing_model: 'subscription' });
    const python = await academy.newCourse({ pricing_model: 'subscription', domain: 'Python' });
    expect((await active(learner)).body.error.code).toBe('NO_ACTIVE_SUBSCRIPTION');
    const subscription = await subscribed(learner, 'basic');
    expect(subscription).toMatchObject({
      user_id: learner.user_id,
      plan: 'basic',
      status: 'active',
      amount_per_month: 19,
      awaiting_payment: false,
      cancelled_date: null,
    });
    expect(new Date(subscription.renewal_date as string).getTime()).toBeGreaterThan(
      Date.now() + 27 * 86_400_000,
    );
    expect((await active(learner)).body.data.subscription._id).toBe(subscription._id);
    const courses = await academy.coursesOf(learner);
    expect(courses).toContain(excel);
    expect(courses).not.toContain(python);
    const again = await subscribe(learner, 'pro');
    expect([again.status, again.body.error.code]).toEqual([400, 'ALREADY_SUBSCRIBED']);
  });

  it('waits for a browser to pay, and takes the same one up again', async () => {
    const learner = await academy.academy.newLearner();
    const first = await subscribe(learner);
    expect(first.status).toBe(201);
    expect(first.body.data).toMatchObject({
      subscription: { status: 'paused', awaiting_payment: true, renewal_date: null },
      publishable_key: 'pk_test_academy',
    });
    const second = await subscribe(learner);
    expect(second.body.data.client_secret).toBe(first.body.data.client_secret);
    await academy.stripe.paymentIntents.confirm(first.body.data.stripe_payment_intent_id, {
      payment_method: 'pm_card_visa',
      return_url: 'http://front.test',
    });
    await academy.academy.eventually(async () => expect((await active(learner)).status).toBe(200));
  });

  it('answers 402 to a declined card and lets another pay', async () => {
    const learner = await academy.academy.newLearner();
    const declined = await subscribe(learner, 'pro', { payment_method_id: 'pm_card_chargeDeclined' });
    expect([declined.status, declined.body.error.code]).toEqual([402, 'PAYMENT_FAILED']);
    expect((await subscribed(learner)).status).toBe('active');
  });

  it('makes one customer and one subscription of 50 parallel requests', async () => {
    const learner = await academy.academy.newLearner();
    const answers = await inParallel(50, () =>
      subscribe(learner, 'pro', {}, { 'idempotency-key': randomUUID() }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.data.subscription._id)).size).toBe(1);
    const { data } = await academy.stripe.customers.list({ limit: 100 });
    const mine = data.filter(({ metadata }) => metadata.user_id === learner.user_id);
    expect(mine).toHaveLength(1);
    const subscriptions = await academy.stripe.subscriptions.list({ customer: mine[0]!.id, status: 'all' });
    expect(subscriptions.data).toHaveLength(1);
  });

  it('finishes a creation whose answer was lost', async () => {
    const learner = await academy.academy.newLearner();
    const path = '/v1/subscriptions';
    await academy.control('PUT', 'webhooks', { lose: true });
    await academy.control('POST', 'faults', { type: 'drop_answer', times: 3, path, method: 'POST' });
    expect((await subscribe(learner)).status).toBe(503);
    const found = await academy
      .collection('subscriptions')
      .findOne({ user_id: new Types.ObjectId(learner.user_id) });
    await dueNow(String(found?._id));
    await academy.academy.eventually(async () =>
      expect((await stored(String(found?._id)))?.stripe_subscription_id).toMatch(/^sub_/),
    );
    expect((await subscribed(learner))._id).toBe(String(found?._id));
  });
});

describe('POST /subscriptions/:id/cancel and /resume', () => {
  it('cancels at the end of the period, takes it back, and ends then', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner);
    const canceled = await change(learner, _id, 'cancel');
    expect(canceled.body.data.subscription).toMatchObject({ status: 'active', cancel_at_period_end: true });
    expect(canceled.body.data.subscription.cancelled_date).not.toBeNull();
    const resumed = await change(learner, _id, 'resume');
    expect(resumed.body.data.subscription).toMatchObject({
      cancel_at_period_end: false,
      cancelled_date: null,
    });
    expect((await change(learner, _id, 'resume')).body.error.code).toBe('SUBSCRIPTION_NOT_CHANGEABLE');
    await change(learner, _id, 'cancel');
    await academy.control('POST', 'clock/advance', { seconds: MONTH_SECONDS });
    await academy.academy.eventually(async () => expect((await stored(_id))?.status).toBe('cancelled'));
    expect((await active(learner)).status).toBe(404);
    const late = await change(learner, _id, 'cancel');
    expect([late.status, late.body.error.code]).toEqual([400, 'SUBSCRIPTION_NOT_CHANGEABLE']);
  });

  it('ends at once what was never paid, and knows no other user’s', async () => {
    const learner = await academy.academy.newLearner();
    const { body } = await subscribe(learner);
    const { _id } = body.data.subscription;
    const stranger = await academy.academy.newLearner();
    const foreign = await change(stranger, _id, 'cancel');
    expect([foreign.status, foreign.body.error.code]).toEqual([404, 'SUBSCRIPTION_NOT_FOUND']);
    expect((await change(learner, _id, 'cancel')).body.data.subscription.status).toBe('cancelled');
    expect((await subscribed(learner, 'enterprise')).status).toBe('active');
  });
});

describe('the life of a subscription', () => {
  it('is prolonged by a renewal and books it', async () => {
    const learner = await academy.academy.newLearner();
    const { _id, renewal_date } = await subscribed(learner);
    await academy.control('POST', 'clock/advance', { seconds: MONTH_SECONDS });
    await academy.academy.eventually(async () => {
      const renewed = await stored(_id);
      expect(renewed?.renewal_date.getTime()).toBeGreaterThan(new Date(renewal_date as string).getTime());
      expect(renewed?.journal).toHaveLength(2);
      const right = await academy
        .collection('entitlements')
        .findOne({ source_reference: new Types.ObjectId(_id as string) });
      expect(right?.expires_at.getTime()).toBe(renewed?.renewal_date.getTime() + 86_400_000);
    });
  });

  it('pauses while a renewal is unpaid, although no event comes, and ends with the subscription', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner);
    const course = await academy.newCourse({ pricing_model: 'subscription' });
    await academy.control('PUT', 'webhooks', { lose: true });
    await academy.control('POST', 'faults', { type: 'decline' });
    await academy.control('POST', 'clock/advance', { seconds: MONTH_SECONDS });
    await dueNow(_id);
    await academy.academy.eventually(async () => expect((await stored(_id))?.status).not.toBe('active'));
    expect(await academy.coursesOf(learner)).not.toContain(course);
    await academy.control('POST', 'clock/advance', { seconds: MONTH_SECONDS });
    await dueNow(_id);
    await academy.academy.eventually(async () => expect((await stored(_id))?.status).toBe('expired'));
    expect(await stored(_id)).not.toHaveProperty('holds_plan');
  });

  it('ends when its payment is disputed, and the books say so', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner);
    await academy.eventsProcessed();
    const { data } = await academy.stripe.charges.list({ limit: 1 });
    await academy.control('POST', 'disputes', { charge: data[0]!.id });
    await academy.academy.eventually(async () => {
      const ended = await stored(_id);
      expect(ended).toMatchObject({ status: 'cancelled', attention: 'disputed' });
      expect(ended?.journal).toHaveLength(2);
    });
  });

  it('books refunds that were made at Stripe', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner);
    await academy.eventsProcessed();
    const { data } = await academy.stripe.charges.list({ limit: 1 });
    await academy.stripe.refunds.create({ charge: data[0]!.id });
    await academy.academy.eventually(async () => expect((await stored(_id))?.journal).toHaveLength(2));
  });
});

describe('verifyLedger', () => {
  it('names each difference between the books', async () => {
    await academy.eventsProcessed();
    const learner = await academy.academy.newLearner();
    const { _id } = await academy.bought(learner, await academy.newCourse());
    await academy.collection('ledger_entries').deleteOne({ _id: `transaction:${_id}:payment` as never });
    await academy
      .collection('entitlements')
      .updateOne({ source_reference: new Types.ObjectId(_id) }, { $set: { status: 'revoked' } });
    await academy.collection('ledger_entries').insertOne({
      _id: 'invented' as never,
      source: 'transaction',
      source_id: 'x',
      user_id: 'x',
      at: new Date(),
      currency: 'EUR',
      lines: [{ account: 'bank', amount_minor: 1 }],
    });
    const { differences } = await verifyLedger(academy.academy.env);
    for (const expected of [
      /transaction:\w+:payment is not in the ledger/,
      /is completed and its entitlement revoked/,
      /invented adds up to 1 EUR/,
      /invented is explained by nothing/,
      /EUR adds up to 1/,
      /Stripe has \d+ EUR/,
    ]) {
      expect(differences).toContainEqual(expect.stringMatching(expected));
    }
  });
});
