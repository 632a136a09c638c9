import { emit } from '../events/emit-event';
import { takeDecline } from '../faults/take-faults';
import { StripeError } from '../http/stripe-error';
import type { PaymentIntent, PaymentMethod } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { addCharge } from './charge';
import { attachTo } from './payment-method';
import { cardWithFingerprint, type CardDecline } from './test-cards';

const AUTHENTICATION_FAILED: CardDecline = {
  code: 'payment_intent_authentication_failure',
  message:
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
};

/**
 * Charges the card.
 *
 * @returns the payment intent, succeeded or waiting for capture; the error to answer (402) when the bank refused
 */
export function chargePaymentIntent(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
): PaymentIntent | StripeError {
  const decline = orderedDecline(tx, intent) ?? cardWithFingerprint(method.card?.fingerprint)?.decline;
  if (decline) return declineCharge(tx, intent, method, decline);
  const charge = addCharge(tx, intent, method);
  const paid = tx.put('payment_intent', {
    ...intent,
    amount_capturable: charge.captured ? 0 : intent.amount,
    amount_received: charge.amount_captured,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    status: charge.captured ? 'succeeded' : 'requires_capture',
  });
  if (intent.setup_future_usage && intent.customer !== null) {
    emit(tx, 'payment_method.attached', attachTo(tx, method, intent.customer));
  }
  emit(tx, 'charge.succeeded', charge);
  emit(tx, charge.captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated', paid);
  return paid;
}

/** The bank's refusal: a failed charge stays, and the payment waits for another card. */
export function declineCharge(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: CardDecline,
): StripeError {
  const charge = addCharge(tx, intent, method, decline);
  emit(tx, 'charge.failed', charge);
  return failPayment(tx, { ...intent, latest_charge: charge.id }, method, decline);
}

/** The holder did not authenticate: nothing was charged. */
export function failAuthentication(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
): StripeError {
  return failPayment(tx, intent, method, AUTHENTICATION_FAILED);
}

function failPayment(
  tx: Transaction,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: CardDecline,
): StripeError {
  const charge = decline === AUTHENTICATION_FAILED ? undefined : (intent.latest_charge ?? undefined);
  const error = { type: 'card_error' as const, charge, ...decline, payment_method: method };
  const failed = tx.put('payment_intent', {
    ...intent,
    last_payment_error: error,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  emit(tx, 'payment_intent.payment_failed', failed);
  return new StripeError(402, { ...error, payment_intent: failed });
}

function orderedDecline(tx: Transaction, { customer }: PaymentIntent): CardDecline | undefined {
  const fault = takeDecline(tx, customer);
  if (!fault) return undefined;
  const decline_code = fault.decline_code ?? 'generic_decline';
  return { code: 'card_declined', decline_code, message: 'Your card was declined.' };
}
