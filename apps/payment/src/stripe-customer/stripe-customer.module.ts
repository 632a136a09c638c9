import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { StripeCustomerRepository } from './stripe-customer.repository';
import { STRIPE_CUSTOMERS, stripeCustomerSchema } from './stripe-customer.schema';
import { StripeCustomerService } from './stripe-customer.service';

@Module({
  imports: [MongooseModule.forFeature([{ name: STRIPE_CUSTOMERS, schema: stripeCustomerSchema }])],
  providers: [StripeCustomerRepository, StripeCustomerService],
  exports: [StripeCustomerService],
})
export class StripeCustomerModule {}
