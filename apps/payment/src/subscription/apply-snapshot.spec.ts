import { Types } from 'mongoose';
import { DEFAULT_PLANS } from '../plan/plan-catalogue';
import type { GatewaySubscription } from '../payment-gateway/gateway-types';
import { applySnapshot, statusOf } from './apply-snapshot';
import { newSubscription } from './new-subscription';
import { applySubscriptionFact } from './subscription-fact';

const NOW = new Date('2026-11-05T10:00:00.000Z');
const END = new Date('2026-12-05T10:00:00.000Z');
const started = () =>
  newSubscription(
    new Types.ObjectId().toHexString(),
    new Types.ObjectId().toHexString(),
    'pro',
    DEFAULT_PLANS.pro,
  );
const snapshot = (more: Partial<GatewaySubscription> = {}): GatewaySubscription => ({
  id: 'sub_1',
  subscription_id: null,
  status: 'active',
  collection_paused: false,
  period_end: END,
  cancel_at_period_end: false,
  canceled_at: null,
  cancelled_by_request: false,
  client_secret: null,
  ...more,
});

describe('applySnapshot', () => {
  it.each([
    ['active', {}, 'active'],
    ['trialing', {}, 'active'],
    ['active', { collection_paused: true }, 'paused'],
    ['incomplete', {}, 'paused'],
    ['past_due', {}, 'paused'],
    ['unpaid', {}, 'paused'],
    ['paused', {}, 'paused'],
    ['incomplete_expired', {}, 'expired'],
    ['canceled', {}, 'expired'],
    ['canceled', { cancelled_by_request: true }, 'cancelled'],
  ] as const)('takes %s %o for %s', (status, more, expected) => {
    expect(statusOf(snapshot({ status, ...more }))).toBe(expected);
    const after = applySnapshot(started(), snapshot({ status, ...more }), NOW);
    expect(after.status).toBe(expected);
    expect(after.holds_plan === undefined).toBe(expected === 'expired' || expected === 'cancelled');
  });

  it('prolongs nothing that is not paid, and leaves alone what is the same', () => {
    const active = applySnapshot(started(), snapshot(), NOW);
    expect(active).toMatchObject({ renewal_date: END, activated_at: NOW, awaiting_payment: false });
    expect(applySnapshot(active, snapshot(), NOW)).toBe(active);
    const later = new Date('2027-01-05T10:00:00.000Z');
    const unpaid = applySnapshot(active, snapshot({ status: 'past_due', period_end: later }), NOW);
    expect(unpaid).toMatchObject({ status: 'paused', renewal_date: END });
  });

  it('ends what Stripe does not know, and never begins it again', () => {
    const ended = applySnapshot(started(), null, NOW);
    expect(ended).toMatchObject({ status: 'expired', cancelled_date: NOW, check_at: null });
    expect(applySnapshot(ended, snapshot(), NOW)).toBe(ended);
  });
});

describe('applySubscriptionFact', () => {
  const paid = {
    kind: 'invoice_paid',
    invoice_id: 'in_1',
    amount_minor: 3900,
    currency: 'EUR',
    at: END,
  } as const;

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
    const won = applySubscriptionFact(disputed, { kind: 'dispute_won', ...about });
    expect(won.journal.map(({ key }) => key)).toEqual([
      'invoice:in_1',
      'refund:re_1',
      'refund:re_1:failed',
      'dispute:dp_1',
      'dispute:dp_1:won',
    ]);
  });

  it('books nothing for nothing, and flags what was paid after the end', () => {
    const before = started();
    expect(applySubscriptionFact(before, { ...paid, amount_minor: 0 })).toBe(before);
    const ended = applySnapshot(before, null, NOW);
    expect(applySubscriptionFact(ended, paid).attention).toBe('paid_after_end');
    expect(applySubscriptionFact(ended, { ...paid, at: new Date(0) }).attention).toBeNull();
  });
});
