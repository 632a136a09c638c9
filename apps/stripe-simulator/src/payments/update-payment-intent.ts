import { customerOf } from '../customers/customer';
import { mergeMetadata } from '../http/metadata';
import type { PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { assertChargeable } from './amount';
import { choosePaymentMethod } from './choose-payment-method';
import { getPaymentIntent, unexpectedState } from './payment-intent';
import type { UpdatePaymentIntentParams } from './payment-intent.schema';

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** What may still be changed when money has moved. */
const ALWAYS = ['metadata', 'description', 'receipt_email', 'expand'];

/** @throws StripeError 404, or 400 when a parameter does not fit or can no longer be changed */
export function updatePaymentIntent(
  tx: Transaction,
  id: string,
  params: UpdatePaymentIntentParams,
): PaymentIntent {
  const intent = getPaymentIntent(tx, id);
  const late = Object.keys(params).filter((param) => !ALWAYS.includes(param));
  if (!OPEN.includes(intent.status) && late.length > 0) {
    const message = `This PaymentIntent's ${late.join(', ')} could not be updated because it has a status of ${intent.status}.`;
    throw unexpectedState(intent, message);
  }
  if (params.customer !== undefined) customerOf(tx, params.customer);
  const { amount = intent.amount, currency = intent.currency } = params;
  assertChargeable(amount, currency);
  const changed: PaymentIntent = {
    ...intent,
    amount,
    currency,
    customer: params.customer ?? intent.customer,
    description: params.description === undefined ? intent.description : params.description || null,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    receipt_email: params.receipt_email === undefined ? intent.receipt_email : params.receipt_email || null,
    setup_future_usage: params.setup_future_usage || intent.setup_future_usage,
    shipping: (params.shipping as PaymentIntent['shipping'] | undefined) ?? intent.shipping,
  };
  return tx.put('payment_intent', choosePaymentMethod(tx, changed, params));
}
