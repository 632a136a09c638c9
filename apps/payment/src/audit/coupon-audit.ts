import type { CouponHolder } from '../coupon/coupon-redemption.service';
import type { Coupon } from '../coupon/coupon.schema';

/** Every coupon is held by the payments that use it and by no others, and its counts say so. */
export class CouponAudit {
  private readonly using = new Map<string, string>();
  private readonly differences: string[] = [];

  /** A payment that is under way or was made. */
  addPayment({ _id, coupon }: CouponHolder): void {
    if (coupon) this.using.set(_id.toHexString(), coupon.coupon_id.toHexString());
  }

  /** After all payments. */
  addCoupon({ _id, code, held, per_user, redemptions, max_redemptions }: Coupon): void {
    const id = _id.toHexString();
    const holders = Object.keys(held ?? {});
    const ofUsers = Object.values(per_user ?? {}).reduce((sum, count) => sum + count, 0);
    if (redemptions !== holders.length || ofUsers !== holders.length) {
      this.differences.push(
        `coupon ${code} counts ${redemptions} and ${ofUsers}, and is held ${holders.length} times`,
      );
    }
    if (redemptions > max_redemptions) this.differences.push(`coupon ${code} was redeemed too often`);
    for (const holder of holders) {
      if (this.using.get(holder) !== id)
        this.differences.push(`coupon ${code} is held by ${holder} for nothing`);
      this.using.delete(holder);
    }
  }

  finish(): string[] {
    const without = [...this.using.keys()].map((holder) => `${holder} uses a coupon that it does not hold`);
    return [...this.differences, ...without];
  }
}
