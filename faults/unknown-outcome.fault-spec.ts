import { setTimeout as sleep } from 'node:timers/promises';
import { Types } from 'mongoose';
import { amount, eventually, ProcessAcademy, type TestUser } from '@har/testing';
import { verifyLedger } from '../apps/payment/src/audit/verify-ledger';
import { PaymentAcademy } from '../apps/payment/test/payment-academy';

const AT_EACH_POINT = amount(1, 20);
/** How long Stripe takes at a point, so that the process dies while it waits. */
const HELD_MS = 2_500;
const RESOLVED_WITHIN_MS = 120_000;

let academy: ProcessAcademy;
let payments: PaymentAcademy;
let courses: string[];
const slowest: Record<string, number> = {};

beforeAll(async () => {
  academy = await ProcessAcademy.start({
    services: ['stripe-simulator', 'auth', 'course', 'payment'],
    env: { RECONCILE_INTERVAL_MS: '300', WEBHOOK_RETRY_MS: '200' },
  });
  payments = PaymentAcademy.on(academy);
  courses = [await payments.newCourse()];
});
afterAll(() => academy?.stop());
afterEach(async () => {
  await payments.control('DELETE', 'faults');
  await payments.control('PUT', 'webhooks', {});
});

interface Intent {
  id: string;
  charges: number;
  captured: number;
  refunded: number;
  metadata: { transaction_id?: string };
}

const CREATE = { method: 'POST', path: '/v1/payment_intents' };
/** Of one that was made already: the charge comes after other calls, which are to pass. */
const CHARGE = { method: 'POST', path: '/v1/payment_intents/pi_' };
const PAY = { payment_method_id: 'pm_card_visa' };

/** What Stripe does at a point, and whether payment is killed while it does. */
const POINTS: Record<string, { faults: object[]; kill?: boolean; refund?: boolean; webhooks?: object }> = {
  'before the payment is made': { faults: [{ type: 'delay', before_ms: HELD_MS, ...CREATE }], kill: true },
  'when it was made and not answered': {
    faults: [{ type: 'delay', after_ms: HELD_MS, ...CREATE }],
    kill: true,
  },
  'while the answer of its making is lost': { faults: [{ type: 'drop_answer', ...CREATE }] },
  'before the charge': { faults: [{ type: 'delay', before_ms: HELD_MS, ...CHARGE }], kill: true },
  'when it was charged and not answered': {
    faults: [{ type: 'delay', after_ms: HELD_MS, ...CHARGE }],
    kill: true,
  },
  'while every answer is lost': { faults: [{ type: 'drop_answer', method: 'POST' }] },
  'while Stripe fails': { faults: [{ type: 'error', status: 500, method: 'POST' }] },
  'before a refund': {
    faults: [{ type: 'delay', before_ms: HELD_MS, method: 'POST', path: '/v1/refunds' }],
    kill: true,
    refund: true,
  },
  'when it was refunded and not answered': {
    faults: [{ type: 'delay', after_ms: HELD_MS, method: 'POST', path: '/v1/refunds' }],
    kill: true,
    refund: true,
  },
  'while the answer of a refund is lost': {
    faults: [{ type: 'drop_answer', method: 'POST', path: '/v1/refunds' }],
    refund: true,
  },
  'when it was charged and not answered, and no event comes': {
    faults: [{ type: 'delay', after_ms: HELD_MS, ...CHARGE }],
    kill: true,
    webhooks: { lose: true },
  },
};

const buyAll = (users: TestUser[]) =>
  Promise.all(users.map((user) => payments.buy(user, courses[0]!, PAY).catch(() => undefined)));

describe(`promise 20: an unknown outcome, ${AT_EACH_POINT} at each point`, () => {
  it.each(Object.entries(POINTS))(
    '%s is settled, and nobody is charged twice',
    async (point, { faults, kill, refund, webhooks }) => {
      const users = await Promise.all(Array.from({ length: AT_EACH_POINT }, () => academy.newLearner()));
      await payments.control('PUT', 'webhooks', webhooks ?? {});
      const bought = refund ? await buyAll(users) : [];
      for (const fault of faults) await payments.control('POST', 'faults', fault);
      const ids = bought.map((answer) => answer?.body.data.transaction._id as string);
      const asked = refund
        ? Promise.all(
            ids.map((id, i) =>
              academy.api.post(`/refund/${id}`, undefined, { token: users[i]!.token }).catch(() => undefined),
            ),
          )
        : buyAll(users);
      await sleep(HELD_MS / 2);
      const payment = academy.replica('payment');
      if (kill) await payment.kill();
      await payments.control('DELETE', 'faults');
      if (kill) await payment.start();
      await asked;
      const brokeAt = Date.now();
      await eventually(() => expectSettled(users), RESOLVED_WITHIN_MS);
      slowest[point] = Date.now() - brokeAt;
    },
  );

  it('leaves books that agree', async () => {
    await eventually(async () => {
      expect((await verifyLedger(academy.env)).differences).toEqual([]);
    }, RESOLVED_WITHIN_MS);
    process.stdout.write(`promise 20: settled after ${JSON.stringify(slowest)} ms\n`);
  });

  /** The reconciler is told not to wait for its time; what it does then is its own. */
  async function expectSettled(users: TestUser[]): Promise<void> {
    const transactions = payments.collection('transactions');
    const own = { user_id: { $in: users.map(({ user_id }) => new Types.ObjectId(user_id)) } };
    await transactions.updateMany({ ...own, check_at: { $ne: null } }, { $set: { check_at: new Date(0) } });
    await sleep(400);
    const { payment_intents } = await payments.control<{ payment_intents: Intent[] }>('GET', 'books');
    for (const transaction of await transactions.find(own).toArray()) {
      const id = String(transaction._id);
      const intents = payment_intents.filter(({ metadata }) => metadata.transaction_id === id);
      const charges = intents.reduce((sum, intent) => sum + intent.charges, 0);
      const kept = intents.reduce((sum, { captured, refunded }) => sum + captured - refunded, 0);
      const open = await payments
        .collection('entitlements')
        .countDocuments({ source_reference: transaction._id, status: 'active' });
      const completed = transaction.status === 'completed';
      expect({
        intents: intents.length <= 1,
        charges: charges <= 1,
        kept,
        open,
        order: transaction.refund?.state ?? 'none',
      }).toEqual({
        intents: true,
        charges: true,
        kept: completed ? transaction.amount_minor : 0,
        open: completed ? 1 : 0,
        order: transaction.status === 'refunded' ? 'done' : 'none',
      });
    }
  }
});
