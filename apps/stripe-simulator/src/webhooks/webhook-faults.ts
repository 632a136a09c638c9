import type { WebhookFaults } from '../state/records';
import type { Transaction } from '../state/transaction';

const NONE: WebhookFaults = {
  id: 'webhook_faults',
  hold: false,
  lose: false,
  lose_next: 0,
  duplicates: 0,
  new_id_duplicates: 0,
  only: [],
};

/** What is done to webhooks now. */
export function webhookFaults(tx: Transaction): WebhookFaults {
  return tx.find('webhook_faults', 'webhook_faults') ?? NONE;
}

/** Whether the faults are for events of that type. */
export function concernsType(faults: WebhookFaults, type: string): boolean {
  return faults.only.length === 0 || faults.only.includes(type);
}
