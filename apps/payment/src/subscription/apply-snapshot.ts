import type { SubscriptionStatus } from '@har/contracts';
import type { GatewaySubscription } from '../payment-gateway/gateway-types';
import type { Subscription, SubscriptionState } from './subscription.schema';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What 001 calls the states of Stripe: it opens courses when it is `active`. */
export function statusOf(snapshot: GatewaySubscription): SubscriptionStatus {
  switch (snapshot.status) {
    case 'active':
    case 'trialing':
      return snapshot.collection_paused ? 'paused' : 'active';
    case 'incomplete':
    case 'past_due':
    case 'unpaid':
    case 'paused':
      return 'paused';
    case 'incomplete_expired':
      return 'expired';
    case 'canceled':
      return snapshot.cancelled_by_request ? 'cancelled' : 'expired';
  }
}

export function hasEnded({ status }: Pick<SubscriptionState, 'status'>): boolean {
  return status === 'cancelled' || status === 'expired';
}

/**
 * The subscription as Stripe has it now, null when Stripe does not know it. What has ended stays ended; an unpaid period
 * prolongs nothing.
 */
export function applySnapshot(
  before: Subscription,
  snapshot: GatewaySubscription | null,
  now = new Date(),
): Subscription {
  if (hasEnded(before)) return before;
  if (!snapshot) return ended(before, 'expired', now);
  const status = statusOf(snapshot);
  if (status === 'cancelled' || status === 'expired') {
    return ended(before, status, snapshot.canceled_at ?? now);
  }
  const active = status === 'active';
  const after: Subscription = {
    ...before,
    status,
    awaiting_payment: snapshot.status === 'incomplete',
    cancel_at_period_end: snapshot.cancel_at_period_end,
    cancelled_date: snapshot.cancel_at_period_end ? snapshot.canceled_at : null,
    renewal_date: active ? snapshot.period_end : before.renewal_date,
    activated_at: before.activated_at ?? (active ? now : null),
    check_at: nextLook(active ? snapshot.period_end : null, now),
  };
  return isSame(before, after) ? before : after;
}

const TOLD = [
  'status',
  'awaiting_payment',
  'cancel_at_period_end',
  'cancelled_date',
  'renewal_date',
] as const satisfies readonly (keyof Subscription)[];

function isSame(before: Subscription, after: Subscription): boolean {
  return TOLD.every((field) => before[field]?.valueOf() === after[field]?.valueOf());
}

function ended(before: Subscription, status: 'cancelled' | 'expired', at: Date): Subscription {
  return {
    ...before,
    status,
    holds_plan: undefined,
    awaiting_payment: false,
    cancelled_date: before.cancelled_date ?? at,
    check_at: null,
  };
}

/** Some minutes after the end of a paid period, for Stripe's own events to come first; soon while a payment is due. */
function nextLook(periodEnd: Date | null, now: Date): Date {
  const soon = now.getTime() + 10 * MINUTE_MS;
  return new Date(periodEnd ? Math.max(periodEnd.getTime() + HOUR_MS, soon) : soon);
}
