import { Delete, Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import { mergeMetadata } from '../http/metadata';
import type { Operation } from '../http/operation';
import { EXPAND_ONLY, type PagingParams } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import type { WebhookEndpoint } from '../state/stored';
import { getWebhookEndpoint, newWebhookEndpoint, removeEndpoint } from './webhook-endpoint';
import * as schema from './webhook-endpoint.schema';

@StripeController('webhook_endpoints')
export class WebhookEndpointsController {
  /** The only answer that shows the secret. */
  @StripePost()
  create(@Params(schema.CREATE_WEBHOOK_ENDPOINT) params: schema.WebhookEndpointParams): Operation {
    return (tx) => tx.put('webhook_endpoint', newWebhookEndpoint(tx, params));
  }

  @Get()
  list(@Params(schema.LIST_WEBHOOK_ENDPOINTS) params: PagingParams): Operation {
    return (tx) => {
      const page = listObjects(tx, 'webhook_endpoint', '/v1/webhook_endpoints', params);
      return { ...page, data: page.data.map(withoutSecret) };
    };
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => withoutSecret(getWebhookEndpoint(tx, id));
  }

  @StripePost(':id')
  update(
    @Param('id') id: string,
    @Params(schema.UPDATE_WEBHOOK_ENDPOINT) params: schema.WebhookEndpointParams,
  ): Operation {
    return (tx) => {
      const before = getWebhookEndpoint(tx, id);
      const status = params.disabled === undefined ? before.status : params.disabled ? 'disabled' : 'enabled';
      const endpoint = tx.put('webhook_endpoint', {
        ...before,
        description: params.description === undefined ? before.description : params.description || null,
        enabled_events: params.enabled_events ? [...params.enabled_events] : before.enabled_events,
        metadata: mergeMetadata(before.metadata, params.metadata),
        status,
        url: params.url ?? before.url,
      });
      return withoutSecret(endpoint);
    };
  }

  @Delete(':id')
  delete(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      getWebhookEndpoint(tx, id);
      removeEndpoint(tx, id);
      return { id, object: 'webhook_endpoint', deleted: true };
    };
  }
}

function withoutSecret({ secret: _secret, ...endpoint }: WebhookEndpoint): object {
  return endpoint;
}
