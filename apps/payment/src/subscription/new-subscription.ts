import type { PlanName } from '@har/contracts';
import { toObjectId } from '@har/mongo';
import { planPrice, type Plan } from '../plan/plan-catalogue';
import type { Subscription } from './subscription.schema';

/** Milliseconds that a subscriber has before the reconciler asks Stripe. */
const PATIENCE_MS = 60_000;

/** A subscription whose first month is to be paid. */
export function newSubscription(id: string, userId: string, name: PlanName, plan: Plan): Subscription {
  const now = new Date();
  return {
    _id: toObjectId(id),
    user_id: toObjectId(userId),
    plan: name,
    domains: plan.domains,
    amount_minor: planPrice(plan),
    currency: plan.currency,
    status: 'paused',
    holds_plan: true,
    awaiting_payment: true,
    cancel_at_period_end: false,
    renewal_date: null,
    cancelled_date: null,
    activated_at: null,
    attention: null,
    stripe_subscription_id: null,
    check_at: new Date(now.getTime() + PATIENCE_MS),
    journal: [],
    confirm_attempts: 0,
    version: 1,
    created_at: now,
  };
}
