import { Inject, Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { CatalogueError } from '@har/errors';
import { PAYMENT_ENV, type PaymentEnv } from '../payment-env';
import type * as types from './gateway-types';
import { GatewayRefusal, PaymentGateway, type WebhookEndpoint } from './payment-gateway';
import { createStripe } from './stripe-client';
import { toGatewayError } from './stripe-failure';
import { planSession, purchaseSession, toCheckout } from './stripe-checkout';
import { TOLD } from './stripe-events';
import { toPriceChange } from './stripe-price-change';
import { lookupKeyOf, toInvoice, toMovement, toPayment, toRefund, toSubscription } from './stripe-mapping';

/** Seconds that a signature stays good. */
const TOLERANCE = 300;
const WITH_SECRET = { expand: ['latest_invoice.confirmation_secret'] };

@Injectable()
export class StripePaymentGateway extends PaymentGateway {
  private readonly stripe: Stripe;
  private readonly secrets: Readonly<Record<WebhookEndpoint, readonly string[]>>;

  constructor(@Inject(PAYMENT_ENV) env: PaymentEnv) {
    super();
    this.stripe = createStripe(env);
    const payments = secretsOf(env.STRIPE_WEBHOOK_SECRET);
    const own = env.STRIPE_SUBSCRIPTION_WEBHOOK_SECRET;
    this.secrets = { payments, subscriptions: own ? secretsOf(own) : payments };
  }

  async createPayment(payment: types.NewPayment): Promise<types.GatewayPayment> {
    const { transaction_id, user_id, customer_id, course_id, amount_minor, currency, description } = payment;
    const create = this.stripe.paymentIntents.create(
      {
        amount: amount_minor,
        currency: currency.toLowerCase(),
        customer: customer_id,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        description,
        metadata: { transaction_id, user_id, course_id },
      },
      { idempotencyKey: transaction_id },
    );
    return toPayment(await answer(create));
  }

  async getPayment(id: string): Promise<types.GatewayPayment> {
    return toPayment(await answer(this.stripe.paymentIntents.retrieve(id)));
  }

  async confirmPayment(confirmation: types.CardConfirmation): Promise<types.GatewayPayment> {
    const { payment_id, payment_method_id, attempt } = confirmation;
    const confirm = this.stripe.paymentIntents.confirm(
      payment_id,
      { payment_method: payment_method_id },
      { idempotencyKey: attempt },
    );
    return toPayment(await this.orAsItIs(confirm, payment_id));
  }

  async createPurchaseCheckout(checkout: types.NewPurchaseCheckout): Promise<types.GatewayCheckout> {
    const idempotencyKey = `checkout:${checkout.transaction_id}`;
    return toCheckout(
      await answer(this.stripe.checkout.sessions.create(purchaseSession(checkout), { idempotencyKey })),
    );
  }

  async createPlanCheckout(checkout: types.NewPlanCheckout): Promise<types.GatewayCheckout> {
    const idempotencyKey = `checkout:${checkout.subscription_id}`;
    return toCheckout(
      await answer(this.stripe.checkout.sessions.create(planSession(checkout), { idempotencyKey })),
    );
  }

  async getCheckout(id: string): Promise<types.GatewayCheckout> {
    return toCheckout(await answer(this.stripe.checkout.sessions.retrieve(id)));
  }

  async expireCheckout(id: string): Promise<types.GatewayCheckout> {
    try {
      return toCheckout(await answer(this.stripe.checkout.sessions.expire(id)));
    } catch (error) {
      // It was paid or ran out meanwhile.
      if (!(error instanceof GatewayRefusal)) throw error;
      return this.getCheckout(id);
    }
  }

  async createPortal(customerId: string, returnUrl: string): Promise<string> {
    const create = this.stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl });
    return (await answer(create)).url;
  }

  async cancelPayment(id: string): Promise<types.GatewayPayment> {
    return toPayment(await this.orAsItIs(this.stripe.paymentIntents.cancel(id), id));
  }

  async refundPayment(transactionId: string, paymentId: string): Promise<types.GatewayRefund[]> {
    const create = this.stripe.refunds.create(
      { payment_intent: paymentId, metadata: { transaction_id: transactionId } },
      { idempotencyKey: `refund:${transactionId}` },
    );
    try {
      return [toRefund(await answer(create))];
    } catch (error) {
      if (!(error instanceof GatewayRefusal) || error.code !== 'charge_already_refunded') throw error;
      return this.listRefunds(paymentId);
    }
  }

  async listRefunds(paymentId: string): Promise<types.GatewayRefund[]> {
    const { data } = await answer(this.stripe.refunds.list({ payment_intent: paymentId, limit: 100 }));
    return data.map(toRefund);
  }

  async createCustomer(userId: string): Promise<string> {
    const create = this.stripe.customers.create(
      { metadata: { user_id: userId } },
      { idempotencyKey: `customer:${userId}` },
    );
    return (await answer(create)).id;
  }

  async findOrCreatePrice(price: types.RecurringPrice): Promise<string> {
    const { plan, amount_minor, currency } = price;
    const lookup_key = lookupKeyOf(price);
    const { data } = await answer(
      this.stripe.prices.list({ lookup_keys: [lookup_key], active: true, limit: 1 }),
    );
    if (data[0]) return data[0].id;
    const create = this.stripe.prices.create(
      {
        lookup_key,
        unit_amount: amount_minor,
        currency: currency.toLowerCase(),
        recurring: { interval: 'month' },
        product_data: { name: `Har Academy ${plan}` },
      },
      { idempotencyKey: `price:${lookup_key}` },
    );
    return (await answer(create)).id;
  }

  async createSubscription(subscription: types.NewSubscription): Promise<types.GatewaySubscription> {
    const { subscription_id, user_id, customer_id, price_id, coupon_id, trial_days } = subscription;
    const create = this.stripe.subscriptions.create(
      {
        customer: customer_id,
        items: [{ price: price_id }],
        payment_behavior: 'default_incomplete',
        payment_settings: { save_default_payment_method: 'on_subscription' },
        metadata: { subscription_id, user_id },
        ...(coupon_id !== null && { discounts: [{ coupon: coupon_id }] }),
        ...(trial_days > 0 && { trial_period_days: trial_days }),
        ...WITH_SECRET,
      },
      { idempotencyKey: `subscription:${subscription_id}` },
    );
    return toSubscription(await answer(create));
  }

  async findSubscription(id: string): Promise<types.GatewaySubscription | null> {
    try {
      return toSubscription(await answer(this.stripe.subscriptions.retrieve(id, WITH_SECRET)));
    } catch (error) {
      if (error instanceof GatewayRefusal && error.code === 'resource_missing') return null;
      throw error;
    }
  }

  async setPaymentMethod(subscription: string, customerId: string, methodId: string): Promise<void> {
    const attached = await answer(this.stripe.paymentMethods.attach(methodId, { customer: customerId }));
    await answer(this.stripe.subscriptions.update(subscription, { default_payment_method: attached.id }));
  }

  async previewPriceChange(subscription: string, priceId: string): Promise<types.PriceChangePreview> {
    const item = await this.itemOf(subscription);
    const preview = this.stripe.invoices.createPreview({
      subscription,
      subscription_details: { items: [{ id: item, price: priceId }], proration_behavior: 'always_invoice' },
    });
    return toPriceChange(await answer(preview));
  }

  async changePrice(change: types.PriceChange): Promise<types.GatewaySubscription> {
    const { subscription, price_id, from, attempt } = change;
    const update = this.stripe.subscriptions.update(
      subscription,
      {
        items: [{ id: await this.itemOf(subscription), price: price_id }],
        proration_behavior: 'always_invoice',
        payment_behavior: 'error_if_incomplete',
        ...(from && { proration_date: Math.floor(from.getTime() / 1000) }),
        ...WITH_SECRET,
      },
      { idempotencyKey: attempt },
    );
    return toSubscription(await answer(update));
  }

  async ensureCoupon({ id, code, kind, value, currency }: types.GatewayCoupon): Promise<void> {
    const off =
      kind === 'percent'
        ? { percent_off: value }
        : { amount_off: value, currency: (currency ?? '').toLowerCase() };
    const create = this.stripe.coupons.create(
      { id, name: code, duration: 'once', ...off },
      { idempotencyKey: `coupon:${id}` },
    );
    try {
      await answer(create);
    } catch (error) {
      const known = error instanceof GatewayRefusal && error.code === 'resource_already_exists';
      if (!known) throw error;
    }
  }

  async setCancelAtPeriodEnd(id: string, cancel: boolean): Promise<types.GatewaySubscription> {
    return toSubscription(
      await answer(this.stripe.subscriptions.update(id, { cancel_at_period_end: cancel, ...WITH_SECRET })),
    );
  }

  async endSubscription(id: string): Promise<types.GatewaySubscription> {
    return toSubscription(await answer(this.stripe.subscriptions.cancel(id, WITH_SECRET)));
  }

  async getInvoice(id: string): Promise<types.GatewayInvoice> {
    return toInvoice(await answer(this.stripe.invoices.retrieve(id, { expand: ['payments'] })));
  }

  async findInvoiceOf(paymentId: string): Promise<types.GatewayInvoice | null> {
    const payment = { type: 'payment_intent', payment_intent: paymentId } as const;
    const { data } = await answer(this.stripe.invoicePayments.list({ payment, limit: 1 }));
    const invoice = data[0]?.invoice;
    return invoice ? this.getInvoice(typeof invoice === 'string' ? invoice : invoice.id) : null;
  }

  async *listMovements(): AsyncIterable<types.MoneyMovement> {
    for await (const movement of this.stripe.balanceTransactions.list({ limit: 100 })) {
      yield toMovement(movement);
    }
  }

  async *listEvents(since: Date): AsyncIterable<types.GatewayEvent> {
    const created = { gte: Math.floor(since.getTime() / 1000) };
    for await (const event of this.stripe.events.list({ created, types: TOLD, limit: 100 })) {
      yield { id: event.id, type: event.type, payload: JSON.stringify(event) };
    }
  }

  readEvent(raw: Buffer, signature: string, endpoint: WebhookEndpoint): types.GatewayEvent {
    for (const secret of this.secrets[endpoint]) {
      try {
        const { id, type } = Stripe.webhooks.constructEvent(raw, signature, secret, TOLERANCE);
        return { id, type, payload: raw.toString('utf8') };
      } catch {
        // The next secret may be the one, while they are rotated.
      }
    }
    throw new CatalogueError('INVALID_SIGNATURE');
  }

  /** The item whose price a subscription of ours is billed by: it has one. */
  private async itemOf(subscription: string): Promise<string> {
    const { items } = await answer(this.stripe.subscriptions.retrieve(subscription));
    return items.data[0]?.id ?? '';
  }

  /** What cannot be done because the payment has ended or moved on answers the payment as it is. */
  private async orAsItIs(
    call: Promise<Stripe.PaymentIntent>,
    paymentId: string,
  ): Promise<Stripe.PaymentIntent> {
    try {
      return await answer(call);
    } catch (error) {
      const moved = error instanceof GatewayRefusal && error.code === 'payment_intent_unexpected_state';
      if (!moved) throw error;
      return answer(this.stripe.paymentIntents.retrieve(paymentId));
    }
  }
}

function secretsOf(text: string): string[] {
  return text.split(',').map((secret) => secret.trim());
}

async function answer<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toGatewayError(error);
  }
}
