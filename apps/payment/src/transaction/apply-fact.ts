import { hasEntry, journalEntry, reversalOf, type Account, type JournalEntry } from '../ledger/journal-entry';
import type { PaymentFact } from './payment-fact';
import { mayBecome } from './transaction-status';
import type { Transaction } from './transaction.schema';

type FactOf<K extends PaymentFact['kind']> = Extract<PaymentFact, { kind: K }>;

/**
 * The transaction after a fact; the same object when it brings nothing new. Facts may come twice and in any order: one
 * that proves an earlier one (a refund proves a payment) brings that with it, so that all orders end in one state.
 */
export function applyFact(transaction: Transaction, fact: PaymentFact): Transaction {
  switch (fact.kind) {
    case 'paid':
      return pay(transaction, fact);
    case 'declined':
      // On Stripe's page the buyer just takes another card: the session ends, not the attempt.
      return transaction.checkout ? transaction : fail(transaction, fact);
    case 'failed':
      return fail(transaction, fact);
    case 'refund_requested':
      return requestRefund(transaction, fact);
    case 'refund_released':
      return releaseRefund(transaction);
    case 'refunded':
      return refund(proven(transaction, fact.at), fact);
    case 'refund_failed':
      return failRefund(refund(proven(transaction, fact.at), fact), fact);
    case 'disputed':
      return dispute(proven(transaction, fact.at), fact);
    case 'dispute_closed':
      return closeDispute(dispute(proven(transaction, fact.at), fact), fact);
  }
}

/** Money arrived for a course that the same user has paid by another purchase: it goes back. */
export function applyPaidTwice(before: Transaction, fact: FactOf<'paid'>): Transaction {
  if (isPaid(before)) return before;
  return returning(withPayment(before, fact, 'deposits'), 'paid_twice', fact.at);
}

const PATIENCE_MS = 60_000;

export const paymentKey = (id: unknown) => `transaction:${String(id)}:payment`;
const discountKey = (id: unknown) => `transaction:${String(id)}:discount`;
const discountReturnKey = (id: unknown) => `${discountKey(id)}:returned`;
const refundKey = (id: string) => `refund:${id}`;
const refundFailureKey = (id: string) => `refund:${id}:failed`;
const disputeKey = (id: string) => `dispute:${id}`;
const disputeWonKey = (id: string) => `dispute:${id}:won`;

/** Whether its money arrived, for the course or by mistake. */
export function isPaid({ _id, journal, completed_at }: Transaction): boolean {
  return completed_at !== null || hasEntry(journal, paymentKey(_id));
}

function pay(before: Transaction, fact: FactOf<'paid'>): Transaction {
  if (isPaid(before) || !mayBecome(before.status, 'completed')) return before;
  // Its coupon went to another buyer: a price of nothing cannot be paid late.
  if (before.status === 'failed' && before.coupon && before.amount_minor === 0) return before;
  if (fact.amount_minor !== before.amount_minor || fact.currency.toUpperCase() !== before.currency) {
    return { ...withPayment(before, fact, 'deposits'), attention: 'amount_mismatch', check_at: null };
  }
  return {
    ...withDiscount(withPayment(before, fact, 'sales'), fact.at),
    status: 'completed',
    holds_course: true,
    failure_code: null,
    completed_at: fact.at,
    check_at: null,
  };
}

/** News about money that went back or is disputed proves that it was paid. */
function proven(before: Transaction, at: Date): Transaction {
  const { amount_minor, currency } = before;
  return pay(before, { kind: 'paid', amount_minor, currency, at });
}

function fail(before: Transaction, { code }: FactOf<'failed' | 'declined'>): Transaction {
  if (isPaid(before) || !mayBecome(before.status, 'failed')) return before;
  return { ...before, status: 'failed', failure_code: code, holds_course: undefined, check_at: null };
}

function requestRefund(before: Transaction, fact: FactOf<'refund_requested'>): Transaction {
  if (before.status !== 'completed' || before.refund !== null || before.dispute === 'open') return before;
  const { reason, by, at } = fact;
  const order = { state: 'requested' as const, reason, requested_by: by, requested_at: at };
  // Whoever asked carries it out now; the reconciler follows when that was interrupted.
  return { ...before, refund: order, check_at: new Date(at.getTime() + PATIENCE_MS) };
}

function releaseRefund(before: Transaction): Transaction {
  if (before.refund?.state !== 'requested') return before;
  return { ...before, refund: null, check_at: null };
}

function refund(before: Transaction, fact: FactOf<'refunded' | 'refund_failed'>): Transaction {
  if (hasEntry(before.journal, refundKey(fact.refund_id)) || before.status === 'refunded') {
    return withRefundEntry(before, fact);
  }
  const after = withRefundEntry(before, fact);
  const returned = after.journal
    .filter(({ key }) => /^refund:[^:]+$/.test(key))
    .reduce((sum, { lines }) => sum - (lines.find(isPlaceOfMoney)?.amount_minor ?? 0), 0);
  if (returned < before.amount_minor) return { ...after, attention: 'partially_refunded' };
  return settleRefund(after, fact.at);
}

function settleRefund(before: Transaction, at: Date): Transaction {
  const order = before.refund && { ...before.refund, state: 'done' as const };
  const attention = before.attention === 'partially_refunded' ? null : before.attention;
  const settled = { ...withoutDiscount(before, at), refund: order, check_at: null, attention };
  if (!mayBecome(before.status, 'refunded')) return settled;
  return { ...settled, status: 'refunded', refunded_at: at, holds_course: undefined };
}

function withRefundEntry(before: Transaction, fact: FactOf<'refunded' | 'refund_failed'>): Transaction {
  if (fact.amount_minor === 0) return before;
  return withEntry(before, {
    key: refundKey(fact.refund_id),
    from: placeOfMoney(before),
    to: purposeOf(before),
    ...booking(before, fact),
  });
}

function failRefund(before: Transaction, fact: FactOf<'refund_failed'>): Transaction {
  const key = refundFailureKey(fact.refund_id);
  const entry = before.journal.find((one) => one.key === refundKey(fact.refund_id));
  if (!entry || hasEntry(before.journal, key)) return before;
  const journal = [...before.journal, reversalOf(entry, key, fact.at)];
  return { ...before, journal, attention: 'refund_failed' };
}

function dispute(before: Transaction, fact: FactOf<'disputed' | 'dispute_closed'>): Transaction {
  const key = disputeKey(fact.dispute_id);
  if (hasEntry(before.journal, key)) return before;
  const moved = { key, from: placeOfMoney(before), to: 'disputes' as const, ...booking(before, fact) };
  return { ...withEntry(before, moved), dispute: 'open', attention: 'disputed' };
}

function closeDispute(before: Transaction, fact: FactOf<'dispute_closed'>): Transaction {
  if (before.dispute !== 'open') return before;
  const closed = { ...before, attention: before.attention === 'disputed' ? null : before.attention };
  if (!fact.won) return { ...settleRefund(closed, fact.at), dispute: 'lost' };
  const entry = before.journal.find(({ key }) => key === disputeKey(fact.dispute_id));
  const won = entry ? [reversalOf(entry, disputeWonKey(fact.dispute_id), fact.at)] : [];
  return { ...closed, journal: [...before.journal, ...won], dispute: 'won' };
}

function returning(before: Transaction, reason: 'paid_twice', at: Date): Transaction {
  const order = { state: 'requested' as const, reason, requested_by: null, requested_at: at };
  return {
    ...before,
    status: 'failed',
    holds_course: undefined,
    failure_code: reason,
    attention: reason,
    refund: order,
    check_at: at,
  };
}

function withPayment(before: Transaction, fact: FactOf<'paid'>, purpose: Account): Transaction {
  if (fact.amount_minor === 0) return before;
  const { amount_minor, currency, at } = fact;
  const key = paymentKey(before._id);
  return withEntry(before, { key, from: purpose, to: placeOfMoney(before), amount_minor, currency, at });
}

/** The sale is booked at its full price, and what the coupon took off against it. */
function withDiscount(before: Transaction, at: Date): Transaction {
  const amount_minor = before.coupon?.discount_minor ?? 0;
  if (amount_minor === 0) return before;
  const { currency } = before;
  const key = discountKey(before._id);
  return withEntry(before, { key, from: 'sales', to: 'discounts', amount_minor, currency, at });
}

function withoutDiscount(before: Transaction, at: Date): Transaction {
  const key = discountReturnKey(before._id);
  const entry = before.journal.find((one) => one.key === discountKey(before._id));
  if (!entry || hasEntry(before.journal, key)) return before;
  return { ...before, journal: [...before.journal, reversalOf(entry, key, at)] };
}

function withEntry(before: Transaction, movement: Parameters<typeof journalEntry>[0]): Transaction {
  if (hasEntry(before.journal, movement.key)) return before;
  return { ...before, journal: [...before.journal, journalEntry(movement)] };
}

function booking({ currency }: Transaction, { amount_minor, at }: { amount_minor: number; at: Date }) {
  return { amount_minor, currency, at };
}

function placeOfMoney({ payment_method }: Transaction): 'stripe' | 'bank' {
  return payment_method === 'card' ? 'stripe' : 'bank';
}

function isPlaceOfMoney({ account }: JournalEntry['lines'][number]): boolean {
  return account === 'stripe' || account === 'bank';
}

/** What its payment was booked for. */
function purposeOf({ _id, journal }: Transaction): Account {
  const payment = journal.find(({ key }) => key === paymentKey(_id));
  return payment?.lines.some(({ account }) => account === 'deposits') ? 'deposits' : 'sales';
}
