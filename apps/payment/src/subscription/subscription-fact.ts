import { hasEntry, journalEntry, reversalOf, type Account } from '../ledger/journal-entry';
import type { Subscription } from './subscription.schema';

interface Amount {
  amount_minor: number;
  at: Date;
}

/** Money of a subscription that moved. Amounts in the smallest unit. */
export type SubscriptionFact =
  | ({ kind: 'invoice_paid'; invoice_id: string; currency: string } & Amount)
  | ({ kind: 'refunded' | 'refund_failed'; refund_id: string } & Amount)
  | ({ kind: 'disputed' | 'dispute_won'; dispute_id: string } & Amount);

/** The subscription after a fact; the same object when it brings nothing new. */
export function applySubscriptionFact(before: Subscription, fact: SubscriptionFact): Subscription {
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
      return disputed(before, fact);
    case 'dispute_won': {
      const key = `dispute:${fact.dispute_id}`;
      return reverse(disputed(before, fact), key, `${key}:won`, fact.at);
    }
  }
}

function payInvoice(
  before: Subscription,
  fact: Extract<SubscriptionFact, { kind: 'invoice_paid' }>,
): Subscription {
  const after = book(before, `invoice:${fact.invoice_id}`, 'subscriptions', 'stripe', fact);
  const ended = before.status === 'cancelled' || before.status === 'expired';
  // What was paid before the end and is told after it is no matter for a person.
  const late = ended && before.cancelled_date !== null && fact.at > before.cancelled_date;
  return after !== before && late ? { ...after, attention: 'paid_after_end' } : after;
}

function disputed(before: Subscription, fact: { dispute_id: string } & Amount): Subscription {
  const after = book(before, `dispute:${fact.dispute_id}`, 'stripe', 'disputes', fact);
  return after === before ? before : { ...after, attention: 'disputed' };
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
