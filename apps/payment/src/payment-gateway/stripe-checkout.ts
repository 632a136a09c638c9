import type Stripe from 'stripe';
import type { GatewayCheckout, NewCheckout, NewPlanCheckout, NewPurchaseCheckout } from './gateway-types';
import { fromUnix, idOf } from './stripe-mapping';

/** What Stripe is asked for to sell a course on a page of its own. */
export function purchaseSession(checkout: NewPurchaseCheckout): Stripe.Checkout.SessionCreateParams {
  const { transaction_id, user_id, course_id, amount_minor, currency, description } = checkout;
  const metadata = { transaction_id, user_id, course_id };
  const price_data = {
    currency: currency.toLowerCase(),
    unit_amount: amount_minor,
    product_data: { name: description },
  };
  return {
    ...commonParams(checkout, transaction_id),
    mode: 'payment',
    line_items: [{ price_data, quantity: 1 }],
    metadata,
    payment_intent_data: { description, metadata },
  };
}

/** What Stripe is asked for to begin a subscription on a page of its own. */
export function planSession(checkout: NewPlanCheckout): Stripe.Checkout.SessionCreateParams {
  const { subscription_id, user_id, price_id, coupon_id, trial_days } = checkout;
  const metadata = { subscription_id, user_id };
  return {
    ...commonParams(checkout, subscription_id),
    mode: 'subscription',
    line_items: [{ price: price_id, quantity: 1 }],
    ...(coupon_id !== null && { discounts: [{ coupon: coupon_id }] }),
    metadata,
    subscription_data: { metadata, ...(trial_days > 0 && { trial_period_days: trial_days }) },
  };
}

const STATUSES = ['complete', 'expired'] as const;

export function toCheckout(session: Stripe.Checkout.Session): GatewayCheckout {
  return {
    id: session.id,
    status: STATUSES.find((known) => known === session.status) ?? 'open',
    url: session.url,
    expires_at: fromUnix(session.expires_at),
    payment_id: idOf(session.payment_intent),
    subscription: idOf(session.subscription),
  };
}

function commonParams(
  { customer_id, success_url, cancel_url, expires_at, language }: NewCheckout,
  ref: string,
) {
  return {
    customer: customer_id,
    client_reference_id: ref,
    success_url,
    cancel_url,
    expires_at: Math.floor(expires_at.getTime() / 1000),
    locale: language,
  };
}
