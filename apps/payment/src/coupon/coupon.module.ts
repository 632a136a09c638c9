import { Module } from '@nestjs/common';
import { CourseOfferModule } from '../course-offer/course-offer.module';
import { CouponRedemptionModule } from './coupon-redemption.module';
import { CouponHandler } from './coupon.handler';
import { CouponService } from './coupon.service';

@Module({
  imports: [CouponRedemptionModule, CourseOfferModule],
  controllers: [CouponHandler],
  providers: [CouponService],
})
export class CouponModule {}
