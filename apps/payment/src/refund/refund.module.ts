import { Module } from '@nestjs/common';
import { TransactionModule } from '../transaction/transaction.module';
import { RefundOrderService } from './refund-order.service';
import { RefundHandler } from './refund.handler';
import { RefundService } from './refund.service';

@Module({
  imports: [TransactionModule],
  controllers: [RefundHandler],
  providers: [RefundService, RefundOrderService],
  exports: [RefundOrderService],
})
export class RefundModule {}
