import { Injectable } from '@nestjs/common';
import { CatalogueError } from '@har/errors';
import type { Types } from 'mongoose';
import { assertApplicable, assertLeft, discountOf, type Priced } from './coupon-rules';
import { CouponRepository } from './coupon.repository';

/** The coupon of a payment: what it took off was decided when the payment was opened. */
export interface AppliedCoupon {
  coupon_id: Types.ObjectId;
  code: string;
  discount_minor: number;
}

/** Who pays with a coupon: a transaction or subscription of a user. */
export interface CouponHolder {
  _id: Types.ObjectId;
  user_id: Types.ObjectId;
  coupon: AppliedCoupon | null;
}

/** The coupon's limits may have been changed between the look and the update. */
const ATTEMPTS = 20;

/** Lowers prices by coupons, and holds the coupons for the payments that use them. */
@Injectable()
export class CouponRedemptionService {
  constructor(private readonly coupons: CouponRepository) {}

  /**
   * What the coupon makes of a price; nothing is held yet.
   *
   * @throws CatalogueError COUPON_UNKNOWN, COUPON_NOT_VALID_NOW, COUPON_NOT_APPLICABLE, COUPON_EXHAUSTED,
   * COUPON_ALREADY_USED
   */
  async apply(code: string, userId: string, priced: Priced): Promise<AppliedCoupon> {
    const coupon = await this.coupons.findByCode(code);
    if (!coupon) throw new CatalogueError('COUPON_UNKNOWN');
    assertApplicable(coupon, priced);
    const use = await this.coupons.findUse(coupon._id.toHexString(), userId, NOBODY);
    if (use) assertLeft(use);
    return { coupon_id: coupon._id, code, discount_minor: discountOf(coupon, priced.amount_minor) };
  }

  /**
   * Holds the coupon for a payment before anything can be paid; repeated, it is held once.
   *
   * @throws CatalogueError COUPON_NOT_VALID_NOW, COUPON_EXHAUSTED, COUPON_ALREADY_USED when others were faster
   */
  async hold({ _id, user_id, coupon }: CouponHolder): Promise<void> {
    if (!coupon) return;
    const [id, user, holder] = [coupon.coupon_id.toHexString(), user_id.toHexString(), _id.toHexString()];
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const use = await this.coupons.findUse(id, user, holder);
      if (!use) throw new CatalogueError('COUPON_UNKNOWN');
      if (use.held) return;
      assertLeft(use);
      if (await this.coupons.hold(use.coupon, user, holder)) return;
    }
    throw new CatalogueError('SERVICE_UNAVAILABLE');
  }

  /** Gives the coupon back: nothing was paid, and nothing can be any more. */
  async release({ _id, user_id, coupon }: CouponHolder): Promise<void> {
    if (!coupon) return;
    await this.coupons.release(coupon.coupon_id.toHexString(), user_id.toHexString(), _id.toHexString());
  }
}

/** Holds nothing: only what the user has of the coupon is asked. */
const NOBODY = 'nobody';
