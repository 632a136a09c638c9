import type Stripe from 'stripe';
import { failureOf, idOf, startSimulator, type Simulator } from './simulator-fixture';

const DAY = 24 * 3600;
let simulator: Simulator;
let stripe: Stripe;
let basic: Stripe.Price;
let pro: Stripe.Price;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
  [basic, pro] = await Promise.all([priceOf(3000), priceOf(9000)]);
});
afterAll(() => simulator.stop());

const priceOf = (unit_amount: number) =>
  stripe.prices.create({
    currency: 'eur',
    unit_amount,
    recurring: { interval: 'day', interval_count: 30 },
    product_data: { name: 'Plan' },
  });

const subscribe = async (price: Stripe.Price, params: Partial<Stripe.SubscriptionCreateParams> = {}) => {
  const customer = await stripe.customers.create({
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  return stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }], ...params });
};

const itemsOf = (subscription: Stripe.Subscription, price: Stripe.Price) => [
  { id: subscription.items.data[0]!.id, price: price.id },
];

const advance = (seconds: number) => simulator.control('POST', 'clock/advance', { seconds });

const previewOf = (subscription: Stripe.Subscription, price: Stripe.Price, proration_date?: number) =>
  stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: itemsOf(subscription, price),
      proration_behavior: 'always_invoice',
      ...(proration_date && { proration_date }),
    },
  });

describe('a change of price in the middle of a period', () => {
  it('is previewed without a trace, then charged as it was shown', async () => {
    const subscription = await subscribe(basic);
    const { current_period_start } = subscription.items.data[0]!;
    const half = current_period_start + 15 * DAY;
    const preview = await previewOf(subscription, pro, half);
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([-1500, 4500]);
    expect(preview).toMatchObject({ total: 3000, amount_due: 3000 });
    expect((await stripe.subscriptions.retrieve(subscription.id)).items.data[0]!.price.id).toBe(basic.id);
    expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    await advance(15 * DAY + 60);
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: itemsOf(subscription, pro),
      proration_behavior: 'always_invoice',
      proration_date: half,
    });
    const invoice = await stripe.invoices.retrieve(idOf(changed.latest_invoice));
    expect(invoice).toMatchObject({
      status: 'paid',
      amount_paid: 3000,
      billing_reason: 'subscription_update',
    });
  });

  it('leaves a credit, which pays later invoices', async () => {
    const subscription = await subscribe(pro);
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: itemsOf(subscription, basic),
      proration_behavior: 'always_invoice',
      proration_date: subscription.items.data[0]!.current_period_start,
    });
    const credit = await stripe.invoices.retrieve(idOf(changed.latest_invoice));
    expect(credit).toMatchObject({
      total: -6000,
      amount_paid: 0,
      starting_balance: 0,
      ending_balance: -6000,
    });
    const customer = idOf(subscription.customer);
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -6000 });
    await advance(31 * DAY);
    const renewed = await stripe.subscriptions.retrieve(subscription.id);
    const next = await stripe.invoices.retrieve(idOf(renewed.latest_invoice));
    expect(next).toMatchObject({ status: 'paid', total: 3000, amount_paid: 0, ending_balance: -3000 });
  });

  it('is undone when the card is declined and that is asked for', async () => {
    const subscription = await subscribe(basic);
    await simulator.control('POST', 'faults', { type: 'decline', times: 1 });
    const change = stripe.subscriptions.update(subscription.id, {
      items: itemsOf(subscription, pro),
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    });
    expect(await failureOf(change)).toMatchObject({ statusCode: 402, type: 'StripeCardError' });
    expect((await stripe.subscriptions.retrieve(subscription.id)).items.data[0]!.price.id).toBe(basic.id);
    expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  });

  it('costs nothing during a trial, and refuses a date outside of the period', async () => {
    const trial = await subscribe(basic, { trial_period_days: 7 });
    const preview = await previewOf(trial, pro);
    expect(preview).toMatchObject({ total: 0, amount_due: 0 });
    const late = previewOf(trial, pro, trial.items.data[0]!.current_period_end + 1);
    expect(await failureOf(late)).toMatchObject({ param: 'proration_date' });
  });
});

describe('/v1/coupons', () => {
  it('lower the first invoice of a subscription, and the total of a checkout session', async () => {
    const half = await stripe.coupons.create({ id: 'half', percent_off: 50, duration: 'once' });
    const five = await stripe.coupons.create({ amount_off: 500, currency: 'eur' });
    expect(await failureOf(stripe.coupons.create({ id: 'half', percent_off: 10 }))).toMatchObject({
      code: 'resource_already_exists',
    });
    const subscription = await subscribe(basic, { discounts: [{ coupon: half.id }] });
    const invoice = await stripe.invoices.retrieve(idOf(subscription.latest_invoice));
    expect(invoice).toMatchObject({ subtotal: 3000, total: 1500, amount_paid: 1500 });
    expect(invoice.total_discount_amounts).toMatchObject([{ amount: 1500 }]);
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: basic.id, quantity: 1 }],
      discounts: [{ coupon: five.id }],
      success_url: 'http://front.test/',
    });
    expect(session).toMatchObject({ amount_total: 2500, total_details: { amount_discount: 500 } });
    const completed = await simulator.control<Stripe.Checkout.Session>(
      'POST',
      `checkout_sessions/${session.id}/complete`,
      { email: 'ada@example.org' },
    );
    const first = await stripe.invoices.retrieve(idOf(completed.invoice));
    expect(first.amount_paid).toBe(2500);
    expect(await failureOf(subscribe(basic, { discounts: [{ coupon: 'none' }] }))).toMatchObject({
      code: 'resource_missing',
    });
    expect((await stripe.coupons.list()).data.map(({ id }) => id).sort()).toEqual([five.id, half.id].sort());
    expect((await stripe.coupons.retrieve('half')).percent_off).toBe(50);
  });
});

describe('the account’s settings', () => {
  it('leave a subscription unpaid after the last attempt, until its invoice is paid', async () => {
    await simulator.control('PUT', 'billing', { after_retries: 'unpaid' });
    const subscription = await subscribe(basic);
    const customer = idOf(subscription.customer);
    await simulator.control('POST', 'faults', { type: 'decline', customer });
    await advance(31 * DAY);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
    await advance(16 * DAY);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('unpaid');
    await simulator.control('DELETE', 'faults');
    const { data } = await stripe.invoices.list({ subscription: subscription.id, status: 'open' });
    await stripe.invoices.pay(data[0]!.id);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });
});
