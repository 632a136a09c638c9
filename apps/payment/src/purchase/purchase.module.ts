import { Module } from '@nestjs/common';
import { EntitlementModule } from '../entitlement/entitlement.module';
import { TransactionModule } from '../transaction/transaction.module';
import { CardPaymentService } from './card-payment.service';
import { PurchaseHandler } from './purchase.handler';
import { PurchaseService } from './purchase.service';

@Module({
  imports: [TransactionModule, EntitlementModule],
  controllers: [PurchaseHandler],
  providers: [PurchaseService, CardPaymentService],
  exports: [CardPaymentService],
})
export class PurchaseModule {}
