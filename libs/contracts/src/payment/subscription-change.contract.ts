import Joi from 'joi';
import { ID_PARAMS, route, timestamp } from '@har/routing';
import { EXAMPLE_SUBSCRIPTION } from './payment-examples';
import { PLANS, SUBSCRIPTION, type PlanName, type SubscriptionReply } from './subscription-reply';

export interface PlanChange {
  plan: PlanName;
}

/** What a change of plan costs now, in units of the currency. */
export interface PlanChangePreview {
  from: PlanName;
  to: PlanName;
  currency: string;
  /** What is left of the paid period, given back. */
  unused: number;
  /** What the rest of the period costs at the new plan. */
  remaining: number;
  /** What is charged at once. */
  due_now: number;
  /** What stays to the subscriber's credit and pays the next invoices. */
  credit: number;
  next_amount: number;
  next_date: string | null;
  /** Until when the change is made at exactly this price. */
  valid_until: string;
}

const changeOfPlan = {
  service: 'payment',
  method: 'POST',
  access: 'user',
  deadline_ms: 25_000,
  tag: 'Subscriptions',
  params: ID_PARAMS,
  body: Joi.object<PlanChange, true>({
    plan: Joi.string()
      .valid(...PLANS)
      .required(),
  }),
} as const;

const EXAMPLE_CHANGE = { params: { id: EXAMPLE_SUBSCRIPTION._id }, body: { plan: 'enterprise' as const } };

export const previewPlanChange = route({
  ...changeOfPlan,
  name: 'payment.preview-plan-change',
  path: '/subscriptions/:id/change/preview',
  summary: 'What a change of plan would cost now',
  reply: Joi.object<{ preview: PlanChangePreview }, true>({
    preview: Joi.object<PlanChangePreview>({
      from: Joi.string().required(),
      to: Joi.string().required(),
      currency: Joi.string().required(),
      unused: Joi.number().required(),
      remaining: Joi.number().required(),
      due_now: Joi.number().required(),
      credit: Joi.number().required(),
      next_amount: Joi.number().required(),
      next_date: timestamp().allow(null).required(),
      valid_until: timestamp().required(),
    }).required(),
  }),
  errors: [
    'SUBSCRIPTION_NOT_FOUND',
    'SUBSCRIPTION_NOT_CHANGEABLE',
    'ALREADY_ON_PLAN',
    'PAYMENT_FAILED',
    'PAYMENT_PROVIDER_UNAVAILABLE',
  ],
  example: {
    ...EXAMPLE_CHANGE,
    reply: {
      preview: {
        from: 'pro',
        to: 'enterprise',
        currency: 'EUR',
        unused: 19.5,
        remaining: 49.5,
        due_now: 30,
        credit: 0,
        next_amount: 99,
        next_date: '2026-12-05T10:00:00.000Z',
        valid_until: '2026-11-20T10:15:00.000Z',
      },
    },
  },
});

export const changePlan = route({
  ...changeOfPlan,
  name: 'payment.change-plan',
  path: '/subscriptions/:id/change',
  summary: 'Change to another plan now, at the price that the preview showed',
  description:
    'The rest of the period is settled at once: an upgrade charges the difference to the card of the subscription (a ' +
    'declined card changes nothing), a downgrade leaves a credit that pays the next invoices. Access follows.',
  reply: Joi.object<{ subscription: SubscriptionReply }, true>({ subscription: SUBSCRIPTION.required() }),
  errors: [
    'SUBSCRIPTION_NOT_FOUND',
    'SUBSCRIPTION_NOT_CHANGEABLE',
    'ALREADY_ON_PLAN',
    'PAYMENT_FAILED',
    'PAYMENT_PROVIDER_UNAVAILABLE',
  ],
  example: {
    ...EXAMPLE_CHANGE,
    reply: { subscription: { ...EXAMPLE_SUBSCRIPTION, plan: 'enterprise', amount_per_month: 99 } },
  },
});
