import { Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { createdFilter, EXPAND_ONLY, Joi, paging, type PagingParams } from '../http/params';
import { noSuch } from '../http/stripe-error';
import { Params, StripeController } from '../http/stripe-controller';
import type { StripeEvent } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { matchesType } from './matches-type';

interface EventListParams extends PagingParams {
  readonly type?: string;
  readonly types?: readonly string[];
}

const LIST = Joi.object<EventListParams>({
  ...paging,
  created: createdFilter,
  type: Joi.string(),
  types: Joi.array().items(Joi.string()).max(20),
}).oxor('type', 'types');

@StripeController('events')
export class EventsController {
  @Get()
  list(@Params(LIST) params: EventListParams): Operation {
    const wanted = params.types ?? (params.type === undefined ? [] : [params.type]);
    return (tx) => {
      const page = listObjects(tx, 'event', '/v1/events', params, ({ type }) => {
        return wanted.length === 0 || wanted.some((pattern) => matchesType(pattern, type));
      });
      return { ...page, data: page.data.map((event) => withPendingWebhooks(tx, event)) };
    };
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => {
      const event = tx.find('event', id);
      if (!event) throw noSuch('event', id, 'id', 404);
      return withPendingWebhooks(tx, event);
    };
  }
}

function withPendingWebhooks(tx: Transaction, event: StripeEvent): StripeEvent {
  const deliveries = tx.all('webhook_endpoint').map(({ id }) => tx.find('delivery', `${event.id}.${id}`));
  const pending = deliveries.filter((one) => one?.status === 'pending' || one?.status === 'held');
  return { ...event, pending_webhooks: pending.length };
}
