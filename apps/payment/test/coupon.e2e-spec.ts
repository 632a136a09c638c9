import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import type { TestUser } from '@har/testing';
import { verifyLedger } from '../src/audit/verify-ledger';
import { inParallel, PaymentAcademy } from './payment-academy';

let academy: PaymentAcademy;
let admin: TestUser;
let learner: TestUser;

beforeAll(async () => {
  academy = await PaymentAcademy.start({ replicas: { payment: 2 } });
  admin = await academy.academy.admin();
  learner = await academy.academy.newLearner();
});
afterAll(() => academy?.stop());

let made = 0;
const newCode = () => `CODE-${(made += 1)}`;

const make = (more: object = {}) => {
  const coupon = { code: newCode(), kind: 'percent', value: 20, max_redemptions: 100, ...more };
  return academy.api.post('/admin/coupons', coupon, { token: admin.token });
};
const coupon = async (more: object = {}) => (await make(more)).body.data.coupon;

const preview = (user: TestUser, code: string, what: object) =>
  academy.api.post('/coupons/preview', { code, ...what }, { token: user.token });

const stored = (id: string) => academy.collection('coupons').findOne({ _id: new Types.ObjectId(id) });

const redemptions = async (id: string) => (await stored(id))?.redemptions as number;

describe('/admin/coupons', () => {
  it('is for administrators', async () => {
    const body = { code: 'MINE', kind: 'percent', value: 100, max_redemptions: 1 };
    const asLearner = await academy.api.post('/admin/coupons', body, { token: learner.token });
    expect([asLearner.status, asLearner.body.error.code]).toEqual([403, 'ADMIN_REQUIRED']);
    expect((await academy.api.get('/admin/coupons')).status).toBe(401);
  });

  it('makes, lists, changes and disables', async () => {
    const created = await make({ code: 'autumn-5', kind: 'amount', value: 5.5, currency: 'EUR' });
    expect(created.status).toBe(201);
    const { coupon: fresh } = created.body.data;
    expect(fresh).toMatchObject({
      code: 'AUTUMN-5',
      kind: 'amount',
      value: 5.5,
      currency: 'EUR',
      courses: null,
      plans: null,
      max_per_user: 1,
      redemptions: 0,
      disabled: false,
    });
    const again = await make({ code: 'AUTUMN-5' });
    expect([again.status, again.body.error.code]).toEqual([400, 'COUPON_CODE_TAKEN']);
    const list = await academy.api.get('/admin/coupons?code=autumn-5', { token: admin.token });
    expect(list.body.data.coupons).toEqual([fresh]);
    expect(list.body.pagination.total).toBe(1);
    const patch = { disabled: true, max_redemptions: 3 };
    const changed = await academy.api.patch(`/admin/coupons/${fresh._id}`, patch, { token: admin.token });
    expect(changed.body.data.coupon).toMatchObject(patch);
    const missing = await academy.api.patch('/admin/coupons/665f1c2ab7e4d91f0a3c0000', patch, {
      token: admin.token,
    });
    expect([missing.status, missing.body.error.code]).toEqual([404, 'COUPON_NOT_FOUND']);
  });

  it.each([
    ['more than all', { value: 101 }],
    ['part of a per cent', { value: 0.5 }],
    ['a currency of per cent', { currency: 'EUR' }],
    ['an amount without currency', { kind: 'amount', value: 5 }],
    ['no limit', { max_redemptions: 0 }],
    ['more per user than at all', { max_redemptions: 2, max_per_user: 3 }],
    ['an end before the beginning', { valid_from: '2026-02-01', valid_until: '2026-01-01' }],
    ['a code that nobody can type', { code: 'é!' }],
    ['a count', { redemptions: 5 }],
  ])('refuses %s', async (_, more) => {
    const { status, body } = await make(more);
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('POST /coupons/preview', () => {
  it('shows what is left of a price', async () => {
    const course = await academy.newCourse();
    const { code } = await coupon();
    const { status, body } = await preview(learner, code.toLowerCase(), { course_id: course });
    expect(status).toBe(200);
    expect(body.data.preview).toEqual({ code, price: 49.9, discount: 9.98, total: 39.92, currency: 'EUR' });
    const plan = await preview(learner, code, { plan: 'pro' });
    expect(plan.body.data.preview).toMatchObject({ price: 39, discount: 7.8, total: 31.2 });
    const much = await coupon({ kind: 'amount', value: 80, currency: 'EUR' });
    const free = await preview(learner, much.code, { course_id: course });
    expect(free.body.data.preview).toMatchObject({ discount: 49.9, total: 0 });
  });

  it('tells why a coupon does nothing', async () => {
    const course = await academy.newCourse();
    const other = await academy.newCourse();
    const soon = new Date(Date.now() + 60_000).toISOString();
    const past = new Date(Date.now() - 60_000).toISOString();
    const disabled = await coupon();
    await academy.api.patch(`/admin/coupons/${disabled._id}`, { disabled: true }, { token: admin.token });
    const cases: [string, object, string][] = [
      ['NOBODY-MADE-IT', { course_id: course }, 'COUPON_UNKNOWN'],
      [(await coupon({ valid_from: soon })).code, { course_id: course }, 'COUPON_NOT_VALID_NOW'],
      [
        (await coupon({ valid_from: '2020-01-01', valid_until: past })).code,
        { course_id: course },
        'COUPON_NOT_VALID_NOW',
      ],
      [disabled.code, { course_id: course }, 'COUPON_NOT_VALID_NOW'],
      [(await coupon({ courses: [other] })).code, { course_id: course }, 'COUPON_NOT_APPLICABLE'],
      [(await coupon({ courses: [] })).code, { course_id: course }, 'COUPON_NOT_APPLICABLE'],
      [(await coupon({ plans: ['basic'] })).code, { plan: 'pro' }, 'COUPON_NOT_APPLICABLE'],
      [
        (await coupon({ kind: 'amount', value: 5, currency: 'USD' })).code,
        { course_id: course },
        'COUPON_NOT_APPLICABLE',
      ],
      [(await coupon()).code, { course_id: '665f1c2ab7e4d91f0a3c0000' }, 'PURCHASE_COURSE_NOT_FOUND'],
      [
        (await coupon()).code,
        { course_id: await academy.newCourse({ status: 'draft' }) },
        'PURCHASE_COURSE_NOT_FOUND',
      ],
    ];
    for (const [code, what, expected] of cases) {
      const { status, body } = await preview(learner, code, what);
      expect([status, body.error?.code]).toEqual([400, expected]);
    }
    const until = await make({ valid_until: new Date(Date.now() + 60_000).toISOString() });
    expect(until.status).toBe(201);
    const trial = { plan: 'pro', trial: true, coupon_code: until.body.data.coupon.code };
    const both = await academy.api.post('/subscribe', trial, { token: learner.token });
    expect([both.status, both.body.error.code]).toEqual([400, 'COUPON_NOT_APPLICABLE']);
    const neither = await preview(learner, disabled.code, {});
    expect(neither.body.error.code).toBe('VALIDATION_FAILED');
  });
});

describe('POST /purchase with a coupon', () => {
  it('charges what is left, and the ledger explains the rest', async () => {
    const { _id, code } = await coupon();
    const course = await academy.newCourse();
    const { status, body } = await academy.buy(learner, course, {
      payment_method_id: 'pm_card_visa',
      coupon_code: code,
    });
    expect(status).toBe(201);
    expect(body.data.transaction).toMatchObject({
      status: 'completed',
      amount: 39.92,
      list_amount: 49.9,
      discount: 9.98,
      coupon_code: code,
    });
    const intent = await academy.stripe.paymentIntents.retrieve(body.data.stripe_payment_intent_id);
    expect(intent.amount_received).toBe(3992);
    expect(await redemptions(_id)).toBe(1);
    const entries = await academy
      .collection('ledger_entries')
      .find({ source_id: body.data.transaction._id })
      .toArray();
    expect(entries.map(({ _id: key }) => String(key).split(':').at(-1)).sort()).toEqual([
      'discount',
      'payment',
    ]);
    const again = await academy.buy(learner, await academy.newCourse(), { coupon_code: code });
    expect([again.status, again.body.error.code]).toEqual([400, 'COUPON_ALREADY_USED']);
  });

  it('completes without Stripe when nothing is left', async () => {
    const { _id, code } = await coupon({ value: 100 });
    const course = await academy.newCourse();
    const { body } = await academy.buy(learner, course, { coupon_code: code });
    expect(body.data.transaction).toMatchObject({
      status: 'completed',
      amount: 0,
      discount: 49.9,
      stripe_payment_intent_id: null,
    });
    expect(body.data).not.toHaveProperty('client_secret');
    expect(await academy.coursesOf(learner)).toContain(course);
    expect(await redemptions(_id)).toBe(1);
    const refund = await academy.api.post(`/refund/${body.data.transaction._id}`, undefined, {
      token: learner.token,
    });
    expect(refund.body.data.transaction.status).toBe('refunded');
    // A refund gives money back, not the coupon.
    expect(await redemptions(_id)).toBe(1);
  });

  it('is for a course that is paid, and not changed while a payment is pending', async () => {
    const { code } = await coupon();
    const free = await academy.newCourse({ amount_minor: 0 });
    const refused = await academy.buy(learner, free, { payment_method: 'free', coupon_code: code });
    expect(refused.body.error.code).toBe('COUPON_NOT_APPLICABLE');
    const course = await academy.newCourse();
    await academy.buy(learner, course);
    const late = await academy.buy(learner, course, { coupon_code: code });
    expect([late.status, late.body.error.code]).toEqual([400, 'PENDING_AT_OTHER_PRICE']);
  });

  it('frees what a declined, a cancelled and an expired payment held, and lets nothing be paid late', async () => {
    const { _id, code } = await coupon({ max_per_user: 3 });
    const declined = await academy.buy(learner, await academy.newCourse(), {
      coupon_code: code,
      payment_method_id: 'pm_card_chargeDeclined',
    });
    expect(declined.status).toBe(402);
    expect(await redemptions(_id)).toBe(0);
    const failed = await academy.collection('transactions').findOne({ 'coupon.code': code });
    const intent = await academy.stripe.paymentIntents.retrieve(failed!.stripe_payment_intent_id as string);
    expect(intent.status).toBe('canceled');

    const pending = await academy.buy(learner, await academy.newCourse(), { coupon_code: code });
    expect(await redemptions(_id)).toBe(1);
    const { _id: transaction } = pending.body.data.transaction;
    await academy.api.post(`/transactions/${transaction}/cancel`, undefined, { token: learner.token });
    expect(await redemptions(_id)).toBe(0);

    const forgotten = await academy.buy(learner, await academy.newCourse(), { coupon_code: code });
    const id = new Types.ObjectId(forgotten.body.data.transaction._id as string);
    const long = new Date(Date.now() - 24 * 3_600_000);
    await academy
      .collection('transactions')
      .updateOne({ _id: id }, { $set: { created_at: long, check_at: long } });
    await academy.academy.eventually(async () => expect(await redemptions(_id)).toBe(0));
  });

  it('holds a coupon for a bank transfer until it is given up', async () => {
    const { _id, code } = await coupon();
    const bought = await academy.buy(learner, await academy.newCourse(), {
      payment_method: 'bank_transfer',
      coupon_code: code,
    });
    expect(bought.body.data.transaction).toMatchObject({ status: 'pending', amount: 39.92 });
    expect(await redemptions(_id)).toBe(1);
    const path = `/transactions/${bought.body.data.transaction._id}/cancel`;
    await academy.api.post(path, undefined, { token: learner.token });
    expect(await redemptions(_id)).toBe(0);
  });

  it('gives 100 parallel buyers no more than there are', async () => {
    const { _id, code } = await coupon({ max_redemptions: 7, value: 100 });
    const buyers = await inParallel(20, () => academy.academy.newLearner());
    const courses = await inParallel(5, () => academy.newCourse());
    const pairs = buyers.flatMap((buyer) => courses.map((course) => [buyer, course] as const));
    await academy.api.patch(`/admin/coupons/${_id}`, { max_per_user: 5 }, { token: admin.token });
    const answers = await Promise.all(
      pairs.map(([buyer, course]) =>
        academy.buy(buyer, course, { coupon_code: code }, { 'idempotency-key': randomUUID() }),
      ),
    );
    const won = answers.filter(({ status }) => status === 201);
    expect(won).toHaveLength(7);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body.error.code]).toEqual([400, 'COUPON_EXHAUSTED']);
    }
    expect(Object.keys((await stored(_id))!.held as object)).toHaveLength(7);
  });

  it('gives one user in 50 parallel purchases no more than their share', async () => {
    const { _id, code } = await coupon({ max_per_user: 2, value: 100 });
    const buyer = await academy.academy.newLearner();
    const courses = await inParallel(50, () => academy.newCourse());
    const answers = await Promise.all(
      courses.map((course) => academy.buy(buyer, course, { coupon_code: code })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(await redemptions(_id)).toBe(2);
  });
});

describe('POST /subscribe with a coupon', () => {
  it('takes it off the first month, and only that', async () => {
    const { _id, code } = await coupon({ kind: 'amount', value: 10, currency: 'EUR' });
    const subscriber = await academy.academy.newLearner();
    const body = { plan: 'pro', payment_method_id: 'pm_card_visa', coupon_code: code };
    const answer = await academy.api.post('/subscribe', body, { token: subscriber.token });
    expect(answer.body.data.subscription).toMatchObject({
      status: 'active',
      amount_per_month: 39,
      coupon_code: code,
    });
    expect(await redemptions(_id)).toBe(1);
    const id = new Types.ObjectId(answer.body.data.subscription._id as string);
    await academy.academy.eventually(async () => {
      const subscription = await academy.collection('subscriptions').findOne({ _id: id });
      const keys = subscription!.journal.map(({ key }: { key: string }) => key.split(':').length);
      expect(keys).toEqual([2, 3]);
      expect(subscription!.journal[0].lines[0]).toEqual({ account: 'stripe', amount_minor: 2900 });
    });
  });

  it('frees it when the first month is never paid, and refuses what went to others', async () => {
    const { _id, code } = await coupon({ max_redemptions: 1 });
    const [first, second] = await inParallel(2, () => academy.academy.newLearner());
    const waiting = await academy.api.post(
      '/subscribe',
      { plan: 'pro', coupon_code: code },
      { token: first!.token },
    );
    expect(waiting.body.data.subscription.status).toBe('paused');
    const refused = await academy.api.post(
      '/subscribe',
      { plan: 'pro', coupon_code: code },
      { token: second!.token },
    );
    expect([refused.status, refused.body.error.code]).toEqual([400, 'COUPON_EXHAUSTED']);
    const path = `/subscriptions/${waiting.body.data.subscription._id}/cancel`;
    await academy.api.post(path, undefined, { token: first!.token });
    expect(await redemptions(_id)).toBe(0);
  });
});

describe('verifyLedger', () => {
  it('finds no difference after all of this, and names a coupon that counts wrongly', async () => {
    await academy.academy.eventually(async () => {
      await academy.eventsProcessed();
      expect((await verifyLedger(academy.academy.env)).differences).toEqual([]);
    });
    const { _id } = await coupon();
    await academy
      .collection('coupons')
      .updateOne(
        { _id: new Types.ObjectId(_id as string) },
        { $set: { redemptions: 3, 'held.nobody': 'x' } },
      );
    const { differences } = await verifyLedger(academy.academy.env);
    expect(differences).toContainEqual(expect.stringMatching(/counts 3 and 0, and is held 1 times/));
    expect(differences).toContainEqual(expect.stringMatching(/is held by nobody for nothing/));
  });
});
