import { Controller } from '@nestjs/common';
import { openCheckout } from '@har/contracts';
import { Handles, type Call } from '@har/routing';
import { CheckoutService } from './checkout.service';

@Controller()
export class CheckoutHandler {
  constructor(private readonly checkouts: CheckoutService) {}

  @Handles(openCheckout)
  async open(call: Call<typeof openCheckout>) {
    return { data: await this.checkouts.open(call) };
  }
}
