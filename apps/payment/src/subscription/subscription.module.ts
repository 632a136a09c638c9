import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { LedgerModule } from '../ledger/ledger.module';
import { StripeCustomerRepository } from './stripe-customer.repository';
import { SubscriptionHandler } from './subscription.handler';
import { SubscriptionLedgerService } from './subscription-ledger.service';
import { SubscriptionOpeningService } from './subscription-opening.service';
import { SubscriptionRepository } from './subscription.repository';
import {
  STRIPE_CUSTOMERS,
  stripeCustomerSchema,
  SUBSCRIPTIONS,
  subscriptionSchema,
} from './subscription.schema';
import { SubscriptionService } from './subscription.service';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: SUBSCRIPTIONS, schema: subscriptionSchema },
      { name: STRIPE_CUSTOMERS, schema: stripeCustomerSchema },
    ]),
    EntitlementModule,
    LedgerModule,
  ],
  controllers: [SubscriptionHandler],
  providers: [
    SubscriptionRepository,
    StripeCustomerRepository,
    SubscriptionOpeningService,
    SubscriptionLedgerService,
    SubscriptionService,
  ],
  exports: [SubscriptionRepository, SubscriptionLedgerService],
})
export class SubscriptionModule {}
