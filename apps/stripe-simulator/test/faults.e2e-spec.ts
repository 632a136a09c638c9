import type Stripe from 'stripe';
import type { Books } from '../src/control/books';
import { failureOf, startSimulator, type Simulator } from './simulator-fixture';

let simulator: Simulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
});

afterAll(() => simulator.stop());

beforeEach(() => simulator.control('POST', 'reset'));

const PAYMENT = {
  amount: 1000,
  currency: 'eur',
  confirm: true,
  payment_method: 'pm_card_visa',
  allowed_payment_method_types: ['card'],
};
const addFault = (fault: object) => simulator.control<{ id: string }>('POST', 'faults', fault);
const faultsLeft = async () => (await simulator.control<{ faults: object[] }>('GET', 'faults')).faults;
const charges = async () =>
  (await simulator.control<Books>('GET', 'books')).currencies.eur?.charges.count ?? 0;

describe('declined charges', () => {
  it('declines the next N, with the code that is asked for', async () => {
    await addFault({ type: 'decline', times: 2, decline_code: 'insufficient_funds' });
    for (let i = 0; i < 2; i += 1) {
      const error = await failureOf(stripe.paymentIntents.create(PAYMENT));
      expect(error).toMatchObject({
        statusCode: 402,
        code: 'card_declined',
        decline_code: 'insufficient_funds',
      });
    }
    expect((await stripe.paymentIntents.create(PAYMENT)).status).toBe('succeeded');
    expect(await faultsLeft()).toEqual([]);
  });

  it('declines exactly N of many at once', async () => {
    await addFault({ type: 'decline', times: 10 });
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, () => stripe.paymentIntents.create(PAYMENT)),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(await charges()).toBe(20);
  });
});

describe('answers that fail or are lost', () => {
  it('answers 500 before doing anything, for the calls it fits', async () => {
    await addFault({ type: 'error', times: 1, method: 'POST', path: '/v1/payment_intents' });
    expect((await stripe.customers.create({})).object).toBe('customer');
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
    const error = await failureOf(stripe.paymentIntents.create(PAYMENT));
    expect(error).toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
    expect(await charges()).toBe(0);
    expect((await stripe.paymentIntents.create(PAYMENT)).status).toBe('succeeded');
  });

  it.each([
    [429, 'StripeRateLimitError'],
    [409, 'StripeAPIError'],
    [503, 'StripeAPIError'],
  ])('answers %d until it is removed', async (status, type) => {
    const fault = await addFault({ type: 'error', status });
    expect(await failureOf(stripe.paymentIntents.create(PAYMENT))).toMatchObject({
      type,
      statusCode: status,
    });
    expect(await failureOf(stripe.customers.list())).toMatchObject({ statusCode: status });
    await simulator.control('DELETE', `faults/${fault.id}`);
    expect((await stripe.customers.list()).data).toEqual([]);
    await expect(simulator.control('DELETE', `faults/${fault.id}`)).rejects.toThrow('404');
  });

  it('is overcome by the SDK’s own repetitions', async () => {
    await addFault({ type: 'error', status: 429, times: 2 });
    const patient = simulator.client(undefined, { maxNetworkRetries: 3 });
    expect((await patient.paymentIntents.create(PAYMENT)).status).toBe('succeeded');
    expect(await charges()).toBe(1);
  });

  it('does the work and drops the answer: the caller does not know, and its repetition gets the same answer', async () => {
    // Twice: the SDK repeats a call once whose connection was closed, whatever it is told.
    await addFault({ type: 'drop_answer', times: 2, method: 'POST', path: '/v1/payment_intents' });
    const error = await failureOf(stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'lost-1' }));
    expect(error.type).toBe('StripeConnectionError');
    expect(await charges()).toBe(1);
    const again = await stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'lost-1' });
    expect(again.status).toBe('succeeded');
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await charges()).toBe(1);
  });

  it('drops the answer of a declined card too', async () => {
    await addFault({ type: 'drop_answer', times: 2 });
    await addFault({ type: 'decline', times: 1 });
    const lost = stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'lost-2' });
    expect((await failureOf(lost)).type).toBe('StripeConnectionError');
    const again = stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'lost-2' });
    expect(await failureOf(again)).toMatchObject({ statusCode: 402, code: 'card_declined' });
  });

  it('delays: the caller gives up, the work is done all the same', async () => {
    await addFault({ type: 'delay', times: 1, after_ms: 60_000 });
    const hasty = simulator.client(undefined, { timeout: 200 });
    const error = await failureOf(hasty.paymentIntents.create(PAYMENT, { idempotencyKey: 'slow-1' }));
    expect(error.type).toBe('StripeConnectionError');
    expect(await charges()).toBe(1);
    expect((await stripe.paymentIntents.create(PAYMENT, { idempotencyKey: 'slow-1' })).status).toBe(
      'succeeded',
    );
    expect(await charges()).toBe(1);
  });

  it('delays before the work: when the caller has given up it is not done yet', async () => {
    await addFault({ type: 'delay', times: 1, before_ms: 60_000 });
    const hasty = simulator.client(undefined, { timeout: 200 });
    expect((await failureOf(hasty.paymentIntents.create(PAYMENT))).type).toBe('StripeConnectionError');
    expect(await charges()).toBe(0);
  });
});

describe('/_simulator/faults', () => {
  it('refuses what makes no sense', async () => {
    const refused = [
      '{"type":"storm"}',
      '{"type":"decline","status":500}',
      '{"type":"error","status":200}',
      '{"type":"delay","times":0}',
    ];
    for (const body of refused) await expect(addFault(JSON.parse(body) as object)).rejects.toThrow('400');
    expect(await faultsLeft()).toEqual([]);
  });

  it('removes all', async () => {
    await addFault({ type: 'decline' });
    await addFault({ type: 'error' });
    expect(await simulator.control('DELETE', 'faults')).toEqual({ removed: 2 });
    expect((await stripe.paymentIntents.create(PAYMENT)).status).toBe('succeeded');
  });
});
