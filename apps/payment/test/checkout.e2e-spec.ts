import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import type { TestUser } from '@har/testing';
import { verifyLedger } from '../src/audit/verify-ledger';
import { inParallel, newEventId, PaymentAcademy } from './payment-academy';

let academy: PaymentAcademy;
let learner: TestUser;

beforeAll(async () => {
  academy = await PaymentAcademy.start({
    replicas: { payment: 2 },
    env: { FRONTEND_URL: 'http://front.test,http://other.test/app' },
  });
  learner = await academy.academy.newLearner();
});
afterAll(() => academy?.stop());
afterEach(() => academy.control('PUT', 'webhooks', {}));

const open = (user: TestUser, body: object, headers: Record<string, string> = {}) =>
  academy.api.post('/checkout/session', body, { token: user.token, headers });

const pay = (session: string, payment_method = 'pm_card_visa') =>
  academy.control('POST', `checkout_sessions/${session}/complete`, { payment_method });

const expire = (session: string) => academy.control('POST', `checkout_sessions/${session}/expire`, {});

const customersOf = async (user: TestUser) => {
  const { data } = await academy.stripe.customers.list({ limit: 100 });
  return data.filter(({ metadata }) => metadata.user_id === user.user_id);
};

const statusOf = async (id: string) => (await academy.storedTransaction(id))?.status as string;

const dueNow = (collection: string, id: string) =>
  academy
    .collection(collection)
    .updateOne({ _id: new Types.ObjectId(id) }, { $set: { check_at: new Date(0) } });

describe('POST /checkout/session for a course', () => {
  it('needs a token', async () => {
    const { status } = await academy.api.post('/checkout/session', { course_id: '665f1c2ab7e4d91f0a3c5d7e' });
    expect(status).toBe(401);
  });

  it('completes when Stripe says so, and not because the browser came back', async () => {
    const course = await academy.newCourse();
    const { status, body } = await open(learner, { course_id: course });
    expect(status).toBe(201);
    const { checkout, transaction } = body.data;
    expect(transaction).toMatchObject({ status: 'pending', amount: 49.9, payment_method: 'card' });
    expect(checkout.url).toMatch(/^http/);
    const session = await academy.stripe.checkout.sessions.retrieve(checkout.session_id as string);
    expect(session).toMatchObject({
      amount_total: 4990,
      success_url: 'http://front.test/checkout/done?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://front.test/checkout/cancelled',
      client_reference_id: transaction._id,
    });
    await academy.control('PUT', 'webhooks', { hold: true });
    await pay(checkout.session_id as string);
    expect(await statusOf(transaction._id as string)).toBe('pending');
    expect(await academy.coursesOf(learner)).not.toContain(course);
    await academy.control('POST', 'webhooks/release', { order: 'reversed' });
    await academy.academy.eventually(async () => {
      expect(await statusOf(transaction._id as string)).toBe('completed');
      expect(await academy.coursesOf(learner)).toContain(course);
    });
  });

  it('goes on with another card after a declined one', async () => {
    const { body } = await open(learner, { course_id: await academy.newCourse() });
    const { checkout, transaction } = body.data;
    await expect(pay(checkout.session_id as string, 'pm_card_chargeDeclined')).rejects.toThrow('402');
    await academy.eventsProcessed();
    expect(await statusOf(transaction._id as string)).toBe('pending');
    await pay(checkout.session_id as string);
    await academy.academy.eventually(async () =>
      expect(await statusOf(transaction._id as string)).toBe('completed'),
    );
  });

  it('answers the same page again, and a new one once that ran out', async () => {
    const course = await academy.newCourse();
    const first = await open(learner, { course_id: course });
    const second = await open(learner, { course_id: course });
    expect(second.body.data).toEqual(first.body.data);
    const byCard = await academy.buy(learner, course);
    expect([byCard.status, byCard.body.error.code]).toEqual([400, 'PURCHASE_PENDING']);
    await academy.control('PUT', 'webhooks', { lose: true });
    await expire(first.body.data.checkout.session_id as string);
    const third = await open(learner, { course_id: course });
    expect(third.body.data.transaction._id).not.toBe(first.body.data.transaction._id);
    expect(await statusOf(first.body.data.transaction._id as string)).toBe('failed');
  });

  it('is cancelled with its page, which cannot be paid then', async () => {
    const { body } = await open(learner, { course_id: await academy.newCourse() });
    const { checkout, transaction } = body.data;
    const path = `/transactions/${transaction._id}/cancel`;
    const cancelled = await academy.api.post(path, undefined, { token: learner.token });
    expect(cancelled.body.data.transaction).toMatchObject({ status: 'failed', failure_code: 'cancelled' });
    await expect(pay(checkout.session_id as string)).rejects.toThrow('400');
  });

  it('frees the coupon of a page that ran out, and completes at once when nothing is left to pay', async () => {
    const admin = await academy.academy.admin();
    const coupon = { code: 'ONLY-ONE', kind: 'percent', value: 50, max_redemptions: 1 };
    await academy.api.post('/admin/coupons', coupon, { token: admin.token });
    const held = async () => (await academy.collection('coupons').findOne({ code: 'ONLY-ONE' }))?.redemptions;
    const course = await academy.newCourse();
    const { body } = await open(learner, { course_id: course, coupon_code: 'only-one' });
    expect(body.data.transaction).toMatchObject({ amount: 24.95, discount: 24.95 });
    const session = await academy.stripe.checkout.sessions.retrieve(body.data.checkout.session_id as string);
    expect(session.amount_total).toBe(2495);
    expect(await held()).toBe(1);
    const other = await academy.academy.newLearner();
    const refused = await open(other, { course_id: course, coupon_code: 'ONLY-ONE' });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'COUPON_EXHAUSTED']);
    await expire(session.id);
    await academy.academy.eventually(async () => expect(await held()).toBe(0));
    await academy.api.post(
      '/admin/coupons',
      { ...coupon, code: 'ALL-OF-IT', value: 100 },
      { token: admin.token },
    );
    const free = await open(other, { course_id: course, coupon_code: 'ALL-OF-IT' });
    expect(free.body.data.transaction).toMatchObject({ status: 'completed', amount: 0 });
    expect(free.body.data).not.toHaveProperty('checkout');
  });

  it('refuses what cannot be bought, like a purchase', async () => {
    const instructor = await academy.academy.newInstructor();
    const owned = await academy.newCourse();
    await academy.bought(learner, owned);
    const cases: [TestUser, string, string][] = [
      [learner, '665f1c2ab7e4d91f0a3c0000', 'PURCHASE_COURSE_NOT_FOUND'],
      [learner, await academy.newCourse({ status: 'draft' }), 'PURCHASE_COURSE_NOT_FOUND'],
      [learner, await academy.newCourse({ status: 'archived' }), 'COURSE_NOT_FOR_SALE'],
      [learner, await academy.newCourse({ pricing_model: 'subscription' }), 'SUBSCRIPTION_REQUIRED'],
      [learner, await academy.newCourse({ amount_minor: 0 }), 'PAYMENT_METHOD_NOT_POSSIBLE'],
      [instructor, await academy.newCourse({ instructor_id: instructor.user_id }), 'OWN_COURSE'],
      [learner, owned, 'ALREADY_OWNED'],
    ];
    for (const [user, course_id, code] of cases) {
      const { status, body } = await open(user, { course_id });
      expect([status, body.error.code]).toEqual([400, code]);
    }
    const cheap = await open(learner, { course_id: await academy.newCourse({ amount_minor: 10 }) });
    expect(cheap.status).toBe(201);
  });

  it.each([
    ['nothing to pay', {}],
    ['two things', { course_id: '665f1c2ab7e4d91f0a3c5d7e', plan: 'pro' }],
    ['a price', { course_id: '665f1c2ab7e4d91f0a3c5d7e', amount: 1 }],
    ['a trial of a course', { course_id: '665f1c2ab7e4d91f0a3c5d7e', trial: true }],
    ['an operator', { course_id: { $gt: '' } }],
    ['a script for an address', { plan: 'pro', success_url: 'javascript:alert(1)' }],
    ['a name in the address', { plan: 'pro', success_url: 'http://front.test@evil.test/' }],
    ['a backslash in the address', { plan: 'pro', success_url: 'http://front.test\\@evil.test/' }],
  ])('refuses %s', async (_, body) => {
    const answer = await open(learner, body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('comes back to the site alone', async () => {
    const course_id = await academy.newCourse();
    for (const url of ['http://evil.test/', 'https://front.test/', 'http://front.test.evil.test/']) {
      const { status, body } = await open(learner, { course_id, success_url: url });
      expect([status, body.error.code]).toEqual([400, 'RETURN_URL_NOT_ALLOWED']);
    }
    for (const url of ['http://other.test/apples', 'http://other.test/', 'http://other.test/app/../x']) {
      const { body } = await open(learner, { course_id, cancel_url: url });
      expect(body.error.code).toBe('RETURN_URL_NOT_ALLOWED');
    }
    const back = { success_url: 'http://other.test/app/thanks', cancel_url: 'http://front.test/' };
    expect((await open(learner, { course_id, ...back })).status).toBe(201);
  });

  it('makes one customer, one page and one charge of 50 parallel first checkouts', async () => {
    const buyer = await academy.academy.newLearner();
    const course_id = await academy.newCourse();
    const answers = await inParallel(50, () =>
      open(buyer, { course_id }, { 'idempotency-key': randomUUID() }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const sessions = new Set(answers.map(({ body }) => body.data.checkout.session_id as string));
    expect(sessions.size).toBe(1);
    const customers = await customersOf(buyer);
    expect(customers).toHaveLength(1);
    const opened = await academy.stripe.checkout.sessions.list({ customer: customers[0]!.id, limit: 100 });
    expect(opened.data).toHaveLength(1);
    await academy.control('PUT', 'webhooks', { duplicates: 3, new_id_duplicates: 2 });
    await pay([...sessions][0]!);
    await academy.academy.eventually(async () =>
      expect(await statusOf(answers[0]!.body.data.transaction._id as string)).toBe('completed'),
    );
    const charges = await academy.stripe.charges.list({ customer: customers[0]!.id });
    expect(charges.data).toHaveLength(1);
  });

  it('makes one customer and one charge of 50 parallel first purchases', async () => {
    const buyer = await academy.academy.newLearner();
    const course = await academy.newCourse();
    await inParallel(50, () => academy.buy(buyer, course, { payment_method_id: 'pm_card_visa' }));
    const customers = await customersOf(buyer);
    expect(customers).toHaveLength(1);
    const charges = await academy.stripe.charges.list({ customer: customers[0]!.id });
    expect(charges.data).toHaveLength(1);
  });

  it('is settled by the reconciler when no webhook comes, and when the answer was lost', async () => {
    await academy.control('PUT', 'webhooks', { lose: true });
    const { body } = await open(learner, { course_id: await academy.newCourse() });
    await pay(body.data.checkout.session_id as string);
    await dueNow('transactions', body.data.transaction._id as string);
    await academy.academy.eventually(async () =>
      expect(await statusOf(body.data.transaction._id as string)).toBe('completed'),
    );
    const course_id = await academy.newCourse();
    const path = '/v1/checkout/sessions';
    await academy.control('POST', 'faults', { type: 'drop_answer', times: 3, path, method: 'POST' });
    expect((await open(learner, { course_id })).status).toBe(503);
    await academy.control('DELETE', 'faults');
    const retried = await open(learner, { course_id });
    expect(retried.status).toBe(201);
    const sessions = await academy.stripe.checkout.sessions.list({ limit: 100 });
    const mine = sessions.data.filter(
      ({ client_reference_id }) => client_reference_id === retried.body.data.transaction._id,
    );
    expect(mine).toHaveLength(1);
  });
});

describe('POST /checkout/session for a plan', () => {
  it('begins when Stripe says so', async () => {
    const subscriber = await academy.academy.newLearner();
    const { status, body } = await open(subscriber, { plan: 'basic' });
    expect([status, body.data.subscription.status]).toEqual([201, 'paused']);
    const again = await open(subscriber, { plan: 'basic' });
    expect(again.body.data).toEqual(body.data);
    const direct = await academy.api.post('/subscribe', { plan: 'basic' }, { token: subscriber.token });
    expect([direct.status, direct.body.error.code]).toEqual([400, 'SUBSCRIPTION_PENDING']);
    const other = await open(subscriber, { plan: 'pro' });
    expect(other.body.error.code).toBe('ALREADY_SUBSCRIBED');
    await pay(body.data.checkout.session_id as string);
    await academy.academy.eventually(async () => {
      const active = await academy.api.get('/subscriptions/active', { token: subscriber.token });
      expect(active.body.data?.subscription).toMatchObject({
        _id: body.data.subscription._id,
        stage: 'active',
      });
    });
    const subscriptions = await academy.stripe.subscriptions.list({
      customer: (await customersOf(subscriber))[0]!.id,
    });
    expect(subscriptions.data).toHaveLength(1);
  });

  it('is settled by the reconciler, and ends with a page that ran out', async () => {
    const [paying, leaving] = await inParallel(2, () => academy.academy.newLearner());
    await academy.control('PUT', 'webhooks', { lose: true });
    const paid = await open(paying!, { plan: 'pro' });
    await pay(paid.body.data.checkout.session_id as string);
    await dueNow('subscriptions', paid.body.data.subscription._id as string);
    await academy.academy.eventually(async () => {
      const active = await academy.api.get('/subscriptions/active', { token: paying!.token });
      expect(active.status).toBe(200);
    });
    const left = await open(leaving!, { plan: 'pro' });
    await expire(left.body.data.checkout.session_id as string);
    const next = await open(leaving!, { plan: 'enterprise' });
    expect(next.body.error?.code).toBe('ALREADY_SUBSCRIBED');
    await dueNow('subscriptions', left.body.data.subscription._id as string);
    await academy.academy.eventually(async () =>
      expect((await open(leaving!, { plan: 'enterprise' })).status).toBe(201),
    );
  });

  it('is cancelled with its page', async () => {
    const subscriber = await academy.academy.newLearner();
    const { body } = await open(subscriber, { plan: 'pro' });
    const path = `/subscriptions/${body.data.subscription._id}/cancel`;
    const cancelled = await academy.api.post(path, undefined, { token: subscriber.token });
    expect(cancelled.body.data.subscription.status).toBe('expired');
    await expect(pay(body.data.checkout.session_id as string)).rejects.toThrow('400');
  });

  it('begins with a trial once per user', async () => {
    const subscriber = await academy.academy.newLearner();
    const none = await open(subscriber, { plan: 'basic', trial: true });
    expect([none.status, none.body.error.code]).toEqual([400, 'TRIAL_NOT_OFFERED']);
    const { body } = await open(subscriber, { plan: 'pro', trial: true });
    await pay(body.data.checkout.session_id as string);
    await academy.academy.eventually(async () => {
      const active = await academy.api.get('/subscriptions/active', { token: subscriber.token });
      expect(active.body.data?.subscription).toMatchObject({ stage: 'trialing', status: 'active' });
      expect(active.body.data.subscription.trial_end).not.toBeNull();
    });
    const id = body.data.subscription._id as string;
    const stored = await academy.collection('subscriptions').findOne({ _id: new Types.ObjectId(id) });
    await academy.stripe.subscriptions.cancel(stored!.stripe_subscription_id as string);
    await academy.academy.eventually(async () => {
      const again = await open(subscriber, { plan: 'pro', trial: true });
      expect([again.status, again.body.error?.code]).toEqual([400, 'TRIAL_USED']);
    });
    const parallel = await academy.academy.newLearner();
    const answers = await inParallel(50, () => open(parallel, { plan: 'pro', trial: true }));
    expect(new Set(answers.map(({ body: { data } }) => data.subscription._id)).size).toBe(1);
  });
});

describe('POST /billing/portal', () => {
  it('opens for who has paid, and comes back to the site', async () => {
    const stranger = await academy.academy.newLearner();
    const none = await academy.api.post('/billing/portal', {}, { token: stranger.token });
    expect([none.status, none.body.error.code]).toEqual([404, 'NO_BILLING_ACCOUNT']);
    const opened = await academy.api.post('/billing/portal', {}, { token: learner.token });
    expect(opened.status).toBe(200);
    expect(await (await fetch(opened.body.data.url as string)).text()).toContain('http://front.test');
    const away = { return_url: 'http://evil.test/' };
    const refused = await academy.api.post('/billing/portal', away, { token: learner.token });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'RETURN_URL_NOT_ALLOWED']);
    expect((await academy.api.post('/billing/portal', {})).status).toBe(401);
  });
});

describe('POST /webhook/stripe/subscriptions', () => {
  it('is the same pipeline: verified, stored once, processed', async () => {
    const object = { id: 'sub_unknown', object: 'subscription', metadata: {} };
    const event = {
      id: newEventId(),
      object: 'event',
      type: 'customer.subscription.updated',
      data: { object },
    };
    const path = '/webhook/stripe/subscriptions';
    const answers = [
      await academy.sendEvent(event, {}, path),
      await academy.sendEvent(event, {}, path),
      await academy.sendEvent(event),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await academy.eventsProcessed();
    const found = await academy.collection('webhook_events').countDocuments({ _id: event.id as never });
    expect(found).toBe(1);
    for (const sign of [{ secret: 'whsec_of_somebody_else' }, { timestamp: 1 }, { header: '' }]) {
      const { status, body } = await academy.sendEvent(event, sign, path);
      expect([status, body.error.code]).toEqual([401, 'INVALID_SIGNATURE']);
    }
  });
});

describe('verifyLedger', () => {
  it('finds no difference after all of this', async () => {
    await academy.academy.eventually(async () => {
      await academy.eventsProcessed();
      const { differences } = await verifyLedger(academy.academy.env);
      // What Stripe was paid while its webhooks were lost is told by its list of events, later.
      expect(differences.filter((one) => !one.startsWith('Stripe has'))).toEqual([]);
    });
  });
});
