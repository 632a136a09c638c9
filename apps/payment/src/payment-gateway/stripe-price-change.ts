import type Stripe from 'stripe';
import type { PriceChangePreview } from './gateway-types';
import { fromUnix } from './stripe-mapping';

/** What Stripe's preview of a change says: what is given back, what is due, and from when. */
export function toPriceChange(invoice: Stripe.Invoice): PriceChangePreview {
  const lines = invoice.lines.data.filter((line) => line.parent?.subscription_item_details?.proration);
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const amounts = lines.map(({ amount }) => amount);
  const from = lines.length > 0 ? Math.min(...lines.map(({ period }) => period.start)) : null;
  return {
    from: from === null ? null : fromUnix(from),
    unused_minor: -sum(amounts.filter((amount) => amount < 0)),
    remaining_minor: sum(amounts.filter((amount) => amount > 0)),
    due_minor: invoice.amount_due,
    credit_minor: Math.max(-(invoice.ending_balance ?? invoice.starting_balance), 0),
  };
}
