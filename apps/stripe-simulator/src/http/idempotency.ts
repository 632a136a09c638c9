import { createHash } from 'node:crypto';
import type { Transaction } from '../state/transaction';
import { StripeError } from './stripe-error';

/** What is answered, and the request that was first to be answered so. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly replayed_from?: string;
}

const KEEP_MS = 24 * 3_600_000;

/**
 * Answers a request that carries an idempotency key: the first one does the work, and its answer is committed together
 * with what it did; repetitions get that answer. An error that undid the work is not kept, as at Stripe.
 *
 * @param print method, path and parameters of the request
 * @throws StripeError 400 when the key was used with other parameters
 */
export function answerOnce(tx: Transaction, key: string, print: string, work: () => Answer): Answer {
  const known = tx.find('idempotency_record', key);
  if (known && Date.now() - known.created_ms < KEEP_MS) {
    if (known.fingerprint !== print) throw reusedKey(key);
    return { status: known.status, body: known.body, replayed_from: known.request_id };
  }
  const answer = work();
  const request_id = tx.request.id ?? '';
  const created_ms = Date.now();
  tx.put('idempotency_record', { id: key, fingerprint: print, request_id, created_ms, ...answer });
  return answer;
}

/** The same for the same parameters, in whatever order they came. */
export function fingerprint(method: string, path: string, form: string): string {
  const pairs = [...new URLSearchParams(form)].map((pair) => JSON.stringify(pair)).sort();
  return createHash('sha256')
    .update([method, path, ...pairs].join('\n'))
    .digest('hex');
}

function reusedKey(key: string): StripeError {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
  return new StripeError(400, { type: 'idempotency_error', message });
}
