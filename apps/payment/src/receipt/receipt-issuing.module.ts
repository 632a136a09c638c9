import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ReceiptIssuingService } from './receipt-issuing.service';
import { ReceiptRepository } from './receipt.repository';
import { RECEIPTS, receiptSchema } from './receipt.schema';

/** What payments need to have their receipts issued. */
@Module({
  imports: [MongooseModule.forFeature([{ name: RECEIPTS, schema: receiptSchema }])],
  providers: [ReceiptRepository, ReceiptIssuingService],
  exports: [ReceiptRepository, ReceiptIssuingService],
})
export class ReceiptIssuingModule {}
