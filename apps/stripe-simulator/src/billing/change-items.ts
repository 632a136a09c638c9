import { priceOf } from '../catalogue/price';
import { invalidRequest, noSuch } from '../http/stripe-error';
import type { Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { leadingItem } from './subscription';
import type { ItemParams, UpdateSubscriptionParams } from './subscription.schema';

/** The items with their new prices and quantities. @throws StripeError 400 when a change does not fit */
export function changeItems(
  tx: Transaction,
  { items }: Subscription,
  changes: readonly ItemParams[],
): Subscription['items'] {
  const data = [...items.data];
  for (const change of changes) {
    const position = data.findIndex(({ id }) => id === change.id);
    const item = data[position];
    if (!item) throw noSuch('subscription item', change.id ?? '', 'items[0][id]');
    const price = change.price === undefined ? item.price : priceOf(tx, change.price, 'items[0][price]');
    if (price.recurring?.interval !== item.price.recurring?.interval) {
      throw invalidRequest('The simulator does not change the interval of a subscription.', {
        param: 'items[0][price]',
      });
    }
    data[position] = { ...item, price, quantity: change.quantity ?? item.quantity };
  }
  return { ...items, data };
}

/** From when a change counts. @throws StripeError 400 outside of the period, or when it is to be billed later */
export function prorationDate(
  tx: Transaction,
  before: Subscription,
  {
    proration_behavior,
    proration_date,
  }: Pick<UpdateSubscriptionParams, 'proration_behavior' | 'proration_date'>,
): number {
  if (proration_behavior !== 'none' && proration_behavior !== 'always_invoice') {
    const message = 'The simulator bills changes at once or not at all: set proration_behavior.';
    throw invalidRequest(message, { param: 'proration_behavior' });
  }
  const at = proration_date ?? tx.now;
  const { current_period_start, current_period_end } = leadingItem(before);
  if (at >= current_period_start && at <= current_period_end) return at;
  throw invalidRequest('Cannot specify a proration_date outside of the current period.', {
    param: 'proration_date',
  });
}
