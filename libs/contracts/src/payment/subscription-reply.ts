import Joi from 'joi';
import { objectId, timestamp } from '@har/routing';
import type { Domain } from '../course/course-offer.contract';

export const PLANS = ['basic', 'pro', 'enterprise'] as const;
export type PlanName = (typeof PLANS)[number];
export const SUBSCRIPTION_STATUSES = ['active', 'paused', 'cancelled', 'expired'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export const SUBSCRIPTION_STAGES = [
  'incomplete',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'canceled',
] as const;
/** Where it is in its life, in Stripe's words; 001's `status` says what that means for access. */
export type SubscriptionStage = (typeof SUBSCRIPTION_STAGES)[number];

/** A subscription (001 §SERVICE 3 A). `amount_per_month` in units of the currency: 39 EUR. */
export interface SubscriptionReply {
  _id: string;
  user_id: string;
  plan: PlanName;
  /** `paused` opens nothing: a payment is due for longer than the days of grace, or collection is paused. */
  status: SubscriptionStatus;
  amount_per_month: number;
  currency: string;
  /** When the paid period ends; null before the first payment. */
  renewal_date: string | null;
  cancelled_date: string | null;
  cancel_at_period_end: boolean;
  /** Whether the first payment is still to be made. */
  awaiting_payment: boolean;
  stage: SubscriptionStage;
  trial_end: string | null;
  /** While a renewal is unpaid: until when it goes on opening courses. */
  grace_until: string | null;
  coupon_code: string | null;
  created_at: string;
}

export const SUBSCRIPTION = Joi.object<SubscriptionReply>({
  _id: objectId().required(),
  user_id: objectId().required(),
  plan: Joi.string()
    .valid(...PLANS)
    .required(),
  status: Joi.string()
    .valid(...SUBSCRIPTION_STATUSES)
    .required(),
  amount_per_month: Joi.number().min(0).required(),
  currency: Joi.string().length(3).uppercase().required(),
  renewal_date: timestamp().allow(null).required(),
  cancelled_date: timestamp().allow(null).required(),
  cancel_at_period_end: Joi.boolean().required(),
  awaiting_payment: Joi.boolean().required(),
  stage: Joi.string()
    .valid(...SUBSCRIPTION_STAGES)
    .required(),
  trial_end: timestamp().allow(null).required(),
  grace_until: timestamp().allow(null).required(),
  coupon_code: Joi.string().allow(null).required(),
  created_at: timestamp().required(),
}).label('Subscription');

/** What a plan costs and opens. */
export interface PlanReply {
  plan: PlanName;
  amount_per_month: number;
  currency: string;
  /** Domains whose subscription courses it opens, null for all. */
  domains: Domain[] | null;
  /** Free days that it can begin with, once per user. */
  trial_days: number;
}

export const PLAN = Joi.object<PlanReply, true>({
  plan: Joi.string()
    .valid(...PLANS)
    .required(),
  amount_per_month: Joi.number().min(0).required(),
  currency: Joi.string().length(3).uppercase().required(),
  domains: Joi.array().items(Joi.string()).allow(null).required(),
  trial_days: Joi.number().integer().min(0).required(),
}).label('Plan');
