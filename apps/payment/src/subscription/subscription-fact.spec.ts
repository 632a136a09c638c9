import { Types } from 'mongoose';
import { balanceOf } from '../ledger/journal-entry';
import { DEFAULT_PLANS } from '../plan/plan-catalogue';
import { newSubscription } from './new-subscription';
import { applySubscriptionFact, type PaidInvoice, type SubscriptionFact } from './subscription-fact';
import type { Subscription } from './subscription.schema';

const at = new Date('2026-11-05T10:00:00.000Z');
const later = new Date('2026-11-06T10:00:00.000Z');
const id = () => new Types.ObjectId().toHexString();
const started = (more: Partial<Subscription> = {}): Subscription => ({
  ...newSubscription({
    id: id(),
    user_id: id(),
    name: 'pro',
    plan: DEFAULT_PLANS.pro,
    trial_days: 0,
    coupon: null,
    checkout: null,
    language: 'en',
  }),
  ...more,
});
const PAID: PaidInvoice = {
  kind: 'invoice_paid',
  invoice_id: 'in_1',
  currency: 'eur',
  amount_minor: 2900,
  discount_minor: 0,
  credit_used_minor: 0,
  at,
};
const REFUNDED: SubscriptionFact = { kind: 'refunded', refund_id: 're_1', amount_minor: 2900, at };
const FAILED: SubscriptionFact = { ...REFUNDED, kind: 'refund_failed' };
const DISPUTED: SubscriptionFact = { kind: 'disputed', dispute_id: 'dp_1', amount_minor: 2900, at };
const WON: SubscriptionFact = { ...DISPUTED, kind: 'dispute_won' };
const after = (facts: SubscriptionFact[], start = started()) => facts.reduce(applySubscriptionFact, start);
const balances = ({ journal }: Subscription) =>
  (['stripe', 'subscriptions', 'disputes'] as const).map((account) => balanceOf(journal, account));

describe('applySubscriptionFact', () => {
  it.each<[string, SubscriptionFact[], number[], string[]]>([
    ['an invoice', [PAID], [2900, -2900, 0], ['invoice:in_1']],
    ['the same invoice twice', [PAID, PAID], [2900, -2900, 0], ['invoice:in_1']],
    [
      'two invoices',
      [PAID, { ...PAID, invoice_id: 'in_2' }],
      [5800, -5800, 0],
      ['invoice:in_1', 'invoice:in_2'],
    ],
    ['a refund', [PAID, REFUNDED], [0, 0, 0], ['invoice:in_1', 'refund:re_1']],
    ['a refund before its invoice', [REFUNDED, PAID], [0, 0, 0], ['invoice:in_1', 'refund:re_1']],
    [
      'a refund that came back',
      [PAID, REFUNDED, FAILED],
      [2900, -2900, 0],
      ['invoice:in_1', 'refund:re_1', 'refund:re_1:failed'],
    ],
    [
      'one that is only told to have come back',
      [PAID, FAILED, FAILED],
      [2900, -2900, 0],
      ['invoice:in_1', 'refund:re_1', 'refund:re_1:failed'],
    ],
    ['a dispute', [PAID, DISPUTED, DISPUTED], [0, -2900, 2900], ['dispute:dp_1', 'invoice:in_1']],
    [
      'a dispute that was won',
      [PAID, DISPUTED, WON, WON],
      [2900, -2900, 0],
      ['dispute:dp_1', 'dispute:dp_1:won', 'invoice:in_1'],
    ],
    [
      'nothing for nothing',
      [
        { ...PAID, amount_minor: 0 },
        { ...FAILED, amount_minor: 0 },
      ],
      [0, 0, 0],
      [],
    ],
  ])('books %s', (_what, facts, expected, keys) => {
    const subscription = after(facts);
    expect(balances(subscription)).toEqual(expected.map((amount) => amount));
    expect(subscription.journal.map(({ key }) => key).sort()).toEqual(keys);
    expect(subscription.journal.every(({ currency }) => currency === 'EUR')).toBe(true);
  });

  it('gives the same object back when a fact brings nothing new', () => {
    for (const fact of [PAID, REFUNDED, FAILED, DISPUTED, WON]) {
      const once = after([PAID, fact]);
      expect(applySubscriptionFact(once, fact)).toBe(once);
    }
  });

  it('asks for a person when a bank takes money back, once', () => {
    expect(after([PAID, DISPUTED]).attention).toBe('disputed');
    const looked = { ...after([PAID, DISPUTED]), attention: null };
    expect(applySubscriptionFact(looked, DISPUTED).attention).toBeNull();
  });

  it.each([
    ['cancelled', at, later, 'paid_after_end'],
    ['expired', at, later, 'paid_after_end'],
    ['cancelled', later, at, null],
    ['cancelled', at, at, null],
    ['cancelled', null, later, null],
    ['active', at, later, null],
  ] as const)(
    'asks for a person when a %s one was paid after its end (%#)',
    (status, cancelled_date, paid, attention) => {
      const ended = started({ status, cancelled_date });
      const told = applySubscriptionFact(ended, { ...PAID, at: paid });
      expect(told.attention).toBe(attention);
      expect(told.journal).toHaveLength(1);
    },
  );

  it('asks nobody twice about one invoice', () => {
    const ended = { ...after([PAID]), status: 'cancelled' as const, cancelled_date: at };
    expect(applySubscriptionFact(ended, { ...PAID, at: later })).toBe(ended);
  });
});
