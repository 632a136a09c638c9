import { Types } from 'mongoose';
import { balanceOf } from '../ledger/journal-entry';
import { DEFAULT_PLANS } from '../plan/plan-catalogue';
import type { GatewaySubscription } from '../payment-gateway/gateway-types';
import { applySnapshot, endWithoutStripe, statusOf, type SnapshotRules } from './apply-snapshot';
import { newSubscription } from './new-subscription';
import { applySubscriptionFact, type PaidInvoice } from './subscription-fact';

const START = new Date('2026-11-05T10:00:00.000Z');
const NOW = new Date('2026-11-05T10:05:00.000Z');
const END = new Date('2026-12-05T10:00:00.000Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const after = (date: Date, ms: number) => new Date(date.getTime() + ms);
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
    ['trialing', { collection_paused: true }, 'paused', 'paused'],
    ['past_due', { collection_paused: true }, 'paused', 'past_due'],
    ['incomplete', {}, 'paused', 'incomplete'],
    ['past_due', {}, 'paused', 'past_due'],
    ['unpaid', {}, 'paused', 'unpaid'],
    ['paused', {}, 'paused', 'paused'],
    ['incomplete_expired', {}, 'expired', 'canceled'],
    ['canceled', {}, 'expired', 'canceled'],
    ['canceled', { cancelled_by_request: true }, 'cancelled', 'canceled'],
  ] as const)('takes %s %o for %s', (status, more, expected, stage) => {
    expect(statusOf(snapshot({ status, ...more }), RULES)).toBe(expected);
    const taken = applySnapshot(started(), snapshot({ status, ...more }), RULES);
    expect(taken).toMatchObject({ status: expected, stage, awaiting_payment: stage === 'incomplete' });
    expect(taken.holds_plan === undefined).toBe(expected === 'expired' || expected === 'cancelled');
  });

  it('prolongs nothing that is not paid, and leaves alone what is the same', () => {
    const active = applySnapshot(started(), snapshot(), RULES);
    expect(active).toMatchObject({ renewal_date: END, activated_at: START, awaiting_payment: false });
    expect(applySnapshot(active, snapshot(), RULES)).toBe(active);
    const later = new Date('2027-01-05T10:00:00.000Z');
    const due = snapshot({ status: 'past_due', period_start: END, period_end: later });
    expect(applySnapshot(active, due, RULES)).toMatchObject({ status: 'paused', renewal_date: END });
    const unpaid = { ...due, status: 'unpaid' as const };
    expect(applySnapshot(active, unpaid, RULES)).toMatchObject({ status: 'paused', renewal_date: END });
    const never = snapshot({ status: 'incomplete', ever_active: false });
    expect(applySnapshot(started(), never, RULES)).toMatchObject({ renewal_date: null, activated_at: null });
  });

  it('goes on for the days of grace, counted from when the unpaid period began, and not a moment longer', () => {
    const due = snapshot({ status: 'past_due', period_start: END });
    const until = after(END, 3 * DAY_MS);
    const at = (now: Date) => applySnapshot(started(), due, { ...RULES, now, grace_days: 3 });
    const within = at(after(until, -1));
    expect(within).toMatchObject({
      status: 'active',
      stage: 'past_due',
      grace_until: until,
      check_at: until,
    });
    expect(at(until)).toMatchObject({
      status: 'paused',
      grace_until: until,
      check_at: after(until, 10 * MINUTE_MS),
    });
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

  it('looks again an hour after the paid period, and in ten minutes while a payment is due', () => {
    const lookAt = (more: Partial<GatewaySubscription>, now = NOW) =>
      applySnapshot(started(), snapshot(more), { ...RULES, now }).check_at;
    expect(lookAt({})).toEqual(after(END, 60 * MINUTE_MS));
    expect(lookAt({}, after(END, 55 * MINUTE_MS))).toEqual(after(END, 65 * MINUTE_MS));
    for (const status of ['incomplete', 'past_due', 'unpaid', 'paused'] as const) {
      expect(lookAt({ status })).toEqual(after(NOW, 10 * MINUTE_MS));
    }
  });

  it('keeps the domains it was sold with while the plan stays', () => {
    const plans = { ...DEFAULT_PLANS, basic: { ...DEFAULT_PLANS.basic, domains: ['Other' as const] } };
    const basic = applySnapshot(started(), snapshot({ plan: 'basic' }), RULES);
    const renewed = snapshot({ plan: 'basic', period_end: after(END, 30 * DAY_MS) });
    expect(applySnapshot(basic, renewed, { ...RULES, plans }).domains).toEqual(['Excel', 'Other']);
    expect(applySnapshot(started(), renewed, { ...RULES, plans }).domains).toEqual(['Other']);
  });

  it('ends when Stripe says it did, and shows an end that is only planned', () => {
    const canceled_at = after(START, DAY_MS);
    const planned = snapshot({ cancel_at_period_end: true, canceled_at });
    expect(applySnapshot(started(), planned, RULES)).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancelled_date: canceled_at,
    });
    expect(applySnapshot(started(), snapshot({ canceled_at }), RULES).cancelled_date).toBeNull();
    const over = snapshot({ status: 'canceled', canceled_at });
    expect(applySnapshot(started(), over, RULES).cancelled_date).toEqual(canceled_at);
    expect(applySnapshot(started(), { ...over, canceled_at: null }, RULES).cancelled_date).toEqual(NOW);
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

  it.each([
    ['Stripe does not know it', () => applySnapshot(started(), null, RULES), 'expired'],
    ['Stripe never heard of it', () => endWithoutStripe(started(), NOW), 'expired'],
    ['it ran out', () => applySnapshot(started(), snapshot({ status: 'canceled' }), RULES), 'expired'],
    [
      'it was cancelled',
      () => applySnapshot(started(), snapshot({ status: 'canceled', cancelled_by_request: true }), RULES),
      'cancelled',
    ],
  ])('ends when %s, and never begins again', (_, end, status) => {
    const ended = end();
    expect(ended).toMatchObject({
      status,
      stage: 'canceled',
      cancelled_date: NOW,
      awaiting_payment: false,
      check_at: null,
    });
    expect(ended.holds_plan).toBeUndefined();
    expect(applySnapshot(ended, snapshot(), RULES)).toBe(ended);
    expect(endWithoutStripe(ended, END)).toBe(ended);
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
