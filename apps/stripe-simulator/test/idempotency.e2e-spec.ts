import Stripe from 'stripe';
import type { Books } from '../src/control/books';
import { failureOf, startSimulator, type Simulator } from './simulator-fixture';

let simulator: Simulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
});

afterAll(() => simulator.stop());

const PAYMENT = {
  amount: 1000,
  currency: 'eur',
  confirm: true,
  payment_method: 'pm_card_visa',
  allowed_payment_method_types: ['card'],
};

describe('Idempotency-Key', () => {
  it('makes one payment of 50 requests at once, and answers each of them alike', async () => {
    const params = { ...PAYMENT, metadata: { n: 'fifty' } };
    const options = { idempotencyKey: 'fifty' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => stripe.paymentIntents.create(params, options)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { payment_intents } = await simulator.control<Books>('GET', 'books');
    expect(payment_intents.filter(({ metadata }) => metadata.n === 'fifty')).toMatchObject([
      { captured: 1000, charges: 1 },
    ]);
    expect(
      answers.filter(({ lastResponse }) => lastResponse.headers['idempotent-replayed'] === 'true'),
    ).toHaveLength(49);
  });

  it('answers changed parameters or another path with an idempotency error', async () => {
    const first = await stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'changed' });
    const error = await failureOf(
      stripe.paymentIntents.create({ ...PAYMENT, amount: 2000 }, { idempotencyKey: 'changed' }),
    );
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(error.statusCode).toBe(400);
    const other = stripe.refunds.create({ payment_intent: first.id }, { idempotencyKey: 'changed' });
    expect(await failureOf(other)).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('takes the same parameters in another order for the same', async () => {
    const post = async (body: string) => {
      const headers = {
        authorization: 'Bearer sk_test_x',
        'idempotency-key': 'ordered',
        'content-type': 'application/x-www-form-urlencoded',
      };
      return (await (
        await fetch(`${simulator.url}/v1/customers`, { method: 'POST', headers, body })
      ).json()) as { id: string };
    };
    const first = await post('name=Ada&metadata[a]=1');
    expect((await post('metadata%5Ba%5D=1&name=Ada')).id).toBe(first.id);
  });

  it('keeps the answer of a declined card, and not that of a wrong request', async () => {
    const declined = { ...PAYMENT, payment_method: 'pm_card_chargeDeclined' };
    const first = await failureOf(stripe.paymentIntents.create(declined, { idempotencyKey: 'declined' }));
    const again = await failureOf(stripe.paymentIntents.create(declined, { idempotencyKey: 'declined' }));
    expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
    expect(again.headers?.['original-request']).toBe(first.requestId);
    const wrong = stripe.paymentIntents.create({ amount: 1, currency: 'eur' }, { idempotencyKey: 'wrong' });
    expect(await failureOf(wrong)).toMatchObject({ statusCode: 400 });
    expect((await stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'wrong' })).status).toBe(
      'succeeded',
    );
  });

  it('ends after 24 hours of real time, not of the simulated clock', async () => {
    const first = await stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'day' });
    await simulator.control('POST', 'clock/advance', { seconds: 10 * 24 * 3600 });
    expect((await stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'day' })).id).toBe(first.id);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 24 * 3_600_000);
    const next = await stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'day' });
    clock.mockRestore();
    expect(next.id).not.toBe(first.id);
  });

  it('is no longer than 255 characters', async () => {
    const call = stripe.customers.create({}, { idempotencyKey: 'k'.repeat(256) });
    expect(await failureOf(call)).toMatchObject({ statusCode: 400 });
  });
});
