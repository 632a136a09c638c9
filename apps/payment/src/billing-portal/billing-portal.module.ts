import { Module } from '@nestjs/common';
import { StripeCustomerModule } from '../stripe-customer/stripe-customer.module';
import { BillingPortalHandler } from './billing-portal.handler';
import { BillingPortalService } from './billing-portal.service';

@Module({
  imports: [StripeCustomerModule],
  controllers: [BillingPortalHandler],
  providers: [BillingPortalService],
})
export class BillingPortalModule {}
