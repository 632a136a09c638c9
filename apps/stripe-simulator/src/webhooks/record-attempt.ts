import type { Delivery } from '../state/records';
import type { Transaction } from '../state/transaction';

const MAX_DELAY_MS = 60_000;
const GIVE_UP_MS = 3 * 24 * 3_600_000;

/**
 * Notes what an attempt brought: delivered when it was answered 2xx, else tried again after a pause that doubles from
 * `retryMs` to a minute, for three days.
 */
export function recordAttempt(tx: Transaction, id: string, status: number | null, retryMs: number): void {
  const delivery = tx.find('delivery', id);
  if (!delivery || delivery.status === 'delivered') return;
  const now = Date.now();
  const attempts = delivery.attempts + 1;
  const first_attempt_at = delivery.first_attempt_at ?? now;
  const next_attempt_at = now + Math.min(retryMs * 2 ** (attempts - 1), MAX_DELAY_MS);
  tx.put('delivery', {
    ...delivery,
    attempts,
    first_attempt_at,
    next_attempt_at,
    last_status: status,
    status: nextStatus(status, now - first_attempt_at),
  });
}

function nextStatus(status: number | null, elapsedMs: number): Delivery['status'] {
  if (isSuccess(status)) return 'delivered';
  return elapsedMs > GIVE_UP_MS ? 'failed' : 'pending';
}

function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}
