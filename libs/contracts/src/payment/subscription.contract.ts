import Joi from 'joi';
import { ID_PARAMS, route } from '@har/routing';
import { COUPON_CODE, COUPON_ERRORS } from './coupon.contract';
import { EXAMPLE_SUBSCRIPTION } from './payment-examples';
import {
  PLAN,
  PLANS,
  SUBSCRIPTION,
  type PlanName,
  type PlanReply,
  type SubscriptionReply,
} from './subscription-reply';
import { CARD_PAYMENT, PAYMENT_METHOD_ID, type CardPayment } from './transaction.contract';

const SUBSCRIPTION_DATA = Joi.object<{ subscription: SubscriptionReply }, true>({
  subscription: SUBSCRIPTION.required(),
});

export const listPlans = route({
  name: 'payment.list-plans',
  service: 'payment',
  method: 'GET',
  path: '/plans',
  access: 'public',
  tag: 'Subscriptions',
  summary: 'The plans, what they cost and open',
  reply: Joi.object<{ plans: PlanReply[] }, true>({ plans: Joi.array().items(PLAN).required() }),
  cache: { keys: () => ['plans'] },
  example: {
    reply: {
      plans: [
        { plan: 'basic', amount_per_month: 19, currency: 'EUR', domains: ['Excel', 'Other'], trial_days: 0 },
      ],
    },
  },
});

export interface Subscribe {
  plan: PlanName;
  /** Pays the first month at once. */
  payment_method_id?: string;
  /** Lowers the first payment. */
  coupon_code?: string;
  /** Begins with the plan's free days, once per user. */
  trial?: boolean;
}

export const subscribe = route({
  name: 'payment.subscribe',
  service: 'payment',
  method: 'POST',
  path: '/subscribe',
  access: 'user',
  status: 201,
  idempotent: true,
  deadline_ms: 25_000,
  tag: 'Subscriptions',
  summary: 'Subscribe to a plan',
  description:
    'Without `payment_method_id` the answer carries what a browser needs to pay the first month; the subscription ' +
    'opens courses once that is paid. Asking again meanwhile answers the same subscription.',
  body: Joi.object<Subscribe, true>({
    plan: Joi.string()
      .valid(...PLANS)
      .required(),
    payment_method_id: PAYMENT_METHOD_ID,
    coupon_code: COUPON_CODE,
    trial: Joi.boolean(),
  }),
  reply: Joi.object<{ subscription: SubscriptionReply } & Partial<CardPayment>, true>({
    subscription: SUBSCRIPTION.required(),
    ...CARD_PAYMENT,
  }),
  errors: [
    'ALREADY_SUBSCRIBED',
    'SUBSCRIPTION_PENDING',
    'TRIAL_NOT_OFFERED',
    'TRIAL_USED',
    ...COUPON_ERRORS,
    'PAYMENT_FAILED',
    'PAYMENT_PROVIDER_UNAVAILABLE',
  ],
  example: {
    body: { plan: 'pro', payment_method_id: 'pm_card_visa' },
    reply: { subscription: EXAMPLE_SUBSCRIPTION },
  },
});

export const getActiveSubscription = route({
  name: 'payment.get-active-subscription',
  service: 'payment',
  method: 'GET',
  path: '/subscriptions/active',
  access: 'user',
  tag: 'Subscriptions',
  summary: 'One’s own active subscription',
  reply: SUBSCRIPTION_DATA,
  errors: ['NO_ACTIVE_SUBSCRIPTION'],
  example: { reply: { subscription: EXAMPLE_SUBSCRIPTION } },
});

const changeOfSubscription = {
  service: 'payment',
  method: 'POST',
  access: 'user',
  deadline_ms: 20_000,
  tag: 'Subscriptions',
  params: ID_PARAMS,
  reply: SUBSCRIPTION_DATA,
  errors: ['SUBSCRIPTION_NOT_FOUND', 'SUBSCRIPTION_NOT_CHANGEABLE', 'PAYMENT_PROVIDER_UNAVAILABLE'],
} as const;

export const cancelSubscription = route({
  ...changeOfSubscription,
  name: 'payment.cancel-subscription',
  path: '/subscriptions/:id/cancel',
  summary: 'Cancel at the end of the paid period; at once when nothing was paid yet',
  example: {
    params: { id: EXAMPLE_SUBSCRIPTION._id },
    reply: {
      subscription: {
        ...EXAMPLE_SUBSCRIPTION,
        cancel_at_period_end: true,
        cancelled_date: '2026-11-09T08:00:00.000Z',
      },
    },
  },
});

export const resumeSubscription = route({
  ...changeOfSubscription,
  name: 'payment.resume-subscription',
  path: '/subscriptions/:id/resume',
  summary: 'Take back a cancellation before the period ends',
  example: { params: { id: EXAMPLE_SUBSCRIPTION._id }, reply: { subscription: EXAMPLE_SUBSCRIPTION } },
});
