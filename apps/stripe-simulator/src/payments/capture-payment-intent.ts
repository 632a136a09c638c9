import { emit } from '../events/emit-event';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest } from '../http/stripe-error';
import type { PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { bookCapture } from './charge';
import { getPaymentIntent, unexpectedState } from './payment-intent';
import type { CaptureParams } from './payment-intent.schema';

/**
 * Takes the money that was authorised, or a part of it; the rest is released.
 *
 * @throws StripeError 404, or 400 when nothing waits for capture or too much is asked for
 */
export function capturePaymentIntent(tx: Transaction, id: string, params: CaptureParams): PaymentIntent {
  const intent = getPaymentIntent(tx, id);
  const authorized = tx.find('charge', intent.latest_charge ?? '');
  if (intent.status !== 'requires_capture' || !authorized) {
    const message = `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`;
    throw unexpectedState(intent, message);
  }
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable) {
    const message = `The amount to capture (${amount}) is greater than the amount that can be captured (${intent.amount_capturable}).`;
    throw invalidRequest(message, { code: 'amount_too_large', param: 'amount_to_capture' });
  }
  const charge = tx.put('charge', {
    ...authorized,
    amount_captured: amount,
    balance_transaction: bookCapture(tx, authorized.id, intent, amount),
    captured: true,
  });
  const captured = tx.put('payment_intent', {
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    status: 'succeeded',
  });
  emit(tx, 'charge.captured', charge);
  emit(tx, 'payment_intent.succeeded', captured);
  return captured;
}
