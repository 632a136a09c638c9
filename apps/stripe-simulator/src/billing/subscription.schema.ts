import { createdFilter, expand, id, Joi, metadata, paging, removable, text, timestamp } from '../http/params';
import type { MetadataParam, PagingParams } from '../http/params';
import { discounts, type DiscountParams } from '../catalogue/coupon';
import { recurring, type Recurring } from '../catalogue/catalogue.schema';

interface PriceData {
  readonly currency: string;
  readonly product: string;
  readonly unit_amount: number;
  readonly recurring: Recurring;
}

export interface ItemParams {
  readonly id?: string;
  readonly price?: string;
  readonly price_data?: PriceData;
  readonly quantity?: number;
  readonly metadata?: MetadataParam;
}

const item = {
  price: id,
  price_data: Joi.object({
    currency: Joi.string().length(3).required(),
    product: id.required(),
    unit_amount: Joi.number().integer().min(0).required(),
    recurring: recurring.required(),
  }),
  quantity: Joi.number().integer().min(1),
  metadata,
};

const paymentSettings = Joi.object({
  save_default_payment_method: Joi.string().valid('off', 'on_subscription'),
  payment_method_types: Joi.array().items(Joi.string().valid('card', 'link')),
});

export interface CreateSubscriptionParams {
  readonly customer: string;
  readonly items: readonly ItemParams[];
  readonly cancel_at_period_end?: boolean;
  readonly cancel_at?: number;
  readonly collection_method?: 'charge_automatically';
  readonly currency?: string;
  readonly default_payment_method?: string;
  readonly description?: string;
  readonly discounts?: readonly DiscountParams[];
  readonly metadata?: MetadataParam;
  readonly off_session?: boolean;
  readonly payment_behavior?: 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete';
  readonly payment_settings?: { readonly save_default_payment_method?: 'off' | 'on_subscription' };
  readonly trial_end?: number | 'now';
  readonly trial_period_days?: number;
}

export const CREATE_SUBSCRIPTION = Joi.object<CreateSubscriptionParams>({
  customer: id.required(),
  items: Joi.array().items(Joi.object(item).xor('price', 'price_data')).min(1).max(20).required(),
  cancel_at_period_end: Joi.boolean(),
  cancel_at: timestamp,
  collection_method: Joi.string().valid('charge_automatically'),
  currency: Joi.string().length(3),
  default_payment_method: id,
  description: text,
  discounts,
  metadata,
  off_session: Joi.boolean(),
  payment_behavior: Joi.string().valid('allow_incomplete', 'default_incomplete', 'error_if_incomplete'),
  payment_settings: paymentSettings,
  trial_end: Joi.alternatives(timestamp, Joi.string().valid('now')),
  trial_period_days: Joi.number().integer().min(0).max(730),
  ...expand,
});

export interface UpdateSubscriptionParams {
  readonly cancel_at_period_end?: boolean;
  readonly cancel_at?: number | '';
  readonly cancellation_details?: { readonly comment?: string; readonly feedback?: string };
  readonly default_payment_method?: string;
  readonly description?: string;
  readonly items?: readonly ItemParams[];
  readonly metadata?: MetadataParam;
  readonly pause_collection?: '' | { readonly behavior: string; readonly resumes_at?: number };
  readonly payment_settings?: { readonly save_default_payment_method?: 'off' | 'on_subscription' };
  readonly payment_behavior?: 'allow_incomplete' | 'error_if_incomplete';
  readonly proration_behavior?: 'none' | 'create_prorations' | 'always_invoice';
  /** Seconds since 1970: the moment from which the change counts. */
  readonly proration_date?: number;
}

const cancellationDetails = Joi.object({ comment: removable, feedback: Joi.string().allow('') });

export const UPDATE_SUBSCRIPTION = Joi.object<UpdateSubscriptionParams>({
  cancel_at_period_end: Joi.boolean(),
  cancel_at: Joi.alternatives(timestamp, Joi.string().valid('')),
  cancellation_details: cancellationDetails,
  default_payment_method: id.allow(''),
  description: removable,
  items: Joi.array().items(Joi.object({ ...item, id: id.required() })),
  metadata,
  pause_collection: Joi.alternatives(
    Joi.string().valid(''),
    Joi.object({
      behavior: Joi.string().valid('keep_as_draft', 'mark_uncollectible', 'void').required(),
      resumes_at: timestamp,
    }),
  ),
  payment_settings: paymentSettings,
  payment_behavior: Joi.string().valid('allow_incomplete', 'error_if_incomplete'),
  proration_behavior: Joi.string().valid('none', 'create_prorations', 'always_invoice'),
  proration_date: timestamp,
  ...expand,
});

export interface CancelSubscriptionParams {
  readonly cancellation_details?: { readonly comment?: string; readonly feedback?: string };
}

export const CANCEL_SUBSCRIPTION = Joi.object<CancelSubscriptionParams>({
  cancellation_details: cancellationDetails,
  ...expand,
});

export interface SubscriptionListParams extends PagingParams {
  readonly customer?: string;
  readonly price?: string;
  readonly status?: string;
}

export const LIST_SUBSCRIPTIONS = Joi.object<SubscriptionListParams>({
  ...paging,
  created: createdFilter,
  customer: id,
  price: id,
  status: Joi.string().valid(
    'active',
    'all',
    'canceled',
    'ended',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ),
});
