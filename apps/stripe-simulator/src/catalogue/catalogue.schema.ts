import {
  amount,
  createdFilter,
  currency,
  expand,
  id,
  Joi,
  metadata,
  paging,
  removable,
  text,
} from '../http/params';
import type { MetadataParam, PagingParams } from '../http/params';

export interface ProductParams {
  readonly id?: string;
  readonly name?: string;
  readonly active?: boolean;
  readonly description?: string;
  readonly images?: readonly string[];
  readonly metadata?: MetadataParam;
  readonly default_price?: string;
  readonly statement_descriptor?: string;
  readonly url?: string;
}

const productFields = {
  name: text,
  active: Joi.boolean(),
  description: removable,
  images: Joi.array().items(text).max(8),
  metadata,
  statement_descriptor: Joi.string().max(22),
  url: removable,
  ...expand,
};

export const CREATE_PRODUCT = Joi.object<ProductParams>({ ...productFields, id, name: text.required() });
export const UPDATE_PRODUCT = Joi.object<ProductParams>({ ...productFields, default_price: id });

export interface ProductListParams extends PagingParams {
  readonly active?: boolean;
  readonly ids?: readonly string[];
}

export const LIST_PRODUCTS = Joi.object<ProductListParams>({
  ...paging,
  created: createdFilter,
  active: Joi.boolean(),
  ids: Joi.array().items(id),
});

export interface Recurring {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly interval_count?: number;
}

export const recurring = Joi.object<Recurring>({
  interval: Joi.string().valid('day', 'week', 'month', 'year').required(),
  interval_count: Joi.number().integer().min(1).max(1095),
});

export interface CreatePriceParams {
  readonly currency: string;
  readonly unit_amount: number;
  readonly product?: string;
  readonly product_data?: { readonly name: string; readonly metadata?: MetadataParam };
  readonly recurring?: Recurring;
  readonly active?: boolean;
  readonly lookup_key?: string;
  readonly transfer_lookup_key?: boolean;
  readonly metadata?: MetadataParam;
  readonly nickname?: string;
  readonly tax_behavior?: 'inclusive' | 'exclusive' | 'unspecified';
}

export const CREATE_PRICE = Joi.object<CreatePriceParams>({
  currency: currency.required(),
  unit_amount: amount.required(),
  product: id,
  product_data: Joi.object({ name: text.required(), metadata }),
  recurring,
  active: Joi.boolean(),
  lookup_key: Joi.string().max(200),
  transfer_lookup_key: Joi.boolean(),
  metadata,
  nickname: text,
  tax_behavior: Joi.string().valid('inclusive', 'exclusive', 'unspecified'),
  ...expand,
}).xor('product', 'product_data');

export interface UpdatePriceParams {
  readonly active?: boolean;
  readonly lookup_key?: string;
  readonly transfer_lookup_key?: boolean;
  readonly metadata?: MetadataParam;
  readonly nickname?: string;
}

export const UPDATE_PRICE = Joi.object<UpdatePriceParams>({
  active: Joi.boolean(),
  lookup_key: Joi.string().max(200).allow(''),
  transfer_lookup_key: Joi.boolean(),
  metadata,
  nickname: removable,
  ...expand,
});

export interface PriceListParams extends PagingParams {
  readonly active?: boolean;
  readonly currency?: string;
  readonly lookup_keys?: readonly string[];
  readonly product?: string;
  readonly type?: 'one_time' | 'recurring';
}

export const LIST_PRICES = Joi.object<PriceListParams>({
  ...paging,
  created: createdFilter,
  active: Joi.boolean(),
  currency,
  lookup_keys: Joi.array().items(Joi.string()).max(10),
  product: id,
  type: Joi.string().valid('one_time', 'recurring'),
});
