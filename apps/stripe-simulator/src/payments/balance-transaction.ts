import { newId } from '../state/identifier';
import type { BalanceTransaction } from '../state/stored';
import type { Transaction } from '../state/transaction';

const SECONDS_TO_AVAILABLE = 2 * 24 * 3600;

/** What moves money in the balance: signed amount, and the fee that Stripe keeps. */
export interface BalanceEntry {
  readonly type: 'charge' | 'refund' | 'refund_failure' | 'adjustment';
  readonly reporting_category: string;
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
  readonly source: string;
  readonly description: string | null;
}

/** Stripe's price for a card payment: 2.9 % + 30, rounded to the smallest unit. */
export function processingFee(amount: number): number {
  return Math.round(amount * 0.029) + 30;
}

/** Adds one entry to the balance. */
export function addBalanceTransaction(tx: Transaction, entry: BalanceEntry): BalanceTransaction {
  const { amount, fee, currency } = entry;
  return tx.put('balance_transaction', {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: tx.now + SECONDS_TO_AVAILABLE,
    balance_type: 'payments',
    created: tx.now,
    currency,
    description: entry.description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: entry.reporting_category,
    source: entry.source,
    status: 'pending',
    type: entry.type,
  });
}
