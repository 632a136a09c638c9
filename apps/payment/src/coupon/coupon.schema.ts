import { Schema, type Types } from 'mongoose';
import type { CouponKind, PlanName } from '@har/contracts';

/** A coupon without its redemptions. */
export interface CouponTerms {
  _id: Types.ObjectId;
  /** Upper case. */
  code: string;
  kind: CouponKind;
  /** Per cent, or an amount in the smallest unit of the currency. */
  value: number;
  currency: string | null;
  /** null for all, none when empty. */
  courses: Types.ObjectId[] | null;
  plans: PlanName[] | null;
  valid_from: Date;
  valid_until: Date | null;
  max_redemptions: number;
  max_per_user: number;
  /** How many payments hold it: the number of `held`. */
  redemptions: number;
  disabled: boolean;
  created_at: Date;
}

/**
 * A coupon with all that holds it in the same document, so that one atomic update decides about both of its limits.
 * What a failed payment held is taken out again.
 */
export interface Coupon extends CouponTerms {
  /** transaction or subscription → user. */
  held: Record<string, string>;
  /** user → how often. */
  per_user: Record<string, number>;
}

export const COUPONS = 'Coupon';

export const couponSchema = new Schema<Coupon>(
  {
    code: { type: String, required: true },
    kind: { type: String, required: true },
    value: { type: Number, required: true },
    currency: { type: String, default: null },
    courses: { type: [Schema.Types.ObjectId], default: null },
    plans: { type: [String], default: null },
    valid_from: { type: Date, required: true },
    valid_until: { type: Date, default: null },
    max_redemptions: { type: Number, required: true },
    max_per_user: { type: Number, required: true },
    redemptions: { type: Number, required: true },
    held: { type: Schema.Types.Mixed, default: {} },
    per_user: { type: Schema.Types.Mixed, default: {} },
    disabled: { type: Boolean, default: false },
    created_at: { type: Date, required: true },
  },
  { collection: 'coupons', versionKey: false, minimize: false },
);

couponSchema.index({ code: 1 }, { unique: true });
