import { changedFields, emit } from '../events/emit-event';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest, noSuch } from '../http/stripe-error';
import { newId } from '../state/identifier';
import type { Price } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { CreatePriceParams, UpdatePriceParams } from './catalogue.schema';
import { createProduct, productOf } from './product';

/** The price of that id. @throws StripeError when there is none */
export function priceOf(tx: Transaction, id: string, param = 'price', status: 404 | 400 = 400): Price {
  const price = tx.find('price', id);
  if (!price) throw noSuch('price', id, param, status);
  return price;
}

/** @throws StripeError 400 when the product does not exist or the lookup key is taken */
export function createPrice(tx: Transaction, params: CreatePriceParams): Price {
  const product = params.product_data
    ? createProduct(tx, params.product_data)
    : productOf(tx, params.product ?? '', 'product');
  claimLookupKey(tx, params);
  const price = tx.put('price', {
    id: newId('price'),
    object: 'price',
    active: params.active ?? true,
    billing_scheme: 'per_unit',
    created: tx.now,
    currency: params.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: params.lookup_key ?? null,
    metadata: mergeMetadata(null, params.metadata),
    nickname: params.nickname ?? null,
    product: product.id,
    recurring: params.recurring
      ? {
          interval: params.recurring.interval,
          interval_count: params.recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: params.recurring ? 'recurring' : 'one_time',
    unit_amount: params.unit_amount,
    unit_amount_decimal: String(params.unit_amount),
  });
  emit(tx, 'price.created', price);
  return price;
}

/** @throws StripeError 404, or 400 when the lookup key is taken */
export function updatePrice(tx: Transaction, id: string, params: UpdatePriceParams): Price {
  const before = priceOf(tx, id, 'price', 404);
  if (params.lookup_key !== before.lookup_key) claimLookupKey(tx, params);
  const price = tx.put('price', {
    ...before,
    active: params.active ?? before.active,
    lookup_key: params.lookup_key === undefined ? before.lookup_key : params.lookup_key || null,
    metadata: mergeMetadata(before.metadata, params.metadata),
    nickname: params.nickname === undefined ? before.nickname : params.nickname || null,
  });
  emit(tx, 'price.updated', price, changedFields(before, price));
  return price;
}

function claimLookupKey(tx: Transaction, { lookup_key, transfer_lookup_key }: UpdatePriceParams): void {
  const holder = lookup_key ? tx.all('price').find((price) => price.lookup_key === lookup_key) : undefined;
  if (!holder) return;
  if (!transfer_lookup_key) {
    const message = `A price (\`${holder.id}\`) already uses that lookup key.`;
    throw invalidRequest(message, { code: 'resource_already_exists', param: 'lookup_key' });
  }
  tx.put('price', { ...holder, lookup_key: null });
}
