import { dropTask } from '../clock/add-task';
import { changedFields, emit } from '../events/emit-event';
import { cancelPaymentIntent } from '../payments/cancel-payment-intent';
import type { Invoice, Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { periodEnd } from './billing-period';
import { endSubscription } from './cancel-subscription';
import { draftInvoice, subscriptionOf } from './invoice';
import { intentOfInvoice } from './invoice-payment';
import { openInvoice } from './open-invoice';
import { payInvoice } from './pay-invoice';
import { scheduleCycle } from './schedule-cycle';
import { noteFailedInvoice, voidInvoice } from './settle-invoice';
import { hasEnded, inPeriod, leadingItem, payingMethod } from './subscription';

/** The end of a period: the subscription ends if that was wanted, else the next period begins with its invoice. */
export function cycleSubscription(tx: Transaction, id: string): void {
  const before = tx.find('subscription', id);
  if (!before || hasEnded(before) || before.status === 'incomplete') return;
  const { current_period_end: start, price } = leadingItem(before);
  if (before.cancel_at !== null && before.cancel_at <= tx.now) {
    endSubscription(tx, before);
    return;
  }
  const end = periodEnd(before.billing_cycle_anchor, price, start);
  const status = before.status === 'trialing' ? 'active' : before.status;
  const next = { ...before, items: inPeriod(before, start, end), status };
  const invoice = draftInvoice(tx, next, 'subscription_cycle', false);
  const subscription = tx.put('subscription', { ...next, latest_invoice: invoice.id });
  scheduleCycle(tx, subscription);
  emit(tx, 'customer.subscription.updated', subscription, changedFields(before, subscription));
  collect(tx, subscription, invoice);
}

function collect(tx: Transaction, subscription: Subscription, draft: Invoice): void {
  const pause = subscription.pause_collection;
  if (subscription.status === 'unpaid') {
    emit(tx, 'invoice.created', tx.put('invoice', { ...draft, auto_advance: false }));
    return;
  }
  if (pause && (pause.resumes_at === null || pause.resumes_at > tx.now)) {
    emit(tx, 'invoice.created', tx.put('invoice', { ...draft, auto_advance: false }));
    if (pause.behavior === 'void') voidInvoice(tx, draft);
    if (pause.behavior === 'mark_uncollectible') {
      emit(tx, 'invoice.marked_uncollectible', tx.put('invoice', { ...draft, status: 'uncollectible' }));
    }
    return;
  }
  const intent = openInvoice(tx, draft);
  const invoice = tx.find('invoice', draft.id);
  if (!intent || !invoice) return;
  if (payingMethod(tx, subscription) === null) noteFailedInvoice(tx, intent);
  else payInvoice(tx, invoice, { off_session: true });
}

/** A later attempt at the invoice of a renewal. */
export function retryInvoice(tx: Transaction, id: string): void {
  const invoice = tx.find('invoice', id);
  if (invoice?.status !== 'open') return;
  const subscription = subscriptionOf(tx, invoice);
  if (!subscription || hasEnded(subscription)) return;
  if (payingMethod(tx, subscription) !== null) {
    payInvoice(tx, invoice, { off_session: true });
    return;
  }
  const intent = intentOfInvoice(tx, id);
  if (intent) noteFailedInvoice(tx, intent);
}

/** A first invoice that nobody paid for 23 hours. */
export function expireIncomplete(tx: Transaction, id: string): void {
  const subscription = tx.find('subscription', id);
  if (subscription?.status !== 'incomplete') return;
  dropTask(tx, 'subscription.cycle', id);
  const invoice = tx.find('invoice', subscription.latest_invoice ?? '');
  if (invoice?.status === 'open') {
    voidInvoice(tx, invoice);
    const intent = intentOfInvoice(tx, invoice.id);
    if (intent) cancelPaymentIntent(tx, intent.id, 'void_invoice');
  }
  const expired = tx.put('subscription', { ...subscription, ended_at: tx.now, status: 'incomplete_expired' });
  emit(tx, 'customer.subscription.updated', expired, { ended_at: null, status: 'incomplete' });
}
