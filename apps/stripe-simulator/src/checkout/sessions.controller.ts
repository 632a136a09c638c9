import { Get, Param } from '@nestjs/common';
import { lineItemsOf } from '../http/includable-fields';
import { listObjects, wholeList } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { EXPAND_ONLY, Joi, paging } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import * as schema from './checkout.schema';
import { expireSession, getSession } from './complete-session';
import { createSession } from './create-session';

const PAGE = Joi.object(paging);

@StripeController('checkout/sessions')
export class SessionsController {
  @StripePost()
  create(@Params(schema.CREATE_SESSION) params: schema.CreateSessionParams): Operation {
    return (tx) => createSession(tx, params);
  }

  @Get()
  list(@Params(schema.LIST_SESSIONS) params: schema.SessionListParams): Operation {
    return (tx) =>
      listObjects(tx, 'checkout.session', '/v1/checkout/sessions', params, (session) => {
        const { customer = session.customer, payment_intent = session.payment_intent } = params;
        const { subscription = session.subscription, status = session.status } = params;
        const fits = session.customer === customer && session.payment_intent === payment_intent;
        return fits && session.subscription === subscription && session.status === status;
      });
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => getSession(tx, id);
  }

  @Get(':id/line_items')
  listLineItems(@Param('id') id: string, @Params(PAGE) _params: object): Operation {
    return (tx) =>
      wholeList(lineItemsOf(tx, getSession(tx, id).id), `/v1/checkout/sessions/${id}/line_items`);
  }

  @StripePost(':id/expire')
  expire(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => expireSession(tx, id);
  }
}
