import type Stripe from 'stripe';
import { failureOf, PUBLISHABLE_KEY, startSimulator, type Simulator, idOf } from './simulator-fixture';

let simulator: Simulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
});

afterAll(() => simulator.stop());

const SERVER_SIDE = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' as const } };

/** What Stripe.js does: the form holds the publishable key and the client secret. */
async function confirmInBrowser(
  intent: Stripe.PaymentIntent,
  card: Record<string, string>,
  secret = intent.client_secret,
) {
  const form = new URLSearchParams({ key: PUBLISHABLE_KEY, client_secret: secret ?? '', ...card });
  const response = await fetch(`${simulator.url}/v1/payment_intents/${intent.id}/confirm`, {
    method: 'POST',
    body: form,
  });
  return {
    status: response.status,
    body: (await response.json()) as Stripe.PaymentIntent & { error: Stripe.StripeRawError },
  };
}

const CARD = (number: string) => ({
  'payment_method_data[type]': 'card',
  'payment_method_data[card][number]': number,
  'payment_method_data[card][exp_month]': '12',
  'payment_method_data[card][exp_year]': '34',
  'payment_method_data[card][cvc]': '123',
  'payment_method_data[payment_user_agent]': 'stripe.js/test',
});

describe('POST /v1/payment_intents', () => {
  it('creates one that waits for a payment method', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 1999,
      currency: 'EUR',
      automatic_payment_methods: { enabled: true },
      metadata: { course_id: 'c1', user_id: 'u1' },
      description: 'A course',
    });
    expect(intent).toMatchObject({
      object: 'payment_intent',
      amount: 1999,
      currency: 'eur',
      status: 'requires_payment_method',
      metadata: { course_id: 'c1', user_id: 'u1' },
      description: 'A course',
      latest_charge: null,
      livemode: false,
      automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
    });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
    expect(intent.lastResponse.requestId).toMatch(/^req_/);
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ id: intent.id, amount: 1999 });
  });

  it('charges at once with confirm: true, and shows charge and balance transaction when expanded', async () => {
    const intent = await stripe.paymentIntents.create({
      ...SERVER_SIDE,
      amount: 5000,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
      expand: ['latest_charge.balance_transaction', 'payment_method'],
    });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 5000 });
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge).toMatchObject({
      object: 'charge',
      amount: 5000,
      captured: true,
      paid: true,
      status: 'succeeded',
      payment_intent: intent.id,
    });
    expect(charge.payment_method_details?.card).toMatchObject({ brand: 'visa', last4: '4242' });
    expect(charge.balance_transaction).toMatchObject({
      object: 'balance_transaction',
      amount: 5000,
      fee: 175,
      net: 4825,
      source: charge.id,
    });
    expect((intent.payment_method as Stripe.PaymentMethod).card).toMatchObject({ last4: '4242' });
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ])('answers 402 for %s and keeps the payment open', async (payment_method, code, decline_code) => {
    const error = await failureOf(
      stripe.paymentIntents.create({
        ...SERVER_SIDE,
        amount: 700,
        currency: 'eur',
        confirm: true,
        payment_method,
      }),
    );
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code });
    const intent = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? '', {
      expand: ['latest_charge'],
    });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      amount_received: 0,
    });
    expect(intent.last_payment_error).toMatchObject({ code, decline_code });
    expect(intent.latest_charge).toMatchObject({
      id: error.charge,
      status: 'failed',
      paid: false,
      failure_code: code,
    });
    const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_mastercard' });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  });

  it.each([
    ['no amount', { currency: 'eur' }, 'parameter_missing', 'amount'],
    ['half a cent', { amount: 12.5, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
    ['too little', { amount: 10, currency: 'eur' }, 'amount_too_small', 'amount'],
    ['too much', { amount: 999_999_999, currency: 'eur' }, 'amount_too_large', 'amount'],
    ['an unknown currency', { amount: 1000, currency: 'zzz' }, undefined, 'currency'],
    ['an unknown parameter', { amount: 1000, currency: 'eur', colour: 'red' }, 'parameter_unknown', 'colour'],
    [
      'an unknown customer',
      { amount: 1000, currency: 'eur', customer: 'cus_none' },
      'resource_missing',
      'customer',
    ],
    [
      'an unknown card',
      { amount: 1000, currency: 'eur', payment_method: 'pm_none' },
      'resource_missing',
      'payment_method',
    ],
    [
      'long metadata',
      { amount: 1000, currency: 'eur', metadata: { note: 'x'.repeat(501) } },
      undefined,
      'metadata[note]',
    ],
    ['an unknown expansion', { amount: 1000, currency: 'eur', expand: ['colour'] }, undefined, 'expand'],
    [
      'an empty text',
      { amount: 1000, currency: 'eur', description: '' },
      'parameter_invalid_empty',
      'description',
    ],
  ])('answers 400 for %s', async (_case, params, code, param) => {
    const error = await failureOf(stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams));
    expect(error).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param });
    expect(error.code).toBe(code);
  });

  it('asks for a return_url where the server confirms and redirects are allowed', async () => {
    const params = { amount: 1000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa' };
    expect(await failureOf(stripe.paymentIntents.create(params))).toMatchObject({
      statusCode: 400,
      param: 'return_url',
    });
    const paid = await stripe.paymentIntents.create({ ...params, return_url: 'http://front.test/done' });
    expect(paid.status).toBe('succeeded');
  });
});

describe('POST /v1/payment_intents/:id/confirm in a browser', () => {
  it('pays with the client secret and the publishable key, and shows no more than a browser may see', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 2500,
      currency: 'eur',
      metadata: { user_id: 'u1' },
    });
    const { status, body } = await confirmInBrowser(intent, CARD('4242 4242 4242 4242'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: intent.id, status: 'succeeded', amount: 2500 });
    expect(body).not.toHaveProperty('metadata');
    expect(body).not.toHaveProperty('latest_charge');
    const read = await fetch(
      `${simulator.url}/v1/payment_intents/${intent.id}?key=${PUBLISHABLE_KEY}&client_secret=${intent.client_secret}`,
    );
    expect(await read.json()).toMatchObject({ status: 'succeeded' });
  });

  it('answers a declined card with 402, and the same payment can be tried again', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 2500,
      currency: 'eur',
      metadata: { user_id: 'u1' },
    });
    const declined = await confirmInBrowser(intent, CARD('4000000000000002'));
    expect(declined).toMatchObject({
      status: 402,
      body: { error: { type: 'card_error', code: 'card_declined' } },
    });
    expect(declined.body.error.payment_intent).not.toHaveProperty('metadata');
    expect((await confirmInBrowser(intent, { payment_method: 'pm_card_visa' })).body.status).toBe(
      'succeeded',
    );
  });

  it('refuses another secret, other calls, and a number that is no test card', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 2500, currency: 'eur' });
    expect(await confirmInBrowser(intent, CARD('4242424242424242'), 'pi_x_secret_y')).toMatchObject({
      status: 400,
    });
    expect(await confirmInBrowser(intent, CARD('4242424242424241'))).toMatchObject({
      status: 402,
      body: { error: { code: 'incorrect_number' } },
    });
    const browser = simulator.client(PUBLISHABLE_KEY);
    expect(await failureOf(browser.paymentIntents.list())).toMatchObject({
      statusCode: 403,
      code: 'secret_key_required',
    });
    expect(await failureOf(browser.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      statusCode: 403,
    });
  });
});

describe('3-D Secure', () => {
  const params = {
    ...SERVER_SIDE,
    amount: 1500,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_authenticationRequired',
  };

  it('waits for the holder, who agrees', async () => {
    const intent = await stripe.paymentIntents.create(params);
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    await simulator.control('POST', `payment_intents/${intent.id}/authenticate`, {});
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'succeeded',
      next_action: null,
    });
  });

  it('waits for the holder, who does not', async () => {
    const intent = await stripe.paymentIntents.create(params);
    const failing = simulator.control('POST', `payment_intents/${intent.id}/authenticate`, {
      outcome: 'fail',
    });
    await expect(failing).rejects.toThrow('402');
    const failed = await stripe.paymentIntents.retrieve(intent.id);
    expect(failed).toMatchObject({ status: 'requires_payment_method', latest_charge: null });
    expect(failed.last_payment_error?.code).toBe('payment_intent_authentication_failure');
    await expect(simulator.control('POST', `payment_intents/${intent.id}/authenticate`, {})).rejects.toThrow(
      '400',
    );
  });

  it('has a page that brings the holder back', async () => {
    const intent = await stripe.paymentIntents.create({
      ...params,
      return_url: 'http://front.test/back?a=1',
    });
    const page = intent.next_action?.redirect_to_url?.url ?? '';
    expect(await (await fetch(page)).text()).toContain('€15.00');
    const answer = await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ agrees: 'true' }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(
      `http://front.test/back?a=1&payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}`,
    );
    expect(await (await fetch(page)).text()).toContain('This payment is succeeded');
  });

  it('is a decline when nobody is there to authenticate', async () => {
    const error = await failureOf(stripe.paymentIntents.create({ ...params, off_session: true }));
    expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required' });
  });
});

describe('capture, cancel, update, list', () => {
  it('captures a part of what was authorised and releases the rest', async () => {
    const intent = await stripe.paymentIntents.create({
      ...SERVER_SIDE,
      amount: 3000,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
    });
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 3000, amount_received: 0 });
    expect(
      await failureOf(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 3001 })),
    ).toMatchObject({ code: 'amount_too_large' });
    const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 2000 });
    expect(captured).toMatchObject({ status: 'succeeded', amount_received: 2000, amount_capturable: 0 });
    expect(await stripe.charges.retrieve(idOf(captured.latest_charge))).toMatchObject({
      amount: 3000,
      amount_captured: 2000,
    });
    expect(await failureOf(stripe.paymentIntents.capture(intent.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    expect((await stripe.refunds.create({ payment_intent: intent.id })).amount).toBe(2000);
  });

  it('cancels what was not paid, and nothing else', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 3000, currency: 'eur' });
    const canceled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    expect(await failureOf(stripe.paymentIntents.cancel(intent.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    expect(
      await failureOf(stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })),
    ).toMatchObject({ statusCode: 400 });
  });

  it('releases an authorisation that is canceled', async () => {
    const intent = await stripe.paymentIntents.create({
      ...SERVER_SIDE,
      amount: 3000,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
      capture_method: 'manual',
    });
    await stripe.paymentIntents.cancel(intent.id);
    expect(await stripe.charges.retrieve(idOf(intent.latest_charge))).toMatchObject({
      refunded: true,
      captured: false,
    });
    expect(await failureOf(stripe.refunds.create({ payment_intent: intent.id }))).toMatchObject({
      statusCode: 400,
    });
  });

  it('updates what is open; metadata keys are merged and removed', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 3000,
      currency: 'eur',
      metadata: { a: '1', b: '2' },
    });
    const updated = await stripe.paymentIntents.update(intent.id, {
      amount: 4000,
      metadata: { b: '', c: '3' },
    });
    expect(updated).toMatchObject({ amount: 4000 });
    expect(updated.metadata).toEqual({ a: '1', c: '3' });
    const paid = await stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      return_url: 'http://x.test',
    });
    expect(await failureOf(stripe.paymentIntents.update(paid.id, { amount: 5000 }))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    expect((await stripe.paymentIntents.update(paid.id, { metadata: '' })).metadata).toEqual({});
  });

  it('answers 404 for an id that is not', async () => {
    const error = await failureOf(stripe.paymentIntents.retrieve('pi_none'));
    expect(error).toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      code: 'resource_missing',
      param: 'intent',
    });
  });

  it('pages through a list both ways, newest first', async () => {
    const customer = await stripe.customers.create({ email: 'pager@test.dev' });
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      ids.unshift(
        (await stripe.paymentIntents.create({ amount: 1000 + i, currency: 'eur', customer: customer.id })).id,
      );
    }
    const first = await stripe.paymentIntents.list({ customer: customer.id, limit: 3 });
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/payment_intents' });
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    const before = await stripe.paymentIntents.list({
      customer: customer.id,
      limit: 2,
      ending_before: ids[4],
    });
    expect(before.data.map(({ id }) => id)).toEqual(ids.slice(2, 4));
    const seen: string[] = [];
    for await (const intent of stripe.paymentIntents.list({
      customer: customer.id,
      limit: 2,
      expand: ['data.customer'],
    })) {
      seen.push(intent.id);
      expect(intent.customer).toMatchObject({ id: customer.id, email: 'pager@test.dev' });
    }
    expect(seen).toEqual(ids);
    expect(await failureOf(stripe.paymentIntents.list({ starting_after: 'pi_none' }))).toMatchObject({
      param: 'starting_after',
    });
    const future = Math.floor(Date.now() / 1000) + 60;
    expect((await stripe.paymentIntents.list({ created: { gte: future } })).data).toEqual([]);
  });
});
