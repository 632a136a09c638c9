import type Stripe from 'stripe';
import { failureOf, PUBLISHABLE_KEY, startSimulator, type Simulator, idOf } from './simulator-fixture';

const DAY = 24 * 3600;

let simulator: Simulator;
let stripe: Stripe;
let price: Stripe.Price;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
  price = await stripe.prices.create({
    currency: 'eur',
    unit_amount: 2900,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
  });
});

afterAll(() => simulator.stop());

async function newCustomer(card: string | null = 'pm_card_visa'): Promise<Stripe.Customer> {
  if (card === null) return stripe.customers.create({});
  return stripe.customers.create({
    payment_method: card,
    invoice_settings: { default_payment_method: card },
  });
}

async function subscribe(
  card?: string,
  params: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Subscription> {
  const customer = await newCustomer(card);
  return stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }], ...params });
}

const advance = (seconds: number) =>
  simulator.control<{ now: number; tasks_done: number }>('POST', 'clock/advance', { seconds });
const invoiceOf = async (subscription: Stripe.Subscription) =>
  stripe.invoices.retrieve(idOf(subscription.latest_invoice));
const periodEnd = (subscription: Stripe.Subscription) => subscription.items.data[0]?.current_period_end ?? 0;

async function untilRenewal(subscription: Stripe.Subscription): Promise<Stripe.Subscription> {
  const { now } = await simulator.control<{ now: number }>('GET', 'clock');
  await advance(periodEnd(subscription) - now + 1);
  return stripe.subscriptions.retrieve(subscription.id);
}

/** The types of all events about an object, oldest first. */
async function eventsAbout(id: string): Promise<string[]> {
  const types: string[] = [];
  for await (const event of stripe.events.list({ limit: 100 })) {
    if ((event.data.object as { id?: string }).id === id) types.unshift(event.type);
  }
  return types;
}

describe('POST /v1/subscriptions', () => {
  it('is active when its first invoice is paid at once', async () => {
    const customer = await newCustomer();
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id, quantity: 2 }],
      metadata: { user_id: 'u1' },
      expand: ['latest_invoice.payments'],
    });
    expect(subscription).toMatchObject({
      object: 'subscription',
      status: 'active',
      customer: customer.id,
      currency: 'eur',
      metadata: { user_id: 'u1' },
    });
    expect(subscription.items.data).toMatchObject([
      { quantity: 2, price: { id: price.id, unit_amount: 2900 } },
    ]);
    const invoice = subscription.latest_invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_create',
      total: 5800,
      amount_paid: 5800,
      parent: { subscription_details: { subscription: subscription.id, metadata: { user_id: 'u1' } } },
    });
    expect(invoice.lines.data).toMatchObject([
      { amount: 5800, pricing: { price_details: { price: price.id } } },
    ]);
    const [payment] = invoice.payments?.data ?? [];
    expect(payment).toMatchObject({ status: 'paid', amount_paid: 5800 });
    const intent = await stripe.paymentIntents.retrieve(idOf(payment?.payment.payment_intent));
    expect(intent).toMatchObject({ status: 'succeeded', amount: 5800, customer: customer.id });
    const listed = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: intent.id },
    });
    expect(listed.data.map(({ id }) => id)).toEqual([payment?.id]);
    expect(await stripe.invoicePayments.retrieve(payment?.id ?? '')).toMatchObject({ invoice: invoice.id });
    expect(await eventsAbout(subscription.id)).toEqual([
      'customer.subscription.created',
      'customer.subscription.updated',
    ]);
    expect(await eventsAbout(invoice.id)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
  });

  it('waits for the browser with default_incomplete, and keeps the card that paid', async () => {
    const subscription = await subscribe(undefined, {
      customer: (await newCustomer(null)).id,
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
      expand: ['latest_invoice.confirmation_secret'],
    });
    expect(subscription.status).toBe('incomplete');
    const secret = (subscription.latest_invoice as Stripe.Invoice).confirmation_secret?.client_secret ?? '';
    const form = new URLSearchParams({
      key: PUBLISHABLE_KEY,
      client_secret: secret,
      payment_method: 'pm_card_visa',
    });
    const url = `${simulator.url}/v1/payment_intents/${secret.split('_secret_')[0]}/confirm`;
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200);
    const active = await stripe.subscriptions.retrieve(subscription.id, {
      expand: ['default_payment_method'],
    });
    expect(active).toMatchObject({ status: 'active', default_payment_method: { card: { last4: '4242' } } });
    const renewed = await untilRenewal(active);
    expect(renewed.status).toBe('active');
    expect(await invoiceOf(renewed)).toMatchObject({ status: 'paid', billing_reason: 'subscription_cycle' });
  });

  it('stays incomplete when the card is declined, and expires after 23 hours', async () => {
    const subscription = await subscribe('pm_card_chargeCustomerFail');
    expect(subscription.status).toBe('incomplete');
    expect(await invoiceOf(subscription)).toMatchObject({
      status: 'open',
      attempt_count: 1,
      next_payment_attempt: null,
    });
    await advance(23 * 3600 + 1);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('incomplete_expired');
    expect((await invoiceOf(subscription)).status).toBe('void');
    expect(
      (await stripe.subscriptions.list({ customer: idOf(subscription.customer), status: 'ended' })).data,
    ).toHaveLength(1);
  });

  it('becomes active when the open invoice is paid with another card', async () => {
    const subscription = await subscribe('pm_card_chargeCustomerFail');
    const declined = await failureOf(stripe.invoices.pay(idOf(subscription.latest_invoice)));
    expect(declined).toMatchObject({ statusCode: 402, code: 'card_declined' });
    const paid = await stripe.invoices.pay(idOf(subscription.latest_invoice), {
      payment_method: 'pm_card_visa',
    });
    expect(paid).toMatchObject({ status: 'paid', attempt_count: 3 });
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    expect(await failureOf(stripe.invoices.pay(paid.id))).toMatchObject({
      statusCode: 400,
      code: 'invoice_already_paid',
    });
  });

  it('leaves nothing behind with error_if_incomplete', async () => {
    const customer = await newCustomer('pm_card_chargeCustomerFail');
    const params = {
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: 'error_if_incomplete' as const,
    };
    expect(await failureOf(stripe.subscriptions.create(params))).toMatchObject({
      statusCode: 402,
      code: 'card_declined',
    });
    expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([]);
    expect((await stripe.paymentIntents.list({ customer: customer.id })).data).toEqual([]);
  });

  it('costs nothing during a trial', async () => {
    const subscription = await subscribe('pm_card_visa', { trial_period_days: 14 });
    expect(subscription.status).toBe('trialing');
    expect((subscription.trial_end ?? 0) - (subscription.trial_start ?? 0)).toBe(14 * DAY);
    expect(await invoiceOf(subscription)).toMatchObject({ status: 'paid', total: 0 });
    const renewed = await untilRenewal(subscription);
    expect(renewed.status).toBe('active');
    expect(await invoiceOf(renewed)).toMatchObject({ status: 'paid', total: 2900 });
  });

  it('answers 400 where it cannot be billed', async () => {
    const bare = await newCustomer(null);
    const once = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 500,
      product_data: { name: 'Once' },
    });
    const dollars = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 500,
      recurring: { interval: 'month' },
      product_data: { name: 'USD' },
    });
    const refused = async (params: object) => failureOf(stripe.subscriptions.create(params));
    expect(await refused({ customer: bare.id, items: [{ price: price.id }] })).toMatchObject({
      code: 'resource_missing',
    });
    expect(await refused({ customer: 'cus_none', items: [{ price: price.id }] })).toMatchObject({
      param: 'customer',
    });
    expect(await refused({ customer: bare.id, items: [{ price: 'price_none' }] })).toMatchObject({
      code: 'resource_missing',
    });
    expect(await refused({ customer: bare.id, items: [{ price: once.id }] })).toMatchObject({
      param: 'items[0][price]',
    });
    expect(
      await refused({ customer: bare.id, items: [{ price: price.id }, { price: dollars.id }] }),
    ).toMatchObject({ param: 'items' });
    expect(
      await refused({
        customer: bare.id,
        items: [{ price: price.id }],
        default_payment_method: 'pm_card_visa',
      }),
    ).toMatchObject({ param: 'default_payment_method' });
    expect(await refused({ customer: bare.id })).toMatchObject({ code: 'parameter_missing' });
  });
});

describe('renewal', () => {
  it('charges each month on the day it began, for a year', async () => {
    const subscription = await subscribe();
    const { now } = await simulator.control<{ now: number }>('GET', 'clock');
    await advance(366 * DAY);
    const later = await stripe.subscriptions.retrieve(subscription.id);
    expect(later.status).toBe('active');
    expect(periodEnd(later)).toBeGreaterThan(now + 366 * DAY);
    const invoices = await stripe.invoices.list({ subscription: subscription.id, limit: 100 });
    expect(invoices.data).toHaveLength(13);
    expect(invoices.data.every(({ status }) => status === 'paid')).toBe(true);
    const starts = invoices.data.map(({ lines }) => lines.data[0]?.period.start ?? 0);
    expect(new Set(starts).size).toBe(13);
    expect(new Set(invoices.data.map(({ number }) => number)).size).toBe(13);
  });

  it('is past due when the card is declined, and active again when a later attempt succeeds', async () => {
    const subscription = await subscribe();
    const decline = { type: 'decline', times: 1, customer: subscription.customer };
    await simulator.control('POST', 'faults', decline);
    const pastDue = await untilRenewal(subscription);
    expect(pastDue.status).toBe('past_due');
    const invoice = await invoiceOf(pastDue);
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1, billing_reason: 'subscription_cycle' });
    expect(invoice.next_payment_attempt).toBe(invoice.created + 3 * DAY);
    await advance(3 * DAY);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    expect(await invoiceOf(pastDue)).toMatchObject({
      status: 'paid',
      attempt_count: 2,
      next_payment_attempt: null,
    });
    expect(await eventsAbout(invoice.id)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.payment_failed',
      'invoice.paid',
      'invoice.payment_succeeded',
    ]);
  });

  it('ends when every attempt was declined', async () => {
    const subscription = await subscribe();
    await simulator.control('POST', 'faults', { type: 'decline', customer: subscription.customer });
    await untilRenewal(subscription);
    await advance(20 * DAY);
    await simulator.control('DELETE', 'faults');
    const ended = await stripe.subscriptions.retrieve(subscription.id);
    expect(ended).toMatchObject({ status: 'canceled', cancellation_details: { reason: 'payment_failed' } });
    expect(await invoiceOf(ended)).toMatchObject({
      status: 'open',
      attempt_count: 4,
      next_payment_attempt: null,
    });
    expect((await eventsAbout(subscription.id)).at(-1)).toBe('customer.subscription.deleted');
  });

  it('is past due without a payment method', async () => {
    const subscription = await subscribe();
    await stripe.customers.update(idOf(subscription.customer), {
      invoice_settings: { default_payment_method: '' },
    });
    const pastDue = await untilRenewal(subscription);
    expect(pastDue.status).toBe('past_due');
    await advance(3 * DAY);
    expect(await invoiceOf(pastDue)).toMatchObject({ attempt_count: 2 });
  });

  it('collects nothing while it is paused', async () => {
    const subscription = await subscribe();
    await stripe.subscriptions.update(subscription.id, { pause_collection: { behavior: 'void' } });
    const next = await untilRenewal(subscription);
    expect(next.status).toBe('active');
    expect((await invoiceOf(next)).status).toBe('void');
    const resumed = await stripe.subscriptions.update(subscription.id, { pause_collection: '' });
    expect(resumed.pause_collection).toBeNull();
    expect((await invoiceOf(await untilRenewal(next))).status).toBe('paid');
    await stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior: 'mark_uncollectible' },
    });
    expect(
      (await invoiceOf(await untilRenewal(await stripe.subscriptions.retrieve(subscription.id)))).status,
    ).toBe('uncollectible');
  });
});

describe('update and cancel', () => {
  it('ends at the end of the period when asked to, unless it is kept', async () => {
    const subscription = await subscribe();
    const leaving = await stripe.subscriptions.update(subscription.id, {
      cancel_at_period_end: true,
      cancellation_details: { comment: 'Too hard', feedback: 'too_complex' },
    });
    expect(leaving).toMatchObject({
      status: 'active',
      cancel_at: periodEnd(subscription),
      cancellation_details: {
        comment: 'Too hard',
        feedback: 'too_complex',
        reason: 'cancellation_requested',
      },
    });
    const kept = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
    expect(kept).toMatchObject({ cancel_at: null, canceled_at: null, cancel_at_period_end: false });
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    const ended = await untilRenewal(subscription);
    expect(ended).toMatchObject({ status: 'canceled', ended_at: periodEnd(subscription) });
    expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  });

  it('ends at a chosen moment', async () => {
    const subscription = await subscribe();
    const at = periodEnd(subscription) - 10 * DAY;
    await stripe.subscriptions.update(subscription.id, { cancel_at: at });
    expect(await untilRenewal(subscription)).toMatchObject({ status: 'canceled', ended_at: at });
  });

  it('ends at once', async () => {
    const subscription = await subscribe();
    const ended = await stripe.subscriptions.cancel(subscription.id, {
      cancellation_details: { comment: 'Bye' },
    });
    expect(ended).toMatchObject({ status: 'canceled', cancellation_details: { comment: 'Bye' } });
    expect(await failureOf(stripe.subscriptions.cancel(subscription.id))).toMatchObject({ statusCode: 400 });
    expect(await failureOf(stripe.subscriptions.update(subscription.id, { description: 'x' }))).toMatchObject(
      { statusCode: 400 },
    );
    const listed = async (params: object) =>
      (await stripe.subscriptions.list({ customer: idOf(subscription.customer), ...params })).data.length;
    expect(await listed({})).toBe(0);
    expect(await listed({ status: 'all', price: price.id })).toBe(1);
    expect(await listed({ status: 'all', price: 'price_none' })).toBe(0);
    expect(await listed({ status: 'active' })).toBe(0);
  });

  it('changes price and quantity without proration, and payment method', async () => {
    const dearer = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 9900,
      recurring: { interval: 'month' },
      product_data: { name: 'Enterprise' },
    });
    const subscription = await subscribe();
    const item = subscription.items.data[0]?.id ?? '';
    const items = [{ id: item, price: dearer.id }];
    expect(await failureOf(stripe.subscriptions.update(subscription.id, { items }))).toMatchObject({
      param: 'proration_behavior',
    });
    const method = await stripe.paymentMethods.attach('pm_card_mastercard', {
      customer: idOf(subscription.customer),
    });
    const updated = await stripe.subscriptions.update(subscription.id, {
      items,
      proration_behavior: 'none',
      default_payment_method: method.id,
      description: 'Bigger',
      metadata: { plan: 'enterprise' },
    });
    expect(updated.items.data).toMatchObject([{ id: item, price: { id: dearer.id } }]);
    expect(updated).toMatchObject({
      default_payment_method: method.id,
      description: 'Bigger',
      metadata: { plan: 'enterprise' },
    });
    expect((await invoiceOf(await untilRenewal(updated))).total).toBe(9900);
    const unknown = stripe.subscriptions.update(subscription.id, {
      items: [{ id: 'si_none' }],
      proration_behavior: 'none',
    });
    expect(await failureOf(unknown)).toMatchObject({ code: 'resource_missing' });
    const yearly = await stripe.prices.create({
      currency: 'eur',
      unit_amount: 9900,
      recurring: { interval: 'year' },
      product_data: { name: 'Year' },
    });
    const slower = stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: yearly.id }],
      proration_behavior: 'none',
    });
    expect(await failureOf(slower)).toMatchObject({ statusCode: 400 });
  });

  it('answers 404 for what does not exist', async () => {
    expect(await failureOf(stripe.subscriptions.retrieve('sub_none'))).toMatchObject({ statusCode: 404 });
    expect(await failureOf(stripe.invoices.retrieve('in_none'))).toMatchObject({ statusCode: 404 });
    expect(await failureOf(stripe.invoicePayments.retrieve('inpay_none'))).toMatchObject({ statusCode: 404 });
  });
});

describe('/v1/invoices', () => {
  it('is voided while it is open, and listed by status', async () => {
    const subscription = await subscribe('pm_card_chargeCustomerFail');
    const id = idOf(subscription.latest_invoice);
    const customer = idOf(subscription.customer);
    expect(
      (await stripe.invoices.list({ customer, status: 'open' })).data.map((invoice) => invoice.id),
    ).toEqual([id]);
    expect((await stripe.invoices.voidInvoice(id)).status).toBe('void');
    expect(await failureOf(stripe.invoices.voidInvoice(id))).toMatchObject({ statusCode: 400 });
    expect((await stripe.invoicePayments.list({ invoice: id })).data).toHaveLength(1);
  });

  it('says when the payer must act', async () => {
    const subscription = await subscribe('pm_card_authenticationRequired', {
      expand: ['latest_invoice.confirmation_secret'],
    });
    expect(subscription.status).toBe('incomplete');
    const invoice = subscription.latest_invoice as Stripe.Invoice;
    expect(await eventsAbout(invoice.id)).toContain('invoice.payment_action_required');
    const intent = invoice.confirmation_secret?.client_secret.split('_secret_')[0];
    await simulator.control('POST', `payment_intents/${intent}/authenticate`, {});
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });
});
