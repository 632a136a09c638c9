import Joi from 'joi';
import { objectId, route, timestamp } from '@har/routing';
import { COUPON_CODE, COUPON_ERRORS } from './coupon.contract';
import { EXAMPLE_COURSE_ID, EXAMPLE_PENDING } from './payment-examples';
import { PLANS, SUBSCRIPTION, type PlanName, type SubscriptionReply } from './subscription-reply';
import { TRANSACTION, type TransactionReply } from './transaction-reply';

/** Where a browser comes back to: an address under one of `FRONTEND_URL`. */
const RETURN_URL = Joi.string()
  .max(2_000)
  .pattern(/^https?:\/\/[^\s\\@]+$/, 'address')
  .example('http://localhost:3000/checkout/done?session_id={CHECKOUT_SESSION_ID}');

export interface OpenCheckout {
  course_id?: string;
  plan?: PlanName;
  coupon_code?: string;
  /** With a plan: begins with its free days, once per user. */
  trial?: boolean;
  success_url?: string;
  cancel_url?: string;
}

/** A page of Stripe on which the buyer pays. */
export interface CheckoutSession {
  session_id: string;
  url: string;
  expires_at: string;
}

export interface OpenedCheckout {
  /** Absent when nothing is left to pay: a coupon of 100 % completes a purchase at once. */
  checkout?: CheckoutSession;
  transaction?: TransactionReply;
  subscription?: SubscriptionReply;
}

export const openCheckout = route({
  name: 'payment.open-checkout',
  service: 'payment',
  method: 'POST',
  path: '/checkout/session',
  access: 'user',
  status: 201,
  idempotent: true,
  deadline_ms: 25_000,
  tag: 'Payments',
  summary: 'Open a page of Stripe on which a course or a plan is paid',
  description:
    'Send the browser to `checkout.url`. That it comes back to `success_url` proves nothing: the purchase is complete ' +
    'when Stripe says so by its webhook. A session that expires, or is cancelled, frees what it held. Asked again ' +
    'meanwhile, the same session is answered.',
  body: Joi.object<OpenCheckout, true>({
    course_id: objectId(),
    plan: Joi.string().valid(...PLANS),
    coupon_code: COUPON_CODE,
    trial: Joi.boolean().when('plan', { is: Joi.exist(), then: Joi.optional(), otherwise: Joi.forbidden() }),
    success_url: RETURN_URL,
    cancel_url: RETURN_URL,
  }).xor('course_id', 'plan'),
  reply: Joi.object<OpenedCheckout, true>({
    checkout: Joi.object<CheckoutSession>({
      session_id: Joi.string().required(),
      url: Joi.string().required(),
      expires_at: timestamp().required(),
    }),
    transaction: TRANSACTION,
    subscription: SUBSCRIPTION,
  }),
  errors: [
    'RETURN_URL_NOT_ALLOWED',
    'PURCHASE_COURSE_NOT_FOUND',
    'COURSE_NOT_FOR_SALE',
    'OWN_COURSE',
    'ALREADY_OWNED',
    'SUBSCRIPTION_REQUIRED',
    'PAYMENT_METHOD_NOT_POSSIBLE',
    'PURCHASE_PENDING',
    'ALREADY_SUBSCRIBED',
    'SUBSCRIPTION_PENDING',
    'TRIAL_NOT_OFFERED',
    'TRIAL_USED',
    ...COUPON_ERRORS,
    'PAYMENT_FAILED',
    'PAYMENT_PROVIDER_UNAVAILABLE',
  ],
  example: {
    body: { course_id: EXAMPLE_COURSE_ID },
    reply: {
      checkout: {
        session_id: 'cs_test_a1B2c3D4',
        url: 'https://checkout.stripe.com/c/pay/cs_test_a1B2c3D4',
        expires_at: '2026-11-05T11:00:00.000Z',
      },
      transaction: EXAMPLE_PENDING,
    },
  },
});

export interface OpenPortal {
  return_url?: string;
}

export const openBillingPortal = route({
  name: 'payment.open-billing-portal',
  service: 'payment',
  method: 'POST',
  path: '/billing/portal',
  access: 'user',
  deadline_ms: 20_000,
  tag: 'Subscriptions',
  summary: 'Open the page of Stripe on which one’s cards and subscription are managed',
  body: Joi.object<OpenPortal, true>({ return_url: RETURN_URL }),
  reply: Joi.object<{ url: string }, true>({ url: Joi.string().required() }),
  errors: ['RETURN_URL_NOT_ALLOWED', 'NO_BILLING_ACCOUNT', 'PAYMENT_FAILED', 'PAYMENT_PROVIDER_UNAVAILABLE'],
  example: { body: {}, reply: { url: 'https://billing.stripe.com/p/session/bps_1a2B3c' } },
});
