import { expand, Joi, metadata, paging, removable } from '../http/params';
import type { MetadataParam } from '../http/params';

export interface WebhookEndpointParams {
  readonly url?: string;
  readonly enabled_events?: readonly string[];
  readonly api_version?: string;
  readonly description?: string;
  readonly disabled?: boolean;
  readonly metadata?: MetadataParam;
}

const url = Joi.string().uri({ scheme: ['http', 'https'] });
const enabledEvents = Joi.array()
  .items(Joi.string().pattern(/^(\*|[a-z0-9_]+(\.[a-z0-9_]+)+)$/))
  .min(1);

export const CREATE_WEBHOOK_ENDPOINT = Joi.object<WebhookEndpointParams>({
  url: url.required(),
  enabled_events: enabledEvents.required(),
  api_version: Joi.string(),
  description: removable,
  metadata,
  ...expand,
});

export const UPDATE_WEBHOOK_ENDPOINT = Joi.object<WebhookEndpointParams>({
  url,
  enabled_events: enabledEvents,
  description: removable,
  disabled: Joi.boolean(),
  metadata,
  ...expand,
});

export const LIST_WEBHOOK_ENDPOINTS = Joi.object(paging);
