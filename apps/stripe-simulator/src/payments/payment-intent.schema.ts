import {
  address,
  amount,
  createdFilter,
  currency,
  expand,
  id,
  Joi,
  metadata,
  paging,
  removable,
  shipping,
  text,
} from '../http/params';
import type { MetadataParam, PagingParams } from '../http/params';
import type { PaymentMethodData } from './payment-method';

export const paymentMethodData = Joi.object<PaymentMethodData>({
  type: Joi.string().valid('card').required(),
  card: Joi.object({
    number: Joi.string().max(30),
    exp_month: Joi.number().integer().min(1).max(12),
    // Stripe takes 34 for 2034.
    exp_year: Joi.number()
      .integer()
      .custom((year: number) => (year < 100 ? 2000 + year : year)),
    cvc: Joi.string().max(4),
    token: Joi.string().max(100),
  }),
  billing_details: Joi.object({ name: text, email: text, phone: text, address }),
  metadata,
  // Stripe.js adds what it knows about the browser.
}).unknown();

const paymentMethodOptions = Joi.object({
  card: Joi.object({ request_three_d_secure: Joi.string().valid('automatic', 'any', 'challenge') }),
});

const offSession = Joi.alternatives(Joi.boolean(), Joi.string().valid('one_off', 'recurring'));

/** How a payment is attempted: parameters of `confirm`, and of `create` with `confirm: true`. */
export interface ConfirmParams {
  readonly payment_method?: string;
  readonly payment_method_data?: PaymentMethodData;
  readonly payment_method_options?: { readonly card?: { readonly request_three_d_secure?: string } };
  readonly return_url?: string;
  readonly off_session?: boolean | string;
  readonly error_on_requires_action?: boolean;
  readonly setup_future_usage?: 'off_session' | 'on_session' | '';
  readonly receipt_email?: string;
  readonly shipping?: object;
  readonly client_secret?: string;
  readonly use_stripe_sdk?: boolean;
  readonly expected_payment_method_type?: string;
  readonly client_context?: object;
  readonly client_attribution_metadata?: object;
  readonly mandate_data?: object;
}

const confirmFields = {
  payment_method: id,
  payment_method_data: paymentMethodData,
  payment_method_options: paymentMethodOptions,
  return_url: Joi.string().uri(),
  off_session: offSession,
  error_on_requires_action: Joi.boolean(),
  use_stripe_sdk: Joi.boolean(),
  setup_future_usage: Joi.string().valid('off_session', 'on_session', ''),
  receipt_email: removable,
  shipping,
};

export interface CreatePaymentIntentParams extends ConfirmParams {
  readonly amount: number;
  readonly currency: string;
  readonly automatic_payment_methods?: { enabled: boolean; allow_redirects?: 'always' | 'never' };
  readonly allowed_payment_method_types?: readonly string[];
  readonly capture_method?: 'automatic' | 'automatic_async' | 'manual';
  readonly confirmation_method?: 'automatic' | 'manual';
  readonly confirm?: boolean;
  readonly customer?: string;
  readonly description?: string;
  readonly metadata?: MetadataParam;
  readonly statement_descriptor?: string;
  readonly statement_descriptor_suffix?: string;
  readonly transfer_group?: string;
}

export const CREATE_PAYMENT_INTENT = Joi.object<CreatePaymentIntentParams>({
  amount: amount.required(),
  currency: currency.required(),
  automatic_payment_methods: Joi.object({
    enabled: Joi.boolean().required(),
    allow_redirects: Joi.string().valid('always', 'never'),
  }),
  allowed_payment_method_types: Joi.array().items(Joi.string().valid('card', 'link')),
  capture_method: Joi.string().valid('automatic', 'automatic_async', 'manual'),
  confirmation_method: Joi.string().valid('automatic', 'manual'),
  confirm: Joi.boolean(),
  customer: id,
  description: text,
  metadata,
  statement_descriptor: Joi.string().max(22),
  statement_descriptor_suffix: Joi.string().max(22),
  transfer_group: text,
  ...confirmFields,
  ...expand,
});

export interface UpdatePaymentIntentParams {
  readonly amount?: number;
  readonly currency?: string;
  readonly customer?: string;
  readonly description?: string;
  readonly metadata?: MetadataParam;
  readonly payment_method?: string;
  readonly payment_method_data?: PaymentMethodData;
  readonly receipt_email?: string;
  readonly setup_future_usage?: 'off_session' | 'on_session' | '';
  readonly shipping?: object;
}

export const UPDATE_PAYMENT_INTENT = Joi.object<UpdatePaymentIntentParams>({
  amount,
  currency,
  customer: id,
  description: removable,
  metadata,
  payment_method: id,
  payment_method_data: paymentMethodData,
  receipt_email: removable,
  setup_future_usage: confirmFields.setup_future_usage,
  shipping,
  ...expand,
});

export const CONFIRM_PAYMENT_INTENT = Joi.object<ConfirmParams>({
  ...confirmFields,
  client_secret: text,
  // Sent by Stripe.js; what they say is known from the payment intent.
  expected_payment_method_type: text,
  client_context: Joi.object().unknown(),
  client_attribution_metadata: Joi.object().unknown(),
  mandate_data: Joi.object().unknown(),
  ...expand,
});

export interface CaptureParams {
  readonly amount_to_capture?: number;
  readonly metadata?: MetadataParam;
  readonly statement_descriptor?: string;
  readonly statement_descriptor_suffix?: string;
}

export const CAPTURE_PAYMENT_INTENT = Joi.object<CaptureParams>({
  amount_to_capture: amount.min(1),
  metadata,
  statement_descriptor: Joi.string().max(22),
  statement_descriptor_suffix: Joi.string().max(22),
  ...expand,
});

export interface CancelParams {
  readonly cancellation_reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer' | 'abandoned';
}

export const CANCEL_PAYMENT_INTENT = Joi.object<CancelParams>({
  cancellation_reason: Joi.string().valid('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'),
  ...expand,
});

export const RETRIEVE_PAYMENT_INTENT = Joi.object<{ client_secret?: string }>({
  client_secret: text,
  ...expand,
});

export interface PaymentIntentListParams extends PagingParams {
  readonly customer?: string;
}

export const LIST_PAYMENT_INTENTS = Joi.object<PaymentIntentListParams>({
  ...paging,
  created: createdFilter,
  customer: id,
});
