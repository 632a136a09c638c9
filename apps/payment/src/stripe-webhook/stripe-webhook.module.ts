import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PurchaseModule } from '../purchase/purchase.module';
import { SubscriptionModule } from '../subscription/subscription.module';
import { TransactionModule } from '../transaction/transaction.module';
import { EventCatchUp } from './event-catch-up.service';
import { EventCursorRepository } from './event-cursor.repository';
import { EVENT_CURSORS, eventCursorSchema } from './event-cursor.schema';
import { PaymentEventService } from './payment-event.service';
import { StripeEventQueue } from './stripe-event-queue.service';
import { StripeEventRepository } from './stripe-event.repository';
import { STRIPE_EVENTS, stripeEventSchema } from './stripe-event.schema';
import { StripeWebhookHandler } from './stripe-webhook.handler';
import { StripeWebhookService } from './stripe-webhook.service';
import { SubscriptionEventService } from './subscription-event.service';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: STRIPE_EVENTS, schema: stripeEventSchema },
      { name: EVENT_CURSORS, schema: eventCursorSchema },
    ]),
    TransactionModule,
    PurchaseModule,
    SubscriptionModule,
  ],
  controllers: [StripeWebhookHandler],
  providers: [
    StripeEventRepository,
    EventCursorRepository,
    StripeEventQueue,
    EventCatchUp,
    StripeWebhookService,
    PaymentEventService,
    SubscriptionEventService,
  ],
  exports: [StripeEventQueue, EventCatchUp],
})
export class StripeWebhookModule {}
