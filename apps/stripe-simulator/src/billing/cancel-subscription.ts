import { dropTask } from '../clock/add-task';
import { emit } from '../events/emit-event';
import { invalidRequest } from '../http/stripe-error';
import type { Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { getSubscription, hasEnded } from './subscription';
import type { CancelSubscriptionParams } from './subscription.schema';

/** @throws StripeError 404, or 400 when it has ended already */
export function cancelSubscription(
  tx: Transaction,
  id: string,
  params: CancelSubscriptionParams,
): Subscription {
  const subscription = getSubscription(tx, id);
  if (hasEnded(subscription))
    throw invalidRequest(`No such subscription: '${id}'`, { code: 'resource_missing', param: 'id' });
  const { comment, feedback } = params.cancellation_details ?? {};
  return endSubscription(tx, {
    ...subscription,
    cancellation_details: {
      comment: comment || null,
      feedback: feedback || null,
      feedback_option: null,
      reason: 'cancellation_requested',
    },
  });
}

/** Ends a subscription now; its unpaid invoice is not tried any more. */
export function endSubscription(tx: Transaction, subscription: Subscription): Subscription {
  dropTask(tx, 'subscription.cycle', subscription.id);
  dropTask(tx, 'subscription.expire_incomplete', subscription.id);
  const invoice = tx.find('invoice', subscription.latest_invoice ?? '');
  if (invoice?.status === 'open') {
    dropTask(tx, 'invoice.retry', invoice.id);
    tx.put('invoice', { ...invoice, auto_advance: false, next_payment_attempt: null });
  }
  const ended = tx.put('subscription', {
    ...subscription,
    canceled_at: subscription.canceled_at ?? tx.now,
    ended_at: tx.now,
    status: 'canceled',
  });
  emit(tx, 'customer.subscription.deleted', ended);
  return ended;
}
