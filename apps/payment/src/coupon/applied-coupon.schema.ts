import { Schema } from 'mongoose';
import type { AppliedCoupon } from './coupon-redemption.service';

/** The coupon of a payment, in the document of the payment. */
export const appliedCouponSchema = new Schema<AppliedCoupon>(
  {
    coupon_id: { type: Schema.Types.ObjectId, required: true },
    code: { type: String, required: true },
    discount_minor: { type: Number, required: true },
  },
  { _id: false },
);
