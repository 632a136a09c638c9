import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CouponRedemptionService } from './coupon-redemption.service';
import { CouponRepository } from './coupon.repository';
import { COUPONS, couponSchema } from './coupon.schema';

/** What payments need to use coupons. */
@Module({
  imports: [MongooseModule.forFeature([{ name: COUPONS, schema: couponSchema }])],
  providers: [CouponRepository, CouponRedemptionService],
  exports: [CouponRepository, CouponRedemptionService],
})
export class CouponRedemptionModule {}
