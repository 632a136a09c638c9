import { Types } from 'mongoose';
import type { TestUser } from '@har/testing';
import { verifyLedger } from '../src/audit/verify-ledger';
import { inParallel, PaymentAcademy } from './payment-academy';

const MONTH_SECONDS = 32 * 86_400;
const DAY_MS = 86_400_000;
let academy: PaymentAcademy;

beforeAll(async () => {
  academy = await PaymentAcademy.start({
    replicas: { payment: 2 },
    env: { PAST_DUE_GRACE_DAYS: '3', EVENT_CATCH_UP_SECONDS: '1' },
  });
});
afterAll(() => academy?.stop());
afterEach(async () => {
  await academy.control('DELETE', 'faults');
  await academy.control('PUT', 'webhooks', {});
  await academy.control('PUT', 'billing', {});
});

const subscribed = async (user: TestUser, plan = 'pro', more: object = {}) => {
  const body = { plan, payment_method_id: 'pm_card_visa', ...more };
  const answer = await academy.api.post('/subscribe', body, { token: user.token });
  if (answer.status !== 201) throw new Error(`subscribing answered ${JSON.stringify(answer.body)}`);
  return answer.body.data.subscription as { _id: string };
};

const stored = async (id: string) =>
  (await academy.collection('subscriptions').findOne({ _id: new Types.ObjectId(id) }))!;

const stripeIdOf = async (id: string) => (await stored(id)).stripe_subscription_id as string;

const reaches = (id: string, expected: object) =>
  academy.academy.eventually(async () => expect(await stored(id)).toMatchObject(expected));

const rightOf = (id: string) =>
  academy.collection('entitlements').findOne({ source_reference: new Types.ObjectId(id) });

const advance = (seconds: number) => academy.control('POST', 'clock/advance', { seconds });

const ask = (user: TestUser, id: string, plan: string, what: 'change' | 'change/preview') =>
  academy.api.post(`/subscriptions/${id}/${what}`, { plan }, { token: user.token });

// First: time that passes renews every subscription that is there by then.
describe('the events of a subscription', () => {
  it('ends in one state when all its events come shuffled and twice', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner, 'basic');
    await academy.eventsProcessed();
    await academy.control('PUT', 'webhooks', { hold: true, duplicates: 1, new_id_duplicates: 1 });
    const id = await stripeIdOf(_id);
    await academy.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await academy.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    await ask(learner, _id, 'pro', 'change');
    await advance(MONTH_SECONDS);
    await academy.control('POST', 'webhooks/release', { order: 'shuffled' });
    await academy.eventsProcessed();
    await academy.academy.eventually(async () => {
      const state = await stored(_id);
      expect(state).toMatchObject({
        plan: 'pro',
        stage: 'active',
        cancel_at_period_end: false,
        attention: null,
      });
      expect(state.journal).toHaveLength(3);
    });
  });
});

describe('POST /subscriptions/:id/change', () => {
  it('shows an upgrade’s price, charges exactly that, and opens what the plan opens within five seconds', async () => {
    const learner = await academy.academy.newLearner();
    const python = await academy.newCourse({ pricing_model: 'subscription', domain: 'Python' });
    const { _id } = await subscribed(learner, 'basic');
    expect(await academy.coursesOf(learner)).not.toContain(python);
    await advance(10 * 86_400);
    const shown = await ask(learner, _id, 'enterprise', 'change/preview');
    expect(shown.status).toBe(200);
    const { preview } = shown.body.data;
    expect(preview).toMatchObject({ from: 'basic', to: 'enterprise', next_amount: 99, credit: 0 });
    expect(preview.due_now).toBeCloseTo(preview.remaining - preview.unused, 2);
    expect(preview.due_now).toBeGreaterThan(40);
    await advance(3_600);
    const changed = await ask(learner, _id, 'enterprise', 'change');
    expect(changed.body.data.subscription).toMatchObject({ plan: 'enterprise', amount_per_month: 99 });
    expect(await academy.coursesOf(learner)).toContain(python);
    expect(
      await academy.collection('entitlements').countDocuments({ source_reference: new Types.ObjectId(_id) }),
    ).toBe(1);
    await academy.academy.eventually(async () => {
      const { journal } = await stored(_id);
      expect(journal).toHaveLength(2);
      expect(journal[1].lines[0]).toEqual({
        account: 'stripe',
        amount_minor: Math.round(preview.due_now * 100),
      });
    });
    const again = await ask(learner, _id, 'enterprise', 'change');
    expect([again.status, again.body.error.code]).toEqual([400, 'ALREADY_ON_PLAN']);
  });

  it('leaves a credit of a downgrade, which pays the next invoice', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner, 'enterprise');
    const shown = await ask(learner, _id, 'basic', 'change/preview');
    expect(shown.body.data.preview).toMatchObject({ due_now: 0 });
    expect(shown.body.data.preview.credit).toBeGreaterThan(70);
    await ask(learner, _id, 'basic', 'change');
    await reaches(_id, { plan: 'basic', domains: ['Excel', 'Other'] });
    await advance(MONTH_SECONDS);
    await academy.academy.eventually(async () => {
      const keys = (await stored(_id)).journal.map(({ key }: { key: string }) => key.split(':')[2] ?? 'paid');
      expect(keys).toEqual(['paid', 'credit', 'credit']);
    });
  });

  it('changes nothing when the card is declined, and goes on with another attempt', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner, 'basic');
    await academy.control('POST', 'faults', { type: 'decline', times: 1 });
    const declined = await ask(learner, _id, 'pro', 'change');
    expect([declined.status, declined.body.error.code]).toEqual([402, 'PAYMENT_FAILED']);
    expect(await stored(_id)).toMatchObject({ plan: 'basic', amount_minor: 1900 });
    expect((await ask(learner, _id, 'pro', 'change')).body.data.subscription.plan).toBe('pro');
  });

  it('charges once for 50 parallel changes', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner, 'basic');
    const answers = await inParallel(50, () => ask(learner, _id, 'pro', 'change'));
    for (const { status, body } of answers) {
      if (status === 200) expect(body.data.subscription.plan).toBe('pro');
      else expect([status, body.error.code]).toEqual([400, 'ALREADY_ON_PLAN']);
    }
    const invoices = await academy.stripe.invoices.list({ subscription: await stripeIdOf(_id), limit: 100 });
    expect(invoices.data).toHaveLength(2);
  });

  it('refuses what cannot be changed', async () => {
    const [learner, stranger] = await inParallel(2, () => academy.academy.newLearner());
    const { _id } = await subscribed(learner!, 'basic');
    const codeOf = async (user: TestUser, id: string, plan: string, what: 'change' | 'change/preview') => {
      const { status, body } = await ask(user, id, plan, what);
      return [status, body.error.code];
    };
    for (const what of ['change', 'change/preview'] as const) {
      expect(await codeOf(stranger!, _id, 'pro', what)).toEqual([404, 'SUBSCRIPTION_NOT_FOUND']);
      expect(await codeOf(learner!, _id, 'basic', what)).toEqual([400, 'ALREADY_ON_PLAN']);
      expect(await codeOf(learner!, _id, 'gold', what)).toEqual([400, 'VALIDATION_FAILED']);
    }
    await academy.api.post(`/subscriptions/${_id}/cancel`, undefined, { token: learner!.token });
    expect(await codeOf(learner!, _id, 'pro', 'change')).toEqual([400, 'SUBSCRIPTION_NOT_CHANGEABLE']);
  });
});

describe('the life of a subscription', () => {
  it('is free for the days of a trial, once per user, and paid after them', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner, 'pro', { trial: true });
    expect(await stored(_id)).toMatchObject({ stage: 'trialing', status: 'active', journal: [] });
    await advance(15 * 86_400);
    await academy.academy.eventually(async () => {
      const paid = await stored(_id);
      expect(paid).toMatchObject({ stage: 'active' });
      expect(paid.journal).toHaveLength(1);
    });
    await academy.stripe.subscriptions.cancel(await stripeIdOf(_id));
    await reaches(_id, { stage: 'canceled' });
    const again = await academy.api.post(
      '/subscribe',
      { plan: 'pro', trial: true },
      { token: learner.token },
    );
    expect([again.status, again.body.error.code]).toEqual([400, 'TRIAL_USED']);
    const none = await academy.api.post(
      '/subscribe',
      { plan: 'basic', trial: true },
      { token: learner.token },
    );
    expect([none.status, none.body.error.code]).toEqual([400, 'TRIAL_NOT_OFFERED']);
  });

  it('goes on for the days of grace while a renewal is unpaid, and then stays unpaid or comes back', async () => {
    const learner = await academy.academy.newLearner();
    const course = await academy.newCourse({ pricing_model: 'subscription' });
    const { _id } = await subscribed(learner);
    await academy.control('PUT', 'billing', { after_retries: 'unpaid' });
    const customer = (await academy
      .collection('stripe_customers')
      .findOne({ _id: new Types.ObjectId(learner.user_id) }))!;
    await academy.control('POST', 'faults', {
      type: 'decline',
      customer: customer.stripe_customer_id as string,
    });
    await advance(MONTH_SECONDS);
    await reaches(_id, { stage: 'past_due', status: 'active' });
    const due = await stored(_id);
    expect(due.grace_until.getTime()).toBe(due.renewal_date.getTime() + 3 * DAY_MS);
    await academy.academy.eventually(async () =>
      expect((await rightOf(_id))?.expires_at.getTime()).toBe(due.grace_until.getTime()),
    );
    expect(await academy.coursesOf(learner)).toContain(course);
    await advance(16 * 86_400);
    await reaches(_id, { stage: 'unpaid', status: 'paused' });
    await academy.academy.eventually(async () =>
      expect(await academy.coursesOf(learner)).not.toContain(course),
    );
    await academy.control('DELETE', 'faults');
    const open = await academy.stripe.invoices.list({ subscription: await stripeIdOf(_id), status: 'open' });
    await academy.stripe.invoices.pay(open.data[0]!.id);
    await reaches(_id, { stage: 'active', status: 'active', grace_until: null });
    await academy.academy.eventually(async () => expect(await academy.coursesOf(learner)).toContain(course));
  });

  it('opens nothing while collection is paused', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner);
    const id = await stripeIdOf(_id);
    await academy.stripe.subscriptions.update(id, { pause_collection: { behavior: 'void' } });
    await reaches(_id, { stage: 'paused', status: 'paused' });
    expect((await academy.api.get('/subscriptions/active', { token: learner.token })).status).toBe(404);
    await academy.stripe.subscriptions.update(id, { pause_collection: '' });
    await reaches(_id, { stage: 'active', status: 'active' });
  });

  it('follows what was done on the portal although no webhook came', async () => {
    const learner = await academy.academy.newLearner();
    const { _id } = await subscribed(learner);
    await academy.eventsProcessed();
    await academy.control('PUT', 'webhooks', { lose: true });
    const { body } = await academy.api.post('/billing/portal', {}, { token: learner.token });
    const url = `${body.data.url}/subscriptions/${await stripeIdOf(_id)}`;
    await fetch(url, { method: 'POST', body: new URLSearchParams({ cancel: 'true' }) });
    await reaches(_id, { cancel_at_period_end: true });
    const bought = await academy.buy(learner, await academy.newCourse());
    const { transaction, stripe_payment_intent_id: intent } = bought.body.data;
    await academy.stripe.paymentIntents.confirm(intent as string, { payment_method: 'pm_card_visa' });
    await academy.academy.eventually(async () =>
      expect((await academy.storedTransaction(transaction._id as string))?.status).toBe('completed'),
    );
    await advance(MONTH_SECONDS);
    await reaches(_id, { status: 'cancelled', stage: 'canceled' });
  });
});

describe('verifyLedger', () => {
  it('proves the books after trials, changes, credits and lost webhooks', async () => {
    await academy.academy.eventually(async () => {
      await academy.eventsProcessed();
      const report = await verifyLedger(academy.academy.env);
      expect(report.differences).toEqual([]);
      expect(report.balances.EUR).toMatchObject({ credits: expect.any(Number) as number });
    });
  });
});
