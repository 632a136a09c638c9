import type { SubscriptionReply } from '@har/contracts';
import { fromMinorUnits } from '../money/minor-units';
import type { Subscription } from './subscription.schema';

/** What a subscriber sees. */
export function toSubscriptionReply(subscription: Subscription): SubscriptionReply {
  return {
    _id: subscription._id.toHexString(),
    user_id: subscription.user_id.toHexString(),
    plan: subscription.plan,
    status: subscription.status,
    amount_per_month: fromMinorUnits(subscription.amount_minor, subscription.currency),
    currency: subscription.currency,
    renewal_date: subscription.renewal_date?.toISOString() ?? null,
    cancelled_date: subscription.cancelled_date?.toISOString() ?? null,
    cancel_at_period_end: subscription.cancel_at_period_end,
    stage: subscription.stage,
    trial_end: subscription.trial_end?.toISOString() ?? null,
    grace_until: subscription.grace_until?.toISOString() ?? null,
    coupon_code: subscription.coupon?.code ?? null,
    awaiting_payment: subscription.awaiting_payment,
    created_at: subscription.created_at.toISOString(),
  };
}
