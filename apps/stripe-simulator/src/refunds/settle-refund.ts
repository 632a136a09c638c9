import { emit } from '../events/emit-event';
import { addBalanceTransaction } from '../payments/balance-transaction';
import { cardWithFingerprint } from '../payments/test-cards';
import type { Refund } from '../state/stored';
import type { Transaction } from '../state/transaction';

/** What becomes of a refund to the two test cards whose bank takes its time: it succeeds, or comes back. */
export function settleRefund(tx: Transaction, id: string): void {
  const refund = tx.find('refund', id);
  const charge = tx.find('charge', refund?.charge ?? '');
  if (!refund || !charge) return;
  const fails = cardWithFingerprint(charge.payment_method_details?.card?.fingerprint)?.refund === 'failed';
  const settled = fails ? takeBack(tx, refund) : tx.put('refund', { ...refund, status: 'succeeded' });
  if (fails) {
    const amount_refunded = charge.amount_refunded - refund.amount;
    tx.put('charge', { ...charge, amount_refunded, refunded: false });
    emit(tx, 'refund.failed', settled);
  }
  emit(tx, 'refund.updated', settled, { status: refund.status });
  emit(tx, 'charge.refund.updated', settled, { status: refund.status });
}

function takeBack(tx: Transaction, refund: Refund): Refund {
  const booked = addBalanceTransaction(tx, {
    type: 'refund_failure',
    reporting_category: 'refund_failure',
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    description: `REFUND FAILURE (${refund.id})`,
  });
  return tx.put('refund', {
    ...refund,
    failure_balance_transaction: booked.id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  });
}
