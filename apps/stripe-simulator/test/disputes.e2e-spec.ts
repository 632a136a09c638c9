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

function pay(card = 'pm_card_visa'): Promise<Stripe.PaymentIntent> {
  const params = { amount: 2000, currency: 'eur', confirm: true, allowed_payment_method_types: ['card'] };
  return stripe.paymentIntents.create({ ...params, payment_method: card });
}

describe('disputes', () => {
  it('is opened by a control: the charge is disputed, the money gone, the event sent', async () => {
    const intent = await pay();
    const dispute = await simulator.control<Stripe.Dispute>('POST', 'disputes', {
      payment_intent: intent.id,
      reason: 'fraudulent',
    });
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({
      object: 'dispute',
      amount: 2000,
      charge: intent.latest_charge,
      payment_intent: intent.id,
      reason: 'fraudulent',
      status: 'needs_response',
      balance_transactions: [{ amount: -2000, fee: 1500, type: 'adjustment' }],
    });
    expect(await stripe.charges.retrieve(idOf(intent.latest_charge))).toMatchObject({ disputed: true });
    expect(await failureOf(stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      code: 'charge_disputed',
    });
    await expect(simulator.control('POST', 'disputes', { charge: intent.latest_charge })).rejects.toThrow(
      '400',
    );
    await simulator.webhooksSettled();
    expect(
      simulator.webhooks.ofType('charge.dispute.created').map(({ event }) => event.data.object),
    ).toMatchObject([{ id: dispute.id }]);
  });

  it('is opened by the test card at once', async () => {
    const intent = await pay('pm_card_createDispute');
    const { data } = await stripe.disputes.list({ payment_intent: intent.id });
    expect(data).toMatchObject([{ reason: 'fraudulent', amount: 2000 }]);
  });

  it('gives the money back when it is won, and allows a refund then', async () => {
    const intent = await pay();
    const before = (await simulator.control<Books>('GET', 'books')).currencies.eur?.balance.net ?? 0;
    const dispute = await simulator.control<Stripe.Dispute>('POST', 'disputes', {
      charge: intent.latest_charge,
    });
    await simulator.control('POST', `disputes/${dispute.id}/close`, { status: 'won' });
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({
      status: 'won',
      is_charge_refundable: true,
    });
    expect((await simulator.control<Books>('GET', 'books')).currencies.eur?.balance.net).toBe(before);
    expect(await stripe.refunds.create({ payment_intent: intent.id })).toMatchObject({ amount: 2000 });
  });

  it('keeps the money when it is lost or accepted', async () => {
    const intent = await pay();
    const dispute = await simulator.control<Stripe.Dispute>('POST', 'disputes', {
      charge: intent.latest_charge,
      amount: 500,
    });
    expect(await stripe.disputes.close(dispute.id)).toMatchObject({ status: 'lost', amount: 500 });
    expect(await failureOf(stripe.disputes.close(dispute.id))).toMatchObject({ statusCode: 400 });
    const events = await stripe.events.list({ type: 'charge.dispute.closed', limit: 1 });
    expect(events.data[0]?.data.object).toMatchObject({ id: dispute.id, status: 'lost' });
  });

  it('answers 404 for what does not exist', async () => {
    expect(await failureOf(stripe.disputes.retrieve('dp_none'))).toMatchObject({ statusCode: 404 });
    expect(await failureOf(stripe.disputes.close('dp_none'))).toMatchObject({ statusCode: 404 });
    await expect(simulator.control('POST', 'disputes', { charge: 'ch_none' })).rejects.toThrow('404');
    await expect(simulator.control('POST', 'disputes', {})).rejects.toThrow('400');
  });
});
