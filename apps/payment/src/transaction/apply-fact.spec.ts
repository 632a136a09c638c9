import * as fc from 'fast-check';
import { Types } from 'mongoose';
import { balanceOf } from '../ledger/journal-entry';
import { newTransaction } from '../purchase/new-transaction';
import { applyFact, applyPaidTwice } from './apply-fact';
import type { PaymentFact } from './payment-fact';
import { mayBecome, TRANSITIONS } from './transaction-status';
import type { Transaction } from './transaction.schema';

const at = new Date('2026-11-05T10:00:00.000Z');
const offer = {
  course_id: new Types.ObjectId().toHexString(),
  title: 'Tables',
  status: 'published' as const,
  instructor_id: new Types.ObjectId().toHexString(),
  price: { amount: 49.9, currency: 'EUR', pricing_model: 'one-time' as const },
  domain: 'Excel' as const,
  language: 'en',
};
const opened = {
  offer,
  payment_method: 'card' as const,
  coupon: null,
  checkout: null,
  language: 'en' as const,
};
const newIds = () => ({
  id: new Types.ObjectId().toHexString(),
  user_id: new Types.ObjectId().toHexString(),
});
const pending = (): Transaction => newTransaction({ ...newIds(), ...opened });
const withCoupon = (discount_minor: number): Transaction => {
  const coupon = { coupon_id: new Types.ObjectId(), code: 'LESS', discount_minor };
  return newTransaction({ ...newIds(), ...opened, coupon });
};

const PAID: PaymentFact = { kind: 'paid', amount_minor: 4990, currency: 'eur', at };
const ODD: PaymentFact = { ...PAID, amount_minor: 1 };
const FAILED: PaymentFact = { kind: 'failed', code: 'lost_card' };
const REFUNDED: PaymentFact = { kind: 'refunded', refund_id: 're_1', amount_minor: 4990, at };
const REFUND_FAILED: PaymentFact = { ...REFUNDED, kind: 'refund_failed' };
const PART: PaymentFact = { kind: 'refunded', refund_id: 're_2', amount_minor: 1000, at };
const PART_FAILED: PaymentFact = { ...PART, kind: 'refund_failed', refund_id: 're_3' };
const DISPUTED: PaymentFact = { kind: 'disputed', dispute_id: 'dp_1', amount_minor: 4990, at };
const WON: PaymentFact = { ...DISPUTED, kind: 'dispute_closed', won: true };
const LOST: PaymentFact = { ...DISPUTED, kind: 'dispute_closed', won: false };
const DISPUTED_AGAIN: PaymentFact = { ...DISPUTED, dispute_id: 'dp_2' };
const WON_AGAIN: PaymentFact = { ...WON, dispute_id: 'dp_2' };
const ORDERED: PaymentFact = { kind: 'refund_requested', by: null, reason: 'requested', at };

const after = (facts: readonly PaymentFact[], start = pending()) => facts.reduce(applyFact, start);

/** What all orders must agree in. */
function summary(transaction: Transaction) {
  const { status, holds_course, failure_code, dispute, attention, journal } = transaction;
  const keys = journal.map(({ key }) => key).sort();
  return JSON.stringify({ status, holds_course, failure_code, dispute, attention, keys });
}

describe('applyFact', () => {
  it.each<[string, PaymentFact[]]>([
    ['a failure, then money', [FAILED, PAID]],
    ['money that went back', [FAILED, PAID, REFUNDED]],
    ['money in parts', [PAID, PART, { ...REFUNDED, amount_minor: 3990 }]],
    ['a refund that came back', [PAID, REFUNDED, REFUND_FAILED]],
    ['a dispute that was won', [FAILED, PAID, DISPUTED, WON]],
    ['a dispute that was lost', [PAID, DISPUTED, LOST]],
    ['a refund that came back, and a dispute that was won', [PAID, REFUND_FAILED, DISPUTED, WON]],
    ['a part that came back, and the rest', [PART_FAILED, PART, { ...REFUNDED, amount_minor: 3990 }]],
    ['a part, and a dispute that was won', [PART, WON]],
    ['a part, and a dispute that was lost', [PART, LOST]],
    ['a part, and a dispute that is open', [PART, DISPUTED]],
    ['a dispute that was won, and one that is open', [DISPUTED, WON, DISPUTED_AGAIN]],
    ['a dispute that was lost, and one that was won', [LOST, WON_AGAIN]],
  ])('ends in one state whatever the order: %s', (_, facts) => {
    const start = pending();
    const expected = summary(after(facts, start));
    const told = fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });
    fc.assert(
      fc.property(told, (order) => {
        expect(summary(after(order, start))).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('books the sale at its full price and the discount against it, until all is given back', () => {
    const paid = { ...PAID, amount_minor: 3992 } as PaymentFact;
    const sold = after([paid], withCoupon(998));
    const held = (transaction: Transaction) =>
      (['stripe', 'sales', 'discounts'] as const).map((account) => balanceOf(transaction.journal, account));
    expect(sold).toMatchObject({ status: 'completed', amount_minor: 3992 });
    expect(held(sold)).toEqual([3992, -4990, 998]);
    const part = applyFact(sold, { ...REFUNDED, amount_minor: 1992 });
    expect(held(part)).toEqual([2000, -2998, 998]);
    const all = applyFact(part, { ...REFUNDED, refund_id: 're_9', amount_minor: 2000 });
    expect(held(all)).toEqual([0, 0, 0].map(Math.abs));
    expect(all.status).toBe('refunded');
  });

  it('completes for nothing with a coupon of all, but not once it was given up', () => {
    const free = { ...PAID, amount_minor: 0 } as PaymentFact;
    expect(after([free], withCoupon(4990)).status).toBe('completed');
    expect(after([FAILED, free], withCoupon(4990)).status).toBe('failed');
  });

  it('lets another card pay on a page of Stripe: a declined one ends nothing', () => {
    const now = new Date();
    const page = { success_url: 'x', cancel_url: 'x', session_id: null, expires_at: now };
    const open = newTransaction({ ...newIds(), ...opened, checkout: page });
    const declined: PaymentFact = { kind: 'declined', code: 'lost_card' };
    expect(applyFact(open, declined)).toBe(open);
    expect(after([declined]).status).toBe('failed');
    expect(after([{ kind: 'failed', code: 'expired' }], open).status).toBe('failed');
  });

  it('never moves against the table, never books what is not balanced, and changes nothing twice', () => {
    const facts = fc.array(
      fc.constantFrom(PAID, FAILED, REFUNDED, REFUND_FAILED, PART, DISPUTED, WON, LOST, ORDERED, {
        kind: 'refund_released',
      } as PaymentFact),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(facts, (told) => {
        let now = pending();
        for (const fact of told) {
          const next = applyFact(now, fact);
          const path = now.status === next.status || reaches(now.status, next.status);
          expect(path).toBe(true);
          expect(next.journal.slice(0, now.journal.length)).toEqual(now.journal);
          for (const { lines } of next.journal) {
            expect(lines.reduce((sum, { amount_minor }) => sum + amount_minor, 0)).toBe(0);
          }
          expect(new Set(next.journal.map(({ key }) => key)).size).toBe(next.journal.length);
          if (fact.kind !== 'refund_requested') expect(summary(applyFact(next, fact))).toBe(summary(next));
          now = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a transaction as it is when a fact brings nothing new', () => {
    const completed = after([PAID]);
    expect(applyFact(completed, PAID)).toBe(completed);
    expect(applyFact(completed, FAILED)).toBe(completed);
    expect(applyFact(completed, { kind: 'refund_released' })).toBe(completed);
    const refunded = after([PAID, REFUNDED]);
    expect(applyFact(refunded, REFUNDED)).toBe(refunded);
    expect(applyFact(refunded, ORDERED)).toBe(refunded);
    expect(applyPaidTwice(completed, PAID as never)).toBe(completed);
  });

  it('orders a refund once and takes the order back', () => {
    const ordered = after([PAID, ORDERED]);
    expect(ordered.refund).toMatchObject({ state: 'requested', reason: 'requested' });
    expect(applyFact(ordered, ORDERED)).toBe(ordered);
    expect(applyFact(ordered, { kind: 'refund_released' })).toMatchObject({ refund: null, check_at: null });
    expect(after([PAID, ORDERED, REFUNDED])).toMatchObject({ status: 'refunded', refund: { state: 'done' } });
    expect(after([PAID, DISPUTED, ORDERED]).refund).toBeNull();
  });

  it.each<[string | null, string, PaymentFact[]]>([
    ['disputed', 'while a dispute is open, whatever else there is', [PART_FAILED, PART, DISPUTED]],
    ['refund_failed', 'after a dispute that was won', [REFUND_FAILED, DISPUTED, WON]],
    ['refund_failed', 'after the rest has gone back', [PART_FAILED, { ...REFUNDED, amount_minor: 3990 }]],
    ['partially_refunded', 'after a dispute that was won', [PART, DISPUTED, WON]],
    [null, 'once a dispute took the rest', [PART, DISPUTED, LOST]],
    [null, 'once all went back', [PART, { ...REFUNDED, amount_minor: 3990 }]],
    ['amount_mismatch', 'after the odd money went back', [ODD, { ...REFUNDED, amount_minor: 1 }]],
    ['amount_mismatch', 'after a dispute about it that was won', [ODD, DISPUTED, WON]],
  ])('asks for attention as %s %s', (attention, _, facts) => {
    expect(after(facts).attention).toBe(attention);
  });

  it('keeps money of another amount apart', () => {
    const odd = after([ODD]);
    expect(odd).toMatchObject({ status: 'pending', attention: 'amount_mismatch', completed_at: null });
    expect([balanceOf(odd.journal, 'stripe'), balanceOf(odd.journal, 'deposits')]).toEqual([1, -1]);
    const foreign = after([{ ...PAID, currency: 'usd' }]);
    expect(foreign.attention).toBe('amount_mismatch');
  });

  it('sends money that came twice back to where it came from', () => {
    const twice = applyPaidTwice(pending(), PAID);
    expect(twice).toMatchObject({
      status: 'failed',
      failure_code: 'paid_twice',
      refund: { state: 'requested', reason: 'paid_twice' },
    });
    const returned = applyFact(twice, REFUNDED);
    expect(returned).toMatchObject({ status: 'failed', refund: { state: 'done' }, attention: 'paid_twice' });
    expect(balanceOf(returned.journal, 'deposits')).toBe(0);
    expect(balanceOf(returned.journal, 'stripe')).toBe(0);
  });
});

describe('the table of statuses', () => {
  it('reaches every status from pending and leaves refunded never', () => {
    const reached = Object.keys(TRANSITIONS).filter((status) => reaches('pending', status as never));
    expect(reached.sort()).toEqual(['completed', 'failed', 'refunded']);
    expect(TRANSITIONS.refunded).toEqual([]);
    expect(mayBecome('completed', 'failed')).toBe(false);
  });
});

function reaches(from: Transaction['status'], to: Transaction['status']): boolean {
  return TRANSITIONS[from].some((next) => next === to || (next !== from && reachesOnce(next, to)));
}

/** The table has no circle. */
function reachesOnce(from: Transaction['status'], to: Transaction['status']): boolean {
  return TRANSITIONS[from].includes(to) || TRANSITIONS[from].some((next) => reachesOnce(next, to));
}
