import type { Invoice, LineItem, Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { draftInvoice } from './invoice';

/**
 * The invoice of a change in the middle of a period: what is left of the old price goes back, what is left of the new
 * one is due.
 *
 * @param at seconds since 1970, within the period
 * @returns undefined when the change costs nothing: no price changed, or it is a trial
 */
export function prorationInvoice(
  tx: Transaction,
  before: Subscription,
  after: Subscription,
  at: number,
): Invoice | undefined {
  if (before.status === 'trialing') return undefined;
  const draft = draftInvoice(tx, after, 'subscription_update', false);
  const lines = draft.lines.data.flatMap((line, position) => {
    const old = before.items.data[position];
    const item = after.items.data[position];
    if (!old || !item || (old.price.id === item.price.id && old.quantity === item.quantity)) return [];
    const { current_period_start: start, current_period_end: end } = old;
    const share = (end - Math.min(Math.max(at, start), end)) / (end - start);
    const amountOf = ({ price, quantity }: typeof old) =>
      Math.round((price.unit_amount ?? 0) * quantity * share);
    return [
      prorated(line, -amountOf(old), `Unused time on ${old.price.nickname ?? old.price.id}`, at, end),
      prorated(line, amountOf(item), `Remaining time on ${item.price.nickname ?? item.price.id}`, at, end),
    ];
  });
  if (lines.length === 0) return undefined;
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  return {
    ...draft,
    amount_due: Math.max(total, 0),
    amount_remaining: Math.max(total, 0),
    lines: { ...draft.lines, data: lines },
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
  };
}

function prorated(line: LineItem, amount: number, description: string, start: number, end: number): LineItem {
  const details = line.parent?.subscription_item_details;
  const item_details = details && { ...details, proration: true };
  const parent = line.parent && { ...line.parent, subscription_item_details: item_details ?? null };
  return { ...line, amount, description, parent, period: { start, end }, subtotal: amount };
}
