import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readEnv } from '@har/env';
import { MessagingModule } from '@har/messaging';
import { databaseName, MongoModule } from '@har/mongo';
import { CouponRedemptionModule } from '../coupon/coupon-redemption.module';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { LedgerModule } from '../ledger/ledger.module';
import { PAYMENT_ENV, PAYMENT_ENV_SCHEMA, type PaymentEnv } from '../payment-env';
import { PaymentGatewayModule } from '../payment-gateway/payment-gateway.module';
import { ReceiptIssuingModule } from '../receipt/receipt-issuing.module';
import { SubscriptionModule } from '../subscription/subscription.module';
import { TransactionModule } from '../transaction/transaction.module';
import type { LedgerReport } from './ledger-audit';
import { AuditedPapers } from './audited-papers';
import { LedgerAuditService } from './ledger-audit.service';

@Module({})
class LedgerAuditModule {
  static with(env: PaymentEnv): DynamicModule {
    const messaging = {
      redis_url: env.REDIS_URL,
      namespace: env.REDIS_NAMESPACE,
      service: 'payment',
      topics: [],
    };
    return {
      module: LedgerAuditModule,
      global: true,
      imports: [
        MongoModule.forRoot({
          uri: env.MONGODB_URI,
          database: databaseName(env.MONGODB_DATABASE_PREFIX, 'payment'),
          create_indexes: false,
          answer_timeout_ms: 0,
        }),
        MessagingModule.forRoot(messaging),
        PaymentGatewayModule,
        CouponRedemptionModule,
        EntitlementModule,
        LedgerModule,
        ReceiptIssuingModule,
        SubscriptionModule,
        TransactionModule,
      ],
      providers: [{ provide: PAYMENT_ENV, useValue: env }, AuditedPapers, LedgerAuditService],
      exports: [PAYMENT_ENV],
    };
  }
}

/**
 * Audits the payment service's books from outside, with its own configuration.
 *
 * @throws EnvError when the environment does not fit
 */
export async function verifyLedger(source: NodeJS.ProcessEnv = process.env): Promise<LedgerReport> {
  const env = readEnv(PAYMENT_ENV_SCHEMA, { PORT: '0', ...source });
  const context = await NestFactory.createApplicationContext(LedgerAuditModule.with(env), { logger: false });
  try {
    return await context.get(LedgerAuditService).verify();
  } finally {
    await context.close();
  }
}
