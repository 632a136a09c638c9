import { emit } from '../events/emit-event';
import { invalidRequest, noSuch } from '../http/stripe-error';
import { addBalanceTransaction } from '../payments/balance-transaction';
import type { Dispute } from '../state/stored';
import type { Transaction } from '../state/transaction';

/**
 * The bank decides. A dispute that is won gives the amount and the fee back.
 *
 * @throws StripeError 404, or 400 when it is decided already
 */
export function closeDispute(tx: Transaction, id: string, status: 'won' | 'lost'): Dispute {
  const dispute = tx.find('dispute', id);
  if (!dispute) throw noSuch('dispute', id, 'id', 404);
  if (dispute.status === 'won' || dispute.status === 'lost') {
    throw invalidRequest(`This dispute is already closed: ${dispute.status}.`);
  }
  if (status === 'lost') {
    const lost = tx.put('dispute', { ...dispute, status });
    emit(tx, 'charge.dispute.closed', lost, { status: dispute.status });
    return lost;
  }
  const withdrawn = dispute.balance_transactions[0];
  const booked = addBalanceTransaction(tx, {
    type: 'adjustment',
    reporting_category: 'dispute_reversal',
    amount: dispute.amount,
    fee: -(withdrawn?.fee ?? 0),
    currency: dispute.currency,
    source: dispute.id,
    description: `Chargeback reversal for ${dispute.charge}`,
  });
  const won = tx.put('dispute', {
    ...dispute,
    balance_transactions: [
      ...dispute.balance_transactions,
      booked as Dispute['balance_transactions'][number],
    ],
    is_charge_refundable: true,
    status,
  });
  emit(tx, 'charge.dispute.funds_reinstated', won);
  emit(tx, 'charge.dispute.closed', won, { status: dispute.status });
  return won;
}
