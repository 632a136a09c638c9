import { API_VERSION } from '../events/api-version';
import { mergeMetadata } from '../http/metadata';
import { noSuch } from '../http/stripe-error';
import { newId } from '../state/identifier';
import type { WebhookEndpoint } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { WebhookEndpointParams } from './webhook-endpoint.schema';

/** The endpoint that the configuration names (WEBHOOK_URL). */
export const CONFIGURED_ENDPOINT = 'we_configured';

/** @throws StripeError 404 when there is no endpoint of that id */
export function getWebhookEndpoint(tx: Transaction, id: string): WebhookEndpoint {
  const endpoint = tx.find('webhook_endpoint', id);
  if (!endpoint) throw noSuch('webhook_endpoint', id, 'id', 404);
  return endpoint;
}

export function newWebhookEndpoint(tx: Transaction, params: WebhookEndpointParams): WebhookEndpoint {
  return {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: tx.now,
    description: params.description || null,
    enabled_events: [...(params.enabled_events ?? ['*'])],
    livemode: false,
    metadata: mergeMetadata(null, params.metadata),
    secret: newId('whsec', 32),
    status: 'enabled',
    url: params.url ?? '',
  };
}

/** Makes the endpoint that the configuration names be what it says now, or be gone. */
export function configureEndpoint(
  tx: Transaction,
  url: string | undefined,
  secret: string | undefined,
): void {
  const known = tx.find('webhook_endpoint', CONFIGURED_ENDPOINT);
  if (url === undefined) {
    if (known) removeEndpoint(tx, CONFIGURED_ENDPOINT);
    return;
  }
  if (known?.url === url && known.secret === secret) return;
  tx.put('webhook_endpoint', {
    ...newWebhookEndpoint(tx, { url }),
    ...known,
    id: CONFIGURED_ENDPOINT,
    url,
    secret,
  });
}

/** Without the endpoint there is nowhere to deliver to. */
export function removeEndpoint(tx: Transaction, id: string): void {
  tx.remove('webhook_endpoint', id);
  for (const delivery of tx.all('delivery')) {
    const open = delivery.status === 'pending' || delivery.status === 'held';
    if (open && delivery.endpoint === id) tx.put('delivery', { ...delivery, status: 'failed' });
  }
}
