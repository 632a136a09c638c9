import { dropTask } from '../clock/add-task';
import { changedFields, emit } from '../events/emit-event';
import type { StripeObject, Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { endSubscription } from './cancel-subscription';
import { subscriptionOf } from './invoice';
import { intentOfInvoice } from './invoice-payment';
import { hasEnded } from './subscription';

/** Follows an invoice that was paid: its subscription is active. */
export function activateSubscription(tx: Transaction, object: StripeObject): void {
  const invoice = tx.find('invoice', object.id);
  const before = invoice && subscriptionOf(tx, invoice);
  if (!before || hasEnded(before)) return;
  dropTask(tx, 'subscription.expire_incomplete', before.id);
  const status = before.status === 'trialing' ? 'trialing' : 'active';
  const method =
    before.payment_settings?.save_default_payment_method === 'on_subscription'
      ? intentOfInvoice(tx, object.id)?.payment_method
      : null;
  save(tx, before, { ...before, default_payment_method: method ?? before.default_payment_method, status });
}

/** Follows an invoice that could not be paid: the subscription is past due, and ends when all attempts failed. */
export function noteUnpaidSubscription(tx: Transaction, object: StripeObject): void {
  const invoice = tx.find('invoice', object.id);
  const before = invoice && subscriptionOf(tx, invoice);
  if (!before || hasEnded(before) || invoice.billing_reason !== 'subscription_cycle') return;
  const last = invoice.next_payment_attempt === null;
  const unpaid = last && tx.find('billing_settings', 'billing_settings')?.after_retries === 'unpaid';
  save(tx, before, { ...before, status: unpaid ? 'unpaid' : 'past_due' });
  if (!last || unpaid) return;
  const reason = { comment: null, feedback: null, feedback_option: null, reason: 'payment_failed' };
  endSubscription(tx, { ...before, status: 'past_due', cancellation_details: reason });
}

function save(tx: Transaction, before: Subscription, after: Subscription): void {
  const previous = changedFields(before, after);
  if (Object.keys(previous).length === 0) return;
  emit(tx, 'customer.subscription.updated', tx.put('subscription', after), previous);
}
