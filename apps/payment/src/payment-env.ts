import Joi from 'joi';
import { PLATFORM_ENV, STORE_ENV, type PlatformEnv, type StoreEnv } from '@har/env';
import { DEFAULT_PLANS, PLAN_CATALOGUE, type PlanCatalogue } from './plan/plan-catalogue';

export interface PaymentEnv extends PlatformEnv, StoreEnv {
  STRIPE_SECRET_KEY: string;
  STRIPE_PUBLISHABLE_KEY: string;
  /** Secrets of the webhook endpoint, separated by commas while one is rotated. */
  STRIPE_WEBHOOK_SECRET: string;
  /** Of an endpoint of its own for subscriptions; absent: the same secrets. */
  STRIPE_SUBSCRIPTION_WEBHOOK_SECRET?: string;
  /** Absent: Stripe itself. */
  STRIPE_API_BASE?: string;
  /** As JSON in the environment. */
  PLANS: PlanCatalogue;
  /** Milliseconds between two looks of one replica at what waits for an answer. */
  RECONCILE_INTERVAL_MS: number;
  /** Seconds between two looks at Stripe's own list of events, for webhooks that were lost. */
  EVENT_CATCH_UP_SECONDS: number;
  /** Minutes that a page of Stripe stays open; Stripe takes 30 to 1,440. */
  CHECKOUT_MINUTES: number;
  /** Days that a plan goes on opening courses while its renewal is unpaid. */
  PAST_DUE_GRACE_DAYS: number;
  /** Who sells, as receipts name it; the address has a line for each \n. */
  SELLER_NAME: string;
  SELLER_ADDRESS: string;
  SELLER_VAT_ID: string;
  SELLER_EMAIL: string;
  SELLER_NOTE: string;
}

/** To inject the service's configuration. */
export const PAYMENT_ENV = Symbol('PAYMENT_ENV');

const fromJson: Joi.CustomValidator = (value: unknown, helpers) => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return helpers.error('object.base');
  }
};

/** Joi validates what the JSON holds, not the text. */
const plans: Joi.CustomValidator = (value: unknown, helpers) => {
  const parsed: unknown = fromJson(value, helpers);
  const result = PLAN_CATALOGUE.validate(parsed);
  return result.error ? helpers.error('object.base') : result.value;
};

export const PAYMENT_ENV_SCHEMA = Joi.object<PaymentEnv>({
  ...PLATFORM_ENV,
  ...STORE_ENV,
  STRIPE_SECRET_KEY: Joi.string()
    .pattern(/^(sk|rk)_/)
    .required(),
  STRIPE_PUBLISHABLE_KEY: Joi.string().pattern(/^pk_/).required(),
  STRIPE_WEBHOOK_SECRET: Joi.string().min(16).required(),
  STRIPE_SUBSCRIPTION_WEBHOOK_SECRET: Joi.string().min(16),
  STRIPE_API_BASE: Joi.string().uri({ scheme: ['http', 'https'] }),
  PLANS: Joi.any().custom(plans).default(DEFAULT_PLANS),
  RECONCILE_INTERVAL_MS: Joi.number().integer().min(50).default(10_000),
  EVENT_CATCH_UP_SECONDS: Joi.number().integer().min(1).default(300),
  CHECKOUT_MINUTES: Joi.number().integer().min(31).max(1_439).default(60),
  PAST_DUE_GRACE_DAYS: Joi.number().integer().min(0).max(60).default(3),
  SELLER_NAME: Joi.string().default('Har Academy'),
  SELLER_ADDRESS: Joi.string().allow('').default(''),
  SELLER_VAT_ID: Joi.string().allow('').default(''),
  SELLER_EMAIL: Joi.string().allow('').default(''),
  SELLER_NOTE: Joi.string().allow('').default(''),
});
