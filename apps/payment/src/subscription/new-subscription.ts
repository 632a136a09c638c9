import type { PlanName } from '@har/contracts';
import type { Language } from '@har/errors';
import { toObjectId } from '@har/mongo';
import type { StoredCheckout } from '../checkout-session/stored-checkout';
import type { AppliedCoupon } from '../coupon/coupon-redemption.service';
import { planPrice, type Plan } from '../plan/plan-catalogue';
import type { Subscription } from './subscription.schema';

/** Milliseconds that a subscriber has before the reconciler asks Stripe. */
const PATIENCE_MS = 60_000;

export interface WantedSubscription {
  id: string;
  user_id: string;
  name: PlanName;
  plan: Plan;
  /** Free days that it begins with. */
  trial_days: number;
  coupon: AppliedCoupon | null;
  /** Set when its first payment is made on a page of Stripe. */
  checkout: StoredCheckout | null;
  language: Language;
}

/** A subscription whose first month is to be paid. */
export function newSubscription(wanted: WantedSubscription): Subscription {
  const { id, user_id, name, plan, trial_days, coupon, checkout, language } = wanted;
  const now = new Date();
  return {
    _id: toObjectId(id),
    user_id: toObjectId(user_id),
    plan: name,
    domains: plan.domains,
    amount_minor: planPrice(plan),
    currency: plan.currency,
    status: 'paused',
    stage: 'incomplete',
    holds_plan: true,
    ...(trial_days > 0 && { used_trial: true }),
    awaiting_payment: true,
    cancel_at_period_end: false,
    renewal_date: null,
    cancelled_date: null,
    trial_end: null,
    grace_until: null,
    activated_at: null,
    attention: null,
    trial_days,
    coupon,
    checkout,
    language,
    change_preview: null,
    stripe_subscription_id: null,
    check_at: new Date(now.getTime() + PATIENCE_MS),
    journal: [],
    confirm_attempts: 0,
    version: 1,
    created_at: now,
  };
}
