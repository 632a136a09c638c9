import { Injectable } from '@nestjs/common';
import { CouponRedemptionService } from '../coupon/coupon-redemption.service';
import { CouponRepository } from '../coupon/coupon.repository';
import { PaymentGateway } from '../payment-gateway/payment-gateway';
import type { Subscription } from './subscription.schema';

/** Lets Stripe take the coupon of a subscription off its first payment. */
@Injectable()
export class SubscriptionCouponService {
  constructor(
    private readonly redemptions: CouponRedemptionService,
    private readonly coupons: CouponRepository,
    private readonly gateway: PaymentGateway,
  ) {}

  /**
   * Holds the coupon, and makes it known to Stripe.
   *
   * @returns its id at Stripe, null without a coupon
   * @throws CatalogueError COUPON_* when it went to others
   */
  async prepare(subscription: Subscription): Promise<string | null> {
    if (!subscription.coupon) return null;
    await this.redemptions.hold(subscription);
    const coupon_id = subscription.coupon.coupon_id.toHexString();
    const coupon = await this.coupons.findById(coupon_id);
    if (!coupon) return null;
    const { code, kind, value, currency } = coupon;
    const id = `har_${coupon_id}`;
    await this.gateway.ensureCoupon({ id, code, kind, value, currency });
    return id;
  }
}
