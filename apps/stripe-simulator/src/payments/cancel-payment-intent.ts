import { emit } from '../events/emit-event';
import type { PaymentIntent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { getPaymentIntent, unexpectedState } from './payment-intent';
import type { CancelParams } from './payment-intent.schema';

const CANCELABLE = [
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
];

type Reason = CancelParams['cancellation_reason'] | 'void_invoice' | 'expired';

/**
 * Gives the payment up; what was authorised is released.
 *
 * @throws StripeError 404, or 400 when it has succeeded or was canceled
 */
export function cancelPaymentIntent(tx: Transaction, id: string, reason?: Reason): PaymentIntent {
  const intent = getPaymentIntent(tx, id);
  if (!CANCELABLE.includes(intent.status)) {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`;
    throw unexpectedState(intent, message);
  }
  const canceled = tx.put('payment_intent', {
    ...intent,
    amount_capturable: 0,
    canceled_at: tx.now,
    cancellation_reason: reason ?? null,
    next_action: null,
    status: 'canceled',
  });
  if (intent.status === 'requires_capture') releaseCharge(tx, intent.latest_charge ?? '');
  emit(tx, 'payment_intent.canceled', canceled);
  return canceled;
}

function releaseCharge(tx: Transaction, id: string): void {
  const charge = tx.find('charge', id);
  if (!charge) return;
  emit(
    tx,
    'charge.refunded',
    tx.put('charge', { ...charge, amount_refunded: charge.amount, refunded: true }),
  );
}
