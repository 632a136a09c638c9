import { Global, Module } from '@nestjs/common';
import { PaymentGateway } from './payment-gateway';
import { StripePaymentGateway } from './stripe-payment-gateway';

@Global()
@Module({
  providers: [{ provide: PaymentGateway, useClass: StripePaymentGateway }],
  exports: [PaymentGateway],
})
export class PaymentGatewayModule {}
