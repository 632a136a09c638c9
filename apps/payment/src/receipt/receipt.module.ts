import { Module } from '@nestjs/common';
import { TransactionModule } from '../transaction/transaction.module';
import { ReceiptIssuingModule } from './receipt-issuing.module';
import { ReceiptHandler } from './receipt.handler';
import { ReceiptService } from './receipt.service';

@Module({
  imports: [ReceiptIssuingModule, TransactionModule],
  controllers: [ReceiptHandler],
  providers: [ReceiptService],
})
export class ReceiptModule {}
