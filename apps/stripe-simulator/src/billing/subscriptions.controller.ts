import { Delete, Get, Param } from '@nestjs/common';
import { listObjects } from '../http/list-objects';
import type { Operation } from '../http/operation';
import { EXPAND_ONLY } from '../http/params';
import { Params, StripeController, StripePost } from '../http/stripe-controller';
import type { Subscription } from '../state/stored';
import { cancelSubscription } from './cancel-subscription';
import { createSubscription } from './create-subscription';
import { getSubscription, hasEnded } from './subscription';
import * as schema from './subscription.schema';
import { updateSubscription } from './update-subscription';

@StripeController('subscriptions')
export class SubscriptionsController {
  @StripePost()
  create(@Params(schema.CREATE_SUBSCRIPTION) params: schema.CreateSubscriptionParams): Operation {
    return (tx) => createSubscription(tx, params);
  }

  @Get()
  list(@Params(schema.LIST_SUBSCRIPTIONS) params: schema.SubscriptionListParams): Operation {
    return (tx) =>
      listObjects(tx, 'subscription', '/v1/subscriptions', params, (one) => isWanted(one, params));
  }

  @Get(':id')
  retrieve(@Param('id') id: string, @Params(EXPAND_ONLY) _params: object): Operation {
    return (tx) => getSubscription(tx, id);
  }

  @StripePost(':id')
  update(
    @Param('id') id: string,
    @Params(schema.UPDATE_SUBSCRIPTION) params: schema.UpdateSubscriptionParams,
  ): Operation {
    return (tx) => updateSubscription(tx, id, params);
  }

  @Delete(':id')
  cancel(
    @Param('id') id: string,
    @Params(schema.CANCEL_SUBSCRIPTION) params: schema.CancelSubscriptionParams,
  ): Operation {
    return (tx) => cancelSubscription(tx, id, params);
  }
}

function isWanted(
  subscription: Subscription,
  { customer, price, status }: schema.SubscriptionListParams,
): boolean {
  if (customer !== undefined && subscription.customer !== customer) return false;
  if (price !== undefined && !subscription.items.data.some((item) => item.price.id === price)) return false;
  if (status === 'all') return true;
  if (status === 'ended') return hasEnded(subscription);
  // Without a status Stripe leaves out what was canceled.
  return status === undefined ? subscription.status !== 'canceled' : subscription.status === status;
}
