import { hasEntry, journalEntry, reversalOf, type Account } from '../ledger/journal-entry';
import { attentionOf } from './attention';
import type { Subscription } from './subscription.schema';

interface Amount {
  amount_minor: number;
  at: Date;
}

/** An invoice that is settled: by card, by a coupon, and by what the subscriber was owed. */
export interface PaidInvoice extends Amount {
  kind: 'invoice_paid';
  invoice_id: string;
  currency: string;
  discount_minor: number;
  /** Above 0: a credit paid it. Below 0: it left a credit. */
  credit_used_minor: number;
}

/** Money of a subscription that moved. Amounts in the smallest unit. */
export type SubscriptionFact =
  | PaidInvoice
  | ({ kind: 'refunded' | 'refund_failed'; refund_id: string } & Amount)
  | ({ kind: 'disputed' | 'dispute_won'; dispute_id: string } & Amount);

/** The subscription after a fact; the same object when it brings nothing new. */
export function applySubscriptionFact(before: Subscription, fact: SubscriptionFact): Subscription {
  const after = applied(before, fact);
  return after === before ? before : { ...after, attention: attentionOf(after) };
}

function applied(before: Subscription, fact: SubscriptionFact): Subscription {
  switch (fact.kind) {
    case 'invoice_paid':
      return payInvoice(before, fact);
    case 'refunded':
      return book(before, `refund:${fact.refund_id}`, 'stripe', 'subscriptions', fact);
    case 'refund_failed': {
      const key = `refund:${fact.refund_id}`;
      return reverse(book(before, key, 'stripe', 'subscriptions', fact), key, `${key}:failed`, fact.at);
    }
    case 'disputed':
      return book(before, `dispute:${fact.dispute_id}`, 'stripe', 'disputes', fact);
    case 'dispute_won': {
      const key = `dispute:${fact.dispute_id}`;
      const disputed = book(before, key, 'stripe', 'disputes', fact);
      return reverse(disputed, key, `${key}:won`, fact.at);
    }
  }
}

/** What was sold is booked at its full price; the discount and the credit explain why less was paid. */
function payInvoice(before: Subscription, fact: PaidInvoice): Subscription {
  const { at, discount_minor, credit_used_minor } = fact;
  const key = `invoice:${fact.invoice_id}`;
  const paid = book(before, key, 'subscriptions', 'stripe', fact);
  const discount = { amount_minor: discount_minor, at };
  const discounted = book(paid, `${key}:discount`, 'subscriptions', 'discounts', discount);
  const credit = { amount_minor: Math.abs(credit_used_minor), at };
  return credit_used_minor > 0
    ? book(discounted, `${key}:credit`, 'subscriptions', 'credits', credit)
    : book(discounted, `${key}:credit`, 'credits', 'subscriptions', credit);
}

function book(before: Subscription, key: string, from: Account, to: Account, fact: Amount): Subscription {
  if (fact.amount_minor === 0 || hasEntry(before.journal, key)) return before;
  const { amount_minor, at } = fact;
  const entry = journalEntry({ key, at, currency: before.currency, from, to, amount_minor });
  return { ...before, journal: [...before.journal, entry] };
}

function reverse(before: Subscription, key: string, reversal: string, at: Date): Subscription {
  const entry = before.journal.find((one) => one.key === key);
  if (!entry || hasEntry(before.journal, reversal)) return before;
  return { ...before, journal: [...before.journal, reversalOf(entry, reversal, at)] };
}
