import { Types } from 'mongoose';
import type { TestUser } from '@har/testing';
import { inParallel, PaymentAcademy } from './payment-academy';

const DAY_MS = 86_400_000;
let academy: PaymentAcademy;
let learner: TestUser;
let admin: TestUser;

beforeAll(async () => {
  academy = await PaymentAcademy.start();
  learner = await academy.academy.newLearner();
  admin = await academy.academy.admin();
});
afterAll(() => academy?.stop());
afterEach(async () => {
  await academy.control('DELETE', 'faults');
  await academy.control('PUT', 'webhooks', {});
});

const refund = (id: string, user: TestUser = learner) =>
  academy.api.post(`/refund/${id}`, undefined, { token: user.token });

const refundsOf = async (intent: string) => {
  const { payment_intents } = await academy.control<{ payment_intents: { id: string; refunds: number }[] }>(
    'GET',
    'books',
  );
  return payment_intents.find(({ id }) => id === intent)?.refunds;
};

const setStored = (id: string, set: object) =>
  academy.collection('transactions').updateOne({ _id: new Types.ObjectId(id) }, { $set: set });

async function expectRefused(id: string, status: number, code: string, user = learner) {
  const answer = await refund(id, user);
  expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
}

describe('POST /refund/:transaction_id', () => {
  it('gives the money back through Stripe and ends access', async () => {
    const course = await academy.newCourse();
    const { _id, stripe_payment_intent_id } = await academy.bought(learner, course);
    const { status, body } = await refund(_id);
    expect(status).toBe(200);
    expect(body.data.transaction).toMatchObject({ _id, status: 'refunded', refunded_at: expect.any(String) });
    expect(await refundsOf(stripe_payment_intent_id)).toBe(1);
    expect(await academy.coursesOf(learner)).not.toContain(course);
    await expectRefused(_id, 400, 'REFUND_ALREADY_DONE');
    const again = await academy.bought(learner, course);
    expect(again.status).toBe('completed');
  });

  it('refunds once for 50 parallel requests', async () => {
    const { _id, stripe_payment_intent_id } = await academy.bought(learner, await academy.newCourse());
    const answers = await inParallel(50, () => refund(_id));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code));
    for (const code of codes) expect(['REFUND_IN_PROGRESS', 'REFUND_ALREADY_DONE']).toContain(code);
    expect(await refundsOf(stripe_payment_intent_id)).toBe(1);
    const stored = await academy.storedTransaction(_id);
    expect(stored?.journal).toHaveLength(2);
  });

  it('refuses who did not buy, what is unknown and what is not completed', async () => {
    const stranger = await academy.academy.newLearner();
    const { _id } = await academy.bought(learner, await academy.newCourse());
    await expectRefused(_id, 403, 'TRANSACTION_NOT_OWNER', stranger);
    await expectRefused('665f1c2ab7e4d91f0a3c0000', 404, 'TRANSACTION_NOT_FOUND');
    await expectRefused('nonsense', 400, 'VALIDATION_FAILED');
    const pending = await academy.buy(learner, await academy.newCourse());
    await expectRefused(pending.body.data.transaction._id, 400, 'REFUND_NOT_COMPLETED');
    const anonymous = await academy.api.post(`/refund/${_id}`);
    expect(anonymous.status).toBe(401);
  });

  it('takes 14 days for too late, and a minute less for in time', async () => {
    const { _id } = await academy.bought(learner, await academy.newCourse());
    await setStored(_id, { completed_at: new Date(Date.now() - 14 * DAY_MS) });
    await expectRefused(_id, 400, 'REFUND_TOO_LATE');
    await expectRefused(_id, 400, 'REFUND_TOO_LATE', admin);
    await setStored(_id, { completed_at: new Date(Date.now() - 14 * DAY_MS + 60_000) });
    expect((await refund(_id)).status).toBe(200);
  });

  it('leaves it to an administrator once 30 % are done', async () => {
    const course = await academy.newCourse();
    const lessons = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId()];
    await academy.academy
      .collection('course', 'courses')
      .updateOne(
        { _id: new Types.ObjectId(course) },
        { $set: { modules: [{ _id: new Types.ObjectId(), lessons }], total_lessons: 3 } },
      );
    const { _id } = await academy.bought(learner, course);
    await academy.academy.collection('course', 'enrollments').insertOne({
      user_id: new Types.ObjectId(learner.user_id),
      course_id: new Types.ObjectId(course),
      status: 'active',
      admission: 'entitlement',
      progress_percentage: 33.33,
      completed_lessons: lessons.slice(0, 1),
      last_accessed_lesson_id: null,
      enrolled_at: new Date(),
      completed_at: null,
      last_accessed_at: null,
      outline_version: 1,
      joined_by: 'test',
    });
    await expectRefused(_id, 400, 'REFUND_NEEDS_ADMIN');
    expect((await refund(_id, admin)).body.data.transaction.status).toBe('refunded');
  });

  it('books refunds of transfers and free courses at once', async () => {
    const course = await academy.newCourse();
    const transfer = (await academy.buy(learner, course, { payment_method: 'bank_transfer' })).body.data
      .transaction;
    await academy.api.post(`/admin/transactions/${transfer._id}/confirm`, undefined, { token: admin.token });
    expect((await refund(transfer._id)).body.data.transaction.status).toBe('refunded');
    const stored = await academy.storedTransaction(transfer._id);
    expect(stored?.journal).toHaveLength(2);
    const free = await academy.newCourse({ amount_minor: 0 });
    const gift = (await academy.buy(learner, free, { payment_method: 'free' })).body.data.transaction;
    expect((await refund(gift._id)).body.data.transaction.status).toBe('refunded');
    expect(await academy.coursesOf(learner)).not.toContain(free);
  });

  it('finishes a refund whose answer was lost, without another one', async () => {
    const { _id, stripe_payment_intent_id } = await academy.bought(learner, await academy.newCourse());
    await academy.control('POST', 'faults', {
      type: 'drop_answer',
      times: 3,
      path: '/v1/refunds',
      method: 'POST',
    });
    await academy.control('PUT', 'webhooks', { lose: true });
    const lost = await refund(_id);
    expect([lost.status, lost.body.error.code]).toEqual([503, 'PAYMENT_PROVIDER_UNAVAILABLE']);
    await setStored(_id, { check_at: new Date(0) });
    await academy.academy.eventually(async () =>
      expect((await academy.storedTransaction(_id))?.status).toBe('refunded'),
    );
    expect(await refundsOf(stripe_payment_intent_id)).toBe(1);
  });

  it('takes a refund made at Stripe itself over, and a part of one for a matter of people', async () => {
    const whole = await academy.bought(learner, await academy.newCourse());
    await academy.stripe.refunds.create({ payment_intent: whole.stripe_payment_intent_id });
    const part = await academy.bought(learner, await academy.newCourse());
    await academy.stripe.refunds.create({ payment_intent: part.stripe_payment_intent_id, amount: 1000 });
    await academy.academy.eventually(async () => {
      expect((await academy.storedTransaction(whole._id))?.status).toBe('refunded');
      expect(await academy.storedTransaction(part._id)).toMatchObject({
        status: 'completed',
        attention: 'partially_refunded',
      });
    });
    const list = await academy.api.get('/admin/transactions?attention=true', { token: admin.token });
    expect(list.body.data.transactions.map(({ _id }: { _id: string }) => _id)).toContain(part._id);
    await academy.stripe.refunds.create({ payment_intent: part.stripe_payment_intent_id });
    await academy.academy.eventually(async () =>
      expect(await academy.storedTransaction(part._id)).toMatchObject({
        status: 'refunded',
        attention: null,
      }),
    );
  });

  it('flags a refund that came back', async () => {
    const { body } = await academy.buy(learner, await academy.newCourse(), {
      payment_method_id: 'pm_card_refundFail',
    });
    const { _id } = body.data.transaction;
    expect((await refund(_id)).status).toBe(200);
    await academy.control('POST', 'clock/advance', { seconds: 7200 });
    await academy.academy.eventually(async () => {
      const stored = await academy.storedTransaction(_id);
      expect(stored).toMatchObject({ status: 'refunded', attention: 'refund_failed' });
      expect(stored?.journal).toHaveLength(3);
    });
  });
});
