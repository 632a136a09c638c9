import { CatalogueError } from '@har/errors';
import type { Transaction } from '../transaction/transaction.schema';

export const REFUND_DAYS = 14;
/** What of a course may be done before only an administrator refunds it. */
export const REFUND_PERCENT = 30;
const DAY_MS = 86_400_000;

/**
 * Whether a purchase can be refunded now (001 §SERVICE 3 C): completed, less than 14 days ago; exactly 14 days is too late.
 *
 * @throws CatalogueError one of REFUND_*
 */
export function assertRefundable(transaction: Transaction, now = new Date()): void {
  const { status, refund, dispute, completed_at } = transaction;
  if (status === 'refunded') throw new CatalogueError('REFUND_ALREADY_DONE');
  if (status !== 'completed' || !completed_at) throw new CatalogueError('REFUND_NOT_COMPLETED', { status });
  if (refund) throw new CatalogueError('REFUND_IN_PROGRESS');
  if (dispute === 'open') throw new CatalogueError('REFUND_DISPUTED');
  if (now.getTime() - completed_at.getTime() >= REFUND_DAYS * DAY_MS) {
    throw new CatalogueError('REFUND_TOO_LATE', { days: REFUND_DAYS });
  }
}
