import type { TransactionStatus } from '@har/contracts';

/**
 * The one table of statuses (001 §SERVICE 3). `failed` is where attempts end that brought no money; a buyer who pays the
 * same payment intent after all, with another card, completes it.
 */
export const TRANSITIONS: Readonly<Record<TransactionStatus, readonly TransactionStatus[]>> = {
  pending: ['completed', 'failed'],
  failed: ['completed'],
  completed: ['refunded'],
  refunded: [],
};

export function mayBecome(from: TransactionStatus, to: TransactionStatus): boolean {
  return TRANSITIONS[from].includes(to);
}
