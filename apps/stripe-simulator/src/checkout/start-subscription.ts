import { createSubscription } from '../billing/create-subscription';
import { intentOfInvoice } from '../billing/invoice-payment';
import { getSubscription } from '../billing/subscription';
import { takeDecline } from '../faults/take-faults';
import { invalidRequest, StripeError } from '../http/stripe-error';
import { authenticatePaymentIntent } from '../payments/authenticate-payment-intent';
import { attachTo, paymentMethodOf } from '../payments/payment-method';
import type { CheckoutSession, PaymentIntent, Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { Bought, Payer } from './payer';

/**
 * Starts the subscription of a session. As at Stripe there is none until its first payment succeeded.
 *
 * @returns the error to show when the card was declined
 */
export function startSubscription(
  tx: Transaction,
  session: CheckoutSession,
  payer: Payer,
): Bought | StripeError {
  const attempt = tx.fork();
  const outcome = subscribe(attempt, session, payer);
  if (outcome instanceof StripeError) {
    // What the attempt did is undone, but the fault that declined it is used up.
    takeDecline(tx, session.customer);
    return outcome;
  }
  tx.absorb(attempt);
  const payment_status = outcome.status === 'trialing' ? 'no_payment_required' : 'paid';
  return { payment_status, subscription: outcome.id, invoice: outcome.latest_invoice };
}

function subscribe(tx: Transaction, session: CheckoutSession, payer: Payer): Subscription | StripeError {
  const draft = tx.find('checkout_draft', session.id);
  if (!draft || session.customer === null)
    throw new Error(`session ${session.id} has no customer or nothing to sell`);
  const method = paymentMethodOf(tx, payer.payment_method);
  if (method.customer !== null && method.customer !== session.customer) {
    throw invalidRequest('The payment method belongs to another customer.', { param: 'payment_method' });
  }
  const created = createSubscription(tx, {
    customer: session.customer,
    items: draft.lines.map(({ price, quantity }) => ({ price, quantity })),
    default_payment_method: attachTo(tx, method, session.customer).id,
    description: draft.payment_description ?? undefined,
    metadata: draft.payment_metadata,
    payment_behavior: 'allow_incomplete',
    trial_period_days: draft.trial_period_days ?? undefined,
    discounts: draft.coupon === null ? undefined : [{ coupon: draft.coupon }],
  });
  if (created instanceof StripeError || created.status !== 'incomplete') return created;
  const intent = intentOfInvoice(tx, created.latest_invoice ?? '');
  if (!intent) throw new Error(`subscription ${created.id} is incomplete without a payment intent`);
  const paid =
    intent.status === 'requires_action' ? authenticatePaymentIntent(tx, intent.id, true) : declineOf(intent);
  return paid instanceof StripeError ? paid : getSubscription(tx, created.id);
}

function declineOf(intent: PaymentIntent): StripeError {
  const { code, decline_code, message = 'Your card was declined.' } = intent.last_payment_error ?? {};
  return new StripeError(402, { type: 'card_error', code, decline_code, message });
}
