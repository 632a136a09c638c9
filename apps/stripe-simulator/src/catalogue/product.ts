import { changedFields, emit } from '../events/emit-event';
import { mergeMetadata } from '../http/metadata';
import { invalidRequest, noSuch } from '../http/stripe-error';
import { newId } from '../state/identifier';
import type { Product } from '../state/stored';
import type { Transaction } from '../state/transaction';
import type { ProductParams } from './catalogue.schema';

/** The product of that id. @throws StripeError when there is none, or it was deleted */
export function productOf(tx: Transaction, id: string, param = 'product', status: 404 | 400 = 400): Product {
  const product = tx.find('product', id);
  if (!product || product.deleted) throw noSuch('product', id, param, status);
  return product;
}

/** @throws StripeError 400 when the chosen id is taken */
export function createProduct(tx: Transaction, params: ProductParams): Product {
  const id = params.id ?? newId('prod', 14);
  if (tx.find('product', id)) {
    throw invalidRequest(`Product already exists: '${id}'`, { code: 'resource_already_exists', param: 'id' });
  }
  const product = tx.put('product', {
    id,
    object: 'product',
    active: params.active ?? true,
    created: tx.now,
    default_price: null,
    description: params.description || null,
    images: [...(params.images ?? [])],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata(null, params.metadata),
    name: params.name ?? '',
    package_dimensions: null,
    shippable: null,
    statement_descriptor: params.statement_descriptor ?? null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: tx.now,
    url: params.url || null,
  });
  emit(tx, 'product.created', product);
  return product;
}

/** @throws StripeError 404 */
export function updateProduct(tx: Transaction, id: string, params: ProductParams): Product {
  const before = productOf(tx, id, 'id', 404);
  const product = tx.put('product', {
    ...before,
    active: params.active ?? before.active,
    default_price: params.default_price ?? before.default_price,
    description: params.description === undefined ? before.description : params.description || null,
    images: params.images ? [...params.images] : before.images,
    metadata: mergeMetadata(before.metadata, params.metadata),
    name: params.name ?? before.name,
    statement_descriptor: params.statement_descriptor ?? before.statement_descriptor,
    updated: tx.now,
    url: params.url === undefined ? before.url : params.url || null,
  });
  emit(tx, 'product.updated', product, changedFields(before, product));
  return product;
}
