import { noSuch } from '../http/stripe-error';
import type { Subscription, SubscriptionItem } from '../state/stored';
import type { Transaction } from '../state/transaction';

/** @throws StripeError 404 when there is no subscription of that id */
export function getSubscription(tx: Transaction, id: string): Subscription {
  const subscription = tx.find('subscription', id);
  if (!subscription) throw noSuch('subscription', id, 'id', 404);
  return subscription;
}

/** Its first item, which gives the rhythm: all items are billed together. */
export function leadingItem({ items }: Subscription): SubscriptionItem {
  const [first] = items.data;
  if (!first) throw new Error('a subscription has at least one item');
  return first;
}

/** The same items in another period. */
export function inPeriod(subscription: Subscription, start: number, end: number): Subscription['items'] {
  const { items } = subscription;
  const data = items.data.map((item) => ({ ...item, current_period_start: start, current_period_end: end }));
  return { ...items, data };
}

/** Whether it has come to an end for good. */
export function hasEnded({ status }: Subscription): boolean {
  return status === 'canceled' || status === 'incomplete_expired';
}

/** The payment method that its invoices are charged to. */
export function payingMethod(
  tx: Transaction,
  { customer, default_payment_method }: Subscription,
): string | null {
  if (default_payment_method !== null) return default_payment_method;
  const settings = tx.find('customer', customer)?.invoice_settings;
  return (settings?.default_payment_method as string | null | undefined) ?? null;
}
