import { Module } from '@nestjs/common';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { SubscriptionModule } from '../subscription/subscription.module';
import { TransactionModule } from '../transaction/transaction.module';
import { EntitlementAccessHandler } from './entitlement-access.handler';
import { EntitlementAccessService } from './entitlement-access.service';
import { GiftService } from './gift.service';

@Module({
  imports: [EntitlementModule, SubscriptionModule, TransactionModule],
  controllers: [EntitlementAccessHandler],
  providers: [EntitlementAccessService, GiftService],
})
export class EntitlementAccessModule {}
