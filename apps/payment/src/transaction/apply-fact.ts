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
  return withAttention(transaction, applied(transaction, fact));
}

/** Money arrived for a course that the same user has paid by another purchase: it goes back. */
export function applyPaidTwice(before: Transaction, fact: FactOf<'paid'>): Transaction {
  if (isPaid(before)) return before;
  return withAttention(before, returning(withPayment(before, fact, 'deposits'), 'paid_twice', fact.at));
}

function applied(transaction: Transaction, fact: PaymentFact): Transaction {
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
    return { ...withPayment(before, fact, 'deposits'), check_at: null };
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
  const after = withRefundEntry(before, fact);
  const isNews = !hasEntry(before.journal, refundKey(fact.refund_id)) && before.status !== 'refunded';
  return isNews && returnedOf(after) >= paidOf(after) ? settleRefund(after, fact.at) : after;
}

function settleRefund(before: Transaction, at: Date): Transaction {
  const order = before.refund && { ...before.refund, state: 'done' as const };
  const settled = { ...withoutDiscount(before, at), refund: order, check_at: null };
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

function failRefund(before: Transaction, { refund_id, at }: FactOf<'refund_failed'>): Transaction {
  return withReversal(before, refundKey(refund_id), refundFailureKey(refund_id), at);
}

function dispute(before: Transaction, fact: FactOf<'disputed' | 'dispute_closed'>): Transaction {
  const key = disputeKey(fact.dispute_id);
  if (hasEntry(before.journal, key)) return before;
  const moved = { key, from: placeOfMoney(before), to: 'disputes' as const, ...booking(before, fact) };
  return withDisputeState(withEntry(before, moved));
}

function closeDispute(before: Transaction, { dispute_id, won, at }: FactOf<'dispute_closed'>): Transaction {
  const reversal = disputeWonKey(dispute_id);
  if (hasEntry(before.journal, reversal)) return before;
  if (won) return withDisputeState(withReversal(before, disputeKey(dispute_id), reversal, at));
  return before.dispute === 'lost' ? before : { ...settleRefund(before, at), dispute: 'lost' };
}

/** Of several disputes, one that is lost decides, then one that is open. */
function withDisputeState(after: Transaction): Transaction {
  const { dispute, journal } = after;
  if (dispute === 'lost') return after;
  const isOpen = journal.some(({ key }) => /^dispute:[^:]+$/.test(key) && !hasEntry(journal, `${key}:won`));
  return { ...after, dispute: isOpen ? 'open' : 'won' };
}

function returning(before: Transaction, reason: 'paid_twice', at: Date): Transaction {
  const order = { state: 'requested' as const, reason, requested_by: null, requested_at: at };
  return {
    ...before,
    status: 'failed',
    holds_course: undefined,
    failure_code: reason,
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
  return withReversal(before, discountKey(before._id), discountReturnKey(before._id), at);
}

function withEntry(before: Transaction, movement: Parameters<typeof journalEntry>[0]): Transaction {
  if (hasEntry(before.journal, movement.key)) return before;
  return { ...before, journal: [...before.journal, journalEntry(movement)] };
}

/** Undoes an entry, if there is one, and once. */
function withReversal(before: Transaction, key: string, reversal: string, at: Date): Transaction {
  const entry = before.journal.find((one) => one.key === key);
  if (!entry || hasEntry(before.journal, reversal)) return before;
  return { ...before, journal: [...before.journal, reversalOf(entry, reversal, at)] };
}

function booking({ currency }: Transaction, { amount_minor, at }: { amount_minor: number; at: Date }) {
  return { amount_minor, currency, at };
}

function placeOfMoney({ payment_method }: Transaction): 'stripe' | 'bank' {
  return payment_method === 'card' ? 'stripe' : 'bank';
}

/** What its payment was booked for. */
function purposeOf(transaction: Transaction): Account {
  return paymentOf(transaction).some(({ account }) => account === 'deposits') ? 'deposits' : 'sales';
}

function paymentOf({ _id, journal }: Transaction): JournalEntry['lines'] {
  return journal.find(({ key }) => key === paymentKey(_id))?.lines ?? [];
}

function paidOf(transaction: Transaction): number {
  return paymentOf(transaction).find(isPlaceOfMoney)?.amount_minor ?? 0;
}

/** What refunds gave back, those that failed later among them: so that it is the same in whatever order they are told. */
function returnedOf({ journal }: Transaction): number {
  return journal
    .filter(({ key }) => /^refund:[^:]+$/.test(key))
    .flatMap(({ lines }) => lines.filter(isPlaceOfMoney))
    .reduce((sum, { amount_minor }) => sum - amount_minor, 0);
}

function isPlaceOfMoney({ account }: JournalEntry['lines'][number]): boolean {
  return account === 'stripe' || account === 'bank';
}

function withAttention(before: Transaction, after: Transaction): Transaction {
  return after === before ? before : { ...after, attention: attentionOf(after) };
}

/** What needs a person, the most urgent first, by what was booked: what is settled later hides nothing else. */
function attentionOf(transaction: Transaction): string | null {
  const { dispute, journal, failure_code } = transaction;
  if (dispute === 'open') return 'disputed';
  if (journal.some(({ key }) => /^refund:[^:]+:failed$/.test(key))) return 'refund_failed';
  const returned = returnedOf(transaction);
  if (returned > 0 && returned < paidOf(transaction) && dispute !== 'lost') return 'partially_refunded';
  if (failure_code === 'paid_twice') return failure_code;
  return purposeOf(transaction) === 'deposits' ? 'amount_mismatch' : null;
}
