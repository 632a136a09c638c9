import type { StripeError } from '../http/stripe-error';
import type { PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { chargePaymentIntent, failAuthentication } from './charge-payment-intent';
import { getPaymentIntent, unexpectedState } from './payment-intent';
import { paymentMethodOf } from './payment-method';

/**
 * The card's holder answers the bank's question (3-D Secure).
 *
 * @returns the payment intent; the error to answer when authentication or the charge after it failed
 * @throws StripeError 404, or 400 when the payment does not wait for it
 */
export function authenticatePaymentIntent(
  tx: Transaction,
  id: string,
  agrees: boolean,
): PaymentIntent | StripeError {
  const intent = getPaymentIntent(tx, id);
  if (intent.status !== 'requires_action' || intent.payment_method === null) {
    throw unexpectedState(
      intent,
      `This PaymentIntent does not wait for authentication: its status is ${intent.status}.`,
    );
  }
  const method = paymentMethodOf(tx, intent.payment_method);
  return agrees ? chargePaymentIntent(tx, intent, method) : failAuthentication(tx, intent, method);
}
