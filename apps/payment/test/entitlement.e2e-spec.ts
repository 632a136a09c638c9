import { Types } from 'mongoose';
import { listEntitlementsOf } from '@har/contracts';
import { CallClient } from '@har/messaging';
import { ServiceCaller } from '@har/routing';
import type { TestUser } from '@har/testing';
import { verifyLedger } from '../src/audit/verify-ledger';
import { PaymentAcademy } from './payment-academy';

const NOBODY = '665f1c2ab7e4d91f0a3c0000';
let academy: PaymentAcademy;
let learner: TestUser;
let admin: TestUser;

beforeAll(async () => {
  academy = await PaymentAcademy.start();
  learner = await academy.academy.newLearner();
  admin = await academy.academy.admin();
});
afterAll(() => academy?.stop());

const entitlements = (userId: string, token?: string) =>
  academy.api.get(`/user/${userId}/entitlements`, { token });

const explain = async (user: TestUser, course: string) =>
  (await academy.api.get(`/entitlements/explain?course_id=${course}`, { token: user.token })).body;

const give = (course_id: string, more: object = {}, token = admin.token) =>
  academy.api.post('/admin/entitlements', { user_id: learner.user_id, course_id, ...more }, { token });

describe('GET /user/:user_id/entitlements', () => {
  it('shows one’s own, and anybody’s to an administrator', async () => {
    const course = await academy.newCourse();
    await academy.bought(learner, course);
    const own = await entitlements(learner.user_id, learner.token);
    expect(own.status).toBe(200);
    expect(own.body.data).toMatchObject({ courses: [course], subscription: null });
    expect(own.body.data.entitlements).toHaveLength(1);
    const seen = await entitlements(learner.user_id, admin.token);
    expect(seen.body.data).toEqual(own.body.data);
  });

  it('refuses others, and says when there is no such user', async () => {
    const stranger = await academy.academy.newLearner();
    expect((await entitlements(learner.user_id)).status).toBe(401);
    const refused = await entitlements(learner.user_id, stranger.token);
    expect([refused.status, refused.body.error.code]).toEqual([403, 'FORBIDDEN']);
    const missing = await entitlements(NOBODY, admin.token);
    expect([missing.status, missing.body.error.code]).toEqual([404, 'USER_NOT_FOUND']);
    expect((await entitlements('me', learner.token)).status).toBe(400);
  });
});

describe('GET /entitlements/explain', () => {
  it('says why not and how to get it, while it is paid, and why', async () => {
    const course = await academy.newCourse();
    expect((await explain(learner, course)).data).toEqual({
      course_id: course,
      entitled: false,
      reason: 'not_bought',
      considered: [],
      how_to_get: [{ way: 'purchase', route: 'POST /purchase', amount: 49.9, currency: 'EUR', plans: [] }],
    });
    await academy.buy(learner, course);
    expect((await explain(learner, course)).data.how_to_get[0].way).toBe('wait_for_payment');
    const { _id } = await academy.bought(learner, course);
    expect((await explain(learner, course)).data).toMatchObject({
      entitled: true,
      reason: 'entitled',
      considered: [{ source: 'purchase', source_reference: _id, opens: true, because: 'opens' }],
    });
    await academy.api.post(`/refund/${_id}`, undefined, { token: learner.token });
    expect((await explain(learner, course)).data).toMatchObject({
      entitled: false,
      considered: [{ opens: false, because: 'revoked' }],
    });
  });

  it('knows free, own, subscription, draft, archived and unknown courses', async () => {
    const instructor = await academy.academy.newInstructor();
    const instructor_id = instructor.user_id;
    const reasonOf = async (user: TestUser, course: string) => (await explain(user, course)).data?.reason;
    expect(await reasonOf(learner, await academy.newCourse({ amount_minor: 0 }))).toBe('free_course');
    expect(await reasonOf(instructor, await academy.newCourse({ instructor_id }))).toBe('own_course');
    expect(await reasonOf(learner, await academy.newCourse({ status: 'archived' }))).toBe('not_on_sale');
    const draft = await academy.newCourse({ status: 'draft', instructor_id });
    expect((await explain(learner, draft)).error.code).toBe('COURSE_NOT_FOUND');
    expect(await reasonOf(instructor, draft)).toBe('own_course');
    expect((await explain(learner, NOBODY)).error.code).toBe('COURSE_NOT_FOUND');
    const python = await academy.newCourse({ pricing_model: 'subscription', domain: 'Python' });
    const { reason, how_to_get } = (await explain(learner, python)).data;
    expect(reason).toBe('not_subscribed');
    expect(how_to_get[0].plans.map(({ plan }: { plan: string }) => plan)).toEqual(['pro', 'enterprise']);
  });

  it('looks at what a plan opens', async () => {
    const subscriber = await academy.academy.newLearner();
    const body = { plan: 'basic', payment_method_id: 'pm_card_visa' };
    await academy.api.post('/subscribe', body, { token: subscriber.token });
    const excel = await academy.newCourse({ pricing_model: 'subscription' });
    const python = await academy.newCourse({ pricing_model: 'subscription', domain: 'Python' });
    expect((await explain(subscriber, excel)).data.entitled).toBe(true);
    expect((await explain(subscriber, python)).data).toMatchObject({
      entitled: false,
      considered: [{ plan: 'basic', because: 'not_in_plan' }],
    });
  });
});

describe('POST /admin/entitlements', () => {
  it('gives a course, and takes it back', async () => {
    const course = await academy.newCourse();
    const { status, body } = await give(course, { reason: 'Well done' });
    expect([status, body.data.entitlement.status]).toEqual([201, 'active']);
    expect(await academy.coursesOf(learner)).toContain(course);
    const owned = await academy.buy(learner, course);
    expect(owned.body.error.code).toBe('ALREADY_OWNED');
    const revoke = (id: string) =>
      academy.api.post(`/admin/entitlements/${id}/revoke`, undefined, { token: admin.token });
    const id = body.data.entitlement._id;
    expect((await revoke(id)).body.data.entitlement.status).toBe('revoked');
    expect((await revoke(id)).body.data.entitlement.status).toBe('revoked');
    expect(await academy.coursesOf(learner)).not.toContain(course);
    expect((await revoke(NOBODY)).body.error.code).toBe('ENTITLEMENT_NOT_FOUND');
    const bought = await academy.bought(learner, course);
    const right = await academy
      .collection('entitlements')
      .findOne({ source_reference: new Types.ObjectId(bought._id) });
    const refused = await revoke(String(right?._id));
    expect([refused.status, refused.body.error.code]).toEqual([400, 'ENTITLEMENT_NOT_REVOCABLE']);
  });

  it('ends on its day, once', async () => {
    const course = await academy.newCourse();
    const expires_at = new Date(Date.now() + 500).toISOString();
    const { body } = await give(course, { source: 'staff', expires_at });
    await academy.academy.eventually(async () => {
      const stored = await academy
        .collection('entitlements')
        .findOne({ _id: new Types.ObjectId(body.data.entitlement._id as string) });
      expect(stored).toMatchObject({ status: 'expired', version: 2 });
    });
    expect(await academy.coursesOf(learner)).not.toContain(course);
  });

  it('is for administrators, real users and real courses', async () => {
    const course = await academy.newCourse();
    expect((await give(course, {}, learner.token)).body.error.code).toBe('ADMIN_REQUIRED');
    expect((await give(NOBODY)).body.error.code).toBe('COURSE_NOT_FOUND');
    expect((await give(course, { user_id: NOBODY })).body.error.code).toBe('USER_NOT_FOUND');
    expect((await give(course, { source: 'purchase' })).status).toBe(400);
    expect((await give(course, { expires_at: '2020-01-01T00:00:00.000Z' })).status).toBe(400);
  });
});

describe('transactions', () => {
  it('are confirmed by an administrator when a transfer arrives', async () => {
    const course = await academy.newCourse();
    const { body } = await academy.buy(learner, course, { payment_method: 'bank_transfer' });
    const { _id, status } = body.data.transaction;
    expect(status).toBe('pending');
    const confirm = (id: string, token = admin.token) =>
      academy.api.post(`/admin/transactions/${id}/confirm`, undefined, { token });
    expect((await confirm(_id, learner.token)).status).toBe(403);
    expect((await confirm(_id)).body.data.transaction.status).toBe('completed');
    expect((await confirm(_id)).body.data.transaction.status).toBe('completed');
    expect(await academy.coursesOf(learner)).toContain(course);
    expect((await confirm(NOBODY)).body.error.code).toBe('TRANSACTION_NOT_FOUND');
    const card = await academy.bought(learner, await academy.newCourse());
    expect((await confirm(card._id)).body.error.code).toBe('PAYMENT_METHOD_NOT_POSSIBLE');
    await academy.api.post(`/refund/${_id}`, undefined, { token: learner.token });
    expect((await confirm(_id)).body.error.code).toBe('TRANSACTION_NOT_PENDING');
  });

  it('are given up by their buyer, and paged', async () => {
    const cancel = (id: string, token = learner.token) =>
      academy.api.post(`/transactions/${id}/cancel`, undefined, { token });
    const course = await academy.newCourse();
    const { transaction, stripe_payment_intent_id } = (await academy.buy(learner, course)).body.data;
    const stranger = await academy.academy.newLearner();
    expect((await cancel(transaction._id, stranger.token)).body.error.code).toBe('TRANSACTION_NOT_OWNER');
    expect((await cancel(transaction._id)).body.data.transaction).toMatchObject({
      status: 'failed',
      failure_code: 'cancelled',
    });
    expect((await academy.stripe.paymentIntents.retrieve(stripe_payment_intent_id)).status).toBe('canceled');
    expect((await cancel(transaction._id)).body.error.code).toBe('TRANSACTION_NOT_PENDING');
    const page = await academy.api.get('/transactions?limit=2&page=1', { token: learner.token });
    expect(page.body.data.transactions).toHaveLength(2);
    expect(page.body.pagination).toMatchObject({ page: 1, limit: 2 });
    expect((await academy.api.get('/transactions')).status).toBe(401);
    const all = await academy.api.get(`/admin/transactions?user_id=${learner.user_id}&course_id=${course}`, {
      token: admin.token,
    });
    expect(all.body.data.transactions).toHaveLength(1);
    expect((await academy.api.get('/admin/transactions', { token: learner.token })).status).toBe(403);
  });
});

describe('payment.list-entitlements-of', () => {
  it('tells other services every right', async () => {
    const { REDIS_URL, REDIS_NAMESPACE } = academy.academy.env;
    const client = new CallClient({ redis_url: REDIS_URL!, namespace: REDIS_NAMESPACE! });
    const context = { request_id: 'r-1', language: 'en' as const };
    const body = { user_id: learner.user_id };
    const told = await new ServiceCaller(client).call(listEntitlementsOf, { body }, context);
    await client.close();
    const stored = await academy
      .collection('entitlements')
      .countDocuments({ user_id: new Types.ObjectId(learner.user_id) });
    expect(told.entitlements).toHaveLength(stored);
  });
});

describe('verifyLedger', () => {
  it('finds all books in agreement', async () => {
    await academy.eventsProcessed();
    await academy.academy.eventually(async () => {
      const report = await verifyLedger(academy.academy.env);
      expect(report.differences).toEqual([]);
      expect(report.entries).toBeGreaterThan(5);
    });
  });
});
