import { PLANS, type PlanName, type SubscriptionStage, type SubscriptionStatus } from '@har/contracts';
import type { GatewaySubscription, GatewaySubscriptionStatus } from '../payment-gateway/gateway-types';
import type { PlanCatalogue } from '../plan/plan-catalogue';
import { attentionOf } from './attention';
import type { Subscription, SubscriptionState } from './subscription.schema';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What decides, beside Stripe's state. */
export interface SnapshotRules {
  now: Date;
  /** Days that a renewal may be unpaid before access ends. */
  grace_days: number;
  plans: PlanCatalogue;
}

const STAGES: Readonly<Record<GatewaySubscriptionStatus, SubscriptionStage>> = {
  incomplete: 'incomplete',
  incomplete_expired: 'canceled',
  trialing: 'trialing',
  active: 'active',
  past_due: 'past_due',
  unpaid: 'unpaid',
  paused: 'paused',
  canceled: 'canceled',
};

export function stageOf({ status, collection_paused }: GatewaySubscription): SubscriptionStage {
  const stage = STAGES[status];
  return collection_paused && (stage === 'active' || stage === 'trialing') ? 'paused' : stage;
}

/** Until when an unpaid renewal goes on opening courses; null when there is none, or no grace. */
export function graceUntil({ status, period_start }: GatewaySubscription, grace_days: number): Date | null {
  if (status !== 'past_due' || grace_days === 0) return null;
  // The unpaid period begins where the paid one ended: the same moment whenever it is looked at.
  return new Date(period_start.getTime() + grace_days * DAY_MS);
}

/** What 001 calls the stages of Stripe: it opens courses when it is `active`. */
export function statusOf(
  snapshot: GatewaySubscription,
  { now, grace_days }: SnapshotRules,
): SubscriptionStatus {
  const grace = graceUntil(snapshot, grace_days);
  switch (stageOf(snapshot)) {
    case 'active':
    case 'trialing':
      return 'active';
    case 'past_due':
      return grace !== null && now < grace ? 'active' : 'paused';
    case 'incomplete':
    case 'unpaid':
    case 'paused':
      return 'paused';
    case 'canceled':
      return snapshot.cancelled_by_request ? 'cancelled' : 'expired';
  }
}

export function hasEnded({ status }: Pick<SubscriptionState, 'status'>): boolean {
  return status === 'cancelled' || status === 'expired';
}

/**
 * The subscription as Stripe has it now, null when Stripe does not know it. What has ended stays ended; an unpaid period
 * prolongs nothing. The outcome depends on the last snapshot alone, not on those that were seen before it.
 */
export function applySnapshot(
  before: Subscription,
  snapshot: GatewaySubscription | null,
  rules: SnapshotRules,
): Subscription {
  if (hasEnded(before)) return before;
  if (!snapshot) return ended(before, 'expired', rules.now);
  const status = statusOf(snapshot, rules);
  const taken = takeOver(before, snapshot, rules);
  if (status === 'cancelled' || status === 'expired') {
    return ended(taken, status, snapshot.canceled_at ?? rules.now);
  }
  const after: Subscription = {
    ...taken,
    status,
    cancelled_date: snapshot.cancel_at_period_end ? snapshot.canceled_at : null,
    check_at: nextLook(status === 'active' ? snapshot.period_end : null, taken.grace_until, rules.now),
  };
  return isSame(before, after) ? before : after;
}

/** It ends without Stripe having heard of it, or after its page has run out. */
export function endWithoutStripe(before: Subscription, at: Date): Subscription {
  return hasEnded(before) ? before : ended(before, 'expired', at);
}

function takeOver(before: Subscription, snapshot: GatewaySubscription, rules: SnapshotRules): Subscription {
  const plan = PLANS.find((name) => name === snapshot.plan) ?? before.plan;
  const stage = stageOf(snapshot);
  return {
    ...before,
    ...(plan !== before.plan && planTerms(plan, rules.plans)),
    amount_minor: snapshot.plan === null ? before.amount_minor : snapshot.amount_minor,
    stage,
    awaiting_payment: stage === 'incomplete',
    cancel_at_period_end: snapshot.cancel_at_period_end,
    renewal_date: paidUntil(snapshot),
    trial_end: snapshot.trial_end,
    grace_until: graceUntil(snapshot, rules.grace_days),
    activated_at: before.activated_at ?? (snapshot.ever_active ? snapshot.started_at : null),
  };
}

function planTerms(plan: PlanName, plans: PlanCatalogue) {
  return { plan, domains: plans[plan].domains };
}

function paidUntil({ status, ever_active, period_start, period_end }: GatewaySubscription): Date | null {
  if (!ever_active) return null;
  return status === 'past_due' || status === 'unpaid' ? period_start : period_end;
}

const TOLD = [
  'status',
  'stage',
  'plan',
  'amount_minor',
  'awaiting_payment',
  'cancel_at_period_end',
  'cancelled_date',
  'renewal_date',
  'trial_end',
  'grace_until',
] as const satisfies readonly (keyof Subscription)[];

function isSame(before: Subscription, after: Subscription): boolean {
  return TOLD.every((field) => before[field]?.valueOf() === after[field]?.valueOf());
}

function ended(before: Subscription, status: 'cancelled' | 'expired', at: Date): Subscription {
  const after: Subscription = {
    ...before,
    status,
    stage: 'canceled',
    holds_plan: undefined,
    // A trial that never began may begin another time.
    used_trial: before.activated_at ? before.used_trial : undefined,
    awaiting_payment: false,
    grace_until: null,
    cancelled_date: at,
    check_at: null,
  };
  return { ...after, attention: attentionOf(after) };
}

/**
 * Some minutes after the end of a paid period, for Stripe's own events to come first; at the end of the days of grace; soon
 * while a payment is due.
 */
function nextLook(paidUntil: Date | null, graceUntil: Date | null, now: Date): Date {
  if (graceUntil && graceUntil > now) return graceUntil;
  const soon = now.getTime() + 10 * MINUTE_MS;
  return new Date(paidUntil ? Math.max(paidUntil.getTime() + HOUR_MS, soon) : soon);
}
