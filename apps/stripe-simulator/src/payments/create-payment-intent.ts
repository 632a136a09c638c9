import { emit } from '../events/emit-event';
import { customerOf } from '../customers/customer';
import { invalidRequest, type StripeError } from '../http/stripe-error';
import type { PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { assertChargeable } from './amount';
import { choosePaymentMethod } from './choose-payment-method';
import { confirmPaymentIntent } from './confirm-payment-intent';
import { newPaymentIntent } from './payment-intent';
import type { CreatePaymentIntentParams } from './payment-intent.schema';

/**
 * Creates a payment intent, and attempts the payment when `confirm` is set.
 *
 * @returns the payment intent; the error to answer when the card was declined
 * @throws StripeError 400 for an amount, currency, customer or payment method that does not fit
 */
export function createPaymentIntent(
  tx: Transaction,
  params: CreatePaymentIntentParams,
): PaymentIntent | StripeError {
  assertChargeable(params.amount, params.currency);
  if (params.off_session && !params.confirm) {
    throw invalidRequest('You can only set `off_session` when `confirm` is true.', { param: 'off_session' });
  }
  if (params.customer !== undefined) customerOf(tx, params.customer);
  const created = newPaymentIntent(tx, params);
  const intent = choosePaymentMethod(tx, created, params);
  tx.put('payment_intent', intent);
  emit(tx, 'payment_intent.created', intent);
  if (!params.confirm) return intent;
  return confirmPaymentIntent(tx, intent, {
    ...params,
    payment_method: undefined,
    payment_method_data: undefined,
  });
}
