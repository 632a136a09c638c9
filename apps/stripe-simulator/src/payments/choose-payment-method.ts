import type { PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { assertMayPay } from './payment-intent';
import type { ConfirmParams } from './payment-intent.schema';
import { createPaymentMethod, paymentMethodOf } from './payment-method';

/**
 * The payment intent with the payment method that the parameters name; as it was when they name none.
 *
 * @throws StripeError 400 when there is none such, or it belongs to another customer
 */
export function choosePaymentMethod(
  tx: Transaction,
  intent: PaymentIntent,
  { payment_method, payment_method_data }: Pick<ConfirmParams, 'payment_method' | 'payment_method_data'>,
): PaymentIntent {
  if (payment_method === undefined && payment_method_data === undefined) return intent;
  const method = payment_method_data
    ? createPaymentMethod(tx, payment_method_data)
    : paymentMethodOf(tx, payment_method ?? '');
  assertMayPay(intent, method);
  return { ...intent, payment_method: method.id, status: 'requires_confirmation' };
}
