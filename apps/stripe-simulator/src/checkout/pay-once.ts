import { StripeError } from '../http/stripe-error';
import { authenticatePaymentIntent } from '../payments/authenticate-payment-intent';
import { confirmPaymentIntent } from '../payments/confirm-payment-intent';
import { createPaymentIntent } from '../payments/create-payment-intent';
import { getPaymentIntent } from '../payments/payment-intent';
import type { CheckoutSession, PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { Bought, Payer } from './payer';

/** Pays a session in `payment` mode. @returns the error to show when the card was declined */
export function payOnce(
  tx: Transaction,
  session: CheckoutSession,
  { payment_method }: Payer,
): Bought | StripeError {
  if (session.amount_total === 0) return { payment_status: 'no_payment_required' };
  const intent =
    session.payment_intent === null ? openIntent(tx, session) : getPaymentIntent(tx, session.payment_intent);
  if (intent instanceof StripeError) return intent;
  // Kept also when the card is declined: the next attempt is at the same payment.
  tx.put('checkout.session', { ...session, payment_intent: intent.id });
  const confirmed = confirmPaymentIntent(tx, intent, { payment_method }, true);
  if (confirmed instanceof StripeError) return confirmed;
  const paid =
    confirmed.status === 'requires_action' ? authenticatePaymentIntent(tx, confirmed.id, true) : confirmed;
  if (paid instanceof StripeError) return paid;
  return { payment_intent: paid.id, payment_status: paid.status === 'succeeded' ? 'paid' : 'unpaid' };
}

function openIntent(tx: Transaction, session: CheckoutSession): PaymentIntent | StripeError {
  const draft = tx.find('checkout_draft', session.id);
  return createPaymentIntent(tx, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    customer: session.customer ?? undefined,
    allowed_payment_method_types: ['card'],
    capture_method: draft?.capture_method,
    description: draft?.payment_description ?? undefined,
    metadata: draft?.payment_metadata,
    receipt_email: draft?.receipt_email ?? undefined,
    setup_future_usage: draft?.setup_future_usage ?? undefined,
  });
}
