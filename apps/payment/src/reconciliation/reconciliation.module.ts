import { Module } from '@nestjs/common';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { PurchaseModule } from '../purchase/purchase.module';
import { RefundModule } from '../refund/refund.module';
import { StripeWebhookModule } from '../stripe-webhook/stripe-webhook.module';
import { SubscriptionModule } from '../subscription/subscription.module';
import { TransactionModule } from '../transaction/transaction.module';
import { ReconcilerBooks } from './reconciler-books';
import { Reconciler } from './reconciler.service';
import { SubscriptionReconciler } from './subscription-reconciler.service';
import { TransactionReconciler } from './transaction-reconciler.service';

@Module({
  imports: [
    EntitlementModule,
    PurchaseModule,
    RefundModule,
    StripeWebhookModule,
    SubscriptionModule,
    TransactionModule,
  ],
  providers: [Reconciler, ReconcilerBooks, SubscriptionReconciler, TransactionReconciler],
})
export class ReconciliationModule {}
