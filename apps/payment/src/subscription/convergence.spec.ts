import fc from 'fast-check';
import { Types } from 'mongoose';
import { DEFAULT_PLANS } from '../plan/plan-catalogue';
import type { GatewaySubscription } from '../payment-gateway/gateway-types';
import { applySnapshot } from './apply-snapshot';
import { newSubscription } from './new-subscription';
import { applySubscriptionFact, type SubscriptionFact } from './subscription-fact';
import type { Subscription } from './subscription.schema';

const DAY_MS = 86_400_000;
const START = new Date('2026-11-05T10:00:00.000Z');
const RULES = { now: new Date('2026-12-01T00:00:00.000Z'), grace_days: 3, plans: DEFAULT_PLANS };

const STEPS = [
  'pay',
  'decline',
  'try in vain',
  'pause',
  'resume collection',
  'to basic',
  'to enterprise',
  'cancel at end',
  'resume',
  'end',
  'refund',
  'dispute',
  'win',
] as const;
type Step = (typeof STEPS)[number];

/** Stripe at one moment: the subscription, and what that step told about money. */
interface Moment {
  subscription: GatewaySubscription;
  fact: SubscriptionFact | null;
}

const FIRST: GatewaySubscription = {
  id: 'sub_1',
  subscription_id: null,
  status: 'incomplete',
  collection_paused: false,
  started_at: START,
  period_start: START,
  period_end: new Date(START.getTime() + 30 * DAY_MS),
  trial_end: null,
  ever_active: false,
  plan: 'pro',
  amount_minor: 3900,
  cancel_at_period_end: false,
  canceled_at: null,
  cancelled_by_request: false,
  client_secret: null,
};

/** The life that Stripe gives a subscription that is treated so. */
function lifeOf(steps: readonly Step[], trial: boolean): Moment[] {
  const first = trial
    ? { ...FIRST, status: 'trialing' as const, ever_active: true, trial_end: FIRST.period_end }
    : FIRST;
  const life: Moment[] = [{ subscription: first, fact: null }];
  steps.forEach((step, position) => {
    const { subscription } = life.at(-1)!;
    if (subscription.status === 'canceled') return;
    life.push(next(subscription, step, position, life));
  });
  return life;
}

function next(now: GatewaySubscription, step: Step, position: number, life: readonly Moment[]): Moment {
  const at = new Date(START.getTime() + position * DAY_MS);
  const later = {
    period_start: now.period_end,
    period_end: new Date(now.period_end.getTime() + 30 * DAY_MS),
  };
  const money = { amount_minor: now.amount_minor, at };
  const paid = life.some(({ fact }) => fact?.kind === 'invoice_paid');
  // One dispute has one amount for ever.
  const disputed = life.some(({ fact }) => fact?.kind === 'disputed');
  const alone = (change: Partial<GatewaySubscription>): Moment => ({
    subscription: { ...now, ...change },
    fact: null,
  });
  switch (step) {
    case 'pay': {
      const first = now.status === 'incomplete' || now.status === 'past_due' || now.status === 'unpaid';
      const subscription = { ...now, ...(!first && later), status: 'active' as const, ever_active: true };
      const invoice = {
        invoice_id: `in_${position}`,
        currency: 'EUR',
        discount_minor: 0,
        credit_used_minor: 0,
      };
      return { subscription, fact: { kind: 'invoice_paid', ...invoice, ...money } };
    }
    case 'decline':
      return alone(
        now.status === 'active' || now.status === 'trialing' ? { ...later, status: 'past_due' } : {},
      );
    case 'try in vain':
      return alone(now.status === 'past_due' ? { status: 'unpaid' } : {});
    case 'pause':
      return alone({ collection_paused: true });
    case 'resume collection':
      return alone({ collection_paused: false });
    case 'to basic':
      return alone({ plan: 'basic', amount_minor: 1900 });
    case 'to enterprise':
      return alone({ plan: 'enterprise', amount_minor: 9900 });
    case 'cancel at end':
      return alone({ cancel_at_period_end: true, canceled_at: at });
    case 'resume':
      return alone({ cancel_at_period_end: false, canceled_at: null });
    case 'end':
      return alone({
        status: 'canceled',
        canceled_at: now.canceled_at ?? at,
        cancelled_by_request: now.cancel_at_period_end,
      });
    case 'refund':
      return paid
        ? { subscription: now, fact: { kind: 'refunded', refund_id: `re_${position}`, ...money } }
        : alone({});
    case 'dispute':
      return paid && !disputed
        ? { subscription: now, fact: { kind: 'disputed', dispute_id: 'dp_1', ...money, at: START } }
        : alone({});
    case 'win':
      return disputed
        ? {
            subscription: now,
            fact: { kind: 'dispute_won', dispute_id: 'dp_1', amount_minor: disputedIn(life), at: START },
          }
        : alone({});
  }
}

function disputedIn(life: readonly Moment[]): number {
  return life.find(({ fact }) => fact?.kind === 'disputed')!.fact!.amount_minor;
}

/** What all orders must agree in: everything but when it is looked at next. */
function summary(subscription: Subscription): string {
  const { check_at: _, journal, ...rest } = subscription;
  const entries = journal.map((entry) => JSON.stringify(entry)).sort();
  return JSON.stringify({ ...rest, entries });
}

/**
 * Events arrive in the given order. Each makes the state be asked for: it is at least as new as the event, and never
 * older than what was seen before.
 */
function told(start: Subscription, life: readonly Moment[], order: readonly number[]): Subscription {
  let seen = 0;
  return order.reduce((before, index) => {
    seen = Math.max(seen, index);
    const { fact } = life[index]!;
    const booked = fact ? applySubscriptionFact(before, fact) : before;
    return applySnapshot(booked, life[seen]!.subscription, RULES);
  }, start);
}

const lives = fc
  .tuple(fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 10 }), fc.boolean())
  .map(([steps, trial]) => lifeOf(steps, trial))
  .chain((life) => {
    const twice = [...life.keys(), ...life.keys()];
    const order = fc.shuffledSubarray(twice, { minLength: twice.length });
    return fc.record({ life: fc.constant(life), order });
  });

describe('a subscription whose events come in any order, and twice', () => {
  it('ends in one state, over 2,000 lives', () => {
    fc.assert(
      fc.property(lives, ({ life, order }) => {
        const start = newSubscription({
          id: new Types.ObjectId().toHexString(),
          user_id: new Types.ObjectId().toHexString(),
          name: 'pro',
          plan: DEFAULT_PLANS.pro,
          trial_days: 14,
          coupon: null,
          checkout: null,
          language: 'en',
        });
        expect(summary(told(start, life, order))).toBe(summary(told(start, life, [...life.keys()])));
      }),
      { numRuns: 2_000 },
    );
  });
});
