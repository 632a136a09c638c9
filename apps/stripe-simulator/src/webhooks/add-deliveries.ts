import { matchesType } from '../events/matches-type';
import type { Delivery } from '../state/records';
import type { StripeEvent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { concernsType, webhookFaults } from './webhook-faults';

/** Makes one delivery for each endpoint that wants the event; answers how many there are. */
export function addDeliveries(tx: Transaction, event: StripeEvent): number {
  const endpoints = tx
    .all('webhook_endpoint')
    .filter(
      ({ status, enabled_events }) =>
        status === 'enabled' && enabled_events.some((one) => matchesType(one, event.type)),
    );
  if (endpoints.length === 0) return 0;
  const status = firstStatus(tx, event.type);
  for (const endpoint of endpoints) {
    tx.put('delivery', {
      id: `${event.id}.${endpoint.id}`,
      event: event.id,
      event_type: event.type,
      endpoint: endpoint.id,
      status,
      attempts: 0,
      next_attempt_at: Date.now(),
      first_attempt_at: null,
      last_status: null,
    });
  }
  return endpoints.length;
}

function firstStatus(tx: Transaction, type: string): Delivery['status'] {
  const faults = webhookFaults(tx);
  if (!concernsType(faults, type)) return 'pending';
  if (faults.lose) return 'lost';
  if (faults.lose_next > 0) {
    tx.put('webhook_faults', { ...faults, lose_next: faults.lose_next - 1 });
    return 'lost';
  }
  return faults.hold ? 'held' : 'pending';
}
