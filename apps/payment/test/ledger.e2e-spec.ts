import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { amount, type TestUser } from '@har/testing';
import { verifyLedger } from '../src/audit/verify-ledger';
import { inParallel, PaymentAcademy } from './payment-academy';

const OPERATIONS = amount(120, 10_000);
const AT_ONCE = 12;
const SEED = 20_261_126;

let academy: PaymentAcademy;
let admin: TestUser;
let learners: TestUser[];
let courses: string[];

beforeAll(async () => {
  academy = await PaymentAcademy.start({ replicas: { payment: 2 } });
  admin = await academy.academy.admin();
  learners = await inParallel(amount(6, 40), () => academy.academy.newLearner());
  const prices = [
    { amount_minor: 4990, currency: 'EUR' },
    { amount_minor: 1999, currency: 'USD' },
    { amount_minor: 12_000, currency: 'CHF' },
    { amount_minor: 1, currency: 'GBP' },
    { amount_minor: 0, currency: 'EUR' },
  ];
  courses = await Promise.all(
    Array.from({ length: 20 }, (_, i) => {
      const price = prices[i % prices.length]!;
      return academy.newCourse(price.amount_minor === 1 ? { ...price, amount_minor: 2500 } : price);
    }),
  );
});
afterAll(() => academy?.stop());

interface Step {
  kind: string;
  who: number;
  what: number;
  card: string;
}

const KINDS = [
  ...['card', 'card', 'card', 'browser', 'transfer', 'free'],
  ...['confirm', 'cancel', 'refund', 'refund', 'dispute', 'close'],
  ...['stripe-refund', 'subscribe', 'cancel-subscription', 'gift', 'again', 'webhooks'],
];
const CARDS = ['pm_card_visa', 'pm_card_visa', 'pm_card_visa', 'pm_card_chargeDeclined'];

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    who: fc.nat(1_000),
    what: fc.nat(1_000),
    card: fc.constantFrom(...CARDS),
  }),
  { minLength: OPERATIONS, maxLength: OPERATIONS, size: 'max' },
);

/** Anything that people, Stripe and administrators do to money; refusals are part of it. */
async function perform({ kind, who, what, card }: Step): Promise<void> {
  const { api, stripe } = academy;
  const user = learners[who % learners.length]!;
  const course = courses[what % courses.length]!;
  const own = { token: user.token };
  const by = { token: admin.token };
  const transactions = academy.collection('transactions');
  const some = async (filter: object) => {
    const found = await transactions
      .find(filter)
      .skip(what % 5)
      .limit(1)
      .toArray();
    return found[0];
  };
  const paid = { status: 'completed', payment_method: 'card' };
  switch (kind) {
    case 'card':
      return void (await academy.buy(user, course, { payment_method_id: card }));
    case 'again':
      return void (await Promise.all(
        [1, 2].map(() => academy.buy(user, course, { payment_method_id: 'pm_card_visa' })),
      ));
    case 'browser': {
      const { body } = await academy.buy(user, course);
      const intent = body.data?.stripe_payment_intent_id as string | undefined;
      if (intent)
        await stripe.paymentIntents.confirm(intent, { payment_method: card }).catch(() => undefined);
      return;
    }
    case 'transfer':
      return void (await academy.buy(user, course, { payment_method: 'bank_transfer' }));
    case 'free':
      return void (await academy.buy(user, course, { payment_method: 'free' }));
    case 'confirm': {
      const waiting = await some({ status: 'pending', payment_method: 'bank_transfer' });
      if (waiting) await api.post(`/admin/transactions/${String(waiting._id)}/confirm`, undefined, by);
      return;
    }
    case 'cancel': {
      const waiting = await some({ status: 'pending', user_id: new Types.ObjectId(user.user_id) });
      if (waiting) await api.post(`/transactions/${String(waiting._id)}/cancel`, undefined, own);
      return;
    }
    case 'refund': {
      const bought = await some({ status: 'completed', user_id: new Types.ObjectId(user.user_id) });
      if (bought) await api.post(`/refund/${String(bought._id)}`, undefined, own);
      return;
    }
    case 'stripe-refund': {
      const bought = await some(paid);
      const payment_intent = bought?.stripe_payment_intent_id as string | undefined;
      if (payment_intent) await stripe.refunds.create({ payment_intent }).catch(() => undefined);
      return;
    }
    case 'dispute': {
      const bought = await some({ ...paid, dispute: null });
      const payment_intent = bought?.stripe_payment_intent_id as string | undefined;
      if (payment_intent)
        await academy.control('POST', 'disputes', { payment_intent }).catch(() => undefined);
      return;
    }
    case 'close': {
      const open = (await stripe.disputes.list({ limit: 20 })).data.filter(({ status }) =>
        ['needs_response', 'warning_needs_response', 'under_review'].includes(status),
      );
      const one = open[what % Math.max(1, open.length)];
      const status = what % 2 === 0 ? 'won' : 'lost';
      if (one) await academy.control('POST', `disputes/${one.id}/close`, { status }).catch(() => undefined);
      return;
    }
    case 'subscribe':
      return void (await api.post('/subscribe', { plan: 'pro', payment_method_id: card }, own));
    case 'cancel-subscription': {
      const { body } = await api.get('/subscriptions/active', own);
      const id = body.data?.subscription?._id as string | undefined;
      if (id) await api.post(`/subscriptions/${id}/cancel`, {}, own);
      return;
    }
    case 'gift': {
      const gift = { user_id: user.user_id, course_id: course, source: 'gift' };
      const { body } = await api.post('/admin/entitlements', gift, by);
      const id = body.data?.entitlement?._id as string | undefined;
      if (id && what % 2 === 0) await api.post(`/admin/entitlements/${id}/revoke`, undefined, by);
      return;
    }
    default:
      return void (await academy.control('PUT', 'webhooks', {
        ...(what % 3 === 0 && { duplicates: 1 }),
        ...(what % 5 === 0 && { new_id_duplicates: 1 }),
        ...(what % 7 === 0 && { lose_next: 3 }),
      }));
  }
}

describe('promise 21: the ledger', () => {
  it(`agrees with transactions, rights and Stripe after ${OPERATIONS} random operations`, async () => {
    const [plan] = fc.sample(steps, { numRuns: 1, seed: SEED });
    const queue = [...plan!];
    await inParallel(AT_ONCE, async () => {
      for (let step = queue.shift(); step; step = queue.shift()) await perform(step);
    });
    await academy.control('PUT', 'webhooks', {});
    await academy.control('POST', 'webhooks/flush');
    // What an event that was lost would have told, the reconciler finds at its time: now.
    await academy.academy.eventually(async () => {
      await academy
        .collection('transactions')
        .updateMany({ check_at: { $ne: null } }, { $set: { check_at: new Date(0) } });
      await sleep(500);
      await academy.eventsProcessed();
      const { differences, entries, balances } = await verifyLedger(academy.academy.env);
      expect(differences.slice(0, 10)).toEqual([]);
      expect(entries).toBeGreaterThan(0);
      expect(Object.keys(balances).length).toBeGreaterThan(1);
    }, 120_000);
  });

  it('keeps whole amounts only, and never changes or deletes an entry', async () => {
    const entries = await academy.collection('ledger_entries').find().toArray();
    const lines = entries.flatMap((entry) => entry.lines as { amount_minor: number }[]);
    expect(lines.every(({ amount_minor }) => Number.isSafeInteger(amount_minor))).toBe(true);
    expect(entries.every(({ _id, lines: own }) => Boolean(_id) && own.length >= 2)).toBe(true);
  });
});
