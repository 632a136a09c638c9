import Joi from 'joi';
import { objectId, timestamp } from '@har/routing';
import { PLANS, type PlanName } from './subscription-reply';

export const COUPON_KINDS = ['percent', 'amount'] as const;
export type CouponKind = (typeof COUPON_KINDS)[number];

/** The whole bookkeeping of a coupon lies in one document, which bounds how often it can be redeemed. */
export const MOST_REDEMPTIONS = 10_000;

/** A code that lowers a price. `value` is per cent, or units of the currency. */
export interface CouponReply {
  _id: string;
  code: string;
  kind: CouponKind;
  value: number;
  /** Of an amount; null for per cent. */
  currency: string | null;
  /** The courses it is for: null for all, none when empty. */
  courses: string[] | null;
  /** The plans whose first payment it lowers: null for all, none when empty. */
  plans: PlanName[] | null;
  valid_from: string;
  valid_until: string | null;
  max_redemptions: number;
  max_per_user: number;
  /** Redeemed, or held by a payment that is under way. */
  redemptions: number;
  disabled: boolean;
  created_at: string;
}

export const COUPON_COURSES = Joi.array().items(objectId()).unique().max(100).allow(null);
export const COUPON_PLANS = Joi.array()
  .items(Joi.string().valid(...PLANS))
  .unique()
  .allow(null);
export const REDEMPTIONS = Joi.number().integer().min(1).max(MOST_REDEMPTIONS);

export const COUPON = Joi.object<CouponReply>({
  _id: objectId().required(),
  code: Joi.string().required(),
  kind: Joi.string()
    .valid(...COUPON_KINDS)
    .required(),
  value: Joi.number().required(),
  currency: Joi.string().length(3).uppercase().allow(null).required(),
  courses: COUPON_COURSES.required(),
  plans: COUPON_PLANS.required(),
  valid_from: timestamp().required(),
  valid_until: timestamp().allow(null).required(),
  max_redemptions: REDEMPTIONS.required(),
  max_per_user: REDEMPTIONS.required(),
  redemptions: Joi.number().integer().min(0).required(),
  disabled: Joi.boolean().required(),
  created_at: timestamp().required(),
}).label('Coupon');
