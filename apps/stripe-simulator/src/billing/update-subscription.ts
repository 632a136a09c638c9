import { changedFields, emit } from '../events/emit-event';
import { takeDecline } from '../faults/take-faults';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest, StripeError } from '../http/stripe-error';
import type { Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { changeItems, prorationDate } from './change-items';
import { openInvoice } from './open-invoice';
import { payInvoice } from './pay-invoice';
import { prorationInvoice } from './prorate';
import { scheduleCycle } from './schedule-cycle';
import { getSubscription, hasEnded, leadingItem } from './subscription';
import type { UpdateSubscriptionParams } from './subscription.schema';

/**
 * Changes a subscription; a change of price is billed at once when that is asked for.
 *
 * @returns with `error_if_incomplete` the error to answer when the card was declined, and nothing else is left of it
 * @throws StripeError 404, or 400 when it has ended or a parameter does not fit
 */
export function updateSubscription(
  tx: Transaction,
  id: string,
  params: UpdateSubscriptionParams,
): Subscription | StripeError {
  const attempt = tx.fork();
  const declined = change(attempt, id, params);
  if (declined && params.payment_behavior === 'error_if_incomplete') {
    takeDecline(tx, getSubscription(tx, id).customer);
    const { type, code, decline_code, message } = declined.body;
    return new StripeError(declined.status, { type, code, decline_code, message });
  }
  tx.absorb(attempt);
  return getSubscription(tx, id);
}

function change(tx: Transaction, id: string, params: UpdateSubscriptionParams): StripeError | undefined {
  const before = getSubscription(tx, id);
  if (hasEnded(before)) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  }
  if (params.default_payment_method) assertOwnMethod(tx, before, params.default_payment_method);
  const subscription = tx.put('subscription', {
    ...before,
    ...cancellation(tx, before, params),
    default_payment_method:
      params.default_payment_method === undefined
        ? before.default_payment_method
        : params.default_payment_method || null,
    description: params.description === undefined ? before.description : params.description || null,
    items: params.items ? changeItems(tx, before, params.items) : before.items,
    metadata: mergeMetadata(before.metadata, params.metadata),
    pause_collection: pauseOf(before, params),
    payment_settings: before.payment_settings && { ...before.payment_settings, ...params.payment_settings },
  });
  scheduleCycle(tx, subscription);
  const previous = changedFields(before, subscription);
  if (Object.keys(previous).length > 0) emit(tx, 'customer.subscription.updated', subscription, previous);
  return params.items && billChange(tx, before, subscription, params);
}

function billChange(
  tx: Transaction,
  before: Subscription,
  after: Subscription,
  params: UpdateSubscriptionParams,
): StripeError | undefined {
  const at = prorationDate(tx, before, params);
  const draft = params.proration_behavior === 'none' ? undefined : prorationInvoice(tx, before, after, at);
  if (!draft) return undefined;
  tx.put('subscription', { ...getSubscription(tx, after.id), latest_invoice: draft.id });
  const toPay = openInvoice(tx, draft);
  const invoice = tx.find('invoice', draft.id);
  if (!toPay || !invoice) return undefined;
  return payInvoice(tx, invoice, { off_session: true });
}

/** @throws StripeError 400 when the payment method is not attached to the subscription's customer */
export function assertOwnMethod(tx: Transaction, { customer }: Subscription, method: string): void {
  if (tx.find('payment_method', method)?.customer === customer) return;
  const message = `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`;
  throw invalidRequest(message, { code: 'resource_missing', param: 'default_payment_method' });
}

function cancellation(
  tx: Transaction,
  before: Subscription,
  params: UpdateSubscriptionParams,
): Partial<Subscription> {
  const { cancel_at, cancel_at_period_end, cancellation_details } = params;
  const details = { ...before.cancellation_details, ...emptyToNull(cancellation_details ?? {}) };
  const cancellationDetails = details as Subscription['cancellation_details'];
  if (cancel_at_period_end === undefined && cancel_at === undefined)
    return { cancellation_details: cancellationDetails };
  const end = cancel_at_period_end ? leadingItem(before).current_period_end : cancel_at || null;
  return {
    cancel_at: end,
    cancel_at_period_end: cancel_at_period_end ?? false,
    canceled_at: end === null ? null : tx.now,
    cancellation_details: {
      ...cancellationDetails,
      reason: end === null ? null : 'cancellation_requested',
    } as Subscription['cancellation_details'],
  };
}

function emptyToNull(details: object): object {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, value === '' ? null : (value as unknown)]),
  );
}

function pauseOf(before: Subscription, { pause_collection: pause }: UpdateSubscriptionParams) {
  if (pause === undefined) return before.pause_collection;
  return pause === '' ? null : { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null };
}
