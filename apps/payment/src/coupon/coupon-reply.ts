import type { CouponReply } from '@har/contracts';
import { fromMinorUnits } from '../money/minor-units';
import type { CouponTerms } from './coupon.schema';

/** What an administrator sees of a coupon. */
export function toCouponReply(coupon: CouponTerms): CouponReply {
  const { kind, value, currency } = coupon;
  return {
    _id: coupon._id.toHexString(),
    code: coupon.code,
    kind,
    value: kind === 'amount' && currency ? fromMinorUnits(value, currency) : value,
    currency,
    courses: coupon.courses?.map((id) => id.toHexString()) ?? null,
    plans: coupon.plans,
    valid_from: coupon.valid_from.toISOString(),
    valid_until: coupon.valid_until?.toISOString() ?? null,
    max_redemptions: coupon.max_redemptions,
    max_per_user: coupon.max_per_user,
    redemptions: coupon.redemptions,
    disabled: coupon.disabled,
    created_at: coupon.created_at.toISOString(),
  };
}
