import type { StripeEvent, StripeObject } from '../state/stored';
import { newId } from '../state/identifier';
import type { Transaction } from '../state/transaction';
import { addDeliveries } from '../webhooks/add-deliveries';
import { concernsType, webhookFaults } from '../webhooks/webhook-faults';
import { API_VERSION } from './api-version';

/**
 * Records that something happened to an object, makes its deliveries to the webhook endpoints and runs what follows
 * from it in the same transaction.
 *
 * @param previous for `*.updated`: the fields that changed, with their old values
 */
export function emit(
  tx: Transaction,
  type: string,
  object: StripeObject,
  previous?: Record<string, unknown>,
): void {
  const faults = webhookFaults(tx);
  const copies = concernsType(faults, type) ? faults.new_id_duplicates : 0;
  for (let copy = 0; copy <= copies; copy += 1) record(tx, type, object, previous);
  for (const reaction of tx.reactions.get(type) ?? []) reaction(tx, object);
}

function record(
  tx: Transaction,
  type: string,
  object: StripeObject,
  previous?: Record<string, unknown>,
): void {
  const event: StripeEvent = {
    id: newId('evt'),
    object: 'event',
    api_version: API_VERSION,
    created: tx.now,
    data: previous ? { object, previous_attributes: previous } : { object },
    livemode: false,
    pending_webhooks: 0,
    request: { id: tx.request.id, idempotency_key: tx.request.idempotency_key },
    type,
  };
  const pending_webhooks = addDeliveries(tx, event);
  tx.put('event', { ...event, pending_webhooks });
}

/** The old values of the fields that differ: `previous_attributes` of an update. */
export function changedFields(before: object, after: object): Record<string, unknown> {
  const old = before as Record<string, unknown>;
  const next = after as Record<string, unknown>;
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  const changed = keys.filter((key) => JSON.stringify(old[key]) !== JSON.stringify(next[key]));
  return Object.fromEntries(changed.map((key) => [key, old[key] ?? null]));
}
