import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { SubscriptionModule } from '../subscription/subscription.module';
import { TransactionModule } from '../transaction/transaction.module';
import { PaymentEventService } from './payment-event.service';
import { StripeEventQueue } from './stripe-event-queue.service';
import { StripeEventRepository } from './stripe-event.repository';
import { STRIPE_EVENTS, stripeEventSchema } from './stripe-event.schema';
import { StripeWebhookHandler } from './stripe-webhook.handler';
import { StripeWebhookService } from './stripe-webhook.service';
import { SubscriptionEventService } from './subscription-event.service';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: STRIPE_EVENTS, schema: stripeEventSchema }]),
    TransactionModule,
    SubscriptionModule,
  ],
  controllers: [StripeWebhookHandler],
  providers: [
    StripeEventRepository,
    StripeEventQueue,
    StripeWebhookService,
    PaymentEventService,
    SubscriptionEventService,
  ],
  exports: [StripeEventQueue],
})
export class StripeWebhookModule {}
