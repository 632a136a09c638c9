import {
  amount,
  createdFilter,
  currency,
  expand,
  id,
  Joi,
  metadata,
  paging,
  text,
  timestamp,
} from '../http/params';
import type { MetadataParam, PagingParams } from '../http/params';
import { discounts, type DiscountParams } from '../catalogue/coupon';
import { recurring, type Recurring } from '../catalogue/catalogue.schema';

export interface LineItemParams {
  readonly price?: string;
  readonly price_data?: {
    readonly currency: string;
    readonly unit_amount: number;
    readonly product?: string;
    readonly product_data?: {
      readonly name: string;
      readonly description?: string;
      readonly metadata?: MetadataParam;
    };
    readonly recurring?: Recurring;
  };
  readonly quantity?: number;
}

export interface CreateSessionParams {
  readonly mode: 'payment' | 'subscription';
  readonly line_items: readonly LineItemParams[];
  readonly success_url: string;
  readonly cancel_url?: string;
  readonly customer?: string;
  readonly customer_email?: string;
  readonly customer_creation?: 'always' | 'if_required';
  readonly client_reference_id?: string;
  readonly discounts?: readonly DiscountParams[];
  readonly expires_at?: number;
  readonly locale?: string;
  readonly metadata?: MetadataParam;
  readonly allowed_payment_method_types?: readonly string[];
  readonly ui_mode?: 'hosted_page';
  readonly billing_address_collection?: 'auto';
  readonly submit_type?: string;
  readonly payment_intent_data?: {
    readonly capture_method?: 'automatic_async' | 'automatic' | 'manual';
    readonly description?: string;
    readonly metadata?: MetadataParam;
    readonly receipt_email?: string;
    readonly setup_future_usage?: 'off_session' | 'on_session';
  };
  readonly subscription_data?: {
    readonly description?: string;
    readonly metadata?: MetadataParam;
    readonly trial_period_days?: number;
  };
}

const lineItem = Joi.object<LineItemParams>({
  price: id,
  price_data: Joi.object({
    currency: currency.required(),
    unit_amount: amount.required(),
    product: id,
    product_data: Joi.object({
      name: text.required(),
      description: text,
      metadata,
      images: Joi.array().items(text),
    }),
    recurring,
    tax_behavior: Joi.string().valid('inclusive', 'exclusive', 'unspecified'),
  }).xor('product', 'product_data'),
  quantity: Joi.number().integer().min(1).max(999_999),
}).xor('price', 'price_data');

export const CREATE_SESSION = Joi.object<CreateSessionParams>({
  mode: Joi.string().valid('payment', 'subscription').required(),
  line_items: Joi.array().items(lineItem).min(1).max(100).required(),
  success_url: Joi.string().max(5000).required(),
  cancel_url: Joi.string().max(5000),
  customer: id,
  customer_email: Joi.string().max(512),
  customer_creation: Joi.string().valid('always', 'if_required'),
  client_reference_id: Joi.string().max(200),
  discounts,
  expires_at: timestamp,
  locale: Joi.string().max(10),
  metadata,
  payment_intent_data: Joi.object({
    capture_method: Joi.string().valid('automatic', 'automatic_async', 'manual'),
    description: text,
    metadata,
    receipt_email: text,
    setup_future_usage: Joi.string().valid('off_session', 'on_session'),
  }),
  allowed_payment_method_types: Joi.array().items(Joi.string().valid('card', 'link')),
  subscription_data: Joi.object({
    description: text,
    metadata,
    trial_period_days: Joi.number().integer().min(1).max(730),
  }),
  ui_mode: Joi.string().valid('hosted_page'),
  billing_address_collection: Joi.string().valid('auto'),
  submit_type: Joi.string().valid('auto', 'pay', 'book', 'donate', 'subscribe'),
  ...expand,
}).oxor('customer', 'customer_email');

export interface SessionListParams extends PagingParams {
  readonly customer?: string;
  readonly payment_intent?: string;
  readonly subscription?: string;
  readonly status?: string;
}

export const LIST_SESSIONS = Joi.object<SessionListParams>({
  ...paging,
  created: createdFilter,
  customer: id,
  payment_intent: id,
  subscription: id,
  status: Joi.string().valid('open', 'complete', 'expired'),
});
