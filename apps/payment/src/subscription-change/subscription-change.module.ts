import { Module } from '@nestjs/common';
import { SubscriptionModule } from '../subscription/subscription.module';
import { SubscriptionChangeHandler } from './subscription-change.handler';
import { SubscriptionChangeService } from './subscription-change.service';

@Module({
  imports: [SubscriptionModule],
  controllers: [SubscriptionChangeHandler],
  providers: [SubscriptionChangeService],
})
export class SubscriptionChangeModule {}
