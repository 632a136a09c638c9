import { priceOf } from '../catalogue/price';
import { changedFields, emit } from '../events/emit-event';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest, noSuch } from '../http/stripe-error';
import type { Subscription } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { scheduleCycle } from './schedule-cycle';
import { getSubscription, hasEnded, leadingItem } from './subscription';
import type { ItemParams, UpdateSubscriptionParams } from './subscription.schema';

/** @throws StripeError 404, or 400 when it has ended or a parameter does not fit */
export function updateSubscription(
  tx: Transaction,
  id: string,
  params: UpdateSubscriptionParams,
): Subscription {
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
    items: params.items ? changeItems(tx, before, params.items, params.proration_behavior) : before.items,
    metadata: mergeMetadata(before.metadata, params.metadata),
    pause_collection: pauseOf(before, params),
    payment_settings: before.payment_settings && { ...before.payment_settings, ...params.payment_settings },
  });
  scheduleCycle(tx, subscription);
  const previous = changedFields(before, subscription);
  if (Object.keys(previous).length > 0) emit(tx, 'customer.subscription.updated', subscription, previous);
  return subscription;
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

function changeItems(
  tx: Transaction,
  { items }: Subscription,
  changes: readonly ItemParams[],
  proration: UpdateSubscriptionParams['proration_behavior'],
): Subscription['items'] {
  if (proration !== 'none') {
    const message = 'The simulator changes items without proration only: set proration_behavior to none.';
    throw invalidRequest(message, { param: 'proration_behavior' });
  }
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
