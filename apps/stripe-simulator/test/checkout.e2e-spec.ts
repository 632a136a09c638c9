import type Stripe from 'stripe';
import { failureOf, startSimulator, type Simulator, idOf } from './simulator-fixture';

let simulator: Simulator;
let stripe: Stripe;

beforeAll(async () => {
  simulator = await startSimulator();
  ({ stripe } = simulator);
});

afterAll(() => simulator.stop());

const COURSE = { currency: 'eur', unit_amount: 4900, product_data: { name: 'Excel <basics>' } };
const PLAN = {
  currency: 'eur',
  unit_amount: 1900,
  product_data: { name: 'Pro' },
  recurring: { interval: 'month' as const },
};

function openSession(
  params: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price_data: COURSE, quantity: 1 }],
    success_url: 'http://front.test/paid?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://front.test/cart',
    ...params,
  });
}

const complete = (id: string, payer: object = {}) =>
  simulator.control<Stripe.Checkout.Session>('POST', `checkout_sessions/${id}/complete`, payer);
const submit = (url: string, form: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

describe('/v1/checkout/sessions', () => {
  it('sells a course on its page', async () => {
    const session = await openSession({
      client_reference_id: 'transaction-1',
      metadata: { course_id: 'c1' },
      payment_intent_data: { metadata: { course_id: 'c1' }, description: 'Excel' },
      expand: ['line_items'],
    });
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 4900,
      currency: 'eur',
      payment_intent: null,
    });
    expect(session.line_items?.data).toMatchObject([
      { quantity: 1, amount_total: 4900, description: 'Excel <basics>' },
    ]);
    const url = session.url ?? '';
    const page = await (await fetch(url)).text();
    expect(page).toContain('Excel &lt;basics&gt;');
    expect(page).toContain('€49.00');
    const answer = await submit(url, { payment_method: 'pm_card_visa', email: 'ada@test.dev' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`http://front.test/paid?session_id=${session.id}`);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer: null,
      customer_details: { email: 'ada@test.dev' },
      client_reference_id: 'transaction-1',
      payment_intent: {
        status: 'succeeded',
        amount: 4900,
        description: 'Excel',
        metadata: { course_id: 'c1' },
      },
    });
    expect(await (await fetch(url)).text()).toContain('This session is complete');
    await expect(complete(session.id)).rejects.toThrow('400');
    await simulator.webhooksSettled();
    expect(simulator.webhooks.types()).toEqual(
      expect.arrayContaining([
        'payment_intent.created',
        'charge.succeeded',
        'payment_intent.succeeded',
        'checkout.session.completed',
      ]),
    );
  });

  it('stays open when the card is declined; the next attempt is at the same payment', async () => {
    const session = await openSession({ customer_creation: 'always' });
    const declined = await submit(session.url ?? '', {
      payment_method: 'pm_card_chargeDeclined',
      email: 'bob@test.dev',
    });
    expect(declined.status).toBe(200);
    expect(await declined.text()).toContain('Your card was declined.');
    const open = await stripe.checkout.sessions.retrieve(session.id);
    expect(open).toMatchObject({ status: 'open', payment_status: 'unpaid' });
    const paid = await complete(session.id, { payment_method: 'pm_card_threeDSecure2Required' });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: open.payment_intent,
      customer: open.customer,
    });
    expect((await stripe.customers.list({ email: 'bob@test.dev' })).data).toHaveLength(1);
    expect(
      (await stripe.checkout.sessions.list({ payment_intent: idOf(open.payment_intent) })).data,
    ).toHaveLength(1);
  });

  it('declines a card that fails after authentication', async () => {
    const session = await openSession();
    const payer = { payment_method: 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds' };
    await expect(complete(session.id, payer)).rejects.toThrow('402');
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'open' });
  });

  it('starts a subscription for a customer', async () => {
    const customer = await stripe.customers.create({ email: 'eve@test.dev' });
    const session = await openSession({
      mode: 'subscription',
      customer: customer.id,
      line_items: [{ price_data: PLAN, quantity: 1 }],
      subscription_data: { metadata: { plan: 'pro' } },
    });
    const done = await complete(session.id);
    expect(done).toMatchObject({ status: 'complete', payment_status: 'paid', customer: customer.id });
    const subscription = await stripe.subscriptions.retrieve(idOf(done.subscription), {
      expand: ['default_payment_method'],
    });
    expect(subscription).toMatchObject({
      status: 'active',
      metadata: { plan: 'pro' },
      latest_invoice: done.invoice,
      default_payment_method: { customer: customer.id },
    });
    expect((await stripe.checkout.sessions.list({ subscription: subscription.id })).data).toHaveLength(1);
  });

  it('starts a trial, and makes a customer where there is none', async () => {
    const session = await openSession({
      mode: 'subscription',
      customer_email: 'tom@test.dev',
      line_items: [{ price_data: PLAN, quantity: 1 }],
      subscription_data: { trial_period_days: 7 },
    });
    const done = await complete(session.id, { name: 'Tom' });
    expect(done.payment_status).toBe('no_payment_required');
    expect((await stripe.subscriptions.retrieve(idOf(done.subscription))).status).toBe('trialing');
    expect(await stripe.customers.retrieve(idOf(done.customer))).toMatchObject({
      email: 'tom@test.dev',
      name: 'Tom',
    });
  });

  it('leaves no subscription when the card is declined, and uses up the fault that declined it', async () => {
    const customer = await stripe.customers.create({});
    const params = {
      mode: 'subscription' as const,
      customer: customer.id,
      line_items: [{ price_data: PLAN, quantity: 1 }],
    };
    const session = await openSession(params);
    await simulator.control('POST', 'faults', { type: 'decline', times: 1 });
    await expect(complete(session.id)).rejects.toThrow('402');
    expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([]);
    expect((await complete(session.id, { payment_method: 'pm_card_authenticationRequired' })).status).toBe(
      'complete',
    );
  });

  it('gives away what costs nothing', async () => {
    const session = await openSession({
      line_items: [{ price_data: { ...COURSE, unit_amount: 0 }, quantity: 1 }],
    });
    expect(await complete(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
    });
  });

  it('expires when asked to and when its time is over', async () => {
    const session = await openSession();
    expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: 'expired', url: null });
    expect(await failureOf(stripe.checkout.sessions.expire(session.id))).toMatchObject({ statusCode: 400 });
    const other = await openSession();
    await simulator.control('POST', 'clock/advance', { seconds: 24 * 3600 });
    expect(await stripe.checkout.sessions.retrieve(other.id)).toMatchObject({ status: 'expired' });
    const expired = await stripe.events.list({ type: 'checkout.session.expired' });
    expect(expired.data.map(({ data }) => (data.object as { id: string }).id)).toEqual(
      expect.arrayContaining([session.id, other.id]),
    );
    expect((await stripe.checkout.sessions.list({ status: 'expired', limit: 1 })).data).toHaveLength(1);
    expect((await stripe.checkout.sessions.listLineItems(session.id)).data).toHaveLength(1);
  });

  it('answers 400 for what cannot be sold, 404 for what does not exist', async () => {
    const once = await stripe.prices.create(COURSE);
    const monthly = await stripe.prices.create(PLAN);
    const refused = async (params: object) => failureOf(openSession(params));
    expect(await refused({ line_items: [{ price: monthly.id }] })).toMatchObject({
      param: 'line_items[0][price]',
    });
    expect(await refused({ mode: 'subscription', line_items: [{ price: once.id }] })).toMatchObject({
      statusCode: 400,
    });
    expect(await refused({ line_items: [{ price: 'price_none' }] })).toMatchObject({
      code: 'resource_missing',
    });
    expect(await refused({ customer: 'cus_none' })).toMatchObject({ param: 'customer' });
    expect(await refused({ expires_at: 1 })).toMatchObject({ param: 'expires_at' });
    expect(
      await refused({ line_items: [{ price: once.id }, { price_data: { ...COURSE, currency: 'usd' } }] }),
    ).toMatchObject({ param: 'line_items' });
    expect(await failureOf(stripe.checkout.sessions.retrieve('cs_none'))).toMatchObject({ statusCode: 404 });
    expect((await fetch(`${simulator.url}/checkout/cs_none`)).status).toBe(404);
  });
});

describe('/v1/billing_portal/sessions', () => {
  it('lets a customer cancel and keep a subscription', async () => {
    const customer = await stripe.customers.create({});
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'http://front.test/account',
    });
    expect(session).toMatchObject({ object: 'billing_portal.session', customer: customer.id });
    expect(await (await fetch(session.url)).text()).toContain('You have no subscription.');
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const price = await stripe.prices.create(PLAN);
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_payment_method: method.id,
    });
    expect(await (await fetch(session.url)).text()).toContain('renews on');
    const action = `${session.url}/subscriptions/${subscription.id}`;
    expect((await submit(action, { cancel: 'true' })).status).toBe(303);
    expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(true);
    expect(await (await fetch(session.url)).text()).toContain('ends on');
    await submit(action, { cancel: 'false' });
    expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(false);
  });

  it('shows nobody what is not theirs', async () => {
    const customer = await stripe.customers.create({});
    const session = await stripe.billingPortal.sessions.create({ customer: customer.id });
    expect((await submit(`${session.url}/subscriptions/sub_of_another`, { cancel: 'true' })).status).toBe(
      404,
    );
    expect((await fetch(`${simulator.url}/portal/bps_none`)).status).toBe(404);
    expect(await failureOf(stripe.billingPortal.sessions.create({ customer: 'cus_none' }))).toMatchObject({
      statusCode: 400,
    });
  });
});
