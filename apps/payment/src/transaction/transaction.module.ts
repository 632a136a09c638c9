import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { LedgerModule } from '../ledger/ledger.module';
import { TransactionHandler } from './transaction.handler';
import { TransactionLedgerService } from './transaction-ledger.service';
import { TransactionRepository } from './transaction.repository';
import { TRANSACTIONS, transactionSchema } from './transaction.schema';
import { TransactionService } from './transaction.service';

@Module({
  imports: [
    MongooseModule.forFeature([{ name: TRANSACTIONS, schema: transactionSchema }]),
    EntitlementModule,
    LedgerModule,
  ],
  controllers: [TransactionHandler],
  providers: [TransactionRepository, TransactionLedgerService, TransactionService],
  exports: [TransactionRepository, TransactionLedgerService, TransactionService],
})
export class TransactionModule {}
