import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { amount, type TestUser } from '@har/testing';
import { inParallel, PaymentAcademy } from './payment-academy';

let academy: PaymentAcademy;
let learner: TestUser;

beforeAll(async () => {
  academy = await PaymentAcademy.start();
  learner = await academy.academy.newLearner();
});
afterAll(() => academy?.stop());

const chargesOf = async (intent: string) => {
  const { payment_intents } = await academy.control<{ payment_intents: { id: string; charges: number }[] }>(
    'GET',
    'books',
  );
  return payment_intents.find(({ id }) => id === intent)?.charges;
};

describe('POST /purchase', () => {
  it('needs a token', async () => {
    const { status, body } = await academy.api.post('/purchase', {});
    expect([status, body.error.code]).toEqual([401, 'UNAUTHORIZED']);
  });

  it('answers what a browser needs to pay, and completes when Stripe says so', async () => {
    const course = await academy.newCourse();
    const { status, body } = await academy.buy(learner, course);
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      transaction: {
        user_id: learner.user_id,
        course_id: course,
        amount: 49.9,
        currency: 'EUR',
        status: 'pending',
        payment_method: 'card',
        completed_at: null,
      },
      publishable_key: 'pk_test_academy',
      requires_action: false,
    });
    const intent = body.data.stripe_payment_intent_id;
    expect(body.data.client_secret).toContain(intent);
    expect(body.data.transaction.stripe_payment_intent_id).toBe(intent);

    await academy.stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    await academy.academy.eventually(async () => {
      const list = await academy.api.get('/transactions', { token: learner.token });
      const found = list.body.data.transactions.find(
        (one: { course_id: string }) => one.course_id === course,
      );
      expect(found.status).toBe('completed');
      expect(found.completed_at).not.toBeNull();
      expect(await academy.coursesOf(learner)).toContain(course);
    });
  });

  it('confirms at once with a payment method', async () => {
    const course = await academy.newCourse();
    const transaction = await academy.bought(learner, course);
    expect(transaction).toMatchObject({ status: 'completed', failure_code: null });
    expect(await academy.coursesOf(learner)).toContain(course);
    expect(await chargesOf(transaction.stripe_payment_intent_id)).toBe(1);
  });

  it('answers 402 with the decline code, and lets another card pay', async () => {
    const course = await academy.newCourse();
    const declined = await academy.buy(learner, course, {
      payment_method_id: 'pm_card_chargeDeclinedInsufficientFunds',
    });
    expect(declined.status).toBe(402);
    expect(declined.body.error.code).toBe('PAYMENT_FAILED');
    expect(declined.body.error.message).toContain('insufficient_funds');
    const list = await academy.api.get('/transactions?status=failed', { token: learner.token });
    expect(list.body.data.transactions[0]).toMatchObject({
      course_id: course,
      failure_code: 'insufficient_funds',
    });
    expect((await academy.bought(learner, course)).status).toBe('completed');
  });

  it('says when the card needs its holder', async () => {
    const course = await academy.newCourse();
    const { status, body } = await academy.buy(learner, course, {
      payment_method_id: 'pm_card_authenticationRequired',
    });
    expect(status).toBe(201);
    expect(body.data).toMatchObject({ requires_action: true, transaction: { status: 'pending' } });
    expect(body.data.next_action_url).toMatch(/^http/);
    await academy.control('POST', `payment_intents/${body.data.stripe_payment_intent_id}/authenticate`, {});
    await academy.academy.eventually(async () =>
      expect((await academy.storedTransaction(body.data.transaction._id))?.status).toBe('completed'),
    );
  });

  it('takes a pending purchase up again', async () => {
    const course = await academy.newCourse();
    const first = await academy.buy(learner, course);
    const second = await academy.buy(learner, course);
    expect(second.body.data).toEqual(first.body.data);
    const other = await academy.buy(learner, course, { payment_method: 'bank_transfer' });
    expect([other.status, other.body.error.code]).toEqual([400, 'PURCHASE_PENDING']);
    const paid = await academy.buy(learner, course, { payment_method_id: 'pm_card_visa' });
    expect(paid.body.data.transaction).toMatchObject({
      _id: first.body.data.transaction._id,
      status: 'completed',
    });
  });

  it('completes a free course at once, and only that', async () => {
    const free = await academy.newCourse({ amount_minor: 0 });
    const { status, body } = await academy.buy(learner, free, { payment_method: 'free' });
    expect([status, body.data.transaction.status, body.data.transaction.amount]).toEqual([
      201,
      'completed',
      0,
    ]);
    expect(await academy.coursesOf(learner)).toContain(free);
    const paid = await academy.newCourse();
    for (const [course, payment_method] of [
      [paid, 'free'],
      [await academy.newCourse({ amount_minor: 0 }), 'card'],
    ] as const) {
      const refused = await academy.buy(learner, course, { payment_method });
      expect([refused.status, refused.body.error.code]).toEqual([400, 'PAYMENT_METHOD_NOT_POSSIBLE']);
    }
  });

  it('refuses what cannot be bought', async () => {
    const instructor = await academy.academy.newInstructor();
    const owned = await academy.newCourse();
    await academy.bought(learner, owned);
    const cases: [TestUser, string, string][] = [
      [learner, '665f1c2ab7e4d91f0a3c0000', 'PURCHASE_COURSE_NOT_FOUND'],
      [learner, await academy.newCourse({ status: 'draft' }), 'PURCHASE_COURSE_NOT_FOUND'],
      [learner, await academy.newCourse({ status: 'archived' }), 'COURSE_NOT_FOR_SALE'],
      [learner, await academy.newCourse({ pricing_model: 'subscription' }), 'SUBSCRIPTION_REQUIRED'],
      [instructor, await academy.newCourse({ instructor_id: instructor.user_id }), 'OWN_COURSE'],
      [learner, owned, 'ALREADY_OWNED'],
    ];
    for (const [user, course, code] of cases) {
      const { status, body } = await academy.buy(user, course);
      expect([status, body.error.code]).toEqual([400, code]);
    }
  });

  it.each([
    ['a price', { amount: 1 }],
    ['a status', { status: 'completed' }],
    ['another method', { payment_method: 'cash' }],
    [
      'a method of a card for a transfer',
      { payment_method: 'bank_transfer', payment_method_id: 'pm_card_visa' },
    ],
    ['an operator for an id', { course_id: { $gt: '' } }],
  ])('refuses %s', async (_, more) => {
    const { status, body } = await academy.buy(learner, '665f1c2ab7e4d91f0a3c0000', more);
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('tells an amount that Stripe does not take', async () => {
    const { status, body } = await academy.buy(learner, await academy.newCourse({ amount_minor: 10 }));
    expect([status, body.error.code]).toEqual([402, 'PAYMENT_FAILED']);
    expect(body.error.message).toContain('amount_too_small');
  });

  const KEYS = amount(1, 100);
  const AGAIN = ['IDEMPOTENCY_IN_PROGRESS', 'DEADLINE_EXCEEDED', 'OUTCOME_UNKNOWN'];

  /** As a client does who is told to come back: the same request again, with its key. */
  async function buyUntilTold(course: string, key: string) {
    for (;;) {
      const headers = { 'idempotency-key': key };
      const answer = await academy.buy(learner, course, { payment_method_id: 'pm_card_visa' }, headers);
      if (!AGAIN.includes(answer.body.error?.code as string)) return answer;
    }
  }

  it(`charges once for 50 parallel purchases with one key, for each of ${KEYS} keys`, async () => {
    for (let turn = 0; turn < KEYS; turn += 1) {
      const course = await academy.newCourse();
      const key = randomUUID();
      const answers = await inParallel(50, () => buyUntilTold(course, key));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body.data))).size).toBe(1);
      expect(await chargesOf(answers[0]!.body.data.stripe_payment_intent_id)).toBe(1);
      const other = await academy.buy(learner, course, {}, { 'idempotency-key': key });
      expect([other.status, other.body.error.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    }
  });

  it('charges once for 50 parallel purchases with 50 keys', async () => {
    const course = await academy.newCourse();
    const answers = await inParallel(50, () => buyUntilTold(course, randomUUID()));
    for (const { status, body } of answers) {
      if (status === 201) expect(body.data.transaction.status).toBe('completed');
      else expect([status, body.error.code]).toEqual([400, 'ALREADY_OWNED']);
    }
    const stored = await academy
      .collection('transactions')
      .find({ course_id: toId(course) })
      .toArray();
    expect(stored).toHaveLength(1);
    expect(await chargesOf(stored[0]!.stripe_payment_intent_id as string)).toBe(1);
    expect(stored[0]!.journal).toHaveLength(1);
  });
});

function toId(hex: string) {
  return Types.ObjectId.createFromHexString(hex);
}
