import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CouponRedemptionModule } from '../coupon/coupon-redemption.module';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { LedgerModule } from '../ledger/ledger.module';
import { ReceiptIssuingModule } from '../receipt/receipt-issuing.module';
import { CouponReturnService } from './coupon-return.service';
import { TransactionHandler } from './transaction.handler';
import { TransactionLedgerService } from './transaction-ledger.service';
import { TransactionRepository } from './transaction.repository';
import { TRANSACTIONS, transactionSchema } from './transaction.schema';
import { TransactionService } from './transaction.service';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: TRANSACTIONS, schema: transactionSchema }]),
    CouponRedemptionModule,
    EntitlementModule,
    LedgerModule,
    ReceiptIssuingModule,
  ],
  controllers: [TransactionHandler],
  providers: [TransactionRepository, CouponReturnService, TransactionLedgerService, TransactionService],
  exports: [TransactionRepository, CouponReturnService, TransactionLedgerService, TransactionService],
})
export class TransactionModule {}
