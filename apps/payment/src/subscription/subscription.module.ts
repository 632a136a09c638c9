import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CouponRedemptionModule } from '../coupon/coupon-redemption.module';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { LedgerModule } from '../ledger/ledger.module';
import { ReceiptIssuingModule } from '../receipt/receipt-issuing.module';
import { StripeCustomerModule } from '../stripe-customer/stripe-customer.module';
import { SubscriptionBooks } from './subscription-books.service';
import { SubscriptionCouponService } from './subscription-coupon.service';
import { SubscriptionHandler } from './subscription.handler';
import { SubscriptionLedgerService } from './subscription-ledger.service';
import { SubscriptionOpeningService } from './subscription-opening.service';
import { SubscriptionStartService } from './subscription-start.service';
import { SubscriptionRepository } from './subscription.repository';
import { SUBSCRIPTIONS, subscriptionSchema } from './subscription.schema';
import { SubscriptionService } from './subscription.service';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: SUBSCRIPTIONS, schema: subscriptionSchema }]),
    CouponRedemptionModule,
    EntitlementModule,
    LedgerModule,
    ReceiptIssuingModule,
    StripeCustomerModule,
  ],
  controllers: [SubscriptionHandler],
  providers: [
    SubscriptionRepository,
    SubscriptionBooks,
    SubscriptionCouponService,
    SubscriptionOpeningService,
    SubscriptionStartService,
    SubscriptionLedgerService,
    SubscriptionService,
  ],
  exports: [
    SubscriptionRepository,
    SubscriptionLedgerService,
    SubscriptionOpeningService,
    SubscriptionStartService,
  ],
})
export class SubscriptionModule {}
