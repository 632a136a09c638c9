import { couponOf, discountOn } from '../catalogue/coupon';
import { createPrice, priceOf } from '../catalogue/price';
import { createProduct } from '../catalogue/product';
import { addTask } from '../clock/add-task';
import { customerOf } from '../customers/customer';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest } from '../http/stripe-error';
import { newId } from '../state/identifier';
import type { CheckoutDraft } from '../state/records';
import type { CheckoutSession, Price } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { CreateSessionParams, LineItemParams } from './checkout.schema';
import { newSession } from './new-session';

const LONGEST_SECONDS = 24 * 3600;
const SHORTEST_SECONDS = 30 * 60;

/**
 * Opens a checkout session: a page of the simulator on which a payer completes or leaves it.
 *
 * @throws StripeError 400 when prices, customer or expiry do not fit
 */
export function createSession(tx: Transaction, params: CreateSessionParams): CheckoutSession {
  if (params.customer !== undefined) customerOf(tx, params.customer);
  const expires_at = params.expires_at ?? tx.now + LONGEST_SECONDS;
  if (expires_at > tx.now + LONGEST_SECONDS || expires_at < tx.now + SHORTEST_SECONDS) {
    const message =
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.';
    throw invalidRequest(message, { param: 'expires_at' });
  }
  const id = newId('cs_test', 58);
  const lines = params.line_items.map((item) => ({
    price: priceFor(tx, item, params.mode),
    quantity: item.quantity ?? 1,
  }));
  const currency = lines[0]?.price.currency ?? '';
  if (lines.some(({ price }) => price.currency !== currency)) {
    throw invalidRequest('All line items must have the same currency.', { param: 'line_items' });
  }
  tx.put('checkout_draft', draftOf(tx, id, lines, params));
  addTask(tx, 'checkout.session.expire', id, expires_at);
  const total = lines.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * quantity, 0);
  const coupon = params.discounts?.[0] && couponOf(tx, params.discounts[0].coupon);
  const due = params.subscription_data?.trial_period_days ? 0 : total;
  const amount_discount = coupon ? discountOn(coupon, due) : 0;
  return tx.put('checkout.session', {
    ...newSession(tx, id, params),
    amount_subtotal: total,
    amount_total: due - amount_discount,
    currency,
    expires_at,
    total_details: { amount_discount, amount_shipping: 0, amount_tax: 0 },
  });
}

function priceFor(
  tx: Transaction,
  { price, price_data }: LineItemParams,
  mode: CreateSessionParams['mode'],
): Price {
  const found = price_data ? priceFromData(tx, price_data) : priceOf(tx, price ?? '', 'line_items[0][price]');
  if (mode === 'payment' && found.recurring) {
    const message =
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.';
    throw invalidRequest(message, { param: 'line_items[0][price]' });
  }
  if (mode === 'subscription' && !found.recurring) {
    throw invalidRequest('The simulator takes only recurring prices in `subscription` mode.', {
      param: 'line_items[0][price]',
    });
  }
  return found;
}

function priceFromData(tx: Transaction, data: NonNullable<LineItemParams['price_data']>): Price {
  const { product_data, ...rest } = data;
  const product = product_data ? createProduct(tx, product_data).id : data.product;
  return createPrice(tx, { ...rest, product });
}

function draftOf(
  tx: Transaction,
  id: string,
  lines: readonly { price: Price; quantity: number }[],
  params: CreateSessionParams,
): CheckoutDraft {
  const payment = params.payment_intent_data;
  const data = params.mode === 'payment' ? payment : params.subscription_data;
  return {
    id,
    lines: lines.map(({ price, quantity }) => ({
      id: newId('li'),
      price: price.id,
      quantity,
      description: tx.find('product', price.product)?.name ?? price.id,
    })),
    payment_metadata: mergeMetadata(null, data?.metadata),
    payment_description: data?.description ?? null,
    receipt_email: payment?.receipt_email ?? null,
    capture_method: payment?.capture_method ?? 'automatic_async',
    setup_future_usage: payment?.setup_future_usage ?? null,
    trial_period_days: params.subscription_data?.trial_period_days ?? null,
    coupon: params.discounts?.[0]?.coupon ?? null,
  };
}
