import { Module } from '@nestjs/common';
import { CourseOfferModule } from '../course-offer/course-offer.module';
import { PurchaseModule } from '../purchase/purchase.module';
import { SubscriptionModule } from '../subscription/subscription.module';
import { CheckoutHandler } from './checkout.handler';
import { CheckoutService } from './checkout.service';
import { CoursePageService } from './course-page.service';
import { PlanPageService } from './plan-page.service';

@Module({
  imports: [CourseOfferModule, PurchaseModule, SubscriptionModule],
  controllers: [CheckoutHandler],
  providers: [CheckoutService, CoursePageService, PlanPageService],
})
export class CheckoutModule {}
