import { Types } from 'mongoose';
import { amount, type TestUser } from '@har/testing';
import { inParallel, PaymentAcademy } from './payment-academy';

let academy: PaymentAcademy;
let learner: TestUser;

interface Books {
  payment_intents: { id: string; charges: number; metadata: { transaction_id?: string } }[];
}

beforeAll(async () => {
  academy = await PaymentAcademy.start({ replicas: { payment: 2 } });
  learner = await academy.academy.newLearner();
});
afterAll(() => academy?.stop());
beforeEach(() => academy.control('PUT', 'webhooks', { lose: true }));
afterEach(async () => {
  await academy.control('DELETE', 'faults');
  await academy.control('PUT', 'webhooks', {});
});

const intentsOf = async (transactionId: string) => {
  const { payment_intents } = await academy.control<Books>('GET', 'books');
  return payment_intents.filter(({ metadata }) => metadata.transaction_id === transactionId);
};

const setStored = (id: string, set: object) =>
  academy.collection('transactions').updateOne({ _id: new Types.ObjectId(id) }, { $set: set });

const dueNow = (id: string, more: object = {}) => setStored(id, { check_at: new Date(0), ...more });

const transactionOf = async (course: string) => {
  const stored = await academy.collection('transactions').findOne({ course_id: new Types.ObjectId(course) });
  return String(stored?._id);
};

const expectStatus = (id: string, status: string) =>
  academy.academy.eventually(async () => expect((await academy.storedTransaction(id))?.status).toBe(status));

describe('an unknown outcome', () => {
  it('of a create is settled by the same create, with one payment intent', async () => {
    const course = await academy.newCourse();
    const path = '/v1/payment_intents';
    await academy.control('POST', 'faults', { type: 'drop_answer', times: 3, path, method: 'POST' });
    const { status, body } = await academy.buy(learner, course);
    expect([status, body.error.code]).toEqual([503, 'PAYMENT_PROVIDER_UNAVAILABLE']);
    const id = await transactionOf(course);
    expect(await academy.storedTransaction(id)).toMatchObject({
      status: 'pending',
      stripe_payment_intent_id: null,
    });
    await dueNow(id);
    await academy.academy.eventually(async () =>
      expect((await academy.storedTransaction(id))?.stripe_payment_intent_id).toMatch(/^pi_/),
    );
    expect(await intentsOf(id)).toHaveLength(1);
    expect((await academy.bought(learner, course))._id).toBe(id);
    expect(await intentsOf(id)).toEqual([expect.objectContaining({ charges: 1 })]);
  });

  it('of a charge is settled by asking, with one charge', async () => {
    const course = await academy.newCourse();
    const first = (await academy.buy(learner, course)).body.data;
    const path = `/v1/payment_intents/${first.stripe_payment_intent_id}/confirm`;
    await academy.control('POST', 'faults', { type: 'drop_answer', times: 3, path });
    const lost = await academy.buy(learner, course, { payment_method_id: 'pm_card_visa' });
    expect(lost.status).toBe(503);
    await dueNow(first.transaction._id);
    await expectStatus(first.transaction._id, 'completed');
    expect(await intentsOf(first.transaction._id)).toEqual([expect.objectContaining({ charges: 1 })]);
    expect(await academy.coursesOf(learner)).toContain(course);
  });

  it('is settled although Stripe answers with errors for a while', async () => {
    const course = await academy.newCourse();
    await academy.control('POST', 'faults', { type: 'error', status: 500, times: 4, method: 'POST' });
    expect((await academy.buy(learner, course, { payment_method_id: 'pm_card_visa' })).status).toBe(503);
    expect((await academy.bought(learner, course)).status).toBe('completed');
    expect(await intentsOf(await transactionOf(course))).toEqual([expect.objectContaining({ charges: 1 })]);
  });

  it('of a payment in the browser is found when no event comes', async () => {
    const { body } = await academy.buy(learner, await academy.newCourse());
    const { transaction, stripe_payment_intent_id: intent } = body.data;
    await academy.stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    await dueNow(transaction._id);
    await expectStatus(transaction._id, 'completed');
  });

  it('of a declined payment in the browser too', async () => {
    const { body } = await academy.buy(learner, await academy.newCourse());
    const { transaction, stripe_payment_intent_id: intent } = body.data;
    await academy.stripe.paymentIntents
      .confirm(intent, { payment_method: 'pm_card_chargeDeclinedLostCard' })
      .catch(() => undefined);
    await dueNow(transaction._id);
    await expectStatus(transaction._id, 'failed');
    expect((await academy.storedTransaction(transaction._id))?.failure_code).toBe('lost_card');
  });
});

describe('a purchase that nobody pays', () => {
  it('is looked at less and less often, then given up', async () => {
    const { body } = await academy.buy(learner, await academy.newCourse());
    const { transaction, stripe_payment_intent_id: intent } = body.data;
    await dueNow(transaction._id);
    await academy.academy.eventually(async () => {
      const stored = await academy.storedTransaction(transaction._id);
      expect((stored?.check_at as Date).getTime()).toBeGreaterThan(Date.now() + 30_000);
      expect(stored?.status).toBe('pending');
    });
    await dueNow(transaction._id, { created_at: new Date(Date.now() - 24 * 3_600_000) });
    await expectStatus(transaction._id, 'failed');
    expect((await academy.storedTransaction(transaction._id))?.failure_code).toBe('expired');
    expect((await academy.stripe.paymentIntents.retrieve(intent)).status).toBe('canceled');
  });

  it('is not given up when it was paid after all', async () => {
    const { body } = await academy.buy(learner, await academy.newCourse());
    const { transaction, stripe_payment_intent_id: intent } = body.data;
    await academy.stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    await dueNow(transaction._id, { created_at: new Date(Date.now() - 24 * 3_600_000) });
    await expectStatus(transaction._id, 'completed');
  });
});

describe('a crash', () => {
  it('between a purchase and what follows from it is healed', async () => {
    const course = await academy.newCourse();
    const { _id } = await academy.bought(learner, course);
    // As if the process had died after the one write that counts.
    await academy.collection('entitlements').deleteMany({ course_id: new Types.ObjectId(course) });
    await academy.collection('ledger_entries').deleteMany({ source_id: _id });
    await setStored(_id, { unsettled: true });
    await academy.academy.eventually(async () => {
      expect(await academy.coursesOf(learner)).toContain(course);
      expect(await academy.collection('ledger_entries').countDocuments({ source_id: _id })).toBe(1);
      expect(await academy.storedTransaction(_id)).not.toHaveProperty('unsettled');
    });
  });

  it('in the middle of a free purchase is healed', async () => {
    const course = await academy.newCourse({ amount_minor: 0 });
    const now = new Date();
    const _id = new Types.ObjectId();
    await academy.collection('transactions').insertOne({
      _id,
      user_id: new Types.ObjectId(learner.user_id),
      course_id: new Types.ObjectId(course),
      course_title: 'Free',
      amount_minor: 0,
      currency: 'EUR',
      status: 'pending',
      payment_method: 'free',
      holds_course: true,
      stripe_payment_intent_id: null,
      failure_code: null,
      refund: null,
      dispute: null,
      attention: null,
      check_at: new Date(0),
      completed_at: null,
      refunded_at: null,
      journal: [],
      confirm_attempts: 0,
      version: 1,
      created_at: now,
    });
    await expectStatus(_id.toHexString(), 'completed');
  });
});

describe('a confirmation and its event at the same moment', () => {
  const WAVES = amount(5, 50);
  const AT_ONCE = 10;
  const RACES = WAVES * AT_ONCE;

  it(`give one purchase, one charge, one right and no refund, ${RACES} times`, async () => {
    await academy.control('PUT', 'webhooks', { duplicates: 1 });
    const courses = await inParallel(RACES, () => academy.newCourse());
    const users = await inParallel(5, () => academy.academy.newLearner());
    const answers: Awaited<ReturnType<PaymentAcademy['buy']>>[] = [];
    for (let wave = 0; wave < WAVES; wave += 1) {
      const buys = inParallel(AT_ONCE, (i) =>
        academy.buy(users[i % 5]!, courses[wave * AT_ONCE + i]!, { payment_method_id: 'pm_card_visa' }),
      );
      answers.push(...(await buys));
    }
    for (const { status, body } of answers) {
      expect([status, body.error?.code ?? body.data.transaction.status]).toEqual([201, 'completed']);
    }
    await academy.eventsProcessed();
    const ids = answers.map(({ body }) => new Types.ObjectId(body.data.transaction._id as string));
    const stored = await academy
      .collection('transactions')
      .find({ _id: { $in: ids } })
      .toArray();
    expect(stored).toHaveLength(RACES);
    for (const { status, journal, refund, attention } of stored) {
      expect([status, journal.length, refund, attention]).toEqual(['completed', 1, null, null]);
    }
    const rights = await academy
      .collection('entitlements')
      .find({ source_reference: { $in: ids } })
      .toArray();
    expect(rights.map(({ status }) => status)).toEqual(Array.from({ length: RACES }, () => 'active'));
    const { payment_intents } = await academy.control<Books>('GET', 'books');
    const mine = new Set(ids.map((id) => id.toHexString()));
    const charges = payment_intents.filter(({ metadata }) => mine.has(metadata.transaction_id ?? ''));
    expect(charges.map((one) => one.charges)).toEqual(Array.from({ length: RACES }, () => 1));
  });
});
