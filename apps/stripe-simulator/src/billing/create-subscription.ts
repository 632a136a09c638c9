import { couponOf } from '../catalogue/coupon';
import { createPrice, priceOf } from '../catalogue/price';
import { addTask } from '../clock/add-task';
import { customerOf } from '../customers/customer';
import { emit } from '../events/emit-event';
import { wholeList } from '../http/list-objects';
import { mergeMetadata } from '../http/metadata';
import { takeDecline } from '../faults/take-faults';
import { invalidRequest, StripeError } from '../http/stripe-error';
import { newId } from '../state/identifier';
import type { Price, Subscription, SubscriptionItem } from '../state/stored';
import type { Transaction } from '../state/transaction';
import { periodEnd } from './billing-period';
import { draftInvoice } from './invoice';
import { withDiscount } from './invoice-discount';
import { blankSubscription } from './new-subscription';
import { openInvoice } from './open-invoice';
import { noPaymentMethod, payInvoice } from './pay-invoice';
import { scheduleCycle } from './schedule-cycle';
import { getSubscription, payingMethod } from './subscription';
import type { CreateSubscriptionParams, ItemParams } from './subscription.schema';
import { assertOwnMethod } from './update-subscription';

const DAY = 24 * 3600;
const EXPIRES_AFTER_SECONDS = 23 * 3600;

/**
 * Starts a subscription: its first invoice is charged at once, or left to be paid (`default_incomplete`), or costs
 * nothing during a trial.
 *
 * @returns the subscription; with `error_if_incomplete` the error to answer when the card was declined, and nothing
 * else is left of it
 * @throws StripeError 400 when customer, prices or payment method do not fit
 */
export function createSubscription(
  tx: Transaction,
  params: CreateSubscriptionParams,
): Subscription | StripeError {
  const attempt = tx.fork();
  const { subscription, declined } = start(attempt, params);
  if (declined && params.payment_behavior === 'error_if_incomplete') {
    // What the attempt did is undone, but the fault that declined it is used up.
    takeDecline(tx, params.customer);
    const { type, code, decline_code, message } = declined.body;
    return new StripeError(declined.status, { type, code, decline_code, message });
  }
  tx.absorb(attempt);
  return subscription;
}

function start(
  tx: Transaction,
  params: CreateSubscriptionParams,
): { subscription: Subscription; declined?: StripeError } {
  const customer = customerOf(tx, params.customer);
  const started = withItems(tx, { ...blankSubscription(tx, params), customer: customer.id }, params);
  if (params.default_payment_method !== undefined)
    assertOwnMethod(tx, started, params.default_payment_method);
  const later = params.payment_behavior === 'default_incomplete';
  if (!later && started.status !== 'trialing' && payingMethod(tx, started) === null) throw noPaymentMethod();

  const coupon = params.discounts?.[0] && couponOf(tx, params.discounts[0].coupon);
  const undiscounted = draftInvoice(tx, started, 'subscription_create', started.status === 'trialing');
  const draft = withDiscount(undiscounted, coupon);
  const { id } = tx.put('subscription', { ...started, latest_invoice: draft.id });
  emit(tx, 'customer.subscription.created', getSubscription(tx, id));
  scheduleCycle(tx, started);
  const toPay = openInvoice(tx, draft);
  if (toPay) addTask(tx, 'subscription.expire_incomplete', id, tx.now + EXPIRES_AFTER_SECONDS);
  const invoice = tx.find('invoice', draft.id);
  const declined =
    toPay && invoice && !later
      ? payInvoice(tx, invoice, { off_session: params.off_session ?? false })
      : undefined;
  return { subscription: getSubscription(tx, id), declined };
}

function withItems(tx: Transaction, blank: Subscription, params: CreateSubscriptionParams): Subscription {
  const prices = params.items.map((item) => recurringPrice(tx, item));
  const [first] = prices as [Price];
  const rhythm = ({ currency, recurring }: Price) =>
    [currency, recurring?.interval, recurring?.interval_count].join();
  if (prices.some((price) => rhythm(price) !== rhythm(first))) {
    throw invalidRequest('All prices on a subscription must have the same currency and the same interval.', {
      param: 'items',
    });
  }
  const trialEnd = trialEndOf(tx, params);
  const anchor = trialEnd ?? tx.now;
  const end = trialEnd ?? periodEnd(anchor, first, tx.now);
  const data = params.items.map((item, i) => itemOf(tx, blank.id, prices[i] ?? first, item, end));
  return {
    ...blank,
    billing_cycle_anchor: anchor,
    cancel_at: params.cancel_at ?? (params.cancel_at_period_end ? end : null),
    currency: first.currency,
    items: wholeList(data, `/v1/subscription_items?subscription=${blank.id}`),
    status: trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : tx.now,
  };
}

function recurringPrice(tx: Transaction, { price, price_data }: ItemParams): Price {
  const found = price_data ? createPrice(tx, price_data) : priceOf(tx, price ?? '', 'items[0][price]');
  if (found.recurring && found.active) return found;
  const reason = found.active ? 'is set to accept one-time payments only' : 'is not active';
  throw invalidRequest(`The price ${found.id} ${reason}.`, { param: 'items[0][price]' });
}

function trialEndOf(
  tx: Transaction,
  { trial_end, trial_period_days }: CreateSubscriptionParams,
): number | null {
  if (typeof trial_end === 'number') return trial_end > tx.now ? trial_end : null;
  return trial_period_days ? tx.now + trial_period_days * DAY : null;
}

function itemOf(
  tx: Transaction,
  subscription: string,
  price: Price,
  item: ItemParams,
  end: number,
): SubscriptionItem {
  return {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: tx.now,
    current_period_end: end,
    current_period_start: tx.now,
    current_trial: null,
    discounts: [],
    metadata: mergeMetadata(null, item.metadata),
    price,
    quantity: item.quantity ?? 1,
    subscription,
    tax_rates: [],
  };
}
