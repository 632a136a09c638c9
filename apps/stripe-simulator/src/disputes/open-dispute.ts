import { emit } from '../events/emit-event';
import { invalidRequest } from '../http/stripe-error';
import { addBalanceTransaction } from '../payments/balance-transaction';
import { cardWithFingerprint } from '../payments/test-cards';
import { newId } from '../state/identifier';
import type { Charge, Dispute, StripeObject } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { NO_EVIDENCE } from './evidence';

const DISPUTE_FEE = 1500;
const SECONDS_TO_ANSWER = 9 * 24 * 3600;

/**
 * The card's holder disputes a charge: the amount and a fee leave the balance at once.
 *
 * @param amount smallest unit; absent: what is left of the charge
 * @throws StripeError 400 when there is nothing to dispute
 */
export function openDispute(tx: Transaction, charge: Charge, reason: string, amount?: number): Dispute {
  const left = charge.amount_captured - charge.amount_refunded;
  const disputed = amount ?? left;
  if (charge.disputed || disputed <= 0 || disputed > left) {
    throw invalidRequest(`Charge ${charge.id} cannot be disputed for ${disputed}.`, { param: 'amount' });
  }
  const id = newId('dp');
  const booked = addBalanceTransaction(tx, {
    type: 'adjustment',
    reporting_category: 'dispute',
    amount: -disputed,
    fee: DISPUTE_FEE,
    currency: charge.currency,
    source: id,
    description: `Chargeback withdrawal for ${charge.id}`,
  });
  const dispute = tx.put('dispute', {
    id,
    object: 'dispute',
    amount: disputed,
    balance_transactions: [booked as Dispute['balance_transactions'][number]],
    charge: charge.id,
    created: tx.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: tx.now + SECONDS_TO_ANSWER,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
  });
  tx.put('charge', { ...charge, disputed: true });
  emit(tx, 'charge.dispute.created', dispute);
  emit(tx, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** Follows a charge to one of the test cards that are disputed at once. */
export function disputeTestCard(tx: Transaction, object: StripeObject): void {
  const charge = tx.find('charge', object.id);
  const reason = cardWithFingerprint(charge?.payment_method_details?.card?.fingerprint)?.dispute;
  if (charge?.captured && reason) openDispute(tx, charge, reason);
}
