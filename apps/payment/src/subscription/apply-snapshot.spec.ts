import { Types } from 'mongoose';
import { balanceOf } from '../ledger/journal-entry';
import { DEFAULT_PLANS } from '../plan/plan-catalogue';
import type { GatewaySubscription } from '../payment-gateway/gateway-types';
import { applySnapshot, statusOf, type SnapshotRules } from './apply-snapshot';
import { newSubscription } from './new-subscription';
import { applySubscriptionFact, type PaidInvoice } from './subscription-fact';

const START = new Date('2026-11-05T10:00:00.000Z');
const NOW = new Date('2026-11-05T10:05:00.000Z');
const END = new Date('2026-12-05T10:00:00.000Z');
const DAY_MS = 86_400_000;
const RULES: SnapshotRules = { now: NOW, grace_days: 0, plans: DEFAULT_PLANS };
const started = (more: { trial_days?: number } = {}) =>
  newSubscription({
    id: new Types.ObjectId().toHexString(),
    user_id: new Types.ObjectId().toHexString(),
    name: 'pro',
    plan: DEFAULT_PLANS.pro,
    trial_days: 0,
    coupon: null,
    checkout: null,
    language: 'en',
    ...more,
  });
const snapshot = (more: Partial<GatewaySubscription> = {}): GatewaySubscription => ({
  id: 'sub_1',
  subscription_id: null,
  status: 'active',
  collection_paused: false,
  started_at: START,
  period_start: START,
  period_end: END,
  trial_end: null,
  ever_active: true,
  plan: 'pro',
  amount_minor: 3900,
  cancel_at_period_end: false,
  canceled_at: null,
  cancelled_by_request: false,
  client_secret: null,
  ...more,
});

describe('applySnapshot', () => {
  it.each([
    ['active', {}, 'active', 'active'],
    ['trialing', {}, 'active', 'trialing'],
    ['active', { collection_paused: true }, 'paused', 'paused'],
    ['incomplete', {}, 'paused', 'incomplete'],
    ['past_due', {}, 'paused', 'past_due'],
    ['unpaid', {}, 'paused', 'unpaid'],
    ['paused', {}, 'paused', 'paused'],
    ['incomplete_expired', {}, 'expired', 'canceled'],
    ['canceled', {}, 'expired', 'canceled'],
    ['canceled', { cancelled_by_request: true }, 'cancelled', 'canceled'],
  ] as const)('takes %s %o for %s', (status, more, expected, stage) => {
    expect(statusOf(snapshot({ status, ...more }), RULES)).toBe(expected);
    const after = applySnapshot(started(), snapshot({ status, ...more }), RULES);
    expect(after).toMatchObject({ status: expected, stage });
    expect(after.holds_plan === undefined).toBe(expected === 'expired' || expected === 'cancelled');
  });

  it('prolongs nothing that is not paid, and leaves alone what is the same', () => {
    const active = applySnapshot(started(), snapshot(), RULES);
    expect(active).toMatchObject({ renewal_date: END, activated_at: START, awaiting_payment: false });
    expect(applySnapshot(active, snapshot(), RULES)).toBe(active);
    const later = new Date('2027-01-05T10:00:00.000Z');
    const due = snapshot({ status: 'past_due', period_start: END, period_end: later });
    expect(applySnapshot(active, due, RULES)).toMatchObject({ status: 'paused', renewal_date: END });
  });

  it('goes on for the days of grace, counted from when the unpaid period began, and not a moment longer', () => {
    const due = snapshot({ status: 'past_due', period_start: END });
    const until = new Date(END.getTime() + 3 * DAY_MS);
    const at = (now: Date) => applySnapshot(started(), due, { ...RULES, now, grace_days: 3 });
    const within = at(new Date(until.getTime() - 1));
    expect(within).toMatchObject({
      status: 'active',
      stage: 'past_due',
      grace_until: until,
      check_at: until,
    });
    expect(at(until)).toMatchObject({ status: 'paused', grace_until: until });
    const unpaid = snapshot({ status: 'unpaid', period_start: END });
    expect(applySnapshot(within, unpaid, { ...RULES, grace_days: 3 })).toMatchObject({
      status: 'paused',
      grace_until: null,
    });
  });

  it('follows a change of plan with its price and domains', () => {
    const changed = applySnapshot(started(), snapshot({ plan: 'basic', amount_minor: 1900 }), RULES);
    expect(changed).toMatchObject({ plan: 'basic', amount_minor: 1900, domains: ['Excel', 'Other'] });
    const foreign = applySnapshot(started(), snapshot({ plan: null, amount_minor: 1 }), RULES);
    expect(foreign).toMatchObject({ plan: 'pro', amount_minor: 3900 });
  });

  it('uses a trial up only when it began', () => {
    const trial_end = new Date('2026-11-19T10:00:00.000Z');
    const trial = applySnapshot(
      started({ trial_days: 14 }),
      snapshot({ status: 'trialing', trial_end }),
      RULES,
    );
    expect(trial).toMatchObject({ used_trial: true, trial_end, status: 'active' });
    const over = snapshot({ status: 'canceled', trial_end });
    expect(applySnapshot(trial, over, RULES).used_trial).toBe(true);
    expect(applySnapshot(started({ trial_days: 14 }), null, RULES).used_trial).toBeUndefined();
  });

  it('ends what Stripe does not know, and never begins it again', () => {
    const ended = applySnapshot(started(), null, RULES);
    expect(ended).toMatchObject({ status: 'expired', cancelled_date: NOW, check_at: null });
    expect(applySnapshot(ended, snapshot(), RULES)).toBe(ended);
  });
});

describe('applySubscriptionFact', () => {
  const paid: PaidInvoice = {
    kind: 'invoice_paid',
    invoice_id: 'in_1',
    amount_minor: 3900,
    discount_minor: 0,
    credit_used_minor: 0,
    currency: 'EUR',
    at: END,
  };

  it('books each movement once', () => {
    const first = applySubscriptionFact(started(), paid);
    expect(applySubscriptionFact(first, paid)).toBe(first);
    const refund = { refund_id: 're_1', amount_minor: 3900, at: END };
    const back = applySubscriptionFact(first, { kind: 'refunded', ...refund });
    const failed = applySubscriptionFact(back, { kind: 'refund_failed', ...refund });
    expect(applySubscriptionFact(failed, { kind: 'refund_failed', ...refund })).toBe(failed);
    const about = { dispute_id: 'dp_1', amount_minor: 3900, at: END };
    const disputed = applySubscriptionFact(failed, { kind: 'disputed', ...about });
    expect(applySubscriptionFact(disputed, { kind: 'disputed', ...about })).toBe(disputed);
    expect(disputed.attention).toBe('disputed');
    const won = applySubscriptionFact(disputed, { kind: 'dispute_won', ...about });
    expect(won.attention).toBeNull();
    expect(won.journal.map(({ key }) => key)).toEqual([
      'invoice:in_1',
      'refund:re_1',
      'refund:re_1:failed',
      'dispute:dp_1',
      'dispute:dp_1:won',
    ]);
  });

  it('explains what was not paid by card: a discount, a credit that was used, one that was left', () => {
    const held = (fact: Partial<PaidInvoice>) => {
      const { journal } = applySubscriptionFact(started(), { ...paid, ...fact });
      return ['stripe', 'discounts', 'credits', 'subscriptions'].map((account) =>
        balanceOf(journal, account as never),
      );
    };
    expect(held({ amount_minor: 2900, discount_minor: 1000 })).toEqual([2900, 1000, 0, -3900]);
    expect(held({ amount_minor: 0, discount_minor: 3900 })).toEqual([0, 3900, 0, -3900]);
    expect(held({ amount_minor: 900, credit_used_minor: 3000 })).toEqual([900, 0, 3000, -3900]);
    expect(held({ amount_minor: 0, credit_used_minor: -2000 })).toEqual([0, 0, -2000, 2000]);
  });

  it('books nothing for nothing, and flags what was paid after the end', () => {
    const before = started();
    expect(applySubscriptionFact(before, { ...paid, amount_minor: 0 })).toBe(before);
    const ended = applySnapshot(before, null, RULES);
    expect(applySubscriptionFact(ended, paid).attention).toBe('paid_after_end');
    expect(applySubscriptionFact(ended, { ...paid, at: new Date(0) }).attention).toBeNull();
    const late = applySnapshot(applySubscriptionFact(before, paid), null, RULES);
    expect(late.attention).toBe('paid_after_end');
  });
});
