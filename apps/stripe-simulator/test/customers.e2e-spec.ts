import type Stripe from 'stripe';
import { failureOf, PUBLISHABLE_KEY, startSimulator, type Simulator } from './simulator-fixture';

let simulator: Simulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
});

afterAll(() => simulator.stop());

describe('/v1/customers', () => {
  it('creates, updates, finds and deletes', async () => {
    const customer = await stripe.customers.create({
      email: 'ada@test.dev',
      name: 'Ada',
      address: { city: 'Lyon', country: 'FR' },
      preferred_locales: ['fr'],
      metadata: { user_id: 'u1' },
    });
    expect(customer).toMatchObject({
      object: 'customer',
      email: 'ada@test.dev',
      address: { city: 'Lyon', line1: null },
      preferred_locales: ['fr'],
      metadata: { user_id: 'u1' },
    });
    const updated = await stripe.customers.update(customer.id, {
      email: '',
      name: 'Ada L.',
      address: '',
      shipping: '',
    });
    expect(updated).toMatchObject({
      email: null,
      name: 'Ada L.',
      address: null,
      shipping: null,
      metadata: { user_id: 'u1' },
    });
    await stripe.customers.update(customer.id, { email: 'ada@test.dev' });
    expect((await stripe.customers.list({ email: 'ada@test.dev' })).data.map(({ id }) => id)).toEqual([
      customer.id,
    ]);
    expect(await stripe.customers.del(customer.id)).toEqual(
      expect.objectContaining({ id: customer.id, deleted: true }),
    );
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
    expect((await stripe.customers.list({ email: 'ada@test.dev' })).data).toEqual([]);
    expect(await failureOf(stripe.customers.update(customer.id, { name: 'x' }))).toMatchObject({
      statusCode: 404,
    });
    expect(await failureOf(stripe.customers.retrieve('cus_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    const types = (await stripe.events.list()).data.map(({ type }) => type);
    expect(types).toEqual(['customer.deleted', 'customer.updated', 'customer.updated', 'customer.created']);
  });

  it('says what changed in customer.updated, and nothing when nothing did', async () => {
    const customer = await stripe.customers.create({ name: 'Grace' });
    await stripe.customers.update(customer.id, { name: 'Grace' });
    await stripe.customers.update(customer.id, { name: 'Grace H.' });
    const { data } = await stripe.events.list({ type: 'customer.updated', limit: 1 });
    expect(data[0]?.data).toMatchObject({
      object: { id: customer.id },
      previous_attributes: { name: 'Grace' },
    });
  });

  it('takes a payment method as default', async () => {
    const customer = await stripe.customers.create({
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
      expand: ['invoice_settings.default_payment_method', 'subscriptions'],
    });
    expect(customer.invoice_settings.default_payment_method).toMatchObject({
      customer: customer.id,
      card: { last4: '4242' },
    });
    expect(customer.subscriptions?.data).toEqual([]);
    const other = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
    const updated = await stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: other.id },
    });
    expect(updated.invoice_settings.default_payment_method).toBe(other.id);
    const removed = await stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: '' },
    });
    expect(removed.invoice_settings.default_payment_method).toBeNull();
    const stranger = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
    const refused = stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: stranger.id },
    });
    expect(await failureOf(refused)).toMatchObject({ statusCode: 400, code: 'resource_missing' });
  });
});

describe('/v1/payment_methods', () => {
  it('creates, attaches, lists and detaches', async () => {
    const customer = await stripe.customers.create({});
    const method = await stripe.paymentMethods.create({
      type: 'card',
      card: { number: '4242424242424242', exp_month: 8, exp_year: 2031, cvc: '314' },
      billing_details: { name: 'Ada', address: { country: 'FR' } },
    });
    expect(method).toMatchObject({
      customer: null,
      card: { exp_month: 8, exp_year: 2031 },
      billing_details: { name: 'Ada' },
    });
    await stripe.paymentMethods.attach(method.id, { customer: customer.id });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data.map(({ id }) => id)).toEqual([
      method.id,
    ]);
    expect((await stripe.paymentMethods.list({ customer: customer.id, type: 'card' })).data).toHaveLength(1);
    expect(await stripe.paymentMethods.retrieve(method.id, { expand: ['customer'] })).toMatchObject({
      customer: { id: customer.id },
    });
    const other = await stripe.customers.create({});
    expect(await failureOf(stripe.paymentMethods.attach(method.id, { customer: other.id }))).toMatchObject({
      statusCode: 400,
    });
    const foreign = stripe.paymentIntents.create({
      amount: 900,
      currency: 'eur',
      payment_method: method.id,
      customer: other.id,
    });
    expect(await failureOf(foreign)).toMatchObject({ statusCode: 400, param: 'payment_method' });
    expect((await stripe.paymentMethods.detach(method.id)).customer).toBeNull();
    expect(await failureOf(stripe.paymentMethods.detach(method.id))).toMatchObject({ statusCode: 400 });
    expect(await failureOf(stripe.paymentMethods.retrieve('pm_none'))).toMatchObject({ statusCode: 404 });
  });

  it('is created by a browser', async () => {
    const browser = simulator.client(PUBLISHABLE_KEY);
    expect(
      await browser.paymentMethods.create({ type: 'card', card: { token: 'tok_mastercard' } }),
    ).toMatchObject({ card: { brand: 'mastercard' } });
    expect(await failureOf(browser.paymentMethods.create({ type: 'card' }))).toMatchObject({
      code: 'parameter_missing',
    });
    expect(
      await failureOf(browser.paymentMethods.create({ type: 'card', card: { token: 'tok_none' } })),
    ).toMatchObject({ statusCode: 400 });
  });

  it('is kept for later when a payment says so', async () => {
    const customer = await stripe.customers.create({});
    const intent = await stripe.paymentIntents.create({
      amount: 900,
      currency: 'eur',
      customer: customer.id,
      allowed_payment_method_types: ['card'],
      payment_method: 'pm_card_visa',
      setup_future_usage: 'off_session',
      confirm: true,
    });
    const { data } = await stripe.customers.listPaymentMethods(customer.id);
    expect(data.map(({ id }) => id)).toEqual([intent.payment_method]);
  });
});
