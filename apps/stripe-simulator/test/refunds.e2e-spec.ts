import type Stripe from 'stripe';
import type { Books } from '../src/control/books';
import { failureOf, startSimulator, type Simulator, idOf } from './simulator-fixture';

let simulator: Simulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
});

afterAll(() => simulator.stop());

function pay(amount: number, card = 'pm_card_visa'): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount,
    currency: 'eur',
    confirm: true,
    payment_method: card,
    allowed_payment_method_types: ['card'],
  });
}

const balanceOf = (entry: Stripe.Refund['balance_transaction']) =>
  stripe.balanceTransactions.retrieve(idOf(entry));

describe('POST /v1/refunds', () => {
  it('refunds all of a payment', async () => {
    const intent = await pay(4200);
    const refund = await stripe.refunds.create({
      payment_intent: intent.id,
      reason: 'requested_by_customer',
      metadata: { transaction_id: 't1' },
      expand: ['charge'],
    });
    expect(refund).toMatchObject({
      object: 'refund',
      amount: 4200,
      currency: 'eur',
      status: 'succeeded',
      payment_intent: intent.id,
      reason: 'requested_by_customer',
      metadata: { transaction_id: 't1' },
      charge: { id: intent.latest_charge, refunded: true, amount_refunded: 4200 },
    });
    expect(await balanceOf(refund.balance_transaction)).toMatchObject({
      type: 'refund',
      amount: -4200,
      source: refund.id,
    });
  });

  it('refunds in parts, up to what was charged', async () => {
    const intent = await pay(1000);
    await stripe.refunds.create({ payment_intent: intent.id, amount: 400 });
    const tooMuch = await failureOf(stripe.refunds.create({ payment_intent: intent.id, amount: 601 }));
    expect(tooMuch).toMatchObject({ statusCode: 400, param: 'amount' });
    const rest = await stripe.refunds.create({ charge: idOf(intent.latest_charge) });
    expect(rest.amount).toBe(600);
    const again = await failureOf(stripe.refunds.create({ payment_intent: intent.id }));
    expect(again).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
    const charge = await stripe.charges.retrieve(idOf(intent.latest_charge), { expand: ['refunds'] });
    expect(charge.refunds?.data.map(({ amount }) => amount)).toEqual([600, 400]);
  });

  it('refunds once when 50 ask at once', async () => {
    const intent = await pay(9900);
    const attempts = Array.from({ length: 50 }, () => stripe.refunds.create({ payment_intent: intent.id }));
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as Stripe.errors.StripeError] : [],
    );
    expect(new Set(reasons.map(({ code }) => code))).toEqual(new Set(['charge_already_refunded']));
    const books = await simulator.control<Books>('GET', 'books');
    const payment = books.payment_intents.find(({ id }) => id === intent.id);
    expect(payment).toMatchObject({ captured: 9900, refunded: 9900, charges: 1, refunds: 1 });
  });

  it('never gives back more than was charged when 50 ask for a part', async () => {
    const intent = await pay(1000);
    const attempts = Array.from({ length: 50 }, () =>
      stripe.refunds.create({ payment_intent: intent.id, amount: 300 }),
    );
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await stripe.charges.retrieve(idOf(intent.latest_charge))).toMatchObject({
      amount_refunded: 900,
      refunded: false,
    });
  });

  it('answers 400 where nothing was paid, and for what does not exist', async () => {
    const unpaid = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
    expect(await failureOf(stripe.refunds.create({ payment_intent: unpaid.id }))).toMatchObject({
      statusCode: 400,
    });
    expect(await failureOf(stripe.refunds.create({}))).toMatchObject({ statusCode: 400 });
    const missing = { statusCode: 400, code: 'resource_missing' };
    expect(await failureOf(stripe.refunds.create({ payment_intent: 'pi_none' }))).toMatchObject(missing);
    expect(await failureOf(stripe.refunds.create({ charge: 'ch_none' }))).toMatchObject(missing);
  });
});

describe('refunds of slow banks', () => {
  it('succeeds later', async () => {
    const intent = await pay(1000, 'pm_card_pendingRefund');
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('pending');
    await simulator.control('POST', 'clock/advance', { seconds: 3600 });
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    const events = await stripe.events.list({ type: 'refund.updated' });
    expect(events.data[0]).toMatchObject({
      data: { object: { id: refund.id, status: 'succeeded' }, previous_attributes: { status: 'pending' } },
    });
  });

  it('comes back later', async () => {
    const intent = await pay(1000, 'pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: intent.id });
    expect(refund.status).toBe('succeeded');
    await simulator.control('POST', 'clock/advance', { seconds: 3600 });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    });
    expect(await stripe.charges.retrieve(idOf(intent.latest_charge))).toMatchObject({
      refunded: false,
      amount_refunded: 0,
    });
  });
});

describe('GET and POST /v1/refunds/:id, GET /v1/refunds, /v1/charges, /v1/balance_transactions', () => {
  it('finds refunds and charges by payment', async () => {
    const intent = await pay(2000);
    const first = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
    const second = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
    const refunds = await stripe.refunds.list({ payment_intent: intent.id });
    expect(refunds.data.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect((await stripe.refunds.list({ charge: idOf(intent.latest_charge), limit: 1 })).has_more).toBe(true);
    const charges = await stripe.charges.list({ payment_intent: intent.id });
    expect(charges.data.map(({ id }) => id)).toEqual([intent.latest_charge]);
    const entries = await stripe.balanceTransactions.list({ source: first.id });
    expect(entries.data).toMatchObject([{ type: 'refund', amount: -500 }]);
    expect((await stripe.balanceTransactions.list({ type: 'refund', limit: 2 })).data).toHaveLength(2);
  });

  it('updates metadata and says so', async () => {
    const intent = await pay(2000);
    const refund = await stripe.refunds.create({ payment_intent: intent.id, metadata: { a: '1' } });
    expect((await stripe.refunds.update(refund.id, { metadata: { b: '2' } })).metadata).toEqual({
      a: '1',
      b: '2',
    });
    const charge = await stripe.charges.update(idOf(intent.latest_charge), {
      description: 'Course',
      metadata: { c: '3' },
    });
    expect(charge).toMatchObject({ description: 'Course', metadata: { c: '3' } });
    const events = await stripe.events.list({ types: ['refund.updated', 'charge.updated'], limit: 2 });
    expect(events.data.map(({ type }) => type)).toEqual(['charge.updated', 'refund.updated']);
  });

  it('answers 404 for what does not exist', async () => {
    const missing = { statusCode: 404, code: 'resource_missing' };
    expect(await failureOf(stripe.refunds.retrieve('re_none'))).toMatchObject(missing);
    expect(await failureOf(stripe.charges.retrieve('ch_none'))).toMatchObject(missing);
    expect(await failureOf(stripe.charges.update('ch_none', {}))).toMatchObject(missing);
    expect(await failureOf(stripe.balanceTransactions.retrieve('txn_none'))).toMatchObject(missing);
  });
});

describe('GET /_simulator/books', () => {
  it('adds up what the objects say', async () => {
    await simulator.control('POST', 'reset');
    const paid = await pay(1000);
    await pay(2000);
    await failureOf(pay(5000, 'pm_card_chargeDeclined'));
    await stripe.refunds.create({ payment_intent: paid.id, amount: 250 });
    const books = await simulator.control<Books>('GET', 'books');
    expect(books.currencies).toEqual({
      eur: {
        charges: { count: 2, amount: 3000 },
        refunds: { count: 1, amount: 250 },
        disputes: { count: 0, amount: 0 },
        balance: { amount: 2750, fee: 59 + 88, net: 2750 - 59 - 88 },
      },
    });
    expect(books.payment_intents.map(({ captured, refunded }) => [captured, refunded])).toEqual([
      [1000, 250],
      [2000, 0],
      [0, 0],
    ]);
    expect(books.counts).toMatchObject({ payment_intent: 3, charge: 3, refund: 1, balance_transaction: 3 });
  });
});
