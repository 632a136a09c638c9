import { Module, type DynamicModule } from '@nestjs/common';
import * as contracts from '@har/contracts';
import { startService, type RunningApp, type ServiceDefinition } from '@har/operations';
import { contractsIn } from '@har/routing';
import { BillingPortalModule } from './billing-portal/billing-portal.module';
import { CheckoutModule } from './checkout/checkout.module';
import { CouponModule } from './coupon/coupon.module';
import { EntitlementAccessModule } from './entitlement-access/entitlement-access.module';
import { PAYMENT_ENV, PAYMENT_ENV_SCHEMA, type PaymentEnv } from './payment-env';
import { PaymentGatewayModule } from './payment-gateway/payment-gateway.module';
import { PlanHandler } from './plan/plan.handler';
import { PurchaseModule } from './purchase/purchase.module';
import { ReceiptModule } from './receipt/receipt.module';
import { ReconciliationModule } from './reconciliation/reconciliation.module';
import { RefundModule } from './refund/refund.module';
import { StripeWebhookModule } from './stripe-webhook/stripe-webhook.module';
import { SubscriptionChangeModule } from './subscription-change/subscription-change.module';
import { SubscriptionModule } from './subscription/subscription.module';
import { TransactionModule } from './transaction/transaction.module';

@Module({})
class PaymentModule {
  static with(env: PaymentEnv): DynamicModule {
    return {
      module: PaymentModule,
      global: true,
      providers: [{ provide: PAYMENT_ENV, useValue: env }],
      controllers: [PlanHandler],
      exports: [PAYMENT_ENV],
      imports: [
        PaymentGatewayModule,
        TransactionModule,
        PurchaseModule,
        CheckoutModule,
        CouponModule,
        ReceiptModule,
        RefundModule,
        StripeWebhookModule,
        SubscriptionModule,
        SubscriptionChangeModule,
        BillingPortalModule,
        EntitlementAccessModule,
        ReconciliationModule,
      ],
    };
  }
}

export const definition: ServiceDefinition<PaymentEnv> = {
  name: 'payment',
  env: PAYMENT_ENV_SCHEMA,
  contracts: contractsIn(contracts).filter(({ service }) => service === 'payment'),
  topics: [],
  module: (env) => PaymentModule.with(env),
};

/** Starts one replica of the payment service. @throws EnvError when the environment does not fit */
export function start(source: NodeJS.ProcessEnv = process.env): Promise<RunningApp> {
  return startService(definition, source);
}
