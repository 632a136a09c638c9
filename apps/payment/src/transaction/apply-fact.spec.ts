import * as fc from 'fast-check';
import { Types } from 'mongoose';
import { balanceOf, type Account } from '../ledger/journal-entry';
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
const RELEASED: PaymentFact = { kind: 'refund_released' };

const after = (facts: readonly PaymentFact[], start = pending()) => facts.reduce(applyFact, start);

/** What each account holds, without those that hold nothing. */
function held({ journal }: Transaction): Partial<Record<Account, number>> {
  const accounts = new Set(journal.flatMap(({ lines }) => lines.map(({ account }) => account)));
  const balances = [...accounts].map((account) => [account, balanceOf(journal, account)] as const);
  return Object.fromEntries(balances.filter(([, amount]) => amount !== 0));
}

/** What was booked, in its order. */
function booked({ _id, journal }: Transaction): string[] {
  return journal.map(({ key }) => key.replace(_id.toHexString(), 'it'));
}

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
    ['a part that came back, and the rest', [PART_FAILED, { ...REFUNDED, amount_minor: 3990 }]],
    [
      'a part that came back, another, and the rest',
      [PART_FAILED, PART, { ...REFUNDED, amount_minor: 3990 }],
    ],
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
    expect(sold).toMatchObject({ status: 'completed', amount_minor: 3992 });
    expect(held(sold)).toEqual({ stripe: 3992, sales: -4990, discounts: 998 });
    const part = applyFact(sold, { ...REFUNDED, amount_minor: 1992 });
    expect(held(part)).toEqual({ stripe: 2000, sales: -2998, discounts: 998 });
    const all = applyFact(part, { ...REFUNDED, refund_id: 're_9', amount_minor: 2000 });
    expect(held(all)).toEqual({});
    expect(all.status).toBe('refunded');
    expect(booked(all)).toEqual([
      'transaction:it:payment',
      'transaction:it:discount',
      'refund:re_1',
      'refund:re_9',
      'transaction:it:discount:returned',
    ]);
  });

  it('completes for nothing with a coupon of all, but not once it was given up', () => {
    const free = { ...PAID, amount_minor: 0 } as PaymentFact;
    expect(after([free], withCoupon(4990)).status).toBe('completed');
    expect(after([FAILED, free], withCoupon(4990)).status).toBe('failed');
    const late = after([FAILED, { ...PAID, amount_minor: 3992 }], withCoupon(998));
    expect(late.status).toBe('completed');
    const gift = after([free], withCoupon(4990));
    expect(applyFact(gift, free)).toBe(gift);
    expect(applyPaidTwice(gift, free as never)).toBe(gift);
    const nothing: PaymentFact = { ...REFUNDED, amount_minor: 0 };
    const returned = applyFact(gift, nothing);
    expect(returned).toMatchObject({ status: 'refunded', attention: null });
    expect(applyFact(returned, nothing)).toBe(returned);
  });

  it('completes what had failed: it holds the course again', () => {
    const failed = after([FAILED]);
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'lost_card', check_at: null });
    expect(failed.holds_course).toBeUndefined();
    expect(applyFact(failed, PAID)).toMatchObject({
      status: 'completed',
      holds_course: true,
      failure_code: null,
      completed_at: at,
      check_at: null,
    });
  });

  it('books transfers at the bank and cards at Stripe', () => {
    const transfer = newTransaction({ ...newIds(), ...opened, payment_method: 'bank_transfer' });
    expect(held(after([PAID], transfer))).toEqual({ bank: 4990, sales: -4990 });
    expect(held(after([PAID]))).toEqual({ stripe: 4990, sales: -4990 });
    const part = after([PAID, PART], transfer);
    expect(part).toMatchObject({ status: 'completed', attention: 'partially_refunded' });
    expect(held(part)).toEqual({ bank: 3990, sales: -3990 });
    const back = after([PAID, REFUNDED], transfer);
    expect(held(back)).toEqual({});
    expect(back.status).toBe('refunded');
  });

  it('takes nothing more once all went back, but books what moves', () => {
    const refunded = after([PAID, REFUNDED]);
    expect(refunded).toMatchObject({ status: 'refunded', refunded_at: at, check_at: null, attention: null });
    expect(refunded.holds_course).toBeUndefined();
    const later = new Date(at.getTime() + 1);
    const more = after([{ ...PART, at: later }, LOST, ORDERED], refunded);
    expect(more).toMatchObject({ status: 'refunded', refunded_at: at, refund: null });
    expect(booked(more)).toEqual(['transaction:it:payment', 'refund:re_1', 'refund:re_2', 'dispute:dp_1']);
  });

  it('has the money of a refund that failed back in sales, once', () => {
    const failed = after([PAID, ORDERED, REFUNDED, REFUND_FAILED, REFUND_FAILED]);
    expect(failed).toMatchObject({
      status: 'refunded',
      refund: { state: 'done' },
      attention: 'refund_failed',
    });
    expect(held(failed)).toEqual({ stripe: 4990, sales: -4990 });
    expect(booked(failed)).toEqual(['transaction:it:payment', 'refund:re_1', 'refund:re_1:failed']);
    const again = applyFact(failed, { ...REFUNDED, refund_id: 're_9' });
    expect(held(again)).toEqual({});
  });

  it('lays money apart while it is disputed, and puts it back when that is won, once', () => {
    const disputed = after([PAID, DISPUTED]);
    expect(disputed).toMatchObject({ status: 'completed', dispute: 'open', attention: 'disputed' });
    expect(held(disputed)).toEqual({ disputes: 4990, sales: -4990 });
    expect(applyFact(disputed, DISPUTED)).toBe(disputed);
    const won = applyFact(disputed, WON);
    expect(won).toMatchObject({ status: 'completed', dispute: 'won', attention: null });
    expect(won.holds_course).toBe(true);
    expect(held(won)).toEqual({ stripe: 4990, sales: -4990 });
    expect(booked(won)).toEqual(['transaction:it:payment', 'dispute:dp_1', 'dispute:dp_1:won']);
    for (const fact of [DISPUTED, WON, LOST]) expect(applyFact(won, fact)).toBe(won);
  });

  it('takes a dispute that is lost for money that went back', () => {
    const lost = after([PAID, ORDERED, DISPUTED, LOST]);
    expect(lost).toMatchObject({
      status: 'refunded',
      dispute: 'lost',
      attention: null,
      refund: { state: 'done' },
      refunded_at: at,
      check_at: null,
    });
    expect(lost.holds_course).toBeUndefined();
    expect(held(lost)).toEqual({ disputes: 4990, sales: -4990 });
    expect(applyFact(lost, LOST)).toBe(lost);
    const paid = { ...PAID, amount_minor: 3992 } as PaymentFact;
    const reduced = { ...LOST, amount_minor: 3992 } as PaymentFact;
    expect(held(after([paid, reduced], withCoupon(998)))).toEqual({ disputes: 3992, sales: -3992 });
  });

  it('follows each of several disputes', () => {
    const two = after([PAID, DISPUTED, { ...DISPUTED_AGAIN, amount_minor: 1000 }]);
    const one = applyFact(two, WON);
    expect(one).toMatchObject({ dispute: 'open', attention: 'disputed' });
    expect(applyFact(one, WON)).toBe(one);
    expect(held(one)).toEqual({ stripe: 3990, disputes: 1000, sales: -4990 });
    const none = applyFact(one, WON_AGAIN);
    expect(none).toMatchObject({ status: 'completed', dispute: 'won', attention: null });
    expect(held(none)).toEqual({ stripe: 4990, sales: -4990 });
    expect(after([LOST, DISPUTED_AGAIN])).toMatchObject({ status: 'refunded', dispute: 'lost' });
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
      fc.constantFrom(
        ...[PAID, FAILED, ORDERED, RELEASED, REFUNDED, REFUND_FAILED, PART],
        ...[DISPUTED, WON, LOST, DISPUTED_AGAIN, WON_AGAIN],
      ),
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
    expect(applyFact(completed, RELEASED)).toBe(completed);
    const refunded = after([PAID, REFUNDED]);
    expect(applyFact(refunded, REFUNDED)).toBe(refunded);
    expect(applyFact(refunded, ORDERED)).toBe(refunded);
    expect(applyPaidTwice(completed, PAID as never)).toBe(completed);
  });

  it('orders a refund once and takes the order back', () => {
    const ordered = after([PAID, ORDERED]);
    expect(ordered.refund).toEqual({
      state: 'requested',
      reason: 'requested',
      requested_by: null,
      requested_at: at,
    });
    expect(ordered.check_at).toEqual(new Date(at.getTime() + 60_000));
    expect(applyFact(ordered, ORDERED)).toBe(ordered);
    expect(applyFact(ordered, RELEASED)).toMatchObject({ refund: null, check_at: null });
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
    expect(odd.check_at).toBeNull();
    expect(held(odd)).toEqual({ stripe: 1, deposits: -1 });
    for (const fact of [PAID, FAILED]) expect(applyFact(odd, fact)).toBe(odd);
    expect(held(applyFact(odd, { ...REFUNDED, amount_minor: 1 }))).toEqual({});
    const foreign = after([{ ...PAID, currency: 'usd' }]);
    expect(foreign.attention).toBe('amount_mismatch');
  });

  it('sends money that came twice back to where it came from', () => {
    const twice = applyPaidTwice(pending(), PAID);
    expect(twice).toMatchObject({
      status: 'failed',
      failure_code: 'paid_twice',
      attention: 'paid_twice',
      refund: { state: 'requested', reason: 'paid_twice', requested_by: null, requested_at: at },
      check_at: at,
    });
    expect(twice.holds_course).toBeUndefined();
    expect(held(twice)).toEqual({ stripe: 4990, deposits: -4990 });
    expect(applyFact(twice, PAID)).toBe(twice);
    expect(applyFact(twice, PART)).toMatchObject({
      refund: { state: 'requested' },
      attention: 'partially_refunded',
    });
    const returned = applyFact(twice, REFUNDED);
    expect(returned).toMatchObject({ status: 'failed', refund: { state: 'done' }, attention: 'paid_twice' });
    expect(held(returned)).toEqual({});
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
