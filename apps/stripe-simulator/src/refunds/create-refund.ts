import { emit } from '../events/emit-event';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest, noSuch } from '../http/stripe-error';
import { addBalanceTransaction } from '../payments/balance-transaction';
import { cardWithFingerprint } from '../payments/test-cards';
import { addTask } from '../clock/add-task';
import { newId } from '../state/identifier';
import type { Charge, Refund } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { CreateRefundParams } from './refund.schema';

const SETTLES_AFTER_SECONDS = 3600;

/**
 * Gives back what was charged, all that is left or a part of it.
 *
 * @throws StripeError 400 when there is nothing (so much) to give back
 */
export function createRefund(tx: Transaction, params: CreateRefundParams): Refund {
  const charge = refundableCharge(tx, params);
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.refunded || left <= 0) {
    const message = `Charge ${charge.id} has already been refunded.`;
    throw invalidRequest(message, { code: 'charge_already_refunded' });
  }
  const amount = params.amount ?? left;
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`;
    throw invalidRequest(message, { param: 'amount' });
  }
  const refund = addRefund(tx, charge, amount, params);
  const amount_refunded = charge.amount_refunded + amount;
  const refunded = amount_refunded === charge.amount_captured;
  const changed = tx.put('charge', { ...charge, amount_refunded, refunded });
  emit(tx, 'refund.created', refund);
  emit(tx, 'charge.refunded', changed, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  });
  return refund;
}

function refundableCharge(tx: Transaction, params: CreateRefundParams): Charge {
  const charge = findCharge(tx, params);
  if (charge.status !== 'succeeded' || !charge.captured) {
    throw invalidRequest(`Charge ${charge.id} was not captured, so there is nothing to refund.`);
  }
  const disputed =
    charge.disputed && tx.all('dispute').some((one) => one.charge === charge.id && !one.is_charge_refundable);
  if (disputed) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
    throw invalidRequest(message, { code: 'charge_disputed' });
  }
  return charge;
}

function findCharge(tx: Transaction, { charge: chargeId, payment_intent }: CreateRefundParams): Charge {
  if (chargeId !== undefined) {
    const charge = tx.find('charge', chargeId);
    if (!charge) throw noSuch('charge', chargeId, 'charge');
    return charge;
  }
  if (payment_intent === undefined) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  const intent = tx.find('payment_intent', payment_intent);
  if (!intent) throw noSuch('payment_intent', payment_intent, 'payment_intent');
  const charge = tx.find('charge', intent.latest_charge ?? '');
  if (charge?.status === 'succeeded') return charge;
  throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
}

function addRefund(tx: Transaction, charge: Charge, amount: number, params: CreateRefundParams): Refund {
  const id = newId('re');
  const later = cardWithFingerprint(charge.payment_method_details?.card?.fingerprint)?.refund;
  if (later) addTask(tx, 'refund.settle', id, tx.now + SETTLES_AFTER_SECONDS);
  const booked = addBalanceTransaction(tx, {
    type: 'refund',
    reporting_category: 'refund',
    amount: -amount,
    fee: 0,
    currency: charge.currency,
    source: id,
    description: `REFUND FOR CHARGE (${charge.description ?? charge.id})`,
  });
  return tx.put('refund', {
    id,
    object: 'refund',
    amount,
    balance_transaction: booked.id,
    charge: charge.id,
    created: tx.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: mergeMetadata(null, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: later === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  });
}
