import { Module } from '@nestjs/common';
import { CouponRedemptionModule } from '../coupon/coupon-redemption.module';
import { CourseOfferModule } from '../course-offer/course-offer.module';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { StripeCustomerModule } from '../stripe-customer/stripe-customer.module';
import { TransactionModule } from '../transaction/transaction.module';
import { CardPaymentService } from './card-payment.service';
import { CourseCheckoutService } from './course-checkout.service';
import { PurchaseHandler } from './purchase.handler';
import { PurchaseOpeningService } from './purchase-opening.service';
import { PurchaseService } from './purchase.service';

@Module({
  imports: [
    TransactionModule,
    EntitlementModule,
    CouponRedemptionModule,
    CourseOfferModule,
    StripeCustomerModule,
  ],
  controllers: [PurchaseHandler],
  providers: [PurchaseService, PurchaseOpeningService, CardPaymentService, CourseCheckoutService],
  exports: [CardPaymentService, CourseCheckoutService, PurchaseOpeningService],
})
export class PurchaseModule {}
